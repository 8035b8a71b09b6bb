"""Cells of an answer → the claims and the names that they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from armsgraph.claims import Claim
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell, Iri


def known_claims(kg: KnowledgeGraph, iris: Iterable[Cell]) -> list[Claim]:
    """Return the claims that the cells name, each once; what is no claim of the graph is left out."""
    return [kg.claim_records[iri] for iri in dict.fromkeys(Iri(str(cell)) for cell in iris) if iri in kg.claim_records]


def called(kg: KnowledgeGraph, cell: Cell) -> str:
    """Say in words what a cell holds: of a thing its label, of anything else its text."""
    if not isinstance(cell, Iri):
        return "" if cell is None else str(cell)
    if cell in kg.entity_records:
        return kg.entity_records[cell].label
    labels = kg.select("SELECT ?label ?thing WHERE { ?thing rdfs:label ?label }", {"thing": cell})
    return str(labels.rows[0][0]) if labels.rows else cell.name
