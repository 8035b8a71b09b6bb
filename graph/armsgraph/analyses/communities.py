"""Who keeps together, and how sure that is: communities of the network, and what is left of each in draws of claims.

A community is a set of nodes with more ties among them, weighted by claims, than chance would put there: the partition
of greatest modularity that the method of Leiden finds with `[fast]` (Traag, Waltman and van Eck 2019), that of Louvain
without (Blondel et al. 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from armsgraph.analyses.centrality import (
    HIGH,
    LOW,
    MIDDLE,
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
    ranked_part,
)
from armsgraph.errors import UsageError
from armsgraph.network import Network, fast
from armsgraph.partition import partition
from armsgraph.probability import Draws, assumptions
from armsgraph.simple import Projector, Simple
from armsgraph.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shares: TypeAlias = NDArray[np.float64]

# How many of its best-tied members a community is called by.
NAMED = 2
# How many other seeds show what in a partition is chance.
OTHER_SEEDS = 10
STABILITY = ("stability", "beside_stability")
MEMBERS = (
    *("community", "name", "kind", "size", "stability", "together", "beside_stability", "beside_together"),
    *("inside", "outside", "around", "iri"),
)
WHOLES = ("community", "around", "size", "sides", *STABILITY, "inside", "outside", "claims", "iri")


def communities(
    net: Network,
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
    *,
    per: Annotated[str, "One row per member or per community.", ("member", "community")] = "member",
    resolution: Annotated[float, "Above 1 for more and smaller communities, below 1 for fewer and larger."] = 1.0,
    table: TableName = "graded",
    beside: Annotated[str, "Second table, shown beside the first."] = "wary",
    draws: DrawCount = None,
    seed: Seed = 1,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
    progress: Progress | None = None,
) -> Table:
    """Divide the network into communities, and show which of them hold if the sources are as good as assumed.

    Communities are numbered from the largest and called, in `around`, by their members with the most ties inside.
    `stability` is the mean over draws of the greatest Jaccard similarity, common members over all members, of the
    community with one of the draw; 1 is untouched, below 0.5 dissolved (Hennig 2007). `together` is the share of draws
    in which a member is in one community with more than half of its own, itself included. The columns that start with
    `beside` say the same under the second table. `inside` and `outside` count ties, however many claims make them, to
    members and to others. Whoever has no tie left in a draw is there a community of one, so what may not exist at all
    lowers both figures. Every draw is divided with the same seed: what differs is due to the claims that fell.

    With one row per community, `sides` counts members by the states on whose side they are, `inside` and `outside` the
    ties within and to others, and `claims` those behind the ties within; `iri` is the member with the most ties.

    Hennig, Cluster-wise assessment of cluster stability, Computational Statistics and Data Analysis 52 (2007).
    """
    if per not in ("member", "community"):
        raise UsageError(f"no rows per {per!r}; choose from member, community")
    tables = assumptions(table), assumptions(beside)
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    header = MEMBERS if per == "member" else WHOLES
    projector, count = Projector(part), draw_count(draws)
    graph = projector.simple()
    if not graph.pairs:
        return Table(header, [], (NOTHING, *net.notes))
    base = partition(graph, resolution, seed)
    held = [_stability(projector, base, Draws(part, assumed, seed), count, resolution, progress) for assumed in tables]
    found = _Rows(part, graph, base, held)
    rows = found.members() if per == "member" else found.wholes()
    agreed = [(assumed.name, told) for assumed, kept in zip(tables, held, strict=True) for told in kept.told]
    notes = (
        f"communities: {part.basis()}",
        *_notes(graph, base, resolution, seed),
        *(f"Adjusted Rand index with the draws, {name}: {told}." for name, told in agreed),
        *drawn_notes(count, seed, tables),
        *net.notes,
    )
    return Table(header, rows[: top or None], notes)


@dataclass(frozen=True)
class Agreement:
    """How far a partition agrees with a first one, or many do on average.

    `jaccard` is for each community of the first the greatest similarity with one of the other; `together` for each node
    whether it is there with more than half of its own, itself included; `rand` the adjusted Rand index of both (Hubert
    and Arabie 1985): 1 where they are equal, about 0 where they have nothing to do with each other.
    """

    jaccard: Shares
    together: Shares
    rand: float


def agreement(base: Sequence[int], other: Sequence[int]) -> Agreement:
    """Compare two partitions of the same nodes, numbered from 1."""
    import numpy as np

    one, two = np.array(base), np.array(other)
    cells, cell_of, common = np.unique(one * (two.max() + 1) + two, return_inverse=True, return_counts=True)
    ones, twos = np.bincount(one), np.bincount(two)
    row, column = np.divmod(cells, two.max() + 1)
    jaccard = np.zeros(len(ones))
    np.maximum.at(jaccard, row, common / (ones[row] + twos[column] - common))
    together = 2 * common[cell_of] > ones[one]
    in_both, in_one, in_two, in_all = (float((n * (n - 1)).sum()) for n in (common, ones, twos, np.array([len(one)])))
    by_chance, most = in_one * in_two / max(in_all, 1), (in_one + in_two) / 2
    rand = (in_both - by_chance) / (most - by_chance) if most > by_chance else 1.0
    return Agreement(jaccard[1:], together.astype(np.float64), rand)


class _Stability:
    """What becomes of a partition in draws: its columns, and a line for the reader."""

    def __init__(self, found: Sequence[Agreement], communities: int, nodes: int) -> None:
        import numpy as np

        self.stability: list[float | None] = [None] * communities
        self.together: list[float | None] = [None] * nodes
        self.told: tuple[str, ...] = ()
        if found:
            self.stability = np.mean([one.jaccard for one in found], axis=0).round(4).tolist()
            self.together = np.mean([one.together for one in found], axis=0).round(4).tolist()
            low, middle, high = np.quantile([one.rand for one in found], [LOW, MIDDLE, HIGH])
            self.told = (f"median {middle:.2f}, 90% range {low:.2f} to {high:.2f}",)


def _stability(
    projector: Projector, base: Sequence[int], draws: Draws, count: int, resolution: float, progress: Progress | None
) -> _Stability:
    if count < 0:
        raise UsageError("draws cannot be fewer than 0")
    found = []
    for n in range(count):
        drawn = partition(projector.simple(draws.standing(n)), resolution, draws.seed)
        found.append(agreement(base, drawn))
        if progress:
            progress(n + 1, count)
    return _Stability(found, max(base), len(base))


class _Rows:
    """The rows of a partition: one per member or one per community."""

    def __init__(self, net: Network, graph: Simple, base: Sequence[int], held: Sequence[_Stability]) -> None:
        self.net, self.base, self.held = net, base, held
        self.size = Counter(base)
        self.inside, self.outside = Counter[int](), Counter[int]()
        for pair in graph.pairs:
            count = self.inside if base[pair[0]] == base[pair[1]] else self.outside
            count.update(pair)
        self.nodes: dict[int, list[int]] = {}
        for node in sorted(range(graph.size), key=self._place):
            self.nodes.setdefault(base[node], []).append(node)

    def _place(self, node: int) -> tuple[int, int, int, str, str]:
        """Order by community, then the best tied first."""
        ties = -self.inside[node], -self.outside[node]
        return self.base[node], *ties, self.net.nodes.label[node], self.net.nodes.iri[node]

    def _around(self, number: int) -> str:
        return ", ".join(self.net.nodes.label[node] for node in self.nodes[number][:NAMED])

    def members(self) -> list[tuple[Cell, ...]]:
        """Return one row per node."""
        nodes, rows = self.net.nodes, list[tuple[Cell, ...]]()
        for number, members in self.nodes.items():
            around = self._around(number)
            for node in members:
                held = [cell for h in self.held for cell in (h.stability[number - 1], h.together[node])]
                names = number, nodes.label[node], nodes.kind[node], self.size[number]
                rows.append((*names, *held, self.inside[node], self.outside[node], around, nodes.iri[node]))
        return rows

    def wholes(self) -> list[tuple[Cell, ...]]:
        """Return one row per community."""
        nodes, edges, rows = self.net.nodes, self.net.edges, list[tuple[Cell, ...]]()
        claims: dict[int, set[str]] = {}
        for n, (one, other) in enumerate(zip(edges.source, edges.target, strict=True)):
            if self.base[one] == self.base[other]:
                claims.setdefault(self.base[one], set()).update(edges.claims[n])
        for number, members in self.nodes.items():
            sides = Counter(" and ".join(nodes.sides[node]) or "unknown" for node in members)
            told = ", ".join(f"{side} {count}" for side, count in sorted(sides.items(), key=lambda s: (-s[1], s[0])))
            held = [h.stability[number - 1] for h in self.held]
            inside, outside = (sum(count[node] for node in members) for count in (self.inside, self.outside))
            names = number, self._around(number), len(members), told
            rows.append((*names, *held, inside // 2, outside, len(claims.get(number, ())), nodes.iri[members[0]]))
        return rows


def _notes(graph: Simple, base: Sequence[int], resolution: float, seed: int) -> list[str]:
    import networkx

    sizes = Counter(base)
    parts = [{node for node, of in enumerate(base) if of == number} for number in sizes]
    modularity = networkx.community.modularity(graph.networkx, parts, weight="weight", resolution=resolution)
    pairs = sum(size == 2 for size in sizes.values())
    others = [agreement(base, partition(graph, resolution, seed + n)).rand for n in range(1, 1 + OTHER_SEEDS)]
    return [
        f"{len(sizes)} communities, of them pairs {pairs}, by {'Leiden' if fast() else 'Louvain'}, seed {seed}, "
        f"resolution {resolution:g}: modularity {modularity:.4f}, all claims taken for true.",
        f"Chance in the method: {OTHER_SEEDS} other seeds give partitions with an adjusted Rand index of "
        f"{min(others):.2f} to {max(others):.2f} with this one (1 is equal, 0 unrelated).",
    ]
