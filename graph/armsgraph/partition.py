"""Simple → communities: sets of nodes with more ties among them, by strength, than chance would put there.

The partition of greatest modularity that the method of Leiden finds with `[fast]` (Traag, Waltman and van Eck 2019),
that of Louvain without (Blondel et al. 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from armsgraph.errors import UsageError
from armsgraph.network import fast
from armsgraph.simple import Simple


def partition(graph: Simple, resolution: float = 1.0, seed: int = 1, rounds: int = -1) -> list[int]:
    """Return the community of each node, numbered from the largest, of equals from the one with the first node.

    Whoever has no tie is a community of one. Leiden improves in so many `rounds`, or until nothing can be improved.
    """
    if not resolution > 0:
        raise UsageError("the resolution must be above 0")
    if not graph.pairs:
        return list(range(1, graph.size + 1))
    igraph = fast()
    found = _leiden(igraph, graph, resolution, seed, rounds) if igraph else _louvain(graph, resolution, seed)
    size, first = Counter(found), {name: n for n, name in reversed(list(enumerate(found)))}
    ranked = sorted(size, key=lambda name: (-size[name], first[name]))
    number = {name: n for n, name in enumerate(ranked, 1)}
    return [number[name] for name in found]


def _leiden(igraph: ModuleType, graph: Simple, resolution: float, seed: int, rounds: int) -> list[int]:
    with seeded(igraph, seed):
        found: list[int] = (
            igraph.Graph(graph.size, graph.pairs)
            .community_leiden("modularity", weights=graph.weight, resolution=resolution, n_iterations=rounds)
            .membership
        )
    return found


@contextmanager
def seeded(igraph: ModuleType, seed: int) -> Iterator[None]:
    """Let igraph draw from a seeded generator, for it has one for all, then from Python's own again, its default."""
    import random

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _louvain(graph: Simple, resolution: float, seed: int) -> list[int]:
    import networkx

    found = [0] * graph.size
    parts = networkx.community.louvain_communities(graph.networkx, weight="weight", resolution=resolution, seed=seed)
    for n, nodes in enumerate(parts):
        for node in nodes:
            found[node] = n
    return found
