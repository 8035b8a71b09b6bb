"""On whose lists a thing stands, and who took it off."""

from __future__ import annotations

from typing import NamedTuple

from armsgraph.charts.sections.cells import called, known_claims
from armsgraph.charts.sections.times import begun
from armsgraph.claims import Claim
from armsgraph.entities import Entity
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.listings import AUTHORITIES, REGISTERS, UNKNOWN, Listing, lists
from armsgraph.table import Iri
from armsgraph.vocab import BASE

# What an authority lists; of a state, a place or a post nobody asks on whose list it stands.
LISTED = (
    *("Person", "Organization", "Company", "Bank", "GovernmentBody", "MilitaryUnit", "ArmedGroup"),
    *("InternationalBody", "Vessel", "Aircraft", "Facility"),
)


class Listed(NamedTuple):
    """One listing, or nothing but how the thing stands on a list."""

    listing: Listing | None
    details: list[tuple[str, list[str]]]
    claims: list[Claim]


class Standing(NamedTuple):
    """How the thing stands on the list of an authority, and what is to be said of that."""

    authority: str
    text: str
    note: str
    rows: list[Listed]


def standings(kg: KnowledgeGraph, thing: Entity) -> list[Standing]:
    """Return how the thing stands with each authority, or nothing where the graph knows of no list at all."""
    known, details = lists(kg.store), listing_details(kg)
    found = []
    for name, slug in AUTHORITIES.items():
        authority = kg.entity_records.get(Iri(f"{BASE}id/{slug}"))
        standing = known.standing(thing.iri, name)
        rows = [
            Listed(listing, details.get(listing.iri, []), known_claims(kg, [listing.claim]))
            for listing in sorted(known.listed.get((thing.iri, name), ()), key=lambda one: one.order)
        ]
        numbers = [n for n in thing.identifiers if REGISTERS.get(n.split(":")[0]) == name]
        note = "told by others: the graph does not hold the authority's own word" if standing.second_hand else ""
        if standing.text == UNKNOWN and numbers:
            note = f"bears a number of that list, {', '.join(numbers)}, without a day"
        found.append(
            Standing(
                authority.label if authority else name.replace("_", " "),
                begun(standing.text),
                note,
                rows or [Listed(None, [], known_claims(kg, standing.claims))],
            )
        )
    return found if any(standing.text != UNKNOWN or standing.note for standing in found) else []


def listing_details(kg: KnowledgeGraph) -> dict[Iri, list[tuple[str, list[str]]]]:
    """Return for each listing its number, programme, law and measures, its own and those of its package."""
    found: dict[Iri, dict[str, list[str]]] = {}
    for listing, label, value in kg.select(_DETAILS):
        found.setdefault(Iri(str(listing)), {}).setdefault(str(label), []).append(str(value))
    return {listing: list(told.items()) for listing, told in found.items()}


def delisted(kg: KnowledgeGraph, thing: Entity, number: dict[Iri, int]) -> list[tuple[str, list[Claim]]]:
    """Return who was taken off whose list and when, of the thing itself or in the package that it is."""
    found: dict[str, list[Claim]] = {}
    for row in kg.select(_DELISTED).records():
        if thing.iri in (row["target"], row["action"]):
            whom = "" if row["target"] == thing.iri else f"{called(kg, row['target'])}: "
            text = f"{whom}{row['authority']}, {row['day'] or 'on a day that is unknown'}"
            found.setdefault(text, []).extend(c for c in known_claims(kg, [row["claim"]]) if c.iri in number)
    return list(found.items())


_DETAILS = """
SELECT DISTINCT ?listing ?label ?value WHERE {
  VALUES (?what ?label) {
    (arms:listIdentifier "entry") (arms:madeUnder "under") (arms:hasLegalBasis "legal basis")
    (arms:imposesMeasure "measure")
  }
  ?listing arms:targets ?target ; arms:partOfAction? ?told . ?told ?what ?end
  OPTIONAL { ?end rdfs:label ?called }
  OPTIONAL { ?end dcterms:title ?title }
  BIND (COALESCE(?called, ?title, ?end) AS ?value)
}
ORDER BY ?listing ?label ?value
"""
_DELISTED = """
SELECT DISTINCT ?authority ?day ?claim ?target ?action WHERE {
  ?event arms:targets ?target ; arms:imposedBy/rdfs:label ?authority .
  ?claim arms:isAbout ?event ; arms:restsOn ?passage
  { ?event arms:liftedOn ?day }
  UNION
  { ?event a arms:Delisting OPTIONAL { ?event arms:partOfAction?/(arms:effectiveOn|arms:announcedOn) ?day } }
  OPTIONAL { ?event a arms:Delisting ; arms:partOfAction ?action }
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
}
ORDER BY ?authority ?day ?claim
"""
