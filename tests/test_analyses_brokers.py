"""brokers: roles as R's sna counts them, holes as networkx measures them, ranges by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.analyses import brokers
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from armsgraph.probability import Draws, assumptions
from armsgraph.simple import Simple
from armsgraph.table import Cell
from networks import network

STATE = {"N": "North Korea", "R": "Russia", "C": "China"}
# Random graphs with the arcs, the class of each node (a, b, c …), whether arcs have a direction, and for each node what
# `brokerage(g, cl)$raw.nli` printed: w_I, w_O, b_IO, b_OI, b_O, t. sna 2.7-1 in R 4.2.2, set.seed(1989).
SNA = [
    (
        "ag bg ca cd cf cg ch db dc de dg ec fb gb gc hg",
        "RCRNCCCR",
        True,
        "0,0,0,0,0,0 1,0,0,0,0,1 0,3,0,6,3,12 0,0,0,0,2,2 0,0,0,0,0,0 0,0,0,1,0,1 0,2,1,3,0,6 0,0,0,0,0,0",
    ),
    (
        "ab ag bc bg bi cb ce ch cl db dc di dl ec eg fe fg fh fi fk ga hb hc hi hl id il jd kb kc kf",
        "RRNRNCNNRNRN",
        True,
        "0,0,0,1,0,1 2,2,3,1,0,8 3,0,1,8,0,12 1,2,1,2,0,6 1,0,0,1,0,2 0,1,0,0,3,4 0,1,1,0,1,3 0,0,1,2,1,4 1,0,1,2,1,5 0,0,0,0,0,0 0,0,0,1,1,2 0,0,0,0,0,0",
    ),
    (
        "ac af ca cg cj cl dc di fj gd hb il jl kg le",
        "RRRRNRRNRNRN",
        True,
        "1,0,0,0,0,1 0,0,0,0,0,0 3,0,4,0,0,7 2,0,0,0,0,2 0,0,0,0,0,0 0,0,1,0,0,1 2,0,0,0,0,2 0,0,0,0,0,0 0,0,1,0,0,1 0,0,0,1,0,1 0,0,0,0,0,0 1,0,0,2,0,3",
    ),
    (
        "ac ai bc bh cd ce de dg di ei fg",
        "RRNNNRCCN",
        False,
        "0,2,0,0,0,2 0,0,0,0,2,2 0,2,4,4,0,10 2,0,3,3,0,8 2,0,0,0,0,2 0,0,0,0,0,0 0,0,0,0,2,2 0,0,0,0,0,0 0,0,2,2,0,4",
    ),
]
CHAIN = network([("n", "b"), ("b", "r")], sides={"n": "North Korea", "b": "Mongolia", "r": "Russia"})


def records(net: Network, **given: object) -> dict[str, dict[str, Cell]]:
    found = brokers.brokers(net, **{"draws": 0, **given})  # type: ignore[arg-type]
    return {str(row["name"]): row for row in found.records()}


@pytest.mark.parametrize(("arcs", "classes", "directed", "printed"), SNA, ids=["few", "dense", "two", "mutual"])
def test_the_roles_are_those_of_sna(arcs: str, classes: str, directed: bool, printed: str) -> None:
    sides = {chr(ord("a") + n): STATE[one] for n, one in enumerate(classes)}
    rows = records(network([(arc[0], arc[1]) for arc in arcs.split()], sides=sides, directed=directed))
    for name, counts in zip(sides, printed.split(), strict=True):
        ours = [rows[name][column] for column in (*brokers.ROLES, "total")]
        assert ours == [int(count) for count in counts.split(",")], name
        assert rows[name]["between"] == sum(ours[2:5])  # type: ignore[arg-type]


def test_a_chain_by_hand() -> None:
    row = records(CHAIN)["b"]
    assert (row["rank"], row["side"], row["liaison"], row["between"], row["korea_russia"]) == (
        1,
        "third country",
        1,
        1,
        1,
    )
    assert (row["constraint"], row["effective_size"], row["median"]) == (0.5, 2.0, None)
    assert records(CHAIN)["n"]["between"] == records(CHAIN)["r"]["between"] == 0


def test_between_russia_and_a_third_country_is_not_between_korea_and_russia() -> None:
    row = records(network([("r", "b"), ("b", "c")], sides={"r": "Russia", "b": "Russia", "c": "China"}))["b"]
    assert (row["representative"], row["between"], row["korea_russia"]) == (1, 1, 0)


def test_direction_counts_unless_ties_are_read_both_ways() -> None:
    net = network([("b", "n"), ("b", "r")], sides={"n": "North Korea", "b": "Russia", "r": "Russia"})
    assert records(net)["b"]["between"] == 0
    row = records(net, both_ways=True)["b"]
    assert (row["representative"], row["gatekeeper"], row["between"]) == (1, 1, 2)
    assert any("--both-ways): nodes, 1." in note for note in brokers.brokers(net, draws=0).notes)


def test_parallel_edges_count_once_and_a_direct_tie_closes_the_triad() -> None:
    sides = {"n": "North Korea", "b": "Russia", "r": "Russia"}
    pairs = [("n", "b"), ("n", "b"), ("b", "r"), ("b", "b")]
    assert records(network(pairs, sides=sides))["b"]["total"] == 1
    assert records(network([*pairs, ("r", "n")], sides=sides))["b"]["total"] == 1
    assert records(network([*pairs, ("n", "r")], sides=sides))["b"]["total"] == 0


def test_unknown_sides_are_in_no_triad_and_told() -> None:
    net = network(
        [("n", "b"), ("b", "r"), ("x", "b"), ("n", "x"), ("x", "r")],
        sides={"n": "North Korea", "b": "Mongolia", "r": "Russia"},
    )
    rows = records(net)
    assert (rows["b"]["total"], rows["b"]["unknown"], rows["n"]["unknown"]) == (1, 1, 1)
    assert [rows["x"][column] for column in ("rank", "side", "between", "total", "median")] == [None] * 5
    assert rows["x"]["effective_size"] == pytest.approx(5 / 3)
    assert list(rows)[-1] == "x"
    assert any("side is unknown: nodes, 1" in note for note in brokers.brokers(net, draws=0).notes)


def test_of_several_sides_a_party_comes_first_and_both_parties_are_none() -> None:
    assert brokers.side(["Syria", "North Korea"]) == "North Korea"
    assert brokers.side(["Russia", "South Korea"]) == "Russia"
    assert brokers.side(["Cyprus", "Marshall Islands"]) == "third country"
    assert brokers.side(["North Korea", "Russia"]) is brokers.side([]) is None
    torn = replace(CHAIN.nodes, sides=[("North Korea", "Russia"), ("North Korea",), ("Russia",)])
    notes = brokers.brokers(replace(CHAIN, nodes=torn), draws=0).notes
    assert any("both the North Korean and the Russian: nodes, 1" in note for note in notes)


def test_the_range_is_that_of_the_draws() -> None:
    row = records(CHAIN, draws=200, k=1)["b"]
    for name, prefix in (("graded", ""), ("wary", "beside_")):
        drawn = Draws(CHAIN, assumptions(name), 1)
        both = [bool(drawn.standing(n).all()) for n in range(200)]
        assert 0 < sum(both) < 200
        assert row[f"{prefix}in_top"] == sum(both) / 200
        assert row[f"{prefix}median"] == np.median(both)
    certain = records(CHAIN, draws=5, table="certain")["b"]
    assert (certain["median"], certain["low"], certain["high"], certain["in_top"]) == (1, 1, 1, 1)


def test_a_draw_without_the_closing_tie_opens_the_triad() -> None:
    net = network([("n", "b"), ("b", "r"), ("n", "r")], sides={"n": "North Korea", "b": "Russia", "r": "Russia"})
    triads = brokers.Triads(net, ["Russia", "North Korea", "Russia"])
    assert triads.count().sum() == 0
    assert triads.count(np.array([True, True, False]))[0].tolist() == [0, 0, 0, 1, 0]
    assert triads.count(np.zeros(3, dtype=np.bool_)).sum() == 0


def simple(graph: networkx.Graph) -> Simple:
    pairs = sorted((min(pair), max(pair)) for pair in graph.edges)
    return Simple(len(graph), pairs, [graph.edges[pair]["weight"] for pair in pairs])


@st.composite
def weighted(draw: st.DrawFn) -> networkx.Graph:
    graph = networkx.gnm_random_graph(draw(st.integers(2, 9)), draw(st.integers(0, 18)), seed=draw(st.integers(0, 99)))
    for pair in graph.edges:
        graph.edges[pair]["weight"] = draw(st.integers(1, 5))
    return graph


@pytest.mark.parametrize("igraph", [True, False])
def test_holes_are_those_of_networkx(monkeypatch: pytest.MonkeyPatch, igraph: bool) -> None:
    if not igraph:
        monkeypatch.setattr("armsgraph.simple.fast", lambda: None)

    @given(graph=weighted())
    @settings(max_examples=60)
    def check(graph: networkx.Graph) -> None:
        # With `nodes` networkx follows the definition; without, its way by sparse matrices (3.6) misses effective size.
        for ours, theirs in (
            (brokers.constraint, networkx.constraint),
            (brokers.effective_size, networkx.effective_size),
        ):
            expected = theirs(graph, nodes=list(graph), weight="weight")
            assert ours(simple(graph)).tolist() == pytest.approx(list(expected.values()), abs=1e-9, nan_ok=True)

    check()


def test_an_isolate_has_no_constraint() -> None:
    assert all(math.isnan(found(Simple(1, [], []))[0]) for found in (brokers.constraint, brokers.effective_size))
    rows = records(network([("a", "b"), ("c", "c")]))
    assert (rows["c"]["constraint"], rows["c"]["effective_size"]) == (None, None)


def test_igraph_changes_nothing(shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    net = shipped.network()
    with_igraph = brokers.brokers(net, draws=20)
    monkeypatch.setattr("armsgraph.simple.fast", lambda: None)
    assert brokers.brokers(net, draws=20) == with_igraph


def test_the_shipped_graph_has_a_bank_of_korea_between(shipped: KnowledgeGraph) -> None:
    found = brokers.brokers(shipped.network(), draws=50)
    ranked = [row for row in found.records() if row["rank"] is not None]
    assert "Foreign Trade Bank of North Korea" in [row["name"] for row in ranked[:10]]
    assert {row["side"] for row in ranked} == {"North Korea", "Russia", "third country"}
    assert not {"State", "Group", "Post"} & set(found.column("kind"))
    for row in ranked:
        assert row["korea_russia"] <= row["between"] <= row["total"]  # type: ignore[operator]
        assert row["low"] <= row["median"] <= row["high"]  # type: ignore[operator]


def test_states_come_back_when_asked_for() -> None:
    sides = {"n": "North Korea", "b": "Mongolia", "r": "Russia"}
    net = network([("n", "b"), ("b", "r")], kinds={"r": "State"}, sides=sides)
    assert records(net)["b"]["between"] == 0
    assert records(net, states=True)["b"]["between"] == 1


def test_nothing_to_rank_says_so() -> None:
    empty = brokers.brokers(network([]))
    assert len(empty) == 0
    assert "No edge" in empty.notes[0]
    strangers = brokers.brokers(network([("a", "b"), ("b", "c")]), draws=3)
    assert strangers.column("between") == [None, None, None]
    assert any("Nobody" in note for note in strangers.notes)


def test_nonsense_is_refused() -> None:
    with pytest.raises(UsageError, match="fewer than 0"):
        brokers.brokers(CHAIN, draws=-1)
    with pytest.raises(UsageError, match="one place"):
        brokers.brokers(CHAIN, draws=2, k=0)
