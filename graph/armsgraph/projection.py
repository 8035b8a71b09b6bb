"""Store → Network: who is tied to whom, one edge per claim and pair of legs. The only bridge from RDF to graphs.

Three projections: `actors` ties actors by links and by legs of events, `events` ties actors to the events in which they
had a leg (two-mode; Breiger 1974), `supply` follows goods from sender by way of carrier and port to recipient.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from armsgraph import vocab
from armsgraph.claims import Claim, claims
from armsgraph.entities import entities
from armsgraph.errors import UsageError
from armsgraph.facts import UNGRADED, Facts, facts
from armsgraph.listings import Listing, listings
from armsgraph.network import CATEGORIES, PROJECTIONS, SUPPORT, Disputed, Edges, Network, Nodes, Projection
from armsgraph.store import Store
from armsgraph.table import Iri


def build(
    store: Store,
    records: Callable[[], Mapping[Iri, Claim]] | None = None,
    *,
    projection: Projection = "actors",
    commodity: Iri | None = None,
    categories: Sequence[str] = CATEGORIES,
    support: Sequence[str] = SUPPORT,
    disputed: Disputed = "keep",
    valid_on: datetime.date | None = None,
    notes: Sequence[str] = (),
) -> Network:
    """Project a derived store onto actors, vehicles, groups and places, tied by links and by legs of events.

    `records` gives the claims when somebody asks the network for them; without it they are read from the store.
    `commodity` is a cargo type: the `supply` of it and of what is narrower. `support` and `disputed` filter edges by
    the weakest claim on which each hangs. `valid_on` keeps the edges whose claims say of that day that the fact may
    have held; claims without both bounds say nothing and are counted out.
    """
    _check("category", categories, CATEGORIES)
    _check("support", support, SUPPORT)
    _check("disputed", [disputed], ("keep", "drop", "only"))
    _check("projection", [projection], PROJECTIONS)
    if (commodity is not None) != (projection == "supply"):
        raise UsageError("the projection supply, and it alone, takes a commodity: supply of what?")
    known, read = facts(store), records or cache(lambda: claims(store))

    def view(found: Iterable[_Edge], notes: Sequence[str] = ()) -> Network:
        chosen = [
            edge
            for edge in found
            if edge.category in categories
            and _weakest(edge, known) in support
            and (disputed == "keep" or _is_disputed(edge, known) == (disputed == "only"))
        ]
        told = list(notes)
        if valid_on:
            undated = sum(not all(known.is_dated(claim) for claim in edge.claims) for edge in chosen)
            chosen = [edge for edge in chosen if all(known.may_hold_on(claim, valid_on) for claim in edge.claims)]
            if undated:
                told.append(
                    f"Left out of what may have held on {valid_on}, because no source bounds them in time: "
                    f"edges, {undated}"
                )
        return _network(store, chosen, known, read, told)

    if commodity:
        return view(_supply(store, known, commodity), notes)
    if projection == "events":
        return view(_participations(store, known, "involves"), notes)
    ties = view([*_links(store, known), *_legs(store, known)], notes)
    return replace(ties, legs=cache(lambda: view(_participations(store, known, "hasLeg"))))


class _Edge(NamedTuple):
    """An edge before its ends are counted, on claims by their positions, the last of which makes it."""

    source: Iri
    target: Iri
    directed: bool
    label: str
    category: str
    claims: tuple[int, ...]
    event: Iri | None
    event_label: str
    predicate: Iri


_LINKS = """
SELECT ?link ?label ?category ?symmetric WHERE {
  ?link rdfs:subPropertyOf arms:connectedTo ; rdfs:label ?label ; arms:hasCategory ?category .
  OPTIONAL { ?link a ?symmetric FILTER (?symmetric = owl:SymmetricProperty) }
}
ORDER BY ?link
"""
_LINKED = """
SELECT ?claim ?source ?target { ?claim rdf:predicate LINK ; rdf:subject ?source ; rdf:object ?target }
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


def _links(store: Store, known: Facts) -> list[_Edge]:
    found: list[_Edge] = []
    ends: dict[str, Iri] = {}
    for link, label, category, symmetric in zip(*store.columns(_LINKS), strict=True):
        name, predicate, directed = Iri(category).name, Iri(link), not symmetric
        for claim, source, target in zip(*store.columns(_LINKED.replace("LINK", f"<{link}>")), strict=True):
            n = known.place[claim]
            if known.stands[n] and known.support[n] in SUPPORT:
                start, end = (ends.setdefault(iri, Iri(iri)) for iri in (source, target))
                found.append(_Edge(start, end, directed, label, name, (n,), None, "", predicate))
    return found


def _legs(store: Store, known: Facts) -> list[_Edge]:
    """Tie the legs of each event as the patterns of its class say."""
    patterns = [dict(zip(_PATTERN, row, strict=True)) for row in zip(*store.columns(_PATTERNS), strict=True)]
    legs = {leg: _Legs(store, known, leg) for leg in sorted({p[end] for p in patterns for end in ("from", "to")})}
    cargo = store.select(_CARGO_ROWS).grouped()
    sides: dict[str, set[str]] = {}
    for thing, side in zip(*store.columns(_SIDES), strict=True):
        sides.setdefault(thing, set()).add(side)
    found: list[tuple[tuple[object, ...], _Edge]] = []
    for event, claim, kind, name in zip(*store.columns(_HAPPENED), strict=True):
        about = known.place[claim]
        for pattern in patterns if known.stands[about] else ():
            if pattern["class"] != kind:
                continue
            start, end = legs[pattern["from"]], legs[pattern["to"]]
            symmetric = pattern["from"] == pattern["to"]
            for source, target in product(start.things.get(event, ()), end.things.get(event, ())):
                # Two of one side sit at a table together and do not bargain with each other.
                allied = kind == vocab.ARMS_NEGOTIATION and not sides.get(source, set()).isdisjoint(
                    sides.get(target, ())
                )
                if source == target or allied or (symmetric and source > target):
                    continue
                row = {**pattern, "source": source, "target": target, "symmetric": symmetric}
                row.update(event=event, eventLabel=name, predicate=pattern["pattern"])
                goods = " and ".join(map(str, cargo.get(Iri(event), ())))
                for one, other in product(
                    start.claims.get((event, source), [None]), end.claims.get((event, target), [None])
                ):
                    hangs_on = [n for n in (about, one, other) if n is not None]
                    if all(known.support[n] in SUPPORT for n in hangs_on):
                        edge = _edge(row, hangs_on, goods)
                        found.append(((claim, source, target, pattern["label"], one or -1, other or -1), edge))
    first: dict[tuple[object, ...], _Edge] = {}
    for _, edge in sorted(found, key=lambda pair: pair[0]):
        first.setdefault((edge.claims[-1], edge.source, edge.target), edge)
    return list(first.values())


_PATTERN = ("pattern", "class", "from", "to", "label", "category", "withCargo")


class _Legs:
    """One sort of leg: the things that are a leg of each event, and the claims that stand and say so of their own."""

    def __init__(self, store: Store, known: Facts, leg: str) -> None:
        self.things: dict[str, list[str]] = {}
        self.claims: dict[tuple[str, str], list[int | None]] = {}
        for event, thing in zip(*store.columns(_LEG.replace("LINK", f"<{leg}>")), strict=True):
            self.things.setdefault(event, []).append(thing)
        for claim, event, thing in zip(*store.columns(_LINKED.replace("LINK", f"<{leg}>")), strict=True):
            if known.stands[known.place[claim]]:
                self.claims.setdefault((event, thing), []).append(known.place[claim])


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


def _participations(store: Store, known: Facts, among: str) -> list[_Edge]:
    """Tie whoever and whatever is a leg of an event to the event, once per leg; `among` is the sort of leg."""
    found: dict[tuple[object, ...], _Edge] = {}
    for row in store.select(_EVENT_ROWS.replace("AMONG", among)).records():
        hangs_on = [known.place[str(row[c])] for c in ("claim", "legClaim") if row[c]]
        if all(known.support[claim] in SUPPORT for claim in hangs_on):
            ends = {"source": row["thing"], "target": row["event"], "symmetric": False, "withCargo": None}
            edge = _edge({**row, **ends, "predicate": row["leg"]}, hangs_on)
            found.setdefault((edge.claims[-1], edge.source, edge.target, row["leg"]), edge)
    return list(found.values())


def _supply(store: Store, known: Facts, commodity: Iri) -> list[_Edge]:
    """Tie each stage of a transfer of the commodity to the next stage that the sources name."""
    moved: dict[object, list[int | None]] = {}
    for row in store.select(_GOODS, {"commodity": commodity}).records():
        cargo = known.place[str(row["cargoClaim"])] if row["cargoClaim"] else None
        if cargo is None or known.support[cargo] in SUPPORT:
            moved.setdefault(row["event"], []).append(cargo)
    staged: dict[object, dict[str, list[Mapping[str, object]]]] = {}
    for row in store.select(_EVENT_ROWS.replace("AMONG", "hasLeg")).records():
        stage = Iri(str(row["leg"])).name
        if row["event"] in moved and stage in STAGES:
            staged.setdefault(row["event"], {}).setdefault(stage, []).append(row)
    found: dict[tuple[object, ...], _Edge] = {}
    for event, stages in staged.items():
        # Where every source of the event itself names the goods, no claim of their own stands for them.
        cargo = min(moved[event], key=lambda claim: -1 if claim is None else SUPPORT.index(known.support[claim]))
        for one, other in pairwise(stages[stage] for stage in STAGES if stage in stages):
            for start, end in product(one, other):
                legs = start["claim"], start["legClaim"], end["legClaim"]
                hangs_on = [*([] if cargo is None else [cargo]), *(known.place[str(claim)] for claim in legs if claim)]
                if start["thing"] == end["thing"] or any(known.support[claim] not in SUPPORT for claim in hangs_on):
                    continue
                label = f"{start['label']}, then {end['label']}"
                ends = {"source": start["thing"], "target": end["thing"], "symmetric": False, "label": label}
                supply = {"category": vocab.ARMSV_SUPPLY, "predicate": end["leg"], "withCargo": None}
                edge = _edge({**start, **ends, **supply}, hangs_on)
                found.setdefault((edge.claims[-1], edge.source, edge.target), edge)
    return list(found.values())


def _edge(row: Mapping[str, object], hangs_on: list[int], cargo: str = "") -> _Edge:
    event = row.get("event")
    return _Edge(
        source=Iri(str(row["source"])),
        target=Iri(str(row["target"])),
        directed=not row["symmetric"],
        label=str(row["withCargo"]).replace("{cargo}", cargo) if cargo and row["withCargo"] else str(row["label"]),
        category=Iri(str(row["category"])).name,
        claims=tuple(dict.fromkeys(hangs_on)),
        event=Iri(str(event)) if event else None,
        event_label=str(row.get("eventLabel") or ""),
        predicate=Iri(str(row["predicate"])),
    )


def _weakest(edge: _Edge, known: Facts) -> str:
    levels = [known.support[claim] for claim in edge.claims]
    return levels[0] if len(levels) == 1 else max(levels, key=SUPPORT.index)


def _is_disputed(edge: _Edge, known: Facts) -> bool:
    return any(known.disputed[claim] for claim in edge.claims)


# From what weighs least to what weighs most; whoever said nothing had no doubt to note.
_CONFIDENCE = ("Low", "Moderate", "High", "")


def _network(
    store: Store,
    edges: list[_Edge],
    known: Facts,
    records: Callable[[], Mapping[Iri, Claim]],
    notes: Sequence[str],
) -> Network:
    ends = sorted({end for edge in edges for end in (edge.source, edge.target)})
    place = {iri: n for n, iri in enumerate(ends)}
    per_claim = Counter(edge.claims[-1] for edge in edges)
    per_ends = Counter((edge.claims[-1], edge.source, edge.target) for edge in edges)
    keyed = {_key(edge, known.iri[edge.claims[-1]], per_claim, per_ends): edge for edge in edges}
    keys = sorted(keyed)
    rows = [keyed[key] for key in keys]
    behind = [edge.claims for edge in rows]
    own = [claims[-1] for claims in behind]
    drawn = Edges(
        key=keys,
        source=[place[edge.source] for edge in rows],
        target=[place[edge.target] for edge in rows],
        directed=[edge.directed for edge in rows],
        label=[edge.label for edge in rows],
        category=[edge.category for edge in rows],
        support=[_weakest(edge, known) for edge in rows],
        disputed=[_is_disputed(edge, known) for edge in rows],
        claim=[known.iri[n] for n in own],
        claims=[tuple(known.iri[n] for n in claims) for claims in behind],
        event=[edge.event for edge in rows],
        event_label=[edge.event_label for edge in rows],
        when=[known.when[claims[-1]] or known.when[claims[0]] for claims in behind],
        predicate=[edge.predicate for edge in rows],
        earliest=[known.earliest[n] for n in own],
        latest=[known.latest[n] for n in own],
        documents=[_documents(claims, known) for claims in behind],
        reliability=[_worst(claims, known.reliability) for claims in behind],
        credibility=[_worst(claims, known.credibility) for claims in behind],
        confidence=[min((known.confidence.get(c, "") for c in claims), key=_CONFIDENCE.index) for claims in behind],
    )
    return Network(_nodes(store, ends), drawn, records, tuple(notes))


def _documents(claims: Sequence[int], known: Facts) -> tuple[Iri, ...]:
    if len(claims) == 1:
        return known.documents[claims[0]]
    return tuple(dict.fromkeys(document for claim in claims for document in known.documents[claim]))


def _worst(claims: Sequence[int], grades: Sequence[str]) -> str:
    return max(grades[claim] for claim in claims).replace(UNGRADED, "")


def _key(edge: _Edge, claim: Iri, per_claim: Counter[int], per_ends: Counter[tuple[int, Iri, Iri]]) -> str:
    """Name an edge by its claim, by its ends where the claim makes several, by its leg where these are tied twice."""
    if per_claim[edge.claims[-1]] == 1:
        return claim
    name = f"{claim}#{edge.source.name}-{edge.target.name}"
    return name if per_ends[edge.claims[-1], edge.source, edge.target] == 1 else f"{name}-{edge.predicate.name}"


def _nodes(store: Store, ends: list[Iri]) -> Nodes:
    known = entities(store)
    behind = [known[iri] for iri in ends]
    names = (column.name for column in fields(Nodes) if column.name != "listings")
    columns = {name: [getattr(entity, name) for entity in behind] for name in names}
    listed: dict[Iri, list[Listing]] = {}
    for listing in sorted(listings(store), key=lambda one: one.order):
        listed.setdefault(listing.target, []).append(listing)
    return Nodes(**columns, listings=[tuple(listed.get(iri, ())) for iri in ends])


def _check(what: str, given: Iterable[str], allowed: Sequence[str]) -> None:
    for name in given:
        if name not in allowed:
            raise UsageError(f"no {what} {name!r}; choose from {', '.join(allowed)}")
