"""Network → flat rows for formats that know numbers, truth values and text alone, with who says each edge and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from armsgraph.claims import Passage
from armsgraph.network import Edges, Network, Nodes

Flat = dict[str, str | bool | int | float]

# XML 1.0 has no form for most control characters, and a lone surrogate is no character.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def nodes(net: Network) -> list[Flat]:
    """Return one row per node, the columns that hold several values joined by `; `."""
    names = [f.name for f in fields(Nodes)]
    return [{name: flat(getattr(net.nodes, name)[n]) for name in names} for n in range(len(net.nodes.iri))]


def edges(net: Network) -> list[Flat]:
    """Return one row per edge: its columns, and who asserts and denies it in which documents.

    `source` and `target` are IRIs. `according_to` names the speakers, `found_in` the documents with publisher, date,
    place in the text and address, `denied_by` whoever denies it and where. `conflicts` are the claims that contradict.
    """
    names = [f.name for f in fields(Edges)]
    rows: list[Flat] = []
    for n, behind in enumerate(net.edges.claims):
        row = {name: flat(getattr(net.edges, name)[n]) for name in names}
        claims = [net.claims[claim] for claim in behind]
        asserted = [passage for claim in claims for passage in claim.asserted if not passage.misreports]
        denied = [passage for claim in claims for passage in claim.denied]
        row["source"], row["target"] = (str(net.nodes.iri[end]) for end in (net.edges.source[n], net.edges.target[n]))
        row["according_to"] = flat(_once(name for passage in asserted for name in passage.speakers))
        row["found_in"] = flat(_once(map(_document, asserted)))
        row["denied_by"] = flat(_once(f"{', '.join(p.speakers) or 'nobody named'} in {_document(p)}" for p in denied))
        row["conflicts"] = flat(_once(str(other) for claim in claims for other in claim.conflicts))
        rows.append(row)
    return rows


def flat(value: object) -> str | bool | int | float:
    """Return a value as such a format takes it: several joined by `; `, nothing as empty text."""
    if isinstance(value, bool | int | float):
        return value
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    return _UNPRINTABLE.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


def _document(passage: Passage) -> str:
    details = (passage.title, passage.publisher, passage.issued or "undated", passage.locator, passage.address)
    return ", ".join(detail for detail in details if detail)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
