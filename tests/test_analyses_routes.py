"""routes: the fewest steps first, never by way of a state, a group or a list, and how far each can be trusted."""

from __future__ import annotations

import datetime
import itertools
import time

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.analyses import routes
from armsgraph.errors import UnknownNameError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri
from networks import claim, network, passage

ties = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1, max_size=12)


def found(net: object, one: str = "a", other: str = "z", **given: object) -> list[routes.Route]:
    return routes.find(net, one, other, **{"draws": 0, **given}).routes  # type: ignore[arg-type]


def names(route: routes.Route) -> str:
    return "".join([route.hops[0].source, *(hop.target for hop in route.hops)])


def test_wagner_reaches_komid_by_its_man_and_rim(kg: KnowledgeGraph) -> None:
    route = found(kg.network(), kg.resolve("Wagner Group"), kg.resolve("KOMID"))[0]
    assert [hop.source for hop in route.hops] == ["Wagner Group", "Russian of Wagner (unnamed)", "Rim Yong Hyok"]
    assert route.hops[-1].target == "Korea Mining Development Trading Corporation"
    assert [c.sentence for c in route.hops[1].claims] == ["Rim Yong Hyok negotiated with Russian of Wagner (unnamed)"]


def test_no_path_runs_through_a_state_a_group_or_a_list(kg: KnowledgeGraph) -> None:
    # Both ships were listed by one state, counted in one group and moved goods between the same two states: no bridge.
    net, ends = kg.network(), (kg.resolve("MARIA"), kg.resolve("MAIA-1"))
    table = routes.routes(net, *ends)
    assert not len(table)
    assert table.notes[0].startswith("No path between the two")
    assert len(found(net, *ends, groups=True)[0].hops) == 2
    assert len(found(net, *ends, states=True)[0].hops) == 2


def test_a_state_may_be_an_end(kg: KnowledgeGraph) -> None:
    route = found(kg.network(), kg.resolve("North Korea"), kg.resolve("Russia"))[0]
    assert len(route.hops) == 1
    assert any(c.disputed for c in route.hops[0].claims)


def test_bad_input(kg: KnowledgeGraph) -> None:
    net = network([("alpha", "beta")])
    with pytest.raises(UsageError, match="two different ends"):
        found(net, "alpha", "alpha")
    with pytest.raises(UsageError, match="one route"):
        found(net, "alpha", "beta", most=0)
    with pytest.raises(UnknownNameError, match="near: beta"):
        found(net, "alpha", "betta")
    assert not found(kg.network(), kg.resolve("MARIA"), kg.resolve("Seoul"))
    assert "may put some back" in routes.routes(network([]), Iri("a"), Iri("b")).notes[0]


def test_posts_are_never_a_bridge() -> None:
    assert not found(network([("a", "p"), ("p", "z")], kinds={"p": "Post"}), states=True, groups=True)


def test_of_equally_long_routes_the_strongest_comes_first_and_longer_ones_after() -> None:
    weak, strong = (claim(n, support=s) for n, s in (("w", "Alleged"), ("s", "Corroborated")))
    pairs = [("a", "b"), ("b", "z"), ("a", "c"), ("c", "z"), ("c", "d"), ("d", "z")]
    behind = [weak, strong, strong, strong, strong, strong]
    for draws in (0, 50):
        assert [names(r) for r in found(network(pairs, behind), draws=draws)] == ["acz", "abz", "acdz"]


@given(pairs=ties)
@settings(max_examples=60)
def test_every_simple_path_in_order_of_length(pairs: list[tuple[str, str]]) -> None:
    pairs = [*pairs, ("a", "b"), ("e", "f")]
    graph = networkx.Graph(pairs)
    paths = [names(r) for r in found(network(pairs), "a", "f", most=1000)]
    assert [*map(len, paths)] == sorted(map(len, paths))
    assert sorted(paths) == sorted(map("".join, networkx.all_simple_paths(graph, "a", "f")))


@given(pairs=ties)
@settings(max_examples=60)
def test_routes_that_share_nobody_are_as_many_as_networkx_finds(pairs: list[tuple[str, str]]) -> None:
    pairs = [*pairs, ("a", "b"), ("e", "f")]
    graph = networkx.Graph(pairs)
    answer = routes.find(network(pairs), "a", "f", draws=0)
    joined = networkx.has_path(graph, "a", "f")
    assert answer.disjoint == (len(list(networkx.node_disjoint_paths(graph, "a", "f"))) if joined else 0)
    others = set(graph) - {"a", "f"}
    parting = {n for n in others if not networkx.has_path(graph.subgraph(set(graph) - {n}), "a", "f")}
    assert set(answer.through) == (parting if joined else set())


def test_claims_of_one_origin_fall_together() -> None:
    # Each step holds as often as the one passage does, and so does the whole: not the product.
    said = passage("p")
    route = found(network([("a", "b"), ("b", "z")], [claim("c", said), claim("d", said)]), draws=2000)[0]
    assert [hop.probability for hop in route.hops] == [route.probability] * 2
    apart = found(network([("a", "b"), ("b", "z")]), draws=2000)[0]
    one, other = (hop.probability or 0 for hop in apart.hops)
    assert apart.probability == pytest.approx(one * other, abs=0.03)
    assert (apart.beside or 1) < (apart.probability or 0)


def test_the_weakest_link_is_the_step_that_stands_least() -> None:
    doubtful = claim("c", passage("p", reliability="E"))
    net = network([("a", "b"), ("b", "c"), ("c", "z")], [claim("x"), doubtful, claim("y")])
    assert found(net, draws=200)[0].weakest.source == "b"
    # A second tie between the same two carries the step.
    both = network([("a", "b"), ("b", "c"), ("b", "c"), ("c", "z")], [claim("x"), doubtful, claim("w"), claim("y")])
    assert found(both, draws=200)[0].weakest.source != "b"
    disputed = network([("a", "b"), ("b", "z")], [claim("x"), claim("y", disputed=True)])
    assert found(disputed)[0].weakest.source == "b"


def span(first: int | None, last: int | None) -> dict[str, datetime.date | None]:
    return {
        "earliest": datetime.date(2024, first, 1) if first else None,
        "latest": datetime.date(2024, last, 1) if last else None,
    }


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (span(1, 3), span(2, 4), "overlap"),
        (span(1, 2), span(3, 4), "apart"),
        (span(1, 2), span(None, None), "unknown"),
        (span(1, 2), span(None, 4), "unknown"),
        (span(1, 2), span(3, None), "apart"),
        (span(1, 3), {"held_on": (datetime.date(2024, 2, 1),)}, "overlap"),
        (span(1, 3), {"held_on": (datetime.date(2024, 5, 1),)}, "unknown"),
    ],
)
def test_dates(one: dict[str, object], other: dict[str, object], told: str) -> None:
    net = network([("a", "b"), ("b", "z")], [claim("c", **one), claim("d", **other)])
    assert found(net)[0].dates == told


def test_of_several_ties_one_in_time_is_enough() -> None:
    behind = [claim("c", **span(1, 2)), claim("d", **span(3, 4)), claim("e", **span(2, 2))]
    assert found(network([("a", "b"), ("b", "z"), ("b", "z")], behind))[0].dates == "overlap"


def test_sources() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "z")]
    one, again, alike = passage("p", "d1", ["v1"]), passage("q", "d1", ["v2"]), passage("r", "d2", ["v1"])
    third = passage("s", "d3", ["v3"])

    def told(*said: object) -> str:
        return found(network(pairs, [claim(f"c{n}", p) for n, p in enumerate(said)]))[0].sources  # type: ignore[arg-type]

    assert told(one, again, one) == "shared: d1"
    assert told(one, alike, alike) == "shared: v1"
    assert told(one, alike, third) == "partly shared: v1 (steps 1, 2)"
    assert told(again, alike, third) == "independent"
    # Whoever is backed twice hangs on neither.
    behind = [claim("c", one), claim("d", one), claim("e", one, third)]
    assert found(network(pairs, behind))[0].sources == "partly shared: d1 (steps 1, 2)"
    assert found(network(pairs, behind))[0].origins == 2


def test_the_table_has_a_row_per_step_and_says_who_is_on_every_route() -> None:
    table = routes.routes(network([("a", "b"), ("b", "z"), ("a", "c"), ("c", "b")]), "a", "z", draws=20)  # type: ignore[arg-type]
    assert [(r["route"], r["step"], r["from"], r["to"]) for r in table.records()] == [
        (1, 1, "a", "b"),
        (1, 2, "b", "z"),
        (2, 1, "a", "c"),
        (2, 2, "c", "b"),
        (2, 3, "b", "z"),
    ]
    assert [sum(r["weakest"] for r in table.records() if r["route"] == n) for n in (1, 2)] == [1, 1]
    assert "all 2 routes; every route there is leads through b" in table.notes[1]


def test_hubs_end_quickly() -> None:
    hubs = [f"h{n}" for n in range(12)]
    pairs = [(hub, f"x{n}") for hub in hubs for n in range(150)] + [*itertools.combinations(hubs, 2)]
    began = time.perf_counter()
    answer = routes.find(network([*pairs, ("a", "h0"), ("h11", "z")]), "a", "z", draws=20)
    assert [len(route.hops) for route in answer.routes] == [3, 4, 4, 4, 4]
    assert answer.more
    assert time.perf_counter() - began < 5


def test_the_shipped_graph(shipped: KnowledgeGraph) -> None:
    net = shipped.network()
    table = routes.routes(net, shipped.resolve("Wagner Group"), shipped.resolve("KOMID"), draws=100)
    assert 1 <= len(set(table.column("route"))) <= 5
    kinds = dict(zip(net.nodes.iri, net.nodes.kind, strict=True))
    for row in table.records():
        assert 0 < row["route_probability"] <= row["probability"] <= 1  # type: ignore[operator]
        assert row["dates"] in ("overlap", "apart", "unknown")
        assert kinds[row["to_iri"]] not in ("State", "Group", "Post")  # type: ignore[index]
