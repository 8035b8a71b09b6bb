"""The documents behind the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from armsgraph import pages
from armsgraph.claims import Claim, Passage
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri, Text


class Source(NamedTuple):
    """A document behind the page, how it was read, and which claims it carries here."""

    document: Iri
    passage: Passage
    language: str
    read_as: list[str]
    link: str
    claims: list[Claim]


def sources(kg: KnowledgeGraph, claims: Sequence[Claim]) -> list[Source]:
    """Return the documents in the order of their dates, the undated last."""
    languages = {d: t.language or "" for d, t in kg.select(_TITLES) if isinstance(t, Text)}
    found: dict[Iri, dict[Iri, tuple[Passage, Claim]]] = {}
    for claim, passage in _passages(claims):
        found.setdefault(passage.document, {})[Iri(f"{passage.iri} {claim.iri}")] = passage, claim
    made = []
    for document, pairs in found.items():
        passages, behind = zip(*pairs.values(), strict=True)
        first = passages[0]
        read_as = sorted({p.accessed_as for p in passages if p.accessed_as})
        carried = list(dict.fromkeys(behind))
        made.append(
            Source(document, first, languages.get(document, ""), read_as, pages.web_address(first.address), carried)
        )
    return sorted(made, key=lambda source: (source.passage.issued or "~", source.passage.title, source.document))


def last_recorded(kg: KnowledgeGraph) -> str:
    """Return the last day on which a claim was recorded, or nothing."""
    (last,) = kg.select("SELECT (MAX(?day) AS ?last) WHERE { ?claim arms:recordedOn ?day }").rows[0]
    return str(last or "")


def _passages(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Passage]]:
    for claim in claims:
        for passage in (*claim.asserted, *claim.denied):
            yield claim, passage


_TITLES = "SELECT ?document ?title WHERE { ?document dcterms:title ?title }"
