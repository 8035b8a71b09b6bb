"""How two are connected: the fewest steps, each with the claims that make it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from armsgraph.analyses.centrality import ranked_part
from armsgraph.claims import Claim
from armsgraph.errors import FindingsError, UsageError
from armsgraph.network import Network
from armsgraph.table import Iri


@dataclass(frozen=True)
class Hop:
    """One step, with every claim that ties its ends."""

    source: str
    target: str
    claims: tuple[Claim, ...]


def shortest(
    net: Network, source: Iri, target: Iri, *, states: bool = False, groups: bool = False, legal: bool = False
) -> list[Hop]:
    """Return a path of the fewest steps, the first in the order of IRIs where several are equal.

    No path runs through a State, a Group, a document or a list, unless asked for, nor through a post.
    """
    import networkx

    if source == target:
        raise UsageError("a path needs two different ends")
    ends = {source, target}
    part = ranked_part(net, states=True, groups=True, legal=legal)
    barred = [kind for kind, allowed in (("State", states), ("Group", groups)) if not allowed]
    graph = networkx.Graph(part.networkx)
    kinds = dict(zip(part.nodes.iri, part.nodes.kind, strict=True))
    graph.remove_nodes_from([node for node in list(graph) if kinds[node] in barred and node not in ends])
    try:
        steps = networkx.shortest_path(graph, source, target)
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        spared = " (states, groups and listings are no bridge unless asked for, posts never)"
        raise FindingsError(f"no path between the two{spared}") from None
    labels = dict(zip(part.nodes.iri, part.nodes.label, strict=True))
    return [Hop(labels[one], labels[other], _between(part, one, other)) for one, other in pairwise(steps)]


def _between(net: Network, one: Iri, other: Iri) -> tuple[Claim, ...]:
    found: dict[Iri, None] = {}
    for n, claims in enumerate(net.edges.claims):
        if {net.nodes.iri[net.edges.source[n]], net.nodes.iri[net.edges.target[n]]} == {one, other}:
            found.update(dict.fromkeys(claims))
    return tuple(net.claims[claim] for claim in found)
