"""Five measures of centrality on the undirected simple projection without loops.

Between two nodes, `weight` is strength: the number of claims that tie them. `distance` is its inverse, computed as the
integer lcm(weights)/weight so that equally strong paths tie exactly, and told in units where a tie of one claim is 1
long. Degree counts neighbours and uses neither; betweenness and closeness use `distance`; eigenvector and PageRank use
`weight`. With `[fast]`, igraph computes what networkx would; without it, networkx does.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from armsgraph.analyses import MEASURES
from armsgraph.errors import UsageError
from armsgraph.simple import Simple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores: TypeAlias = NDArray[np.float64]

TOLERANCE = 1e-12
MAX_STEPS = 100_000
# Up to so many nodes a tenth of a second gives the eigenvectors of a dense matrix.
DENSE = 1000


def score(graph: Simple, by: str) -> Scores:
    """Score the nodes by one of MEASURES."""
    measures: dict[str, Callable[[Simple], Scores]] = {
        "degree": degree,
        "betweenness": betweenness,
        "closeness": closeness,
        "eigenvector": eigenvector,
        "pagerank": pagerank,
    }
    check(by)
    return measures[by](graph)


def check(by: str) -> None:
    """Refuse a measure that is not among MEASURES, naming the nearest."""
    import difflib

    if by not in MEASURES:
        near = difflib.get_close_matches(by, MEASURES, n=1, cutoff=0.4)
        hint = f" (near: {near[0]})" if near else ""
        raise UsageError(f"no measure {by!r}{hint}; choose from {', '.join(MEASURES)}")


def degree(graph: Simple) -> Scores:
    """Share of the others to whom a node is tied (Freeman 1978)."""
    import numpy as np

    counts = np.bincount([end for pair in graph.pairs for end in pair], minlength=graph.size)
    return counts / max(graph.size - 1, 1) if graph.size else np.zeros(0)


def betweenness(graph: Simple) -> Scores:
    """Share of the shortest paths between others that run through a node (Freeman 1977; Brandes 2001)."""
    import numpy as np

    if graph.igraph is None:
        import networkx

        return _values(networkx.betweenness_centrality(graph.networkx, weight="distance"), graph)
    others = (graph.size - 1) * (graph.size - 2) / 2
    found = graph.igraph.betweenness(weights=graph.distance if graph.unit > 1 else None)
    return np.array(found, dtype=np.float64) / max(others, 1)


def closeness(graph: Simple) -> Scores:
    """Inverse mean distance to whom a node can reach, scaled by their share (Wasserman and Faust 1994)."""
    import numpy as np

    if graph.igraph is None:
        import networkx

        return _values(networkx.closeness_centrality(graph.networkx, distance="distance"), graph) * graph.unit
    sizes = np.array(graph.igraph.connected_components().sizes())
    members = np.array(graph.igraph.connected_components().membership, dtype=np.intp)
    reached = (sizes[members] if graph.size else members) - 1
    found = np.array(graph.igraph.closeness(weights=graph.distance if graph.unit > 1 else None), dtype=np.float64)
    return np.where(reached > 0, np.nan_to_num(found) * reached / max(graph.size - 1, 1), 0.0) * graph.unit


def eigenvector(graph: Simple) -> Scores:
    """Centrality of a node as the sum of its neighbours' (Bonacich 1972), on the largest component, 0 elsewhere.

    Of equally large components the one with the first node counts. Scores have Euclidean norm 1. Without `[fast]`
    from all eigenvectors of a component that is small, else by power iteration on A + I, which converges on bipartite
    components too, though slowly on long drawn ones.
    """
    import networkx
    import numpy as np

    found = np.zeros(graph.size)
    if not graph.pairs:
        return found
    if graph.igraph is not None:
        parts: list[list[int]] = list(graph.igraph.connected_components())
        largest = max(parts, key=len)
        place = {node: n for n, node in enumerate(largest)}
        ties = [(place[a], place[b], w) for (a, b), w in zip(graph.pairs, graph.weight, strict=True) if a in place]
        part = type(graph.igraph)(len(largest), [tie[:2] for tie in ties])
        found[largest] = part.eigenvector_centrality(weights=[w for *_, w in ties])
        return found / np.linalg.norm(found)
    components: list[set[int]] = list(networkx.connected_components(graph.networkx))
    component = max(components, key=lambda part: (len(part), -min(part)))
    nodes = sorted(component)
    place = {node: n for n, node in enumerate(nodes)}
    one, other, weight = _arcs(graph, place)
    if len(nodes) <= DENSE:
        matrix = np.zeros((len(nodes), len(nodes)))
        matrix[one, other] = weight
        found[nodes] = np.abs(np.linalg.eigh(matrix)[1][:, -1])
        return found
    current = np.full(len(nodes), 1 / math.sqrt(len(nodes)))
    for _ in range(MAX_STEPS):
        raised = current + np.bincount(one, weight * current[other], minlength=len(nodes))
        following = raised / np.linalg.norm(raised)
        change = np.abs(following - current).max()
        current = following
        if change < TOLERANCE:
            break
    found[nodes] = current
    return found


def pagerank(graph: Simple, damping: float = 0.85) -> Scores:
    """Share of time that a walker spends at a node who follows ties by weight or jumps (Page et al. 1999)."""
    import numpy as np

    if not graph.size:
        return np.zeros(0)
    if graph.igraph is not None:
        return np.array(graph.igraph.pagerank(damping=damping, weights=graph.weight), dtype=np.float64)
    one, other, weight = _arcs(graph, {n: n for n in range(graph.size)})
    strength = np.bincount(one, weight, minlength=graph.size)
    idle = strength == 0
    current = np.full(graph.size, 1 / graph.size)
    for _ in range(MAX_STEPS):
        flow = np.bincount(one, weight * current[other] / strength[other], minlength=graph.size)
        following = (1 - damping + damping * current[idle].sum()) / graph.size + damping * flow
        change = np.abs(following - current).sum()
        current = following
        if change < TOLERANCE:
            break
    return current


def _arcs(graph: Simple, place: dict[int, int]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    import numpy as np

    ties = [(place[a], place[b], w) for (a, b), w in zip(graph.pairs, graph.weight, strict=True) if a in place]
    one = [a for a, _, _ in ties] + [b for _, b, _ in ties]
    other = [b for _, b, _ in ties] + [a for a, _, _ in ties]
    weight = [w for *_, w in ties] * 2
    return np.array(one, dtype=np.intp), np.array(other, dtype=np.intp), np.array(weight, dtype=np.float64)


def _values(scores: dict[int, float], graph: Simple) -> Scores:
    import numpy as np

    return np.array([scores[n] for n in range(graph.size)], dtype=np.float64)
