"""Store → Network: who is tied to whom, one edge per claim and pair of legs. The only bridge from RDF to graphs.

Three projections: `actors` ties actors by links and by legs of events, `events` ties actors to the events in which they
had a leg (two-mode; Breiger 1974), `supply` follows goods from sender by way of carrier and port to recipient.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise, product

from armsgraph import vocab
from armsgraph.claims import Claim, claims
from armsgraph.entities import entities
from armsgraph.errors import UsageError
from armsgraph.network import CATEGORIES, PROJECTIONS, SUPPORT, Disputed, Edges, Network, Nodes, Projection, about
from armsgraph.store import Store
from armsgraph.table import Iri


def build(
    store: Store,
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

    `commodity` is a cargo type: the `supply` of it and of what is narrower.
    `support` and `disputed` filter edges by the weakest claim on which each hangs. `valid_on` keeps the edges whose
    claims say of that day that the fact may have held; claims without both bounds say nothing and are counted out.
    """
    _check("category", categories, CATEGORIES)
    _check("support", support, SUPPORT)
    _check("disputed", [disputed], ("keep", "drop", "only"))
    _check("projection", [projection], PROJECTIONS)
    if (commodity is not None) != (projection == "supply"):
        raise UsageError("the projection supply, and it alone, takes a commodity: supply of what?")
    known = claims(store)
    if commodity:
        found = _supply(store, known, commodity)
    elif projection == "events":
        found = _participations(store, known)
    else:
        found = [*_links(store, known), *_legs(store, known)]
    chosen = [
        edge
        for edge in found
        if edge.category in categories
        and edge.support in support
        and (disputed == "keep" or edge.disputed == (disputed == "only"))
    ]
    told = list(notes)
    if valid_on:
        undated = sum(not all(known[claim].is_dated for claim in edge.claims) for edge in chosen)
        chosen = [edge for edge in chosen if all(known[claim].may_hold_on(valid_on) for claim in edge.claims)]
        if undated:
            told.append(
                f"Left out of what may have held on {valid_on}, because no source bounds them in time: edges, {undated}"
            )
    return _network(store, chosen, known, told)


@dataclass(frozen=True)
class _Edge:
    source: Iri
    target: Iri
    directed: bool
    label: str
    category: str
    support: str
    disputed: bool
    claim: Iri
    claims: tuple[Iri, ...]
    event: Iri | None
    event_label: str
    when: str
    predicate: Iri
    earliest: datetime.date | None
    latest: datetime.date | None
    documents: tuple[Iri, ...]
    reliability: str
    credibility: str
    confidence: str


_LINK_ROWS = """
SELECT DISTINCT ?claim ?source ?target ?label ?category ?symmetric (?link AS ?predicate)
WHERE {
  ?link rdfs:subPropertyOf arms:connectedTo ; rdfs:label ?label ; arms:hasCategory ?category .
  OPTIONAL { ?link a ?kind FILTER (?kind = owl:SymmetricProperty) }
  BIND (BOUND(?kind) AS ?symmetric)
  ?claim rdf:predicate ?link ; rdf:subject ?source ; rdf:object ?target ; arms:restsOn ?passage
}
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


def _links(store: Store, known: dict[Iri, Claim]) -> list[_Edge]:
    rows = store.select(_LINK_ROWS).records()
    live = [row for row in rows if known[Iri(str(row["claim"]))].support in SUPPORT]
    return [_edge(row, [Iri(str(row["claim"]))], known) for row in live]


def _legs(store: Store, known: dict[Iri, Claim]) -> list[_Edge]:
    found: dict[tuple[Iri, ...], _Edge] = {}
    cargo = store.select(_CARGO_ROWS).grouped()
    for row in store.select(_LEG_ROWS).records():
        source, target = str(row["source"]), str(row["target"])
        if source == target or (row["symmetric"] and source > target):
            continue
        hangs_on = [Iri(str(row[c])) for c in ("claim", "fromClaim", "toClaim") if row[c]]
        if all(known[claim].support in SUPPORT for claim in hangs_on):
            edge = _edge(row, hangs_on, known, " and ".join(map(str, cargo.get(row["event"], ()))))
            found.setdefault((edge.claim, edge.source, edge.target), edge)
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


def _participations(store: Store, known: dict[Iri, Claim]) -> list[_Edge]:
    """Tie each actor to each event that involves it, once per leg."""
    found: dict[tuple[object, ...], _Edge] = {}
    for row in store.select(_EVENT_ROWS.replace("AMONG", "involves")).records():
        hangs_on = [Iri(str(row[c])) for c in ("claim", "legClaim") if row[c]]
        if all(known[claim].support in SUPPORT for claim in hangs_on):
            ends = {"source": row["thing"], "target": row["event"], "symmetric": False, "withCargo": None}
            edge = _edge({**row, **ends, "predicate": row["leg"]}, hangs_on, known)
            found.setdefault((edge.claim, edge.source, edge.target, row["leg"]), edge)
    return list(found.values())


def _supply(store: Store, known: dict[Iri, Claim], commodity: Iri) -> list[_Edge]:
    """Tie each stage of a transfer of the commodity to the next stage that the sources name."""
    moved: dict[object, list[Iri | None]] = {}
    for row in store.select(_GOODS, {"commodity": commodity}).records():
        cargo = Iri(str(row["cargoClaim"])) if row["cargoClaim"] else None
        if cargo is None or known[cargo].support in SUPPORT:
            moved.setdefault(row["event"], []).append(cargo)
    staged: dict[object, dict[str, list[Mapping[str, object]]]] = {}
    for row in store.select(_EVENT_ROWS.replace("AMONG", "hasLeg")).records():
        stage = Iri(str(row["leg"])).name
        if row["event"] in moved and stage in STAGES:
            staged.setdefault(row["event"], {}).setdefault(stage, []).append(row)
    found: dict[tuple[object, ...], _Edge] = {}
    for event, stages in staged.items():
        # Where every source of the event itself names the goods, no claim of their own stands for them.
        cargo = min(moved[event], key=lambda claim: SUPPORT.index(known[claim].support) if claim else -1)
        for one, other in pairwise(stages[stage] for stage in STAGES if stage in stages):
            for start, end in product(one, other):
                rows = cargo, start["claim"], start["legClaim"], end["legClaim"]
                hangs_on = [Iri(str(claim)) for claim in rows if claim]
                if start["thing"] == end["thing"] or any(known[claim].support not in SUPPORT for claim in hangs_on):
                    continue
                label = f"{start['label']}, then {end['label']}"
                ends = {"source": start["thing"], "target": end["thing"], "symmetric": False, "label": label}
                supply = {"category": vocab.ARMSV_SUPPLY, "predicate": end["leg"], "withCargo": None}
                edge = _edge({**start, **ends, **supply}, hangs_on, known)
                found.setdefault((edge.claim, edge.source, edge.target), edge)
    return list(found.values())


def _edge(row: Mapping[str, object], hangs_on: list[Iri], known: dict[Iri, Claim], cargo: str = "") -> _Edge:
    behind = [known[claim] for claim in hangs_on]
    own = behind[-1]
    event = row.get("event")
    return _Edge(
        source=Iri(str(row["source"])),
        target=Iri(str(row["target"])),
        directed=row["symmetric"] is not True,
        label=str(row["withCargo"]).replace("{cargo}", cargo) if cargo and row["withCargo"] else str(row["label"]),
        category=Iri(str(row["category"])).name,
        support=max((claim.support for claim in behind), key=SUPPORT.index),
        disputed=any(claim.disputed for claim in behind),
        claim=own.iri,
        claims=tuple(dict.fromkeys(hangs_on)),
        event=Iri(str(event)) if event else None,
        event_label=str(row.get("eventLabel") or ""),
        when=own.when or behind[0].when,
        predicate=Iri(str(row["predicate"])),
        earliest=own.earliest,
        latest=own.latest,
        documents=tuple(dict.fromkeys(document for claim in behind for document in claim.documents)),
        reliability=_grade(behind, "reliability"),
        credibility=_grade(behind, "credibility"),
        confidence=min((claim.confidence for claim in behind), key=_CONFIDENCE.index),
    )


# From what weighs least to what weighs most; whoever said nothing had no doubt to note.
_CONFIDENCE = ("Low", "Moderate", "High", "")


def _grade(behind: Sequence[Claim], name: str) -> str:
    """Return the worst over claims of the best over passages, in the order of letters and digits; ungraded is worst."""
    best = [min((getattr(p, name) or "~" for p in claim.asserted), default="~") for claim in behind]
    return max(best).replace("~", "")


def _network(store: Store, edges: list[_Edge], known: dict[Iri, Claim], notes: Sequence[str]) -> Network:
    ends = sorted({end for edge in edges for end in (edge.source, edge.target)})
    place = {iri: n for n, iri in enumerate(ends)}
    per_claim = Counter(edge.claim for edge in edges)
    columns: dict[str, list[object]] = {f.name: [] for f in fields(Edges)}
    keyed = {_key(edge, per_claim[edge.claim]): edge for edge in edges}
    for key, edge in sorted(keyed.items()):
        values = {**vars(edge), "key": key, "source": place[edge.source], "target": place[edge.target]}
        for name, column in columns.items():
            column.append(values[name])
    nodes, drawn = _nodes(store, ends), Edges(**columns)  # type: ignore[arg-type]
    return Network(nodes, drawn, about(known, nodes, drawn), tuple(notes))


def _key(edge: _Edge, siblings: int) -> str:
    return edge.claim if siblings == 1 else f"{edge.claim}#{edge.source.name}-{edge.target.name}"


def _nodes(store: Store, ends: list[Iri]) -> Nodes:
    known = entities(store)
    behind = [known[iri] for iri in ends]
    return Nodes(**{column.name: [getattr(entity, column.name) for entity in behind] for column in fields(Nodes)})


def _check(what: str, given: Iterable[str], allowed: Sequence[str]) -> None:
    for name in given:
        if name not in allowed:
            raise UsageError(f"no {what} {name!r}; choose from {', '.join(allowed)}")
