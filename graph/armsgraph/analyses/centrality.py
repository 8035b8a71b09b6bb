"""Who is central: five measures on the undirected simple projection without loops.

Between two nodes, `weight` is the number of claims that tie them and `distance` the integer lcm(weights)/weight, so
that equally strong paths tie exactly. Degree counts neighbours; betweenness and closeness use `distance`; eigenvector
and PageRank use `weight`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from armsgraph.analyses import MEASURES
from armsgraph.errors import UsageError
from armsgraph.network import Network
from armsgraph.table import Cell, Iri, Table

if TYPE_CHECKING:
    import networkx

    Graph: TypeAlias = networkx.Graph[Iri]

Scores: TypeAlias = dict[Iri, float]

TOLERANCE = 1e-12
MAX_STEPS = 100_000


def rank(
    net: Network,
    by: str = "betweenness",
    top: int | None = None,
    *,
    states: bool = False,
    groups: bool = False,
    legal: bool = False,
) -> Table:
    """Rank the nodes by a measure, best first; equal scores share a rank.

    States, Groups and the category Legal are left out unless asked for: an authority's listing is no tie, and a state
    or a counted set is no actor among others. Columns: rank, name, kind, score, firm, disputed, iri; `firm` is the
    share of a node's edges that is more than Alleged and `disputed` the share that is disputed.
    """
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    scores = score(simple_projection(part), by)
    shares = _shares(part)
    place = {iri: n for n, iri in enumerate(part.nodes.iri)}
    # Rounding first, so that noise in the last digits of a float parts no equals.
    ordered = sorted(scores, key=lambda iri: (-round(scores[iri], 12), part.nodes.label[place[iri]], iri))
    rows: list[tuple[Cell, ...]] = []
    for n, iri in enumerate(ordered, 1):
        value = round(scores[iri], 12)
        position = rows[-1][0] if rows and rows[-1][3] == value else n
        node = place[iri]
        rows.append((position, part.nodes.label[node], part.nodes.kind[node], value, *shares[node], iri))
    return Table(("rank", "name", "kind", "score", "firm", "disputed", "iri"), rows[:top])


def ranked_part(net: Network, *, states: bool = False, groups: bool = False, legal: bool = False) -> Network:
    """Return the part of a network that rankings and paths look at.

    Posts are always left out: an office outlives its holders and ties them to nobody.
    """
    kinds = ["Post", *([] if states else ["State"]), *([] if groups else ["Group"])]
    return net.without(kinds=kinds, categories=[] if legal else ["Legal"])


def simple_projection(net: Network) -> Graph:
    """Return the undirected simple graph with `weight` (claims) and `distance` (integer) on each edge."""
    import networkx

    behind: defaultdict[tuple[Iri, Iri], set[Iri]] = defaultdict(set)
    for n, claim in enumerate(net.edges.claim):
        one, other = sorted((net.nodes.iri[net.edges.source[n]], net.nodes.iri[net.edges.target[n]]))
        if one != other:
            behind[one, other].add(claim)
    shared = math.lcm(*(len(found) for found in behind.values()))
    graph: Graph = networkx.Graph()
    graph.add_nodes_from(net.nodes.iri)
    for (one, other), found in sorted(behind.items()):
        graph.add_edge(one, other, weight=len(found), distance=shared // len(found))
    return graph


def score(graph: Graph, by: str) -> Scores:
    """Score the nodes of a simple projection by one of MEASURES."""
    measures: dict[str, Callable[[Graph], Scores]] = {
        "degree": degree,
        "betweenness": betweenness,
        "closeness": closeness,
        "eigenvector": eigenvector,
        "pagerank": pagerank,
    }
    if by not in measures:
        raise UsageError(f"no measure {by!r}; choose from {', '.join(MEASURES)}")
    return measures[by](graph)


def degree(graph: Graph) -> Scores:
    """Share of the others to whom a node is tied (Freeman 1978)."""
    import networkx

    scores: Scores = networkx.degree_centrality(graph)
    return scores


def betweenness(graph: Graph) -> Scores:
    """Share of the shortest paths between others that run through a node (Freeman 1977; Brandes 2001)."""
    import networkx

    scores: Scores = networkx.betweenness_centrality(graph, weight="distance")
    return scores


def closeness(graph: Graph) -> Scores:
    """Inverse mean distance to whom a node can reach, scaled by their share (Wasserman and Faust 1994)."""
    import networkx

    scores: Scores = networkx.closeness_centrality(graph, distance="distance")
    return scores


def eigenvector(graph: Graph) -> Scores:
    """Centrality of a node as the sum of its neighbours' (Bonacich 1972), on the largest component, 0 elsewhere.

    Power iteration on A + I, which converges on bipartite components too; of equally large components the one with
    the first node in order is taken. Scores have Euclidean norm 1.
    """
    import networkx

    if not graph:
        return {}
    largest = max(networkx.connected_components(graph), key=lambda nodes: (len(nodes), [-ord(c) for c in min(nodes)]))
    members = sorted(largest)
    current = dict.fromkeys(members, 1 / math.sqrt(len(members)))
    for _ in range(MAX_STEPS):
        following = {
            node: current[node] + math.fsum(tie["weight"] * current[other] for other, tie in graph[node].items())
            for node in members
        }
        norm = math.sqrt(math.fsum(value * value for value in following.values()))
        following = {node: value / norm for node, value in following.items()}
        change = max(abs(following[node] - current[node]) for node in members)
        current = following
        if change < TOLERANCE:
            break
    return {node: current.get(node, 0.0) for node in graph}


def pagerank(graph: Graph, damping: float = 0.85) -> Scores:
    """Share of time that a walker spends at a node who follows ties by weight or jumps (Page et al. 1999)."""
    nodes = sorted(graph)
    if not nodes:
        return {}
    strength = {node: sum(tie["weight"] for tie in graph[node].values()) for node in nodes}
    current = dict.fromkeys(nodes, 1 / len(nodes))
    for _ in range(MAX_STEPS):
        idle = math.fsum(current[node] for node in nodes if not strength[node])
        base = (1 - damping + damping * idle) / len(nodes)
        following = {
            node: base + damping * math.fsum(current[o] * tie["weight"] / strength[o] for o, tie in graph[node].items())
            for node in nodes
        }
        change = math.fsum(abs(following[node] - current[node]) for node in nodes)
        current = following
        if change < TOLERANCE:
            break
    return current


def _shares(net: Network) -> list[tuple[float, float]]:
    edges, firm, disputed = ([0] * len(net.nodes.iri) for _ in range(3))
    for n, ends in enumerate(zip(net.edges.source, net.edges.target, strict=True)):
        for end in ends:
            edges[end] += 1
            firm[end] += net.edges.support[n] != "Alleged"
            disputed[end] += net.edges.disputed[n]
    return [(round(f / e, 3), round(d / e, 3)) for e, f, d in zip(edges, firm, disputed, strict=True)]
