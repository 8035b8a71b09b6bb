"""Claims that cannot both be true, and passages that get another one wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from armsgraph.claims import Claim, Passage
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri


class Conflict(NamedTuple):
    """Two claims that cannot both be true, and why we think so."""

    one: Claim
    other: Claim
    reason: str


def conflicts(claims: Sequence[Claim], number: dict[Iri, int]) -> list[Conflict]:
    """Return the contradictions among the numbered claims, each pair once."""
    by_iri = {claim.iri: claim for claim in claims}
    return [
        Conflict(one, by_iri[other], " ".join(dict.fromkeys(filter(None, (one.reason, by_iri[other].reason)))))
        for one in claims
        for other in one.conflicts
        if other in number and number[one.iri] < number[other]
    ]


def misread(kg: KnowledgeGraph, claims: Sequence[Claim]) -> list[tuple[Passage, Passage | None, Claim]]:
    """Return the passages that get an earlier one wrong, with that one where the graph has it."""
    wronged = kg.select(_MISREPORTED).grouped()
    every = {p.iri: p for claim in kg.claim_records.values() for p in (*claim.asserted, *claim.denied)}
    return [
        (passage, every.get(Iri(str(wronged.get(passage.iri, [""])[0]))), claim)
        for claim in claims
        for passage in (*claim.asserted, *claim.denied)
        if passage.misreports
    ]


_MISREPORTED = "SELECT ?passage ?wronged WHERE { ?passage arms:misreports ?wronged } ORDER BY ?passage ?wronged"
