"""What a thing is called, and what else goes by that."""

from __future__ import annotations

from armsgraph.entities import Entity, folded
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Text

LANGUAGES = {"en": "English", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "": "language not given"}


def names(kg: KnowledgeGraph, thing: Entity) -> list[tuple[str, str, list[str]]]:
    """Return the names by language: what it is called, the tag, and the names, the first name first."""
    found: dict[str, list[str]] = {}
    for name, _ in kg.select(_NAMES, {"thing": thing.iri}):
        language = (name.language or "") if isinstance(name, Text) else ""
        same = found.setdefault(language, [])
        if str(name) not in same:
            same.insert(0 if name == thing.label else len(same), str(name))
    first = {thing.label: 0}
    order = sorted(found, key=lambda tag: (min(first.get(name, 1) for name in found[tag]), tag == "", tag))
    return [(LANGUAGES.get(tag, tag), tag, found[tag]) for tag in order]


def namesakes(kg: KnowledgeGraph, thing: Entity) -> list[Entity]:
    """Return the other things that go by one of the names, rightly or by mistake."""
    own = {folded(name) for name in thing.names}
    return [
        other
        for other in kg.entity_records.values()
        if other.top == thing.top == "Entity"
        and other.iri != thing.iri
        and not own.isdisjoint(map(folded, (*other.names, *other.misspellings)))
    ]


_NAMES = "SELECT DISTINCT ?name ?thing WHERE { ?thing rdfs:label|skos:altLabel ?name } ORDER BY ?name"
