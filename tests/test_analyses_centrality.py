"""centrality: ranks, what is left out, and ranges over draws; the measures themselves are tested at measures."""

from __future__ import annotations

import random
from dataclasses import fields

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.analyses import MEASURES, centrality
from armsgraph.analyses.centrality import rank, samples
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Edges, Network
from armsgraph.probability import assumptions
from networks import claim, network, passage

GRADED = assumptions("graded")


def doubtful(seed: int = 1, size: int = 30) -> Network:
    """Return a random network on claims of all grades, some of which share an origin."""
    chance = random.Random(seed)
    names = [f"n{n:02}" for n in range(12)]
    pairs = [tuple(chance.sample(names, 2)) for _ in range(size)]
    behind = [
        claim(f"c{n:02}", passage(f"p{n % 9}", reliability="ABCDF"[n % 5]), disputed=n % 7 == 0) for n in range(size)
    ]
    return network(pairs, behind)  # type: ignore[arg-type]


def turned(net: Network, order: list[int]) -> Network:
    """Return the network with its edges in another order."""
    return Network(
        net.nodes, Edges(**{f.name: [getattr(net.edges, f.name)[n] for n in order] for f in fields(Edges)}), net.claims
    )


# ---- the plain ranking


def test_a_path_of_three_by_hand() -> None:
    rows = {row[1]: row[3] for row in rank(network([("a", "b"), ("b", "c")]), "betweenness", draws=0)}
    assert rows == {"a": 0.0, "b": 1.0, "c": 0.0}


def test_equal_scores_share_a_rank() -> None:
    ranks = [(row[0], row[1]) for row in rank(network([("a", "b"), ("b", "c"), ("b", "d")]), "degree", draws=0)]
    assert ranks == [(1, "b"), (2, "a"), (2, "c"), (2, "d")]


def test_states_groups_and_listings_are_left_out_unless_asked_for() -> None:
    pairs = [("state", "a"), ("group", "a"), ("post", "a"), ("a", "b")]
    kinds = {"state": "State", "group": "Group", "post": "Post"}

    def names(**kept: bool) -> set[str]:
        return {row[1] for row in rank(network(pairs, kinds=kinds), draws=0, **kept)}

    assert names() == {"a", "b"}
    assert names(states=True) == {"a", "b", "state"}
    assert names(groups=True) == {"a", "b", "group"}
    assert names(states=True, groups=True) == {"a", "b", "state", "group"}
    assert len(rank(network([("a", "b")], category="Legal"))) == 0
    assert len(rank(network([("a", "b")], category="Legal"), legal=True, draws=0)) == 2


def test_firm_and_disputed_are_shares_of_edges() -> None:
    behind = [claim("c0", support="Declared"), claim("c1", disputed=True), claim("c2")]
    rows = rank(network([("a", "b"), ("a", "c"), ("a", "d")], behind), draws=0).records()
    assert {row["name"]: (row["firm"], row["disputed"]) for row in rows}["a"] == (0.333, 0.333)


# ---- ranges


@pytest.mark.parametrize("by", MEASURES)
def test_when_every_claim_is_certain_the_range_is_the_score_of_networkx(by: str) -> None:
    net = doubtful()
    graph = networkx.Graph()
    for one, other in zip(net.edges.source, net.edges.target, strict=True):
        before = graph.get_edge_data(one, other, {"weight": 0})["weight"]
        # Sixty times 1/weight: whole numbers, as floats would part equal paths.
        graph.add_edge(one, other, weight=before + 1, distance=60 // (before + 1))
    theirs = {
        "degree": lambda: networkx.degree_centrality(graph),
        "betweenness": lambda: networkx.betweenness_centrality(graph, weight="distance"),
        "closeness": lambda: {n: 60 * c for n, c in networkx.closeness_centrality(graph, distance="distance").items()},
        "eigenvector": lambda: networkx.eigenvector_centrality_numpy(graph, weight="weight"),
        "pagerank": lambda: networkx.pagerank(graph, weight="weight", tol=1e-13, max_iter=100_000),
    }[by]()
    assert networkx.is_connected(graph)
    assert max(weight for *_, weight in graph.edges(data="weight")) <= 5
    place = {iri: n for n, iri in enumerate(net.nodes.iri)}
    for row in rank(net, by, table="certain", beside="certain", draws=5).records():
        assert row["score"] == row["median"] == row["low"] == row["high"] == row["beside_median"]
        assert row["score"] == pytest.approx(abs(theirs[place[row["iri"]]]), abs=1e-9)
        assert row["in_top"] == (1 if row["rank"] <= 10 and row["score"] > 0 else 0)


def test_two_ties_of_one_chance_by_hand() -> None:
    # Degree of b among three others: each tie of an alleged C-graded claim holds in 0.72 of draws, apart or together.
    def in_draws(*origins: str) -> dict[str, object]:
        behind = [claim(f"c{n}", passage(origin, reliability="C")) for n, origin in enumerate(origins)]
        table = rank(network([("a", "b"), ("b", "c")], behind), "degree", k=1, draws=4000)
        return {row["name"]: row for row in table.records()}["b"]  # type: ignore[return-value]

    together, apart = in_draws("p", "p"), in_draws("p", "q")
    assert (together["median"], together["low"], together["high"]) == (1, 0, 1)
    assert together["in_top"] == pytest.approx(0.72, abs=0.03)
    assert apart["in_top"] == pytest.approx(1 - 0.28**2, abs=0.03)
    assert (apart["median"], apart["low"], apart["high"]) == (1, 0, 1)


def test_the_second_table_stands_beside_the_first() -> None:
    net = doubtful()
    here, there = rank(net, draws=200), rank(net, draws=200, table="wary", beside="graded")
    columns = ("median", "low", "high", "in_top")
    for column in columns:
        assert here.column(f"beside_{column}") == there.column(column)
        assert here.column(column) == there.column(f"beside_{column}")
    told = "\n".join(here.notes)
    assert "graded, version 1" in told
    assert "wary, version 1" in told
    assert "200 draws, seed 1" in told
    assert "not measured" in told


@given(st.permutations(range(30)), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_ranges_do_not_depend_on_the_order_of_claims(order: list[int], seed: int) -> None:
    net = doubtful(seed)
    one = samples(net, MEASURES, GRADED, 5, seed)
    other = samples(turned(net, order), MEASURES, GRADED, 5, seed)
    assert np.abs(one - other).max() < 1e-9


@pytest.mark.parametrize("workers", [2, 3])
def test_ranges_do_not_depend_on_the_number_of_processes(workers: int) -> None:
    net = doubtful()
    alone = samples(net, ("betweenness", "pagerank"), GRADED, 17, 5, workers=1)
    assert (alone == samples(net, ("betweenness", "pagerank"), GRADED, 17, 5, workers=workers)).all()
    assert alone.shape == (2, 17, len(net.nodes.iri))


def test_more_draws_begin_with_the_fewer() -> None:
    net = doubtful()
    assert (samples(net, ["degree"], GRADED, 9)[:, :4] == samples(net, ["degree"], GRADED, 4)).all()


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    rank(doubtful(), draws=3, progress=lambda done, of: told.append((done, of)))
    assert told == [(n, 6) for n in range(1, 7)]


def test_the_same_answer_without_igraph(monkeypatch: pytest.MonkeyPatch) -> None:
    net = doubtful()
    fast = {by: rank(net, by, draws=20) for by in MEASURES}
    monkeypatch.setattr("armsgraph.simple.fast", lambda: None)
    for by, table in fast.items():
        for ours, theirs in zip(table.records(), rank(net, by, draws=20).records(), strict=True):
            assert ours["iri"] == theirs["iri"]
            assert [ours[c] for c in ("score", "low", "median", "high")] == pytest.approx(
                [theirs[c] for c in ("score", "low", "median", "high")], abs=1e-9
            )


def test_fewer_draws_without_igraph(monkeypatch: pytest.MonkeyPatch) -> None:
    assert centrality.draw_count(None) == 1000
    monkeypatch.setattr(centrality, "fast", lambda: None)
    assert centrality.draw_count(None) == 100
    assert centrality.draw_count(7) == 7


def test_the_shipped_ranking_has_ranges_that_mean_something(shipped: KnowledgeGraph) -> None:
    rows = rank(shipped.network(), top=20, draws=100).records()
    assert len(rows) == 20
    assert all(row["low"] <= row["median"] <= row["high"] for row in rows)
    assert all(0 <= row["in_top"] <= 1 for row in rows)
    assert any(row["low"] < row["high"] for row in rows)
    # Whoever believes less sees less in between.
    assert sum(row["beside_median"] <= row["median"] for row in rows) >= 18


# ---- bad input


def test_nothing_to_rank_is_an_empty_table_that_says_why() -> None:
    for by in MEASURES:
        table = rank(network([]), by)
        assert len(table) == 0
        assert "--states, --groups or --legal may put some back" in table.notes[0]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"by": "fame"}, "no measure 'fame'; choose from degree, betweenness"),
        ({"by": "page_rank"}, r"near: pagerank"),
        ({"k": 0}, "the top holds one place at least"),
        ({"draws": -1}, "draws cannot be fewer than 0"),
        ({"workers": 0}, "nor processes fewer than 1"),
        ({"seed": -1}, "a seed is a whole number from 0"),
        ({"top": -1}, "rows cannot be fewer than 0"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        rank(network([("a", "b")]), **given)  # type: ignore[arg-type]
