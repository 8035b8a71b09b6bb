"""Facts → Ties: which two things are tied by links, by legs of events and by ways of goods, and on which claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress, pairwise, product
from typing import NamedTuple

from armsgraph import vocab
from armsgraph.facts import Facts, Statements
from armsgraph.network import SUPPORT
from armsgraph.store import Store
from armsgraph.table import Iri


class Kind(NamedTuple):
    """What edges of one sort have in common: the link, or the pattern that makes an edge of two legs."""

    predicate: Iri
    label: str
    category: str
    directed: bool


class Event(NamedTuple):
    """The event behind an edge, if any."""

    iri: Iri | None
    label: str


_NO_EVENT = Event(None, "")


class Tie(NamedTuple):
    """An edge before its ends are counted, on claims by their positions, the last of which makes it."""

    source: Iri
    target: Iri
    kind: Kind
    claims: tuple[int, ...]
    event: Event


@dataclass
class Ties:
    """Ties as columns: of links there are many, and none has an object of its own."""

    source: list[Iri] = field(default_factory=list)
    target: list[Iri] = field(default_factory=list)
    kind: list[Kind] = field(default_factory=list)
    claims: list[tuple[int, ...]] = field(default_factory=list)
    event: list[Event] = field(default_factory=list)

    def plus(self, more: Iterable[Tie]) -> Ties:
        """Add ties at the end, and return all."""
        for tie in more:
            for column, value in zip(vars(self).values(), tie, strict=True):
                column.append(value)
        return self


_LINKS = """
SELECT ?link ?label ?category ?symmetric WHERE {
  ?link rdfs:subPropertyOf arms:connectedTo ; rdfs:label ?label ; arms:hasCategory ?category .
  OPTIONAL { ?link a ?symmetric FILTER (?symmetric = owl:SymmetricProperty) }
}
ORDER BY ?link
"""
_PATTERNS = """
SELECT DISTINCT ?pattern ?class ?from ?to ?label ?category ?withCargo WHERE {
  ?pattern a arms:EdgePattern ; arms:fromLeg ?from ; arms:toLeg ?to ; rdfs:label ?label ; arms:hasCategory ?category .
  ?top arms:makesEdge ?pattern . ?class rdfs:subClassOf* ?top
  OPTIONAL { ?pattern arms:labelWithCargo ?withCargo }
}
ORDER BY ?pattern ?class
"""
# Whoever was delisted stands on the list no longer; what was only planned or tried ties nobody.
_HAPPENED = """
SELECT ?event ?claim ?class ?name WHERE {
  ?claim arms:isAbout ?event . ?event a ?class OPTIONAL { ?event rdfs:label ?name }
  MINUS { ?event arms:liftedOn ?day }
  MINUS { ?event arms:hasStatus ?unfulfilled }
}
ORDER BY ?event ?claim ?class
"""
_LEG = "SELECT ?event ?thing { ?event LINK ?thing }"
_SIDES = "SELECT ?thing ?side { ?thing arms:onSideOf ?side }"
_CARGO_ROWS = """
SELECT ?event ?name WHERE {
  { ?event arms:hasCargoType/rdfs:label ?name } UNION { ?event a/arms:moves ?name }
}
ORDER BY ?event ?name
"""


def link_ties(store: Store, known: Facts) -> Ties:
    makes = [stands and support in SUPPORT for stands, support in zip(known.stands, known.support, strict=True)]
    found = Ties()
    for link, label, category, symmetric in zip(*store.columns(_LINKS), strict=True):
        said = known.saying.get(link, Statements())
        here = [makes[claim] for claim in said.claims]
        found.source += compress(said.subjects, here)
        found.target += compress(said.objects, here)
        found.claims += zip(compress(said.claims, here), strict=True)
        found.kind += [Kind(Iri(link), label, Iri(category).name, not symmetric)] * sum(here)
        found.event += [_NO_EVENT] * sum(here)
    return found


class _Pattern(NamedTuple):
    """Which two legs of an event of which class are tied, and how."""

    iri: str
    event_class: str
    start: str
    end: str
    label: str
    category: str
    label_with_cargo: str

    def kind(self, goods: str) -> Kind:
        label = self.label_with_cargo.replace("{cargo}", goods) if goods and self.label_with_cargo else self.label
        return Kind(Iri(self.iri), label, Iri(self.category).name, self.start != self.end)


def leg_ties(store: Store, known: Facts) -> list[Tie]:
    """Tie the legs of each event as the patterns of its class say."""
    patterns = [_Pattern(*row) for row in zip(*store.columns(_PATTERNS), strict=True)]
    legs = {leg: _Legs(store, known, leg) for leg in sorted({leg for p in patterns for leg in (p.start, p.end)})}
    cargo = store.select(_CARGO_ROWS).grouped()
    sides: dict[str, set[str]] = {}
    for thing, side in zip(*store.columns(_SIDES), strict=True):
        sides.setdefault(thing, set()).add(side)
    found: list[tuple[tuple[object, ...], Tie]] = []
    for event, claim, event_class, name in zip(*store.columns(_HAPPENED), strict=True):
        about = known.place[claim]
        for pattern in patterns if known.stands[about] else ():
            if pattern.event_class != event_class:
                continue
            start, end = legs[pattern.start], legs[pattern.end]
            kind = pattern.kind(" and ".join(map(str, cargo.get(Iri(event), ()))))
            for source, target in product(start.things.get(event, ()), end.things.get(event, ())):
                # Two of one side sit at a table together and do not bargain with each other.
                allied = event_class == vocab.ARMS_NEGOTIATION and not sides.get(source, set()).isdisjoint(
                    sides.get(target, ())
                )
                if source == target or allied or (source > target and not kind.directed):
                    continue
                for one, other in product(
                    start.claims.get((event, source), [None]), end.claims.get((event, target), [None])
                ):
                    hangs_on = [n for n in (about, one, other) if n is not None]
                    if all(known.support[n] in SUPPORT for n in hangs_on):
                        edge = _tie(source, target, kind, hangs_on, event, name)
                        found.append(((claim, source, target, pattern.label, one or -1, other or -1), edge))
    first: dict[tuple[object, ...], Tie] = {}
    for _, edge in sorted(found, key=lambda pair: pair[0]):
        first.setdefault((edge.claims[-1], edge.source, edge.target), edge)
    return list(first.values())


class _Legs:
    """One sort of leg: the things that are a leg of each event, and the claims that stand and say so of their own."""

    def __init__(self, store: Store, known: Facts, leg: str) -> None:
        self.things: dict[str, list[str]] = {}
        self.claims: dict[tuple[str, str], list[int | None]] = {}
        for event, thing in zip(*store.columns(_LEG.replace("LINK", f"<{leg}>")), strict=True):
            self.things.setdefault(event, []).append(thing)
        for n, event, thing in known.saying.get(leg, ()):
            if known.stands[n]:
                self.claims.setdefault((event, thing), []).append(n)


_EVENT_ROWS = """
SELECT DISTINCT ?event ?claim ?eventLabel ?leg ?label ?thing ?legClaim ?category
WHERE {
  ?leg rdfs:subPropertyOf* arms:AMONG ; rdfs:label ?label .
  ?event ?leg ?thing .
  ?claim arms:isAbout ?event ; arms:restsOn ?passage .
  ?thing a/rdfs:subClassOf* arms:Entity
  OPTIONAL { ?event rdfs:label ?eventLabel }
  OPTIONAL { ?legClaim rdf:subject ?event ; rdf:predicate ?leg ; rdf:object ?thing ; arms:restsOn ?legPassage }
  OPTIONAL {
    ?event a/rdfs:subClassOf* ?class . ?class arms:makesEdge ?pattern .
    ?pattern arms:fromLeg|arms:toLeg ?leg ; arms:hasCategory ?of
  }
  BIND (COALESCE(?of, armsv:Dealing) AS ?category)
  MINUS { ?event arms:liftedOn ?day }
  MINUS { ?event arms:hasStatus ?unfulfilled }
}
ORDER BY ?event ?leg ?thing ?claim ?legClaim ?category
"""
_GOODS = """
SELECT DISTINCT ?event ?commodity ?cargoClaim WHERE {
  ?goods skos:broader* ?commodity . ?event arms:hasCargoType ?goods .
  OPTIONAL {
    ?cargoClaim rdf:subject ?event ; rdf:predicate arms:hasCargoType ; rdf:object ?goods ; arms:restsOn ?passage
  }
}
ORDER BY ?event ?cargoClaim
"""
# The way of goods; an event that names nobody for a stage skips it.
STAGES = ("sentBy", "hasParticipant", "departedFrom", "carriedBy", "calledAt", "boundFor", "sentTo")


class _Leg(NamedTuple):
    """One leg of an event, and the claim of its own that says so, if any."""

    event: str
    claim: str
    event_label: str
    leg: str
    label: str
    thing: str
    leg_claim: str
    category: str


def event_ties(store: Store, known: Facts, among: str) -> list[Tie]:
    """Tie whoever and whatever is a leg of an event to the event, once per leg; `among` is the sort of leg."""
    found: dict[tuple[object, ...], Tie] = {}
    for leg in _legs_among(store, among):
        hangs_on = [known.place[claim] for claim in (leg.claim, leg.leg_claim) if claim]
        if all(known.support[claim] in SUPPORT for claim in hangs_on):
            kind = Kind(Iri(leg.leg), leg.label, Iri(leg.category).name, True)
            edge = _tie(leg.thing, leg.event, kind, hangs_on, leg.event, leg.event_label)
            found.setdefault((edge.claims[-1], edge.source, edge.target, leg.leg), edge)
    return list(found.values())


def supply_ties(store: Store, known: Facts, commodity: Iri) -> list[Tie]:
    """Tie each stage of a transfer of the commodity to the next stage that the sources name."""
    moved: dict[str, list[int | None]] = {}
    for row in store.select(_GOODS, {"commodity": commodity}).records():
        cargo = known.place[str(row["cargoClaim"])] if row["cargoClaim"] else None
        if cargo is None or known.support[cargo] in SUPPORT:
            moved.setdefault(str(row["event"]), []).append(cargo)
    staged: dict[str, dict[str, list[_Leg]]] = {}
    for leg in _legs_among(store, "hasLeg"):
        stage = Iri(leg.leg).name
        if leg.event in moved and stage in STAGES:
            staged.setdefault(leg.event, {}).setdefault(stage, []).append(leg)
    category = Iri(vocab.ARMSV_SUPPLY).name
    found: dict[tuple[object, ...], Tie] = {}
    for event, stages in staged.items():
        # Where every source of the event itself names the goods, no claim of their own stands for them.
        cargo = min(moved[event], key=lambda claim: -1 if claim is None else SUPPORT.index(known.support[claim]))
        for one, other in pairwise(stages[stage] for stage in STAGES if stage in stages):
            for start, end in product(one, other):
                legs = start.claim, start.leg_claim, end.leg_claim
                hangs_on = [*([] if cargo is None else [cargo]), *(known.place[claim] for claim in legs if claim)]
                if start.thing == end.thing or any(known.support[claim] not in SUPPORT for claim in hangs_on):
                    continue
                kind = Kind(Iri(end.leg), f"{start.label}, then {end.label}", category, True)
                edge = _tie(start.thing, end.thing, kind, hangs_on, event, start.event_label)
                found.setdefault((edge.claims[-1], edge.source, edge.target), edge)
    return list(found.values())


def _legs_among(store: Store, among: str) -> list[_Leg]:
    return [_Leg(*row) for row in zip(*store.columns(_EVENT_ROWS.replace("AMONG", among)), strict=True)]


def _tie(source: str, target: str, kind: Kind, hangs_on: Iterable[int], event: str, event_label: str) -> Tie:
    return Tie(Iri(source), Iri(target), kind, tuple(dict.fromkeys(hangs_on)), Event(Iri(event), event_label))
