"""Who stands between North Korea, Russia and third countries, in which role, and how sure that is.

A broker j stands on an open triad i → j → k: a tie leads from i to j and one from j to k, and none from i to k. The
sides of the three give j its role (Gould and Fernandez 1989). Beside it stand two measures of the hole that a broker
fills, which need no sides: constraint and effective size (Burt 1992).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

from armsgraph.analyses.centrality import (
    NOTHING,
    DrawCount,
    Groups,
    Legal,
    Progress,
    Seed,
    States,
    TableName,
    draw_count,
    drawn_notes,
    order,
    ranked_part,
    summary,
)
from armsgraph.errors import UsageError
from armsgraph.network import Network
from armsgraph.probability import Draws, assumptions
from armsgraph.simple import Projector, Simple
from armsgraph.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from armsgraph.analyses.measures import Scores

    Counts: TypeAlias = NDArray[np.intp]
    Mask: TypeAlias = NDArray[np.bool_]

PARTIES = ("North Korea", "Russia")
THIRD = "third country"
ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
# In the last three the two ends of a triad are on different sides.
BETWEEN = slice(2, 5)
RANGES = ("median", "low", "high", "in_top")
COLUMNS = (
    *("rank", "name", "kind", "side", "between", "korea_russia", *ROLES, "total", "unknown"),
    *(*RANGES, *(f"beside_{name}" for name in RANGES), "constraint", "effective_size", "iri"),
)


def brokers(
    net: Network,
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
    *,
    both_ways: Annotated[bool, "Read every tie both ways, whatever its direction."] = False,
    k: Annotated[int, "How many places count as the top, in the column in_top."] = 10,
    table: TableName = "graded",
    beside: Annotated[str, "Second table, shown beside the first."] = "wary",
    draws: DrawCount = None,
    seed: Seed = 1,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
    progress: Progress | None = None,
) -> Table:
    """Rank who stands between North Korea, Russia and third countries, in which role.

    A role counts open triads i → j → k, where i is tied to j, j to k, and i not to k. As coordinator j has both ends on
    its own side; as consultant both ends on one side that is not its own; as representative i on its own and k on
    another; as gatekeeper i on another and k on its own; as liaison all three are on different sides. `total` is their
    sum and `between` that of the last three, whose ends are on different sides: it gives the rank. `korea_russia`
    is how many of these have one end on the side of North Korea and one on that of Russia. A tie without direction is
    read both ways, so an open triad of two such ties counts twice, once from either end.

    A side is North Korea, Russia, or a third country, all of these taken as one. Whoever has several is on that of
    North Korea or Russia if it is among them, and on none if both are. A node of unknown side takes part in no triad:
    its own counts are empty, and `unknown`, the number of neighbours of unknown side, says whose may be too low.

    `median`, `low` and `high` are the middle and the 90% range of `between` over the draws, and `in_top` the share of
    draws in which the node is among the first k. The columns that start with `beside` say the same under the second
    table. `constraint` is the higher, the more a node's contacts are tied to each other and its ties bound up in few;
    `effective_size` is the number of its contacts less their overlap. Both weigh a tie by its claims.

    Gould and Fernandez, Structures of Mediation, Sociological Methodology 19 (1989); Burt, Structural Holes (1992).
    """
    tables = assumptions(table), assumptions(beside)
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    if not part.edges.key:
        return Table(COLUMNS, [], (NOTHING, *net.notes))
    sides = [side(found) for found in part.nodes.sides]
    triads = Triads(part, sides, both_ways=both_ways)
    count = draw_count(draws)
    ranges = [_ranges(triads, Draws(part, assumed, seed), count, k, progress) for assumed in tables]
    graph = Projector(part).simple()
    holes = zip(_known(constraint(graph)), _known(effective_size(graph)), strict=True)
    described = list(zip(_unknown_neighbours(graph, sides), *ranges, holes, strict=True))
    roles, parties = triads.count(), triads.count_parties().tolist()
    between = roles[:, BETWEEN].sum(axis=1).tolist()
    rows: list[tuple[Cell, ...]] = []
    for n, node in enumerate(order(part, [b if sides[i] else -1 for i, b in enumerate(between)]), 1):
        unknown, drawn, drawn_beside, hole = described[node]
        counted: tuple[Cell, ...] = (between[node], parties[node], *roles[node].tolist(), int(roles[node].sum()))
        place: Cell = rows[-1][0] if rows and rows[-1][4] == between[node] else n
        if not sides[node]:
            place, counted, drawn, drawn_beside = None, (None,) * 8, (None,) * 4, (None,) * 4
        names = part.nodes.label[node], part.nodes.kind[node], sides[node]
        rows.append((place, *names, *counted, unknown, *drawn, *drawn_beside, *hole, part.nodes.iri[node]))
    notes = (
        f"brokers: {part.basis()}",
        *_notes(part, sides, between, both_ways),
        *drawn_notes(count, seed, tables),
        *net.notes,
    )
    return Table(COLUMNS, rows[: top or None], notes)


def side(states: Sequence[str]) -> str | None:
    """Return the side of whoever is on the side of these states, or nothing where that is unknown or both parties'."""
    parties = [state for state in PARTIES if state in states]
    if len(parties) > 1 or not states:
        return None
    return parties[0] if parties else THIRD


class Triads:
    """The paths of two steps between nodes of known side, found once and counted in every draw."""

    def __init__(self, net: Network, sides: Sequence[str | None], *, both_ways: bool = False) -> None:
        import numpy as np

        behind: dict[tuple[int, int], list[int]] = {}
        for n, (one, other) in enumerate(zip(net.edges.source, net.edges.target, strict=True)):
            if one != other and sides[one] and sides[other]:
                behind.setdefault((one, other), []).append(n)
                if both_ways or not net.edges.directed[n]:
                    behind.setdefault((other, one), []).append(n)
        arcs = sorted(behind)
        self.size = len(sides)
        self._edges = np.array([n for arc in arcs for n in behind[arc]], dtype=np.intp)
        self._starts = np.cumsum([0, *(len(behind[arc]) for arc in arcs)])[:-1].astype(np.intp)
        source, target = np.array(arcs, dtype=np.intp).reshape(-1, 2).T
        first, second = _steps(source, target)
        i, j, k = source[first], target[first], target[second]
        # An arc that closes the triad, or the place behind the last arc, where none ever stands.
        names, wanted = source * self.size + target, i * self.size + k
        at = np.searchsorted(names, wanted)
        closing = np.where(np.append(names, -1)[at] == wanted, at, len(arcs))
        of = np.array([0 if found is None else 1 + (*PARTIES, THIRD).index(found) for found in sides], dtype=np.intp)
        role = np.select(
            [(of[i] == of[j]) & (of[j] == of[k]), of[i] == of[k], of[i] == of[j], of[j] == of[k]], [0, 1, 2, 3], 4
        )
        path = i != k
        self._first, self._second, self._closing = first[path], second[path], closing[path]
        self._cell = (j * len(ROLES) + role)[path]
        self._parties = ((of[i] != of[k]) & (of[i] < 3) & (of[k] < 3))[path]

    def count(self, standing: Mask | None = None) -> Counts:
        """Return how often each node has each role, nodes by roles, among the edges that stand or all."""
        import numpy as np

        found = np.bincount(self._cell[self._open(standing)], minlength=self.size * len(ROLES))
        return found.reshape(self.size, len(ROLES))

    def count_parties(self) -> Counts:
        """Return on how many open triads with one end in North Korea and one in Russia each node stands."""
        import numpy as np

        brokers = self._cell[self._open() & self._parties] // len(ROLES)
        return np.bincount(brokers, minlength=self.size)

    def _open(self, standing: Mask | None = None) -> Mask:
        import numpy as np

        arcs = np.ones(len(self._starts) + 1, dtype=np.bool_)
        if standing is not None and len(self._starts):
            arcs[:-1] = np.logical_or.reduceat(standing[self._edges], self._starts)
        arcs[-1] = False
        opened: Mask = arcs[self._first] & arcs[self._second] & ~arcs[self._closing]
        return opened


def constraint(graph: Simple) -> Scores:
    """Return how far the ties of each node are bound up in few contacts (Burt 1992); NaN for isolates.

    The sum over contacts v of (p(u,v) + Σ p(u,w) p(w,v))², p(u,v) being the share of u's strength that goes to v.
    """
    import numpy as np

    if graph.igraph is not None:
        return np.array(graph.igraph.constraint(weights=graph.weight), dtype=np.float64)
    ties = _ties(graph)
    total = [sum(tie.values()) for tie in ties]
    found = np.full(graph.size, np.nan)
    # Not by networkx, which without scipy takes some 200 times as long.
    for u, tie in enumerate(ties):
        through = {v: sum(tie[w] * ties[w][v] / total[w] for w in tie.keys() & ties[v].keys()) for v in tie}
        if tie:
            found[u] = sum(((tie[v] + through[v]) / total[u]) ** 2 for v in tie)
    return found


def effective_size(graph: Simple) -> Scores:
    """Return the number of contacts of each node less their overlap (Burt 1992); NaN for isolates.

    The sum over contacts v of 1 − Σ p(u,w) m(v,w), p(u,w) being the share of u's strength that goes to w, and m(v,w)
    the strength between v and w over the greatest of v.
    """
    import numpy as np

    ties = _ties(graph)
    most = [max(tie.values(), default=0) for tie in ties]
    found = np.full(graph.size, np.nan)
    for u, tie in enumerate(ties):
        overlap = sum(tie[w] * ties[v][w] / most[v] for v in tie for w in tie.keys() & ties[v].keys())
        if tie:
            found[u] = len(tie) - overlap / sum(tie.values())
    return found


def _ties(graph: Simple) -> list[dict[int, int]]:
    ties: list[dict[int, int]] = [{} for _ in range(graph.size)]
    for (one, other), weight in zip(graph.pairs, graph.weight, strict=True):
        ties[one][other] = ties[other][one] = weight
    return ties


def _steps(source: Counts, target: Counts) -> tuple[Counts, Counts]:
    """Return each arc with each arc that goes on from its end, as positions; arcs are sorted by source."""
    import numpy as np

    start = np.searchsorted(source, target)
    fan = np.searchsorted(source, target, side="right") - start
    first = np.repeat(np.arange(len(source)), fan)
    return first, np.arange(len(first)) + np.repeat(start - (np.cumsum(fan) - fan), fan)


def _ranges(triads: Triads, draws: Draws, count: int, k: int, progress: Progress | None) -> Sequence[tuple[Cell, ...]]:
    import numpy as np

    if count < 0:
        raise UsageError("draws cannot be fewer than 0")
    drawn = np.zeros((count, triads.size))
    for n in range(count):
        drawn[n] = triads.count(draws.standing(n))[:, BETWEEN].sum(axis=1)
        if progress:
            progress(n + 1, count)
    return summary(drawn, k) if count else [(None,) * len(RANGES)] * triads.size


def _unknown_neighbours(graph: Simple, sides: Sequence[str | None]) -> list[int]:
    found = [0] * graph.size
    for one, other in graph.pairs:
        found[one] += sides[other] is None
        found[other] += sides[one] is None
    return found


def _known(scores: Scores) -> list[float | None]:
    return [None if math.isnan(score) else round(score, 6) for score in scores.tolist()]


def _notes(net: Network, sides: Sequence[str | None], between: Sequence[int], both_ways: bool) -> tuple[str, ...]:
    counts = ", ".join(f"{name} {sides.count(name)}" for name in (*PARTIES, THIRD))
    torn = sum(found is None and bool(states) for found, states in zip(sides, net.nodes.sides, strict=True))
    told = [f"Sides: {counts}. In no triad, because their side is unknown: nodes, {sides.count(None)}."]
    if torn:
        told.append(f"Of unknown side, because on both the North Korean and the Russian: nodes, {torn}.")
    if not any(between):
        told.append("Nobody of known side stands between different sides.")
    if not both_ways:
        either = Triads(net, sides, both_ways=True).count()[:, BETWEEN].sum(axis=1)
        missed = sum(not now and bool(then) for now, then in zip(between, either.tolist(), strict=True))
        told.append(
            "A tie runs the way its claim is told (member of, owned by, acted for), which need not be that of goods "
            f"or orders. Between different sides only if every tie is read both ways (--both-ways): nodes, {missed}."
        )
    return tuple(told)
