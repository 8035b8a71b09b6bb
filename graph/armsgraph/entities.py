"""Store → Entities: everything that bears a name, and how it is found by one in any script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from armsgraph.store import Store
from armsgraph.table import Iri

# What `match` returns: the first name or a number, another name, the beginning of one, a part of one, nothing.
LABEL, EXACT, BEGINNING, PART, NO_MATCH = range(5)


@dataclass(frozen=True)
class Entity:
    """A thing by name.

    `kind` is its class (Person, Vessel, Shipment …) and `top` the class above all of that sort (Entity, Event,
    Document …). `names` holds every name in every script, the label first; `misspellings` what it is found by and never
    shown as; `identifiers` IMO and other register numbers; `sides` the states on whose side it is; `roles` derived
    roles; `lists` the authorities that list it; `notes` the curator's. `translations` are names in Korean, Japanese and
    Russian, one for each language, written name@ko; `position` is longitude and latitude in degrees (WGS 84), the first
    of several that are claimed, None where unknown.
    """

    iri: Iri
    label: str
    kind: str
    top: str
    names: tuple[str, ...]
    misspellings: tuple[str, ...]
    identifiers: tuple[str, ...]
    sides: tuple[str, ...]
    roles: tuple[str, ...]
    lists: tuple[str, ...]
    notes: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    position: tuple[float, float] | None = None


def entities(store: Store) -> dict[Iri, Entity]:
    """Read every entity, event, document and instrument of a derived store, by IRI."""
    traits = [_TRAITS.replace("LINK", link) for link in ("onSideOf", "hasRole", "designatedBy")]
    names, slips, numbers, notes, sides, roles, lists = (
        _grouped(store, query) for query in (_NAMES, _MISSPELLINGS, _NUMBERS, _NOTES, *traits)
    )
    translations, positions = _translations(store), _positions(store)
    found: dict[Iri, Entity] = {}
    for thing, kind, top, label in sorted(zip(*store.columns(_THINGS), strict=True)):
        iri = Iri(thing)
        text = label or iri.name
        found.setdefault(
            iri,
            Entity(
                iri=iri,
                label=text,
                kind=Iri(kind).name,
                top=Iri(top).name,
                names=tuple(dict.fromkeys((text, *names.get(thing, ())))),
                misspellings=slips.get(thing, ()),
                identifiers=numbers.get(thing, ()),
                sides=sides.get(thing, ()),
                roles=roles.get(thing, ()),
                lists=lists.get(thing, ()),
                notes=notes.get(thing, ()),
                translations=translations.get(thing, ()),
                position=positions.get(thing),
            ),
        )
    return found


def _grouped(store: Store, query: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for thing, text in zip(*store.columns(query), strict=True):
        found.setdefault(thing, []).append(text)
    return {thing: tuple(texts) for thing, texts in found.items()}


def _translations(store: Store) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, str]] = {}
    for thing, language, name in zip(*store.columns(_TRANSLATIONS), strict=True):
        found.setdefault(thing, {}).setdefault(language, f"{name}@{language}")
    return {thing: tuple(names.values()) for thing, names in found.items()}


def _positions(store: Store) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for place, written in zip(*store.columns(_POSITIONS), strict=True):
        point = _POINT.fullmatch(written)
        if point:
            found.setdefault(place, (float(point[1]), float(point[2])))
    return found


def match(entity: Entity, text: str) -> int:
    """Say how well a text names an entity: by any name, by a register number, by its IRI or the end of that."""
    wanted = folded(text)
    names = [folded(name) for name in (*entity.names, *entity.misspellings)]
    numbers = [folded(number) for number in entity.identifiers]
    bare = [folded(re.split(r"[: ]", number)[-1]) for number in entity.identifiers]
    if (
        text in (entity.iri, entity.iri.short)
        or entity.iri.endswith("/" + text)
        or wanted in (names[0], *numbers, *bare)
    ):
        return LABEL
    if wanted in names:
        return EXACT
    if any(name.startswith(wanted) for name in names):
        return BEGINNING
    return PART if any(wanted in name for name in names) else NO_MATCH


_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """Fold case, width, accents and punctuation, so that a name is found however it was typed."""
    if text.isascii():
        lower = text.lower()
        plain = lower.replace(" ", "").isalnum()
        return " ".join(lower.split() if plain else _WORD.findall(lower))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", bare).casefold()))


# A document without a label of ours goes by its title.
_THINGS = """
SELECT ?thing ?class ?top ?label WHERE {
  VALUES ?top { arms:Entity arms:Event arms:Estimate arms:Document arms:LegalInstrument arms:SanctionsProgramme }
  ?class rdfs:subClassOf* ?top . ?thing a ?class .
  OPTIONAL { ?thing rdfs:label ?given }
  OPTIONAL { ?thing dcterms:title ?title }
  BIND (COALESCE(?given, ?title) AS ?label)
}
"""
_NAMES = """
SELECT ?thing ?name WHERE { ?thing skos:altLabel|arms:formerName|dcterms:title ?name } ORDER BY ?thing ?name
"""
_MISSPELLINGS = "SELECT ?thing ?name WHERE { ?thing skos:hiddenLabel ?name } ORDER BY ?thing ?name"
_NOTES = "SELECT ?thing ?note WHERE { ?thing skos:editorialNote ?note } ORDER BY ?thing ?note"
_TRANSLATIONS = """
SELECT DISTINCT ?thing ?language ?name WHERE {
  ?thing rdfs:label|skos:altLabel ?name BIND (LANG(?name) AS ?language) FILTER (?language IN ("ja", "ko", "ru"))
}
ORDER BY ?thing ?language ?name
"""
_POSITIONS = "SELECT ?place ?written WHERE { ?place arms:position ?written } ORDER BY ?place ?written"
_POINT = re.compile(r"POINT\((-?\d+\.?\d*) (-?\d+\.?\d*)\)")
_NUMBERS = """
SELECT ?thing ?number WHERE {
  { ?thing arms:imoNumber ?imo BIND (CONCAT("IMO ", ?imo) AS ?number) }
  UNION
  { ?thing arms:externalIdentifier ?number }
}
ORDER BY ?thing ?number
"""
_TRAITS = "SELECT ?thing ?name WHERE { ?thing arms:LINK ?end . ?end rdfs:label ?name } ORDER BY ?thing ?name"
