"""The dated claims, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from armsgraph.charts.sections.lines import Line, best
from armsgraph.charts.sections.times import dated, first_day
from armsgraph.claims import Claim
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri


def timeline(kg: KnowledgeGraph, thing: Entity, claims: Sequence[Claim]) -> list[Line]:
    """Put the dated claims in order; what is said of one event at one time is one line, backed as the event itself."""
    parts = kg.select(_PARTS, {"thing": thing.iri}).without(["thing"]).grouped()
    found: dict[tuple[Iri, str], list[Claim]] = {}
    for claim in claims:
        top = kg.entity_records[claim.subject].top if claim.subject in kg.entity_records else ""
        if dated(claim) and top != "Estimate":
            found.setdefault((claim.subject if top == "Event" else claim.iri, dated(claim)), []).append(claim)
    lines = []
    for (iri, when), behind in sorted(
        found.items(), key=lambda item: (min(map(first_day, item[1])), item[0][1], item[0][0])
    ):
        whole = [claim for claim in behind if claim.predicate is None]
        event = kg.entity_records.get(iri)
        text = event.label if event and (whole or len(behind) > 1) else behind[0].sentence
        line = Line.of(when, text, behind, ", ".join(map(str, parts.get(iri, ()))))
        lines.append(replace(line, support=best(claim.support for claim in whole)) if whole else line)
    return lines


_PARTS = """
SELECT DISTINCT ?event ?label ?thing WHERE {
  ?event ?leg ?thing . ?leg rdfs:subPropertyOf+ arms:hasLeg ; rdfs:label ?label
}
ORDER BY ?event ?label
"""
