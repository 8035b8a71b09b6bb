"""Where a supply parts: the fewest intermediaries, vessels or ports without whom no way is left between two sides.

By Menger's theorem (1927) that number is the number of ways that share nobody, and the largest flow through a graph in
which everybody lets one unit pass (Ford and Fulkerson 1956). All the smallest sets are read off one such flow: each is
the border of a set of nodes that its residual graph never leaves (Picard and Queyranne 1980; Provan and Shier 1996).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Annotated, TypeAlias

from armsgraph.analyses.centrality import HIGH, LOW, MIDDLE, DrawCount, Groups, Seed, TableName, draw_count
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import SUPPORT, Network, fast
from armsgraph.probability import Draws, assumptions, told
from armsgraph.table import Cell, Iri, Table

if TYPE_CHECKING:
    import networkx
    import numpy as np
    from numpy.typing import NDArray

Arc: TypeAlias = tuple[int, int]

MOST = 50
COLUMNS = (
    *("set", "size", "name", "kind", "stages", "flows", "firm", "disputed", "documents"),
    *("probability", "beside", "claim_count", "claims", "iri"),
)
DIRECT_COLUMNS = ("flow", "when", "support", "disputed", "parts", "documents", "claim_count", "claims", "iri")


def cuts(
    kg: KnowledgeGraph,
    commodity: Annotated[str, "Cargo type; what is narrower counts too."],
    source: Annotated[Iri | None, "Supplier. [default: the state that sends most]"] = None,
    target: Annotated[Iri | None, "Consignee. [default: the state to which most is sent]"] = None,
    *,
    most: Annotated[int, "Number of smallest sets to list."] = MOST,
    direct: Annotated[bool, "List instead the flows that no removal can part."] = False,
    table: TableName = "graded",
    beside: Annotated[str, "Second table, shown beside the first."] = "wary",
    draws: DrawCount = None,
    seed: Seed = 1,
    groups: Groups = False,
) -> Table:
    """Find the smallest sets of go-betweens, vessels and places whose removal parts supplier from consignee.

    Looks at the supply of a commodity: an arc leads from each stage of a flow to the next that its sources name, and
    flows join where they name the same ship or port. A flow without a named sender begins with the supplier all the
    same if the first whom it names is on that state's side or lies in it, and so at the other end. States and counted
    groups are passed through and never removed. Flows of which a way names nobody else cannot be cut and are told
    apart. One row per member of each set: `stages` are its parts in the flows, `flows` how many name it on a way from
    one side to the other, `firm` and `disputed` the shares of its ties there that are more than Alleged and that are
    disputed, `probability` and `beside` the shares of draws, under the first and the second table, in which some way
    leads through it.

    A cut is a statement about the data. Who is named in no source is in no cut: absence from the data is not absence
    in the world, and a supply that loses its ships finds others. Several carriers of one flow count as so many ways.
    """
    if most < 1:
        raise UsageError("list one set at least")
    tables = assumptions(table), assumptions(beside)
    net = kg.network(projection="supply", commodity=commodity)
    columns = DIRECT_COLUMNS if direct else COLUMNS
    goods = kg.commodity(commodity).name
    if not net.edges.key:
        return Table(columns, [], (f"No flow of {goods} names two stages one after the other.", *net.notes))
    ends = [kg.resolve(end) if end else None for end in (source, target)]
    giver = ends[0] or _state(net, net.edges.source, ends[1])
    taker = ends[1] or _state(net, net.edges.target, giver)
    if giver == taker:
        raise UsageError("a cut needs two different ends")
    names = [kg.entity_records[end].label if end else "no state" for end in (giver, taker)]
    between = f"{goods} from {names[0]} to {names[1]}"
    lost = [name for name, end in zip(names, (giver, taker), strict=True) if end not in net.nodes.iri]
    if giver is None or taker is None or lost:
        return Table(columns, [], (f"{between}: no flow of it names {' or '.join(lost)}.", net.basis(), *net.notes))
    ways = Ways(net, giver, taker, _sides(kg), ["State", *([] if groups else ["Group"])])
    parts = kg.select(_PARTS).grouped()
    basis = (f"{between}: {net.basis()}", *_left_out(ways, parts), *net.notes)
    if direct:
        return Table(columns, [_direct_row(ways, event, parts) for event in ways.direct], basis)
    found = list(islice(minimum_cuts(len(net.nodes.iri), ways.arcs(), ways.source, ways.target), most + 1))
    size = len(found[0])
    if not size:
        return Table(columns, [], (f"{between}: nobody named stands in between, there is nothing to cut.", *basis[1:]))
    count = draw_count(draws)
    drawn = [Drawn(ways, Draws(net, assumed, seed), count) for assumed in tables]
    rows = [
        (number, size, *_member(ways, node, drawn))
        for number, members in enumerate(found[:most], 1)
        for node in sorted(members, key=lambda n: (net.nodes.label[n], net.nodes.iri[n]))
    ]
    notes = (basis[0], *_sizes(net, found, most), *basis[1:], *_robust(names, size, drawn, seed))
    return Table(columns, rows, notes + ((told(tables),) if count else ()))


def minimum_cut(size: int, arcs: Sequence[Arc], source: int, target: int) -> list[int] | None:
    """Return the smallest set of nodes on every way from source to target; of several the one nearest to the target.

    Nodes are the numbers below `size`, arcs lead one way. None where an arc ties the two directly: no node parts them.
    """
    if source == target:
        raise UsageError("a cut needs two different ends")
    if (source, target) in arcs:
        return None
    igraph = fast()
    if igraph is None:
        import networkx

        graph = _split(size, arcs, source, target)
        inside = networkx.minimum_cut(graph, 2 * source + 1, 2 * target)[1][0]
    else:
        ends, room = _halves(size, arcs, source, target)
        split = igraph.Graph(2 * size, ends, directed=True)
        inside = set(split.mincut(2 * source + 1, 2 * target, room).partition[0])
    return [n for n in range(size) if 2 * n in inside and 2 * n + 1 not in inside and n not in (source, target)]


def minimum_cuts(size: int, arcs: Sequence[Arc], source: int, target: int) -> Iterator[list[int]]:
    """Yield every smallest set of nodes on every way from source to target, the nearest to the source first.

    None where an arc ties the two directly, the empty set where nothing does. Each further set takes time linear in
    the graph: every branch of the search ends in a set that no other branch finds.
    """
    kept = sorted({(a, b) for a, b in arcs if a != b and b != source and a != target})
    if (source, target) in kept:
        return
    flow = _flow(size, kept, source, target)
    # What flows on from each node leads along the ways, whose nodes share none; circles of flow are no part of a way.
    after: dict[int, list[int]] = {}
    onward: dict[int, list[int]] = {}
    back: dict[int, list[int]] = {}
    for a, b in kept:
        _tie(onward, back, 2 * a + 1, 2 * b)
        if flow[a, b]:
            after.setdefault(a, []).append(b)
            _tie(onward, back, 2 * b, 2 * a + 1)
    for n in range(size):
        _tie(onward, back, *((2 * n + 1, 2 * n) if n in after else (2 * n, 2 * n + 1)))
    ways = [_follow(after, first, target) for first in after.get(source, ())]
    choices = [2 * n + 1 for way in ways for n in way]
    waiting = [(_reached(onward, 2 * source + 1), _reached(back, 2 * target))]
    while waiting:
        inside, outside = waiting.pop()
        undecided = next((half for half in choices if half not in inside and half not in outside), None)
        if undecided is None:
            yield sorted(next(n for n in way if 2 * n + 1 not in inside) for way in ways)
        else:
            waiting.append((inside | _reached(onward, undecided), outside))
            waiting.append((inside, outside | _reached(back, undecided)))


class Ways:
    """The ways of goods from a giver to a taker, over the flows of a supply network."""

    def __init__(
        self, net: Network, giver: Iri, taker: Iri, sides: Collection[tuple[Iri, Iri]], fixed: Collection[str]
    ) -> None:
        self.net = net
        self.source, self.target = net.nodes.iri.index(giver), net.nodes.iri.index(taker)
        ends = self.source, self.target
        self.fixed = [n for n, kind in enumerate(net.nodes.kind) if kind in fixed and n not in ends]
        self._pairs = list(zip(net.edges.source, net.edges.target, strict=True))
        self.by_event: dict[Iri, list[int]] = {}
        for n, event in enumerate(net.edges.event):
            if event:
                self.by_event.setdefault(event, []).append(n)
        self.sided: dict[Iri, set[Arc]] = {}
        for event, edges in self.by_event.items():
            begun, ended = ({self._pairs[n][end] for n in edges} for end in (0, 1))
            first = {n for n in begun - ended if n not in ends and (net.nodes.iri[n], giver) in sides}
            last = {n for n in ended - begun if n not in ends and (net.nodes.iri[n], taker) in sides}
            if first or last:
                self.sided[event] = {(self.source, n) for n in first} | {(n, self.target) for n in last}
        self._sided = set().union(*self.sided.values())

    def arcs(self, standing: NDArray[np.bool_] | None = None) -> list[Arc]:
        """Return the arcs between those who can be removed and the two ends, less those that tie the ends directly."""
        given = self._pairs if standing is None else [self._pairs[n] for n in standing.nonzero()[0]]
        arcs = {arc for arc in (*given, *self._sided) if arc[0] != self.target and arc[1] != self.source}
        for passed in self.fixed:
            before, after = ({arc[1 - end] for arc in arcs if arc[end] == passed} for end in (1, 0))
            arcs = {arc for arc in arcs if passed not in arc} | set(product(before - {passed}, after - {passed}))
        return sorted((a, b) for a, b in arcs if a != b and (a, b) != (self.source, self.target))

    def between(self, arcs: Iterable[Arc]) -> set[int]:
        """Return the nodes through which a way leads, the ends included where they are connected at all."""
        onward: dict[int, list[int]] = {}
        back: dict[int, list[int]] = {}
        for a, b in arcs:
            _tie(onward, back, a, b)
        return _reached(onward, self.source) & _reached(back, self.target)

    @cached_property
    def used(self) -> list[int]:
        """The edges on a way, by position; those of groups and states too."""
        on = self.between([*self._pairs, *self._sided])
        return [n for n, arc in enumerate(self._pairs) if on.issuperset(arc)]

    @cached_property
    def direct(self) -> list[Iri]:
        """The flows that lead, at least with one of several carriers, past whoever could be removed."""
        unnamed = {*self.fixed, self.source, self.target}
        on = self.between(arc for arc in (*self._pairs, *self._sided) if unnamed.issuperset(arc))
        return sorted(
            event for event, edges in self.by_event.items() if any(on.issuperset(self._pairs[n]) for n in edges)
        )

    @cached_property
    def aside(self) -> list[Iri]:
        """The flows that lead from neither end to the other, not even joined with others."""
        used = set(self.used)
        return sorted(event for event, edges in self.by_event.items() if used.isdisjoint(edges))


class Drawn:
    """What becomes of the ways in draws: how small a cut would do, and how often somebody stands on a way."""

    def __init__(self, ways: Ways, draws: Draws, count: int) -> None:
        self.table = draws.table.name
        self.sizes: list[int] = []
        self.on: Counter[int] = Counter()
        size = len(ways.net.nodes.iri)
        for number in range(count):
            arcs = ways.arcs(draws.standing(number))
            self.sizes.append(len(minimum_cut(size, arcs, ways.source, ways.target) or ()))
            self.on.update(ways.between(arcs))

    def share(self, node: int) -> float | None:
        """Return the share of draws in which a way leads through a node."""
        return round(self.on[node] / len(self.sizes), 4) if self.sizes else None


def _state(net: Network, ends: Sequence[int], other: Iri | None) -> Iri | None:
    """Return the state from which, or to which, most flows lead."""
    flows = {(end, event) for end, event in zip(ends, net.edges.event, strict=True)}
    counts = Counter(net.nodes.iri[end] for end, _ in flows if net.nodes.kind[end] == "State")
    return min(counts.keys() - {other}, key=lambda iri: (-counts[iri], iri), default=None)


_SIDES = """
SELECT DISTINCT ?thing ?state WHERE {
  { ?thing arms:onSideOf ?state } UNION { ?thing a/rdfs:subClassOf* arms:Place ; arms:locatedIn+ ?state }
}
"""
_PARTS = "SELECT DISTINCT ?whole ?part WHERE { ?part arms:partOfEvent+ ?whole } ORDER BY ?whole ?part"


def _sides(kg: KnowledgeGraph) -> set[tuple[Iri, Iri]]:
    return {(Iri(str(thing)), Iri(str(state))) for thing, state in kg.select(_SIDES)}


def _member(ways: Ways, node: int, drawn: Sequence[Drawn]) -> tuple[Cell, ...]:
    net = ways.net
    ties = [n for n in ways.used if node in (net.edges.source[n], net.edges.target[n])]
    stages = {net.edges.label[n].split(", then ")[net.edges.target[n] == node] for n in ties}
    claims = sorted({claim for n in ties for claim in net.edges.claims[n]})
    return (
        net.nodes.label[node],
        net.nodes.kind[node],
        "; ".join(sorted(stages)),
        len({net.edges.event[n] for n in ties}),
        round(sum(net.edges.support[n] != "Alleged" for n in ties) / len(ties), 3),
        round(sum(net.edges.disputed[n] for n in ties) / len(ties), 3),
        len({document for n in ties for document in net.edges.documents[n]}),
        *(of.share(node) for of in drawn),
        len(claims),
        "; ".join(claim.short for claim in claims),
        net.nodes.iri[node],
    )


def _direct_row(ways: Ways, event: Iri, parts: dict[Cell, list[Cell]]) -> tuple[Cell, ...]:
    edges, behind = ways.net.edges, ways.by_event[event]
    claims = sorted({claim for n in behind for claim in edges.claims[n]})
    return (
        edges.event_label[behind[0]],
        edges.when[behind[0]],
        max((edges.support[n] for n in behind), key=SUPPORT.index),
        any(edges.disputed[n] for n in behind),
        sum(part in ways.by_event for part in parts.get(event, ())),
        len({document for n in behind for document in edges.documents[n]}),
        len(claims),
        "; ".join(claim.short for claim in claims),
        event,
    )


def _left_out(ways: Ways, parts: dict[Cell, list[Cell]]) -> list[str]:
    """Tell which flows no removal can part, and which lead elsewhere."""
    lines = []
    if ways.direct:
        claims = {claim for event in ways.direct for n in ways.by_event[event] for claim in ways.net.edges.claims[n]}
        within = sum(any(part in ways.by_event for part in parts.get(event, ())) for event in ways.direct)
        lines.append(
            f"No cut parts these: flows of which a way names nobody, or only counted groups, between the two ends, "
            f"{len(ways.direct)} of {len(ways.by_event)}, from {len(claims)} claims; {within} of them have parts "
            "that may name somebody. --direct lists them."
        )
    if ways.aside:
        lines.append(
            f"On no way from end to end, for want of a named sender or recipient there: flows, {len(ways.aside)}."
        )
    if ways.sided:
        lines.append(
            f"Joined to an end by the side on which they stand or by where they lie: flows, {len(ways.sided)}."
        )
    return lines


def _sizes(net: Network, found: Sequence[Sequence[int]], most: int) -> tuple[str, ...]:
    size, more = len(found[0]), len(found) > most
    always = sorted(net.nodes.label[n] for n in set(found[0]).intersection(*found[:most]))
    sets = f"more than {most} sets" if more else "1 set" if len(found) == 1 else f"{len(found)} sets"
    told = f"The smallest cut has {size} members, as many as there are ways that share nobody; {sets} of that size"
    first = f"{told}{', of which the first are listed' if more else ''}."
    return (first,) if len(found) == 1 else (first, f"In each set listed: {'; '.join(always) or 'nobody'}.")


def _robust(names: Sequence[str], size: int, drawn: Sequence[Drawn], seed: int) -> list[str]:
    import numpy as np

    if not drawn[0].sizes:
        return ["No draws: every claim is taken for true."]
    told = [
        f"{len(drawn[0].sizes)} draws, seed {seed}. A set listed is a cut in every draw, since draws only take away."
    ]
    for of in drawn:
        joined, full = (sum(n >= least for n in of.sizes) / len(of.sizes) for least in (1, size))
        low, middle, high = np.quantile(of.sizes, [LOW, MIDDLE, HIGH])
        told.append(
            f"With {of.table}: a way by named hands joins {' and '.join(names)} in {joined:.0%} of draws; the smallest "
            f"cut has {middle:g} members (90% range {low:g} to {high:g}), {size} in {full:.0%}."
        )
    return told


def _tie(onward: dict[int, list[int]], back: dict[int, list[int]], one: int, other: int) -> None:
    onward.setdefault(one, []).append(other)
    back.setdefault(other, []).append(one)


def _reached(onward: dict[int, list[int]], start: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = [n for n in onward.get(waiting.pop(), ()) if n not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _follow(after: dict[int, list[int]], node: int, target: int) -> list[int]:
    way = []
    while node != target:
        way.append(node)
        node = after[node][0]
    return way


def _halves(size: int, arcs: Sequence[Arc], source: int, target: int) -> tuple[Iterator[Arc], list[int]]:
    """Split node n into 2n and 2n+1 with room for one unit in between; elsewhere there is plenty."""
    import numpy as np

    outer = np.fromiter(chain.from_iterable(arcs), dtype=np.intp, count=2 * len(arcs)) * 2
    starts = [*range(0, 2 * size, 2), *(outer[::2] + 1).tolist()]
    ends = [*range(1, 2 * size, 2), *outer[1::2].tolist()]
    room = [1] * size + [size] * len(arcs)
    room[source] = room[target] = size
    # Pairs made as they are read: a list of arrays takes igraph three times as long.
    return zip(starts, ends, strict=True), room


def _split(size: int, arcs: Sequence[Arc], source: int, target: int) -> networkx.DiGraph[int]:
    import networkx

    graph: networkx.DiGraph[int] = networkx.DiGraph()
    ends, room = _halves(size, arcs, source, target)
    graph.add_edges_from((a, b, {"capacity": c}) for (a, b), c in zip(ends, room, strict=True))
    return graph


def _flow(size: int, arcs: Sequence[Arc], source: int, target: int) -> dict[Arc, int]:
    igraph = fast()
    if igraph is None:
        import networkx

        flow = networkx.maximum_flow(_split(size, arcs, source, target), 2 * source + 1, 2 * target)[1]
        return {(a, b): flow[2 * a + 1][2 * b] for a, b in arcs}
    ends, room = _halves(size, arcs, source, target)
    found = igraph.Graph(2 * size, ends, directed=True).maxflow(2 * source + 1, 2 * target, room).flow[size:]
    return {arc: round(units) for arc, units in zip(arcs, found, strict=True)}
