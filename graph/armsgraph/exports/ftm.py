"""Knowledge and a view of it → FollowTheMoney entities as JSON lines, which Aleph, OpenSanctions and nomenklatura read.

Actors, vehicles and places of the view become entities, its edges interests between them, and the listings of what is
in it sanctions (https://followthemoney.tech). Identifiers are made from the IRIs and are the same in each export.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from armsgraph.claims import Claim, Passage
from armsgraph.exports.evidence import flat
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from armsgraph.table import Cell, Iri
from armsgraph.vocab import BASE

LOSES = (
    "FollowTheMoney has no place for dispute, denial, support and grades: they stand as words in the summary of an "
    "interest. Events are not in it, only the ties that they make; of countries only the words in the notes, since the "
    "data hold no codes."
)
SCHEMATA = {
    "Person": "Person",
    "Company": "Company",
    "Bank": "Company",
    "Organization": "Organization",
    "GovernmentBody": "PublicBody",
    "State": "PublicBody",
    "InternationalBody": "Organization",
    "MilitaryUnit": "Organization",
    "ArmedGroup": "Organization",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
    "Post": "Position",
    "Place": "Address",
    "Port": "Address",
    "Facility": "Address",
    "BorderCrossing": "Address",
}
_NUMBERS = {("IMO", "Vessel"): "imoNumber", ("registration", "Airplane"): "registrationNumber"}
_BODIES = frozenset({"Company", "Organization", "PublicBody"})
_LEGAL = _BODIES | {"LegalEntity", "Person"}
_ASSETS = frozenset({"Company", "Vessel", "Airplane"})


@dataclass(frozen=True)
class _Interest:
    """A schema, the properties for the two ends of a tie, and which schemata the ends may have."""

    schema: str
    source: str
    target: str
    sources: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()

    def fits(self, source: str, target: str) -> bool:
        return (not self.sources or source in self.sources) and (not self.targets or target in self.targets)


_INTERESTS = {
    "ownedBy": _Interest("Ownership", "asset", "owner", _ASSETS, _LEGAL),
    "controls": _Interest("Ownership", "owner", "asset", _LEGAL, _ASSETS),
    "memberOf": _Interest("Membership", "member", "organization", _LEGAL, _BODIES),
    "employedBy": _Interest("Employment", "employee", "employer", frozenset({"Person"}), _BODIES),
    "leads": _Interest("Directorship", "director", "organization", _LEGAL, _BODIES),
    "holdsPost": _Interest("Occupancy", "holder", "post", frozenset({"Person"}), frozenset({"Position"})),
    "represents": _Interest("Representation", "agent", "client", _LEGAL, _LEGAL),
    "actedFor": _Interest("Representation", "agent", "client", _LEGAL, _LEGAL),
}
_ANY = _Interest("UnknownLink", "subject", "object")


@dataclass
class Entity:
    """One line of the export."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, values: Iterable[object]) -> None:
        """Add values to a property, each once and none empty."""
        found = self.properties.setdefault(name, [])
        found += [
            text for text in dict.fromkeys(str(flat(v)).strip() for v in values if v) if text and text not in found
        ]
        if not found:
            del self.properties[name]

    def line(self) -> str:
        """Return the entity as JSON."""
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True)


def ftm(kg: KnowledgeGraph, net: Network) -> bytes:
    """Return the view as JSON lines: things first, then ties, then listings."""
    schemata = [SCHEMATA.get(kind, "LegalEntity") for kind in net.nodes.kind]
    lines = [*_things(net, schemata), *_ties(net, schemata), *_listings(kg, net)]
    return "".join(entity.line() + "\n" for entity in lines).encode()


def identifier(iri: str) -> str:
    """Make an identifier of letters, digits and hyphens from an IRI; the digest keeps like names apart."""
    readable = re.sub(r"[^0-9a-zA-Z]+", "-", iri.removeprefix(BASE)).strip("-")[:80].strip("-")
    return f"ag-{readable}-{hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()[:10]}"


def _things(net: Network, schemata: list[str]) -> Iterator[Entity]:
    nodes = net.nodes
    for n, iri in enumerate(nodes.iri):
        entity = Entity(identifier(iri), schemata[n])
        entity.add("full" if schemata[n] == "Address" else "name", [nodes.label[n]])
        entity.add("alias", nodes.names[n][1:])
        entity.add("weakAlias", nodes.misspellings[n])
        for number in nodes.identifiers[n]:
            register, _, bare = number.rpartition(" " if number.startswith("IMO ") else ":")
            known = {("IMO", "Vessel"): "imoNumber", ("registration", "Airplane"): "registrationNumber"}
            entity.add(
                known.get((register, schemata[n]), "notes"), [bare if (register, schemata[n]) in known else number]
            )
        entity.add("topics", ["sanction"] if nodes.lists[n] else [])
        entity.add("notes", [f"On the side of: {', '.join(nodes.sides[n])}" if nodes.sides[n] else ""])
        yield entity


def _ties(net: Network, schemata: list[str]) -> Iterator[Entity]:
    edges, nodes = net.edges, net.nodes
    for n, key in enumerate(edges.key):
        source, target = edges.source[n], edges.target[n]
        predicate = edges.predicate[n]
        found = _INTERESTS.get(predicate.name if predicate else "", _ANY)
        interest = found if found.fits(schemata[source], schemata[target]) else _ANY
        entity = Entity(identifier(key), interest.schema)
        entity.add(interest.source, [identifier(nodes.iri[source])])
        entity.add(interest.target, [identifier(nodes.iri[target])])
        # An occupancy has no role: the post is it.
        entity.add("description" if interest.schema == "Occupancy" else "role", [edges.label[n]])
        entity.add("startDate" if edges.earliest[n] != edges.latest[n] else "date", [edges.earliest[n]])
        entity.add("endDate", [edges.latest[n] if edges.earliest[n] != edges.latest[n] else None])
        claims = [net.claims[claim] for claim in edges.claims[n]]
        entity.add("recordId", edges.claims[n])
        entity.add("summary", [told(edges.support[n], edges.disputed[n], claims)])
        _cite(entity, claims)
        yield entity


def told(support: str, disputed: bool, claims: Iterable[Claim]) -> str:
    """Say in words how well a tie is backed, who says so and who denies it."""
    asserted, denied = [], []
    for claim in claims:
        asserted += [name for passage in claim.asserted if not passage.misreports for name in passage.speakers]
        denied += [name for passage in claim.denied for name in passage.speakers]
    parts = [support + (", disputed" if disputed else "")]
    parts += [f"according to {', '.join(dict.fromkeys(asserted))}"] if asserted else []
    parts += [f"denied by {', '.join(dict.fromkeys(denied))}"] if denied else []
    return "; ".join(parts)


def _cite(entity: Entity, claims: Iterable[Claim]) -> None:
    passages: list[Passage] = [p for claim in claims for p in claim.asserted if not p.misreports]
    entity.add("publisher", (passage.publisher for passage in passages))
    entity.add("sourceUrl", (p.address for p in passages if p.address.startswith(("http://", "https://"))))


def _listings(kg: KnowledgeGraph, net: Network) -> Iterator[Entity]:
    here = set(net.nodes.iri)
    for row in kg.select(_LISTINGS).records():
        target, claim = Iri(str(row["target"])), kg.claim_records[Iri(str(row["claim"]))]
        if target not in here:
            continue
        entity = Entity(identifier(str(row["listing"])), "Sanction")
        entity.add("entity", [identifier(target)])
        entity.add("authority", [row["authority"]])
        entity.add("program", [row["programme"]])
        entity.add("listingDate", [_first(row["announced"], row["published"])])
        entity.add("startDate", [row["effective"]])
        entity.add("endDate", [row["lifted"]])
        entity.add("status", ["lifted" if row["lifted"] else ""])
        entity.add("authorityId", [row["number"]])
        entity.add("recordId", [claim.iri])
        entity.add("summary", [told(claim.support, claim.disputed, [claim])])
        _cite(entity, [claim])
        yield entity


def _first(*days: Cell) -> Cell:
    return next((day for day in days if day), None)


_LISTINGS = """
SELECT ?listing ?target ?authority ?claim (MIN(?day) AS ?announced) (MIN(?printed) AS ?published)
       (MIN(?begin) AS ?effective) (MAX(?end) AS ?lifted) (MIN(?law) AS ?programme) (MIN(?entry) AS ?number)
WHERE {
  ?listing a arms:Designation ; arms:targets ?target ; arms:imposedBy/rdfs:label ?authority .
  ?claim arms:isAbout ?listing ; arms:restsOn ?passage
  OPTIONAL { ?listing arms:partOfAction?/arms:announcedOn ?day }
  OPTIONAL { ?listing arms:partOfAction?/arms:publishedOn ?printed }
  OPTIONAL { ?listing arms:partOfAction?/arms:effectiveOn ?begin }
  OPTIONAL { ?listing arms:liftedOn ?end }
  OPTIONAL { ?listing arms:madeUnder/rdfs:label ?law }
  OPTIONAL { ?listing arms:listIdentifier ?entry }
}
GROUP BY ?listing ?target ?authority ?claim
ORDER BY ?listing ?target ?authority ?claim
"""
