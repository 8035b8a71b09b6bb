"""centrality: equal to networkx on the simple projection, and by hand on a small network."""

from __future__ import annotations

import math

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.analyses import MEASURES, centrality
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Edges, Network, Nodes
from armsgraph.table import Iri


def network(pairs: list[tuple[str, str]], kinds: dict[str, str] | None = None, category: str = "Dealing") -> Network:
    """Build a network of one claim per pair, without a store."""
    names = sorted({end for pair in pairs for end in pair})
    empty = [()] * len(names)
    nodes = Nodes(
        [Iri(n) for n in names],
        names,
        [(kinds or {}).get(n, "Person") for n in names],
        [(n,) for n in names],
        *([empty] * 5),
    )
    count = len(pairs)
    claims = [Iri(f"c{n}") for n in range(count)]
    edges = Edges(
        [str(n) for n in range(count)],
        [names.index(one) for one, _ in pairs],
        [names.index(other) for _, other in pairs],
        [True] * count,
        ["tie"] * count,
        [category] * count,
        ["Alleged"] * count,
        [False] * count,
        claims,
        [(claim,) for claim in claims],
        [None] * count,
        [""] * count,
        [""] * count,
    )
    return Network(nodes, edges, {})


def oracle(graph: networkx.Graph, by: str) -> dict[str, float]:
    if by == "degree":
        return networkx.degree_centrality(graph)
    if by == "betweenness":
        return networkx.betweenness_centrality(graph, weight="distance")
    if by == "closeness":
        return networkx.closeness_centrality(graph, distance="distance")
    if by == "pagerank":
        return networkx.pagerank(graph, weight="weight", tol=1e-12, max_iter=10_000)
    largest = max(networkx.connected_components(graph), key=len)
    part = graph.subgraph(largest)
    scores = (
        networkx.eigenvector_centrality_numpy(part, weight="weight")
        if len(part) > 2
        else dict.fromkeys(part, 1 / math.sqrt(len(part)))
    )
    return {node: abs(scores.get(node, 0.0)) for node in graph}


ties = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), min_size=1, max_size=25)


@pytest.mark.parametrize("by", MEASURES)
@given(pairs=ties)
@settings(max_examples=60)
def test_equal_to_networkx(by: str, pairs: list[tuple[str, str]]) -> None:
    graph = centrality.simple_projection(network(pairs))
    sizes = sorted((len(part) for part in networkx.connected_components(graph)), reverse=True)
    if by == "eigenvector" and len(sizes) > 1 and sizes[0] == sizes[1]:
        return
    ours, theirs = centrality.score(graph, by), oracle(graph, by)
    assert ours.keys() == theirs.keys()
    for node, value in theirs.items():
        assert ours[node] == pytest.approx(value, abs=1e-8), (by, node)


@pytest.mark.parametrize("by", MEASURES)
def test_equal_to_networkx_on_the_shipped_graph(kg: KnowledgeGraph, by: str) -> None:
    graph = centrality.simple_projection(centrality.ranked_part(kg.network()))
    ours, theirs = centrality.score(graph, by), oracle(graph, by)
    for node, value in theirs.items():
        assert ours[node] == pytest.approx(value, abs=1e-8), (by, node)


def test_a_path_of_three_by_hand() -> None:
    rows = {row[1]: row[3] for row in centrality.rank(network([("a", "b"), ("b", "c")]), "betweenness")}
    assert rows == {"a": 0.0, "b": 1.0, "c": 0.0}
    scores = centrality.eigenvector(centrality.simple_projection(network([("a", "b"), ("b", "c")])))
    assert scores["b"] == pytest.approx(math.sqrt(0.5))
    assert scores["a"] == pytest.approx(0.5)


def test_weight_is_the_number_of_claims_and_distance_its_integer_inverse() -> None:
    graph = centrality.simple_projection(
        network([("a", "b"), ("b", "a"), ("a", "b"), ("b", "c"), ("c", "b"), ("c", "c")])
    )
    assert sorted(graph.edges(data=True)) == [
        ("a", "b", {"weight": 3, "distance": 2}),
        ("b", "c", {"weight": 2, "distance": 3}),
    ]


def test_equal_scores_share_a_rank() -> None:
    ranks = [(row[0], row[1]) for row in centrality.rank(network([("a", "b"), ("b", "c"), ("b", "d")]), "degree")]
    assert ranks == [(1, "b"), (2, "a"), (2, "c"), (2, "d")]


def test_states_groups_and_listings_are_left_out_unless_asked_for() -> None:
    pairs = [("state", "a"), ("group", "a"), ("post", "a"), ("a", "b")]
    kinds = {"state": "State", "group": "Group", "post": "Post"}

    def names(**kept: bool) -> set[str]:
        return {row[1] for row in centrality.rank(network(pairs, kinds), **kept)}

    assert names() == {"a", "b"}
    assert names(states=True) == {"a", "b", "state"}
    assert names(groups=True) == {"a", "b", "group"}
    assert names(states=True, groups=True) == {"a", "b", "state", "group"}
    assert len(centrality.rank(network([("a", "b")], category="Legal"))) == 0
    assert len(centrality.rank(network([("a", "b")], category="Legal"), legal=True)) == 2


def test_the_largest_component_gets_the_eigenvector_and_the_others_nothing() -> None:
    scores = centrality.eigenvector(centrality.simple_projection(network([("a", "b"), ("c", "d"), ("d", "e")])))
    assert scores["a"] == scores["b"] == 0.0
    assert scores["d"] > scores["c"] > 0


def test_an_unknown_measure_names_the_known() -> None:
    with pytest.raises(UsageError, match="betweenness"):
        centrality.rank(network([("a", "b")]), "fame")


def test_nothing_to_rank_is_an_empty_table() -> None:
    for by in MEASURES:
        assert len(centrality.rank(network([]), by)) == 0
