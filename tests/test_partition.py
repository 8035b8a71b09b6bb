"""partition: communities by hand, by Leiden and by Louvain, and the same ones each time."""

from __future__ import annotations

import random

import igraph
import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.errors import UsageError
from armsgraph.partition import partition
from armsgraph.simple import Simple

# Two triangles and a bridge; the second has a tail, so that it is the larger.
BRIDGED = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5), (5, 6)]


def simple(pairs: list[tuple[int, int]], size: int) -> Simple:
    return Simple(size, pairs, [1] * len(pairs))


@pytest.fixture(params=["Leiden", "Louvain"])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "Louvain":
        without_igraph(monkeypatch)
    return str(request.param)


def without_igraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("armsgraph.partition.fast", lambda: None)


def test_two_triangles_are_two_communities_the_larger_first(method: str) -> None:
    assert partition(simple(BRIDGED, 7)) == [2, 2, 2, 1, 1, 1, 1]
    assert partition(simple(BRIDGED, 8)) == [2, 2, 2, 1, 1, 1, 1, 3]
    assert partition(simple([], 3)) == [1, 2, 3]
    assert partition(simple([], 0)) == []


def test_of_communities_of_one_size_that_of_the_first_node_is_the_first(method: str) -> None:
    assert partition(simple([(0, 3), (1, 2)], 4)) == [1, 2, 2, 1]


def test_strength_counts(method: str) -> None:
    square = [(0, 1), (0, 3), (1, 2), (2, 3)]
    assert partition(Simple(4, square, [9, 1, 1, 9])) == [1, 1, 2, 2]
    assert partition(Simple(4, square, [1, 9, 9, 1])) == [1, 2, 2, 1]


def test_resolution_makes_communities_smaller(method: str) -> None:
    assert max(partition(simple(BRIDGED, 7), 0.01)) == 1
    assert max(partition(simple(BRIDGED, 7), 10)) == 7


@pytest.mark.parametrize("resolution", [0, -1, float("nan")])
def test_a_resolution_that_means_nothing_is_refused(resolution: float) -> None:
    with pytest.raises(UsageError, match="above 0"):
        partition(simple(BRIDGED, 7), resolution)


@given(number=st.integers(0, 999), seed=st.integers(0, 99), rounds=st.sampled_from([-1, 1, 2]))
@settings(max_examples=30)
def test_a_seed_gives_one_answer_and_each_community_hangs_together(number: int, seed: int, rounds: int) -> None:
    graph = networkx.gnm_random_graph(20, 30, seed=number)
    ties = simple(sorted(graph.edges), 20)
    found = partition(ties, seed=seed, rounds=rounds)
    assert found == partition(simple(sorted(graph.edges), 20), seed=seed, rounds=rounds)
    parts = [[n for n in graph if found[n] == number] for number in range(1, max(found) + 1)]
    assert all(networkx.is_connected(graph.subgraph(part)) for part in parts)
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)


def test_more_rounds_are_no_worse() -> None:
    graph = networkx.gnm_random_graph(200, 500, seed=1)
    ties = simple(sorted(graph.edges), 200)
    one, all_of_them = (
        igraph.Graph(200, ties.pairs).modularity([n - 1 for n in partition(ties, rounds=rounds)]) for rounds in (1, -1)
    )
    assert 0.3 < one <= all_of_them


def test_louvain_is_seeded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    without_igraph(monkeypatch)
    pairs = sorted(networkx.gnm_random_graph(40, 60, seed=1).edges)
    assert partition(simple(pairs, 40), seed=3) == partition(simple(pairs, 40), seed=3)


def test_no_random_state_is_left_behind() -> None:
    random.seed(7)
    before = random.getstate()
    partition(simple(BRIDGED, 7))
    assert random.getstate() == before
    drawn = igraph.Graph.Erdos_Renyi(30, m=40).get_edgelist()
    random.seed(7)
    assert igraph.Graph.Erdos_Renyi(30, m=40).get_edgelist() == drawn
