"""Templates, scripts and styles of every page, and the one place where text from data is made harmless."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2
    import markupsafe

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def environment(**values: object) -> jinja2.Environment:
    """Return the environment of our templates: escaping on, the values known to every template."""
    import jinja2

    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(text), autoescape=True, undefined=jinja2.StrictUndefined, finalize=_final
    )
    found.filters.update(data=data, embed=embed)
    found.globals.update(values)
    return found


def render(template: str, **values: object) -> str:
    """Fill a template."""
    return environment().get_template(template).render(**values)


def text(name: str) -> str:
    """Read a file of this folder."""
    return resources.files(__name__).joinpath(name).read_text("utf-8")


def visible(given: str) -> str:
    """Replace what steers the reading direction, controls the page or cannot be encoded by a mark that can be seen."""
    return "".join(f"⟦U+{ord(c):04X}⟧" if _steers(c) else c for c in given)


def data(value: Any) -> markupsafe.Markup:
    """Write a value as JSON for a script element of type application/json, its strings made visible."""
    return embed(json.dumps(_visible(value), separators=(",", ":")))


def embed(written: str) -> markupsafe.Markup:
    """Keep JSON from ending the element that it stands in."""
    import markupsafe

    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return markupsafe.Markup(written)  # noqa: S704 - nothing is left in it that HTML reads


def web_address(given: str) -> str:
    """Return an address that may become a link, or nothing."""
    return given if _ADDRESS.fullmatch(given) and given == visible(given) else ""


def inline(source: str) -> tuple[markupsafe.Markup, str]:
    """Return a script or a style sheet to stand in a page, and the hash that a Content-Security-Policy allows it by."""
    import markupsafe

    # A browser hashes what its parser made of the text, which knows one kind of line end.
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"</(script|style)|<!--", source, re.IGNORECASE):
        raise ValueError("a script or style sheet must not hold the end of its own element")
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return markupsafe.Markup(source), f"'sha256-{digest}'"  # noqa: S704 - our own files, and vis-network's


def _final(value: object) -> object:
    return value if hasattr(value, "__html__") or not isinstance(value, str) else visible(value)


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {visible(str(key)): _visible(inner) for key, inner in value.items()}
    return [_visible(inner) for inner in value] if isinstance(value, list | tuple) else value


def _steers(character: str) -> bool:
    return character in _BIDI or (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t")
