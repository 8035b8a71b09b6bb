"""Network → Simple: one undirected tie between two nodes, as strong as the claims behind it, in whole or in a draw."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from armsgraph.network import Network, fast

if TYPE_CHECKING:
    import networkx
    import numpy as np
    from numpy.typing import NDArray

# igraph takes lengths for equal that differ by less than 1e-10 of their sum: beyond this by a whole unit.
EXACT = 4 * 10**9


@dataclass(frozen=True)
class Simple:
    """A simple undirected graph of `size` nodes: pairs of positions and the strength of the tie of each."""

    size: int
    pairs: list[tuple[int, int]]
    weight: list[int]

    @cached_property
    def unit(self) -> int:
        """The distance of a tie of one claim."""
        return math.lcm(*self.weight)

    @cached_property
    def distance(self) -> list[int]:
        """The integer distance of each tie."""
        return [self.unit // weight for weight in self.weight]

    @cached_property
    def igraph(self) -> Any:
        """The graph in igraph, or None without `[fast]` or where its floats could not tell the distances apart."""
        igraph = fast()
        if igraph is None or self.unit * max(self.size, 1) > EXACT:
            return None
        return igraph.Graph(self.size, self.pairs)

    @cached_property
    def networkx(self) -> networkx.Graph[int]:
        """The graph in networkx, with `weight` and `distance` on each edge."""
        import networkx

        graph: networkx.Graph[int] = networkx.Graph()
        graph.add_nodes_from(range(self.size))
        for (one, other), weight, distance in zip(self.pairs, self.weight, self.distance, strict=True):
            graph.add_edge(one, other, weight=weight, distance=distance)
        return graph


class Projector:
    """The simple projection of a network, or of those of its edges that stand."""

    def __init__(self, net: Network) -> None:
        import numpy as np

        ties: dict[tuple[int, int, str], list[int]] = {}
        for n, (one, other) in enumerate(zip(net.edges.source, net.edges.target, strict=True)):
            if one != other:
                ties.setdefault((min(one, other), max(one, other), net.edges.claim[n]), []).append(n)
        pairs = {key[:2]: n for n, key in reversed(list(enumerate(sorted(ties))))}
        self.size = len(net.nodes.iri)
        self.pairs = sorted(pairs)
        place = {pair: n for n, pair in enumerate(self.pairs)}
        behind = [ties[key] for key in sorted(ties)]
        self._pair = np.array([place[key[:2]] for key in sorted(ties)], dtype=np.intp)
        self._edges = np.array([n for found in behind for n in found], dtype=np.intp)
        self._starts = np.cumsum([0, *map(len, behind)])[:-1].astype(np.intp)
        self._all = np.ones(len(net.edges.key), dtype=np.bool_)

    def simple(self, standing: NDArray[np.bool_] | None = None) -> Simple:
        """Return the simple graph of the edges that stand, or of all; its nodes are those of the network."""
        import numpy as np

        if not self.pairs:
            return Simple(self.size, [], [])
        mask = self._all if standing is None else standing
        held = np.logical_or.reduceat(mask[self._edges], self._starts)
        weights = np.bincount(self._pair[held], minlength=len(self.pairs)).tolist()
        kept = [(pair, weight) for pair, weight in zip(self.pairs, weights, strict=True) if weight]
        return Simple(self.size, [pair for pair, _ in kept], [weight for _, weight in kept])
