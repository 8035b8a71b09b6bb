"""Whom a package of sanctions lists or takes off."""

from __future__ import annotations

from typing import NamedTuple

from armsgraph.charts.sections.cells import known_claims
from armsgraph.charts.sections.lists import listing_details
from armsgraph.claims import Claim
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri


class Target(NamedTuple):
    """Whom a package lists or takes off."""

    label: str
    kind: str
    taken_off: bool
    details: list[tuple[str, list[str]]]
    claims: list[Claim]


def targets(kg: KnowledgeGraph, thing: Entity) -> list[Target]:
    """Return the listings and delistings of a package, those who are taken off first."""
    details = listing_details(kg)
    found = []
    for listing, target, lifted, claim, _ in kg.select(_TARGETS, {"action": thing.iri}):
        known = kg.entity_records.get(Iri(str(target)))
        label, kind = (known.label, known.kind) if known else (Iri(str(target)).name, "")
        told = details.get(Iri(str(listing)), [])
        found.append(Target(label, kind, lifted is True, told, known_claims(kg, [claim])))
    return sorted(found, key=lambda one: (not one.taken_off, one.kind, one.label))


_TARGETS = """
SELECT DISTINCT ?listing ?target (COALESCE(?delists, false) AS ?lifted) ?claim ?action WHERE {
  ?listing arms:partOfAction ?action ; arms:targets ?target . ?claim arms:isAbout ?listing
  OPTIONAL { ?listing a ?class FILTER (?class = arms:Delisting) BIND (true AS ?delists) }
}
ORDER BY ?listing ?target
"""
