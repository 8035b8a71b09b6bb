"""Every claim of the page, in the order of its numbers."""

from __future__ import annotations

from typing import NamedTuple

from armsgraph.charts.sections.cells import known_claims
from armsgraph.charts.sections.times import first_day
from armsgraph.claims import Claim
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph


class Chapter(NamedTuple):
    """Claims under one heading."""

    title: str
    claims: list[Claim]


def chapters(kg: KnowledgeGraph, thing: Entity) -> list[Chapter]:
    """Gather the claims of the page: of the thing itself, its events, estimates of these, and what contradicts them."""
    profile = kg.profile(thing.iri).claims
    own = [claim for claim in profile if thing.iri in (claim.subject, claim.object)]
    events = [claim for claim in profile if thing.iri not in (claim.subject, claim.object)]
    here = {claim.iri for claim in profile}
    estimates = known_claims(kg, kg.select(_RECKONED, {"thing": thing.iri}).column("claim"))
    reckoned = [claim for claim in estimates if claim.iri not in here]
    here |= {claim.iri for claim in reckoned}
    rivals = known_claims(
        kg, (other for iri in sorted(here) for other in kg.claim_records[iri].conflicts if other not in here)
    )
    first = {claim.subject: first_day(claim) for claim in events if claim.predicate is None}
    own.sort(key=lambda c: (c.predicate is not None, c.subject != thing.iri, c.predicate or "", first_day(c), c.iri))
    events.sort(key=lambda c: (first.get(c.subject, ""), c.subject, c.predicate is not None, c.iri))
    found = [
        Chapter("About it", own),
        Chapter("About events in which it has a part", events),
        Chapter("Estimates", reckoned),
        Chapter("Claims of others that contradict these", rivals),
    ]
    return [chapter for chapter in found if chapter.claims]


_RECKONED = """
SELECT DISTINCT ?claim ?thing WHERE {
  ?claim arms:isAbout ?reckoning . ?reckoning arms:estimates ?flow
  { ?flow ?leg ?thing . ?leg rdfs:subPropertyOf+ arms:hasLeg } UNION { ?reckoning arms:estimates ?thing }
}
ORDER BY ?claim
"""
