"""Templates, scripts and styles of every page, and the one place where text from data is made harmless."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2
    import markupsafe

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE)
# What steers the reading direction, controls the page, cannot be encoded or is no character; not line ends and tabs.
_STEERS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# How a control character below the blank stands in JSON.
_CONTROLS = ("\\u00", "\\b", "\\f", "\\r")


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


def bundle(folder: str, modules: Sequence[str]) -> str:
    """Join ES modules of a folder to one script, each a function that returns what it exports.

    They import by name from `./module.js`, export constants alone, and stand after what they import: no more of the
    module syntax is known here, so that no build step is needed.
    """
    parts = []
    for module in modules:
        source = text(f"{folder}/{module}.js")
        source = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = ${found[2]};", source)
        names = ", ".join(_EXPORT.findall(source))
        source = _EXPORT.sub(r"const \1", source)
        parts.append(f"const ${module} = (() => {{\n{source}\nreturn {{ {names} }};\n}})();")
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"


_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export const ([\w$]+)", re.MULTILINE)


def visible(given: str) -> str:
    """Replace what steers the reading direction, controls the page or cannot be encoded by a mark that can be seen."""
    return _STEERS.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", given)


def data(value: Any) -> markupsafe.Markup:
    """Write a value as JSON for a script element of type application/json, its strings made visible.

    What is no finite number becomes null.
    """
    import orjson

    try:
        written = orjson.dumps(value).decode()
    except orjson.JSONEncodeError:
        # Half a character, which cannot be encoded, or a number beyond 64 bits.
        return embed(_slowly(value))
    # One look at the whole is faster than one at each string, and there is rarely anything to see.
    steered = not written.isascii() and _STEERS.search(written)
    if steered or "\x7f" in written or ("\\" in written and any(mark in written for mark in _CONTROLS)):
        written = _slowly(value)
    return embed(written)


def _slowly(value: Any) -> str:
    return json.dumps(_visible(value), separators=(",", ":"), ensure_ascii=False)


def embed(written: str) -> markupsafe.Markup:
    """Keep JSON from ending the script element that it stands in, where HTML reads nothing but what begins with `<`.

    HTML Standard, 4.12.1.3, Restrictions for contents of script elements.
    """
    import markupsafe

    return markupsafe.Markup(written.replace("<", "\\u003c"))  # noqa: S704 - nothing is left in it that HTML reads


def web_address(given: str) -> str:
    """Return an address that may become a link, or nothing."""
    # An address in ASCII has no control characters where it matches, and nothing else steers there.
    return given if _ADDRESS.fullmatch(given) and (given.isascii() or not _STEERS.search(given)) else ""


@cache
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
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return [_visible(inner) for inner in value] if isinstance(value, list | tuple) else value
