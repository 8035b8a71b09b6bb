"""Simple: one tie between two nodes, as strong as the claims behind it, in whole or in a draw."""

from __future__ import annotations

import numpy as np
import pytest

from armsgraph.simple import EXACT, Projector, Simple
from networks import claim, network


def test_edges_of_two_nodes_are_one_tie_as_strong_as_their_claims() -> None:
    graph = Projector(network([("b", "a"), ("a", "b"), ("b", "c")])).simple()
    assert (graph.size, graph.pairs, graph.weight) == (3, [(0, 1), (1, 2)], [2, 1])


def test_a_claim_that_makes_two_edges_of_a_pair_counts_once() -> None:
    one = claim("c")
    assert Projector(network([("a", "b"), ("b", "a")], [one, one])).simple().weight == [1]


def test_a_claim_that_ties_several_pairs_counts_for_each() -> None:
    one = claim("c")
    assert Projector(network([("a", "b"), ("b", "c")], [one, one])).simple().weight == [1, 1]


def test_a_tie_to_oneself_is_none() -> None:
    graph = Projector(network([("a", "a")])).simple()
    assert (graph.size, graph.pairs) == (1, [])


def test_only_the_edges_that_stand_count() -> None:
    projector = Projector(network([("a", "b"), ("a", "b"), ("b", "c")]))
    graph = projector.simple(np.array([True, False, False]))
    assert (graph.size, graph.pairs, graph.weight) == (3, [(0, 1)], [1])
    assert projector.simple(np.zeros(3, dtype=bool)).pairs == []


def test_a_claim_holds_a_tie_as_long_as_one_of_its_edges_stands() -> None:
    one = claim("c")
    projector = Projector(network([("a", "b"), ("b", "a")], [one, one]))
    assert projector.simple(np.array([False, True])).weight == [1]


def test_nothing_has_no_ties() -> None:
    graph = Projector(network([])).simple()
    assert (graph.size, graph.pairs, graph.weight) == (0, [], [])


def test_distances_are_whole_and_the_stronger_tie_is_the_shorter() -> None:
    graph = Simple(4, [(0, 1), (1, 2), (2, 3)], [1, 2, 3])
    assert (graph.unit, graph.distance) == (6, [6, 3, 2])


def test_networkx_knows_weight_and_distance_of_each_tie() -> None:
    graph = Simple(4, [(0, 1), (1, 2)], [1, 2]).networkx
    assert list(graph) == [0, 1, 2, 3]
    assert list(graph.edges(data=True)) == [(0, 1, {"weight": 1, "distance": 2}), (1, 2, {"weight": 2, "distance": 1})]


def test_igraph_has_the_same_ties() -> None:
    graph = Simple(4, [(0, 1), (1, 2)], [1, 2]).igraph
    assert (graph.vcount(), graph.get_edgelist()) == (4, [(0, 1), (1, 2)])


def test_without_igraph_there_is_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("armsgraph.simple.fast", lambda: None)
    assert Simple(2, [(0, 1)], [1]).igraph is None


def test_where_its_floats_could_not_tell_distances_apart_there_is_no_igraph_either() -> None:
    # The longest way is as long as the unit times the nodes: here 2 × EXACT / 2, then 2 more.
    assert Simple(2, [(0, 1)], [EXACT // 2]).igraph is not None
    assert Simple(2, [(0, 1)], [EXACT // 2 + 1]).igraph is None
