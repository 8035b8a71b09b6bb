"""Network: nodes and edges as columns, the claims behind them, and the graphs of other libraries made from them."""

from __future__ import annotations

import datetime
import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Literal, get_args

from armsgraph import vocab
from armsgraph.claims import Claim
from armsgraph.entities import folded
from armsgraph.errors import UnknownNameError, UsageError
from armsgraph.garbage import uncollected
from armsgraph.listings import Listing
from armsgraph.table import Iri, Table, frame

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas

SUPPORT = vocab.SUPPORT[:3]  # Refuted and Withdrawn claims make no edge
CATEGORIES = vocab.CATEGORIES
Disputed = Literal["keep", "drop", "only"]
Projection = Literal["actors", "events", "supply"]
PROJECTIONS: tuple[Projection, ...] = get_args(Projection)


@dataclass(frozen=True)
class Nodes:
    """Columns over the nodes, in the order of their IRIs; each is described at entities.Entity.

    `listings` are the designations of the node by name, from old to new, those that were lifted included.
    """

    iri: list[Iri] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    misspellings: list[tuple[str, ...]] = field(default_factory=list)
    identifiers: list[tuple[str, ...]] = field(default_factory=list)
    sides: list[tuple[str, ...]] = field(default_factory=list)
    roles: list[tuple[str, ...]] = field(default_factory=list)
    lists: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[tuple[str, ...]] = field(default_factory=list)
    translations: list[tuple[str, ...]] = field(default_factory=list)
    position: list[tuple[float, float] | None] = field(default_factory=list)
    listings: list[tuple[Listing, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Edges:
    """Columns over the edges, in the order of their keys.

    `source` and `target` are positions in the nodes; where `directed` is False they may be read either way. `claim`
    is the claim that makes the edge and `claims` all on which it hangs: the event's and those of its legs. `support`
    is the weakest and `disputed` any of theirs. `predicate` is the link, or the pattern that makes an edge of two legs.
    `event` is the event behind the edge, if any, and `event_label` its name. `when` is the time in the source's words,
    `earliest` and `latest` its outer bounds. Of grades, the best passage of each claim counts and the weakest claim of
    the edge: `reliability` A to F, `credibility` 1 to 6, `confidence` Low to High, each empty where nobody graded.
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
    predicate: list[Iri | None] = field(default_factory=list)
    earliest: list[datetime.date | None] = field(default_factory=list)
    latest: list[datetime.date | None] = field(default_factory=list)
    documents: list[tuple[Iri, ...]] = field(default_factory=list)
    reliability: list[str] = field(default_factory=list)
    credibility: list[str] = field(default_factory=list)
    confidence: list[str] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Network:
    """Nodes and edges as columns, the claims behind them, and what was left out on the way.

    `records` are the claims that are known, by IRI, or what reads them when they are first asked for. `notes` are lines
    for the reader: what a filter dropped because it is unknown. `legs` gives the same view with events as nodes, each
    tied to everybody and everything that is a leg of it.
    """

    nodes: Nodes
    edges: Edges
    records: Mapping[Iri, Claim] | Callable[[], Mapping[Iri, Claim]]
    notes: tuple[str, ...] = ()
    legs: Callable[[], Network] | None = None

    @cached_property
    def claims(self) -> dict[Iri, Claim]:
        """Every claim about a node, an edge or an event behind an edge, by IRI."""
        return about(self.records() if callable(self.records) else self.records, self.nodes, self.edges)

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
        return frozenset(document for documents in self.edges.documents for document in documents)

    def basis(self) -> str:
        """Say in one line which categories, claims and documents stand behind the edges."""
        return (
            f"{len(self.nodes.iri)} nodes, {len(self.edges.key)} edges "
            f"({', '.join(self.categories) or 'no category'}), "
            f"from {len(self.edge_claims)} claims in {len(self.documents)} documents"
        )

    def __repr__(self) -> str:
        return f"<Network: {self.basis()}>"

    def _repr_html_(self) -> str:
        """Show the basis and the best tied in a notebook."""
        from html import escape

        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        ties = Counter([*self.edges.source, *self.edges.target])
        rows = [(self.nodes.label[n], self.nodes.kind[n], count) for n, count in ties.most_common(10)]
        return f"<p>{escape(self.basis())}</p>{notes}" + Table(("name", "kind", "edges"), list(rows))._repr_html_()

    def resolve(self, text: str) -> Iri:
        """Return the one node that goes by this name, number or IRI, or raise UnknownNameError with the nearest."""
        return named(self.nodes, text)

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
        iri = self.resolve(iri)
        near = {self.nodes.iri.index(iri)}
        ends = list(zip(self.edges.source, self.edges.target, strict=True))
        for _ in range(hops):
            near |= {end for pair in ends if near & set(pair) for end in pair}
        part = self.only(n for n, (source, target) in enumerate(ends) if source in near and target in near)
        told = f"Only what is within {hops} steps of {self.nodes.label[self.nodes.iri.index(iri)]}, along any tie"
        return replace(part, notes=(*self.notes, told))

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
        return replace(self, nodes=nodes, edges=part)

    def fallen(self, documents: Collection[str] = (), voices: Collection[str] = ()) -> set[Iri]:
        """Return the claims that nothing asserts any more when documents, or the word of voices, are withdrawn.

        A passage goes that lies in what is withdrawn, and whatever cites it.
        """
        return {
            iri
            for iri in self.edge_claims
            if not any(passage.stands_without(documents, voices) for passage in self.claims[iri].asserted)
        }

    def standing(self, documents: Collection[str] = (), voices: Collection[str] = ()) -> list[int]:
        """Return the positions of the edges that are left when documents, or the word of voices, are withdrawn.

        `kg.network(without=documents)` has the same edges, with support derived again.
        """
        fallen = self.fallen(documents, voices)
        return [n for n, claims in enumerate(self.edges.claims) if fallen.isdisjoint(claims)]

    @cached_property
    @uncollected()
    def igraph(self) -> igraph.Graph:
        """The network as a directed igraph Graph with the same attributes, columns as they are; needs `[fast]`."""
        igraph = fast()
        if igraph is None:
            raise UsageError("igraph is not installed: pip install 'armsgraph[fast]'")
        graph = igraph.Graph(
            n=len(self.nodes.iri), edges=zip(self.edges.source, self.edges.target, strict=True), directed=True
        )
        for f in fields(Nodes):
            # In igraph the attribute `name` is what a vertex is looked up by.
            graph.vs["name" if f.name == "iri" else f.name] = getattr(self.nodes, f.name)
        for f in fields(Edges):
            if f.name not in ("source", "target"):
                graph.es[f.name] = getattr(self.edges, f.name)
        return graph

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


def fast() -> ModuleType | None:
    """Return igraph, which the extra `[fast]` brings, or nothing."""
    try:
        import igraph
    except ImportError:
        return None
    module: ModuleType = igraph
    return module


def about(known: Mapping[Iri, Claim], nodes: Nodes, edges: Edges) -> dict[Iri, Claim]:
    """Return the claims about the nodes, the edges and the events behind them, and those in conflict with these."""
    things = {*nodes.iri, *(event for event in edges.event if event)}
    behind = {claim for claims in edges.claims for claim in claims}
    near = {iri for iri, c in known.items() if iri in behind or c.subject in things or c.object in things}
    near |= {other for iri in near for other in known[iri].conflicts if other in known}
    return {iri: claim for iri, claim in known.items() if iri in near}


def named(nodes: Nodes, text: str) -> Iri:
    """Return the node that goes by a name, number or IRI."""
    if text in nodes.iri:
        return Iri(text)
    wanted = folded(text)
    called: dict[str, list[int]] = {}
    for n, names in enumerate(nodes.names):
        spellings = (nodes.iri[n], nodes.iri[n].short, *names, *nodes.misspellings[n], *nodes.identifiers[n])
        for spelling in spellings:
            called.setdefault(folded(spelling), []).append(n)
    found = dict.fromkeys(called.get(wanted, ()))
    first = [n for n in found if folded(nodes.label[n]) == wanted]
    chosen = first or list(found)
    if len(chosen) == 1:
        return nodes.iri[chosen[0]]
    if chosen:
        raise UnknownNameError(f"{text!r} may be any of: {', '.join(nodes.iri[n] for n in chosen[:5])}")
    near = difflib.get_close_matches(wanted, called, n=3, cutoff=0.5)
    others = ", ".join(dict.fromkeys(nodes.label[called[name][0]] for name in near))
    raise UnknownNameError(f"{text!r} has no edge in this network" + (f"; near: {others}" if others else ""))
