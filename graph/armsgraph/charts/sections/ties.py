"""The ties of a node, by category."""

from __future__ import annotations

from armsgraph.charts.sections.cells import known_claims
from armsgraph.charts.sections.lines import Line, merged
from armsgraph.charts.sections.lists import LISTED
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.vocab import CATEGORIES


def ties(kg: KnowledgeGraph, thing: Entity) -> list[tuple[str, list[Line]]]:
    """Return the ties of a node by category; who lists it stands among the lists, whom it lists stands here."""
    net = kg.network()
    if thing.iri not in net.nodes.iri:
        return []
    here, edges = net.nodes.iri.index(thing.iri), net.edges
    lines = []
    for n, (source, target) in enumerate(zip(edges.source, edges.target, strict=True)):
        if here not in (source, target) or (edges.category[n] == "Legal" and source == here and thing.kind in LISTED):
            continue
        other = net.nodes.label[source if target == here else target]
        lines.append(
            Line(
                edges.label[n],
                other,
                tuple(known_claims(kg, edges.claims[n])),
                edges.support[n],
                edges.disputed[n],
                edges.category[n],
                inward=target == here and edges.directed[n],
            )
        )
    found = sorted(merged(lines), key=lambda line: (line.label, line.inward, line.value))
    return [
        (category, [line for line in found if line.kind == category])
        for category in CATEGORIES
        if any(line.kind == category for line in found)
    ]
