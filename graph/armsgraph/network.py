"""Store → Network: who is tied to whom, one edge per claim and pair of legs. The only bridge from RDF to graphs."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from armsgraph import vocab
from armsgraph.claims import Claim, claims
from armsgraph.entities import entities
from armsgraph.errors import UsageError
from armsgraph.store import Store
from armsgraph.table import Iri, frame

if TYPE_CHECKING:
    import networkx
    import pandas

SUPPORT = vocab.SUPPORT[:3]  # Refuted and Withdrawn claims make no edge
CATEGORIES = vocab.CATEGORIES
Disputed = Literal["keep", "drop", "only"]


@dataclass(frozen=True)
class Nodes:
    """Columns over the nodes, in the order of their IRIs; each is described at entities.Entity."""

    iri: list[Iri] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    misspellings: list[tuple[str, ...]] = field(default_factory=list)
    identifiers: list[tuple[str, ...]] = field(default_factory=list)
    sides: list[tuple[str, ...]] = field(default_factory=list)
    roles: list[tuple[str, ...]] = field(default_factory=list)
    lists: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Edges:
    """Columns over the edges, in the order of their keys.

    `source` and `target` are positions in the nodes; where `directed` is False they may be read either way. `claim`
    is the claim that makes the edge and `claims` all on which it hangs: the event's and those of its legs. `support`
    is the weakest and `disputed` any of theirs. `event` is the event behind the edge, if any, and `event_label` its
    name.
    """

    key: list[str] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    target: list[int] = field(default_factory=list)
    directed: list[bool] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    category: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    disputed: list[bool] = field(default_factory=list)
    claim: list[Iri] = field(default_factory=list)
    claims: list[tuple[Iri, ...]] = field(default_factory=list)
    event: list[Iri | None] = field(default_factory=list)
    event_label: list[str] = field(default_factory=list)
    when: list[str] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Network:
    """Nodes and edges as columns, the claims behind them, and what was left out on the way.

    `claims` holds every claim about a node, an edge or an event behind an edge, by IRI. `notes` are lines for the
    reader: what a filter dropped because it is unknown.
    """

    nodes: Nodes
    edges: Edges
    claims: dict[Iri, Claim]
    notes: tuple[str, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that have an edge here."""
        return tuple(name for name in CATEGORIES if name in self.edges.category)

    @property
    def edge_claims(self) -> frozenset[Iri]:
        """The claims on which the edges hang."""
        return frozenset(claim for claims in self.edges.claims for claim in claims)

    @property
    def documents(self) -> frozenset[Iri]:
        """The documents behind the edges."""
        return frozenset(document for claim in self.edge_claims for document in self.claims[claim].documents)

    def basis(self) -> str:
        """Say in one line which categories, claims and documents stand behind the edges."""
        return (
            f"{len(self.nodes.iri)} nodes, {len(self.edges.key)} edges "
            f"({', '.join(self.categories) or 'no category'}), "
            f"from {len(self.edge_claims)} claims in {len(self.documents)} documents"
        )

    def __repr__(self) -> str:
        return f"<Network: {self.basis()}>"

    def without(self, kinds: Collection[str] = (), categories: Collection[str] = ()) -> Network:
        """Return the network less the nodes of some kinds and the edges of some categories, isolates dropped."""
        gone = {n for n, kind in enumerate(self.nodes.kind) if kind in kinds}
        return self.only(
            n
            for n in range(len(self.edges.key))
            if self.edges.category[n] not in categories
            and self.edges.source[n] not in gone
            and self.edges.target[n] not in gone
        )

    def around(self, iri: Iri, hops: int) -> Network:
        """Return the part within some steps of a node, along edges in either direction."""
        if iri not in self.nodes.iri:
            raise UsageError(f"{iri} has no edge in this network; a name becomes an IRI by kg.resolve(name)")
        near = {self.nodes.iri.index(iri)}
        ends = list(zip(self.edges.source, self.edges.target, strict=True))
        for _ in range(hops):
            near |= {end for pair in ends if near & set(pair) for end in pair}
        return self.only(n for n, (source, target) in enumerate(ends) if source in near and target in near)

    def among(self, things: Collection[object]) -> Network:
        """Return the edges both of whose ends are among some IRIs."""
        inside = [iri in things for iri in self.nodes.iri]
        ends = zip(self.edges.source, self.edges.target, strict=True)
        return self.only(n for n, (source, target) in enumerate(ends) if inside[source] and inside[target])

    def only(self, edges: Iterable[int]) -> Network:
        """Return the network of some edges, by position, and their ends."""
        kept = list(edges)
        ends = sorted({self.edges.source[n] for n in kept} | {self.edges.target[n] for n in kept})
        place = {old: new for new, old in enumerate(ends)}
        columns = {f.name: [getattr(self.edges, f.name)[n] for n in kept] for f in fields(Edges)}
        columns["source"] = [place[n] for n in columns["source"]]
        columns["target"] = [place[n] for n in columns["target"]]
        nodes = Nodes(**{f.name: [getattr(self.nodes, f.name)[n] for n in ends] for f in fields(Nodes)})
        part = Edges(**columns)
        return Network(nodes, part, _about(self.claims, nodes, part), self.notes)

    @cached_property
    def networkx(self) -> networkx.MultiDiGraph[Iri]:
        """The network as a MultiDiGraph; the edge key is `key`, the attribute `claim` the claim that makes the edge."""
        import networkx

        graph: networkx.MultiDiGraph[Iri] = networkx.MultiDiGraph()
        for n, iri in enumerate(self.nodes.iri):
            graph.add_node(iri, **{f.name: getattr(self.nodes, f.name)[n] for f in fields(Nodes) if f.name != "iri"})
        for n, key in enumerate(self.edges.key):
            ends = self.nodes.iri[self.edges.source[n]], self.nodes.iri[self.edges.target[n]]
            values = {f.name: getattr(self.edges, f.name)[n] for f in fields(Edges)}
            for column in ("key", "source", "target"):
                del values[column]
            graph.add_edge(*ends, key=key, **values)
        return graph

    @property
    def frame(self) -> pandas.DataFrame:
        """The edges as a DataFrame, with the labels of their ends."""
        names = [f.name for f in fields(Edges)]
        columns = {name: getattr(self.edges, name) for name in names}
        columns["source"] = [self.nodes.label[n] for n in self.edges.source]
        columns["target"] = [self.nodes.label[n] for n in self.edges.target]
        return frame(names, list(zip(*columns.values(), strict=True)))


def build(
    store: Store,
    *,
    categories: Sequence[str] = CATEGORIES,
    support: Sequence[str] = SUPPORT,
    disputed: Disputed = "keep",
    valid_on: datetime.date | None = None,
    notes: Sequence[str] = (),
) -> Network:
    """Project a derived store onto actors, vehicles, groups and places, tied by links and by legs of events.

    `support` and `disputed` filter edges by the weakest claim on which each hangs. `valid_on` keeps the edges whose
    claims say of that day that the fact may have held; claims without both bounds say nothing and are counted out.
    """
    _check("category", categories, CATEGORIES)
    _check("support", support, SUPPORT)
    _check("disputed", [disputed], ("keep", "drop", "only"))
    known = claims(store)
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


_LINK_ROWS = """
SELECT DISTINCT ?claim ?source ?target ?label ?category ?symmetric
WHERE {
  ?link rdfs:subPropertyOf arms:connectedTo ; rdfs:label ?label ; arms:hasCategory ?category .
  OPTIONAL { ?link a ?kind FILTER (?kind = owl:SymmetricProperty) }
  BIND (BOUND(?kind) AS ?symmetric)
  ?claim rdf:predicate ?link ; rdf:subject ?source ; rdf:object ?target ; arms:restsOn ?passage
}
"""
_LEG_ROWS = """
SELECT DISTINCT ?claim ?event ?eventLabel ?source ?target ?label ?withCargo ?category ?fromClaim ?toClaim ?symmetric
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
    )


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
    return Network(nodes, drawn, _about(known, nodes, drawn), tuple(notes))


def _key(edge: _Edge, siblings: int) -> str:
    return edge.claim if siblings == 1 else f"{edge.claim}#{edge.source.name}-{edge.target.name}"


def _nodes(store: Store, ends: list[Iri]) -> Nodes:
    known = entities(store)
    behind = [known[iri] for iri in ends]
    return Nodes(**{column.name: [getattr(entity, column.name) for entity in behind] for column in fields(Nodes)})


def _about(known: dict[Iri, Claim], nodes: Nodes, edges: Edges) -> dict[Iri, Claim]:
    things = {*nodes.iri, *(event for event in edges.event if event)}
    behind = {claim for claims in edges.claims for claim in claims}
    near = {iri for iri, c in known.items() if iri in behind or c.subject in things or c.object in things}
    near |= {other for iri in near for other in known[iri].conflicts if other in known}
    return {iri: claim for iri, claim in known.items() if iri in near}


def _check(what: str, given: Iterable[str], allowed: Sequence[str]) -> None:
    for name in given:
        if name not in allowed:
            raise UsageError(f"no {what} {name!r}; choose from {', '.join(allowed)}")
