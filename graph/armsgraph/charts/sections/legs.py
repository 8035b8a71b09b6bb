"""Who and what was part of an event, and when it was."""

from __future__ import annotations

from collections.abc import Sequence

from armsgraph.charts.sections.cells import called
from armsgraph.charts.sections.lines import Line
from armsgraph.charts.sections.times import worded
from armsgraph.claims import Claim
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell
from armsgraph.vocab import ARMS_WHEN


def legs(kg: KnowledgeGraph, thing: Entity, claims: Sequence[Claim]) -> list[Line]:
    """Return the legs and days of an event; what no claim of its own says hangs on the claim of the event."""
    whole = [claim for claim in claims if claim.subject == thing.iri and claim.predicate is None]
    own: dict[tuple[Cell, str], list[Claim]] = {}
    for claim in claims:
        if claim.subject == thing.iri and claim.predicate:
            own.setdefault((claim.predicate, str(claim.object)), []).append(claim)
    rows = kg.select(_LEGS, {"event": thing.iri})
    found = [
        Line.of(str(label), worded(str(end)) if leg == ARMS_WHEN else called(kg, end), own.pop((leg, str(end)), whole))
        for leg, label, end, _ in rows
    ]
    # A leg that somebody refuted is no triple any more, and still is said.
    labels = {leg: str(label) for leg, label in kg.select(_LEG_LABELS)}
    found += [
        Line.of(labels[leg], called(kg, behind[0].object), behind) for (leg, _), behind in own.items() if leg in labels
    ]
    return found


_LEG = """
{ ?leg rdfs:subPropertyOf+ arms:hasLeg }
UNION
{
  VALUES ?leg {
    arms:announcedOn arms:effectiveOn arms:publishedOn arms:liftedOn arms:when arms:earliest arms:latest
    arms:listIdentifier
  }
}
?leg rdfs:label ?label
"""
_LEG_LABELS = f"SELECT DISTINCT ?leg ?label WHERE {{ {_LEG} }}"
_LEGS = f"SELECT DISTINCT ?leg ?label ?end ?event WHERE {{ ?event ?leg ?end . {_LEG} }} ORDER BY ?label ?end"
