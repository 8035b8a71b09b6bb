"""What is said of a thing itself that is no tie, no listing and no name, and of what others it is said."""

from __future__ import annotations

from collections.abc import Sequence

from armsgraph.charts.sections.cells import called
from armsgraph.charts.sections.lines import Line, merged
from armsgraph.claims import Claim
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri


def facts(kg: KnowledgeGraph, thing: Entity, claims: Sequence[Claim]) -> list[Line]:
    """Return what is said of the thing itself that is no tie, no listing and no name."""
    labels = _labels(kg)
    typed = [Line(str(label), str(value)) for label, value, _ in kg.select(_TYPED, {"thing": thing.iri})]
    claimed = [
        Line.of(labels[c.predicate], called(kg, c.object), [c])
        for c in claims
        if c.subject == thing.iri and c.predicate in labels
    ]
    return [*typed, *merged(claimed)]


def said_of_others(kg: KnowledgeGraph, thing: Entity, claims: Sequence[Claim]) -> list[tuple[str, list[Line]]]:
    """Return of whom the thing is said to be the nationality, the flag and so on, by property."""
    labels = _labels(kg)
    lines = merged(
        Line.of(labels[c.predicate], called(kg, c.subject), [c])
        for c in claims
        if c.object == thing.iri and c.predicate in labels
    )
    return [
        (label, sorted((line for line in lines if line.label == label), key=lambda line: line.value))
        for label in dict.fromkeys(line.label for line in lines)
    ]


def _labels(kg: KnowledgeGraph) -> dict[Iri, str]:
    """Return what the properties are called that are neither links nor legs nor answers of lists."""
    return {Iri(str(term)): str(label) for term, label in kg.select(_PROPERTIES)}


_TYPED = """
SELECT DISTINCT ?label ?value ?thing WHERE {
  VALUES ?property { arms:hasIdentityStatus arms:organOf arms:memberCount }
  ?thing ?property ?end . ?property rdfs:label ?label OPTIONAL { ?end rdfs:label ?called }
  BIND (COALESCE(?called, ?end) AS ?value)
}
ORDER BY ?label ?value
"""
_PROPERTIES = """
SELECT DISTINCT ?property ?label WHERE {
  ?claim rdf:predicate ?property . ?property rdfs:label ?label
  MINUS { ?property rdfs:subPropertyOf+ arms:connectedTo }
  MINUS { ?property rdfs:subPropertyOf+ arms:hasLeg }
  MINUS { VALUES ?property { arms:absentFromListOf } }
}
"""
