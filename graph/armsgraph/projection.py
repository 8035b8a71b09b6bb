"""Store → Network: who is tied to whom, one edge per claim and pair of legs. The only bridge from RDF to graphs.

Three projections: `actors` ties actors by links and by legs of events, `events` ties actors to the events in which they
had a leg (two-mode; Breiger 1974), `supply` follows goods from sender by way of carrier and port to recipient.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from armsgraph import vocab
from armsgraph.claims import Claim, claims
from armsgraph.entities import entities
from armsgraph.errors import UsageError
from armsgraph.facts import UNGRADED, Facts, facts
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
    known = facts(store)
    if commodity:
        found = _supply(store, known, commodity)
    elif projection == "events":
        found = _participations(store, known)
    else:
        found = [*_links(store, known), *_legs(store, known)]
    levels = set(support)
    chosen = [
        edge
        for edge in found
        if edge.category in categories
        and _weakest(edge, known) in levels
        and (disputed == "keep" or _is_disputed(edge, known) == (disputed == "only"))
    ]
    told = list(notes)
    if valid_on:
        undated = sum(not all(known.is_dated(claim) for claim in edge.claims) for edge in chosen)
        chosen = [edge for edge in chosen if all(known.may_hold_on(claim, valid_on) for claim in edge.claims)]
        if undated:
            told.append(
                f"Left out of what may have held on {valid_on}, because no source bounds them in time: edges, {undated}"
            )
    return _network(store, chosen, known, records or cache(lambda: claims(store)), told)


class _Edge(NamedTuple):
    """An edge before its ends are counted; the last of its claims makes it."""

    source: Iri
    target: Iri
    directed: bool
    label: str
    category: str
    claims: tuple[Iri, ...]
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
_LEG_ROWS = """
SELECT DISTINCT ?claim ?event ?eventLabel ?source ?target ?label ?withCargo ?category ?fromClaim ?toClaim ?symmetric
       (?pattern AS ?predicate)
WHERE {
  ?pattern a arms:EdgePattern ; arms:fromLeg ?from ; arms:toLeg ?to ; rdfs:label ?label ; arms:hasCategory ?category .
  ?class arms:makesEdge ?pattern .
  ?event a/rdfs:subClassOf* ?class ; ?from ?source ; ?to ?target .
  ?claim arms:isAbout ?event ; arms:restsOn ?passage
  OPTIONAL { ?pattern arms:labelWithCargo ?withCargo }
  OPTIONAL { ?event rdfs:label ?eventLabel }
  OPTIONAL { ?fromClaim rdf:subject ?event ; rdf:predicate ?from ; rdf:object ?source ; arms:restsOn ?fromPassage }
  OPTIONAL { ?toClaim rdf:subject ?event ; rdf:predicate ?to ; rdf:object ?target ; arms:restsOn ?toPassage }
  BIND (?from = ?to AS ?symmetric)
  # Whoever was delisted stands on the list no longer; what was only planned or tried ties nobody.
  MINUS { ?event arms:liftedOn ?day }
  MINUS { ?event arms:hasStatus ?unfulfilled }
  # Two of one side sit at a table together and do not bargain with each other.
  MINUS { ?event a arms:Negotiation . ?source arms:onSideOf ?side . ?target arms:onSideOf ?side }
}
ORDER BY ?claim ?source ?target ?label ?fromClaim ?toClaim
"""
_CARGO_ROWS = """
SELECT ?event ?name WHERE {
  { ?event arms:hasCargoType/rdfs:label ?name } UNION { ?event a/arms:moves ?name }
}
ORDER BY ?event ?name
"""


def _links(store: Store, known: Facts) -> list[_Edge]:
    found: list[_Edge] = []
    for link, label, category, symmetric in zip(*store.columns(_LINKS), strict=True):
        name, predicate, directed = Iri(category).name, Iri(link), not symmetric
        found += [
            _Edge(Iri(source), Iri(target), directed, label, name, (Iri(claim),), None, "", predicate)
            for claim, source, target in zip(*store.columns(_LINKED.replace("LINK", f"<{link}>")), strict=True)
            if claim in known.standing and known.support[claim] in SUPPORT
        ]
    return found


def _legs(store: Store, known: Facts) -> list[_Edge]:
    found: dict[tuple[Iri, ...], _Edge] = {}
    cargo = store.select(_CARGO_ROWS).grouped()
    for row in store.select(_LEG_ROWS).records():
        source, target = str(row["source"]), str(row["target"])
        if source == target or (row["symmetric"] and source > target):
            continue
        hangs_on = [Iri(str(row[c])) for c in ("claim", "fromClaim", "toClaim") if row[c]]
        if all(known.support[claim] in SUPPORT for claim in hangs_on):
            edge = _edge(row, hangs_on, " and ".join(map(str, cargo.get(row["event"], ()))))
            found.setdefault((edge.claims[-1], edge.source, edge.target), edge)
    return list(found.values())


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


def _participations(store: Store, known: Facts) -> list[_Edge]:
    """Tie each actor to each event that involves it, once per leg."""
    found: dict[tuple[object, ...], _Edge] = {}
    for row in store.select(_EVENT_ROWS.replace("AMONG", "involves")).records():
        hangs_on = [Iri(str(row[c])) for c in ("claim", "legClaim") if row[c]]
        if all(known.support[claim] in SUPPORT for claim in hangs_on):
            ends = {"source": row["thing"], "target": row["event"], "symmetric": False, "withCargo": None}
            edge = _edge({**row, **ends, "predicate": row["leg"]}, hangs_on)
            found.setdefault((edge.claims[-1], edge.source, edge.target, row["leg"]), edge)
    return list(found.values())


def _supply(store: Store, known: Facts, commodity: Iri) -> list[_Edge]:
    """Tie each stage of a transfer of the commodity to the next stage that the sources name."""
    moved: dict[object, list[Iri | None]] = {}
    for row in store.select(_GOODS, {"commodity": commodity}).records():
        cargo = Iri(str(row["cargoClaim"])) if row["cargoClaim"] else None
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
        cargo = min(moved[event], key=lambda claim: SUPPORT.index(known.support[claim]) if claim else -1)
        for one, other in pairwise(stages[stage] for stage in STAGES if stage in stages):
            for start, end in product(one, other):
                rows = cargo, start["claim"], start["legClaim"], end["legClaim"]
                hangs_on = [Iri(str(claim)) for claim in rows if claim]
                if start["thing"] == end["thing"] or any(known.support[claim] not in SUPPORT for claim in hangs_on):
                    continue
                label = f"{start['label']}, then {end['label']}"
                ends = {"source": start["thing"], "target": end["thing"], "symmetric": False, "label": label}
                supply = {"category": vocab.ARMSV_SUPPLY, "predicate": end["leg"], "withCargo": None}
                edge = _edge({**start, **ends, **supply}, hangs_on)
                found.setdefault((edge.claims[-1], edge.source, edge.target), edge)
    return list(found.values())


def _edge(row: Mapping[str, object], hangs_on: list[Iri], cargo: str = "") -> _Edge:
    event = row.get("event")
    return _Edge(
        source=Iri(str(row["source"])),
        target=Iri(str(row["target"])),
        directed=row["symmetric"] is not True,
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
    return not known.disputed.isdisjoint(edge.claims)


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
    keyed = {_key(edge, per_claim[edge.claims[-1]]): edge for edge in edges}
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
        claim=own,
        claims=behind,
        event=[edge.event for edge in rows],
        event_label=[edge.event_label for edge in rows],
        when=[known.when.get(claims[-1]) or known.when.get(claims[0], "") for claims in behind],
        predicate=[edge.predicate for edge in rows],
        earliest=[known.earliest.get(claim) for claim in own],
        latest=[known.latest.get(claim) for claim in own],
        documents=[_documents(claims, known) for claims in behind],
        reliability=[_worst(claims, known.reliability) for claims in behind],
        credibility=[_worst(claims, known.credibility) for claims in behind],
        confidence=[min((known.confidence.get(c, "") for c in claims), key=_CONFIDENCE.index) for claims in behind],
    )
    return Network(_nodes(store, ends), drawn, records, tuple(notes))


def _documents(claims: Sequence[Iri], known: Facts) -> tuple[Iri, ...]:
    if len(claims) == 1:
        return known.documents.get(claims[0], ())
    return tuple(dict.fromkeys(document for claim in claims for document in known.documents.get(claim, ())))


def _worst(claims: Sequence[Iri], grades: Mapping[str, str]) -> str:
    return max(grades.get(claim, UNGRADED) for claim in claims).replace(UNGRADED, "")


def _key(edge: _Edge, siblings: int) -> str:
    claim = edge.claims[-1]
    return claim if siblings == 1 else f"{claim}#{edge.source.name}-{edge.target.name}"


def _nodes(store: Store, ends: list[Iri]) -> Nodes:
    known = entities(store)
    behind = [known[iri] for iri in ends]
    return Nodes(**{column.name: [getattr(entity, column.name) for entity in behind] for column in fields(Nodes)})


def _check(what: str, given: Iterable[str], allowed: Sequence[str]) -> None:
    for name in given:
        if name not in allowed:
            raise UsageError(f"no {what} {name!r}; choose from {', '.join(allowed)}")
