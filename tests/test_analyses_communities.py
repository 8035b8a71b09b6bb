"""communities: two triangles by hand, agreement by brute force over pairs, stability from the draws themselves."""

from __future__ import annotations

from itertools import combinations

import igraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armsgraph.analyses import communities
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from armsgraph.probability import Draws, assumptions
from armsgraph.table import Cell
from networks import claim, network

TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("d", "f")]


def records(net: Network, **given: object) -> list[dict[str, Cell]]:
    return communities.communities(net, **{"draws": 0, **given}).records()  # type: ignore[arg-type]


@pytest.fixture(params=["Leiden", "Louvain"])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "Louvain":
        for module in ("simple", "partition", "analyses.communities"):
            monkeypatch.setattr(f"armsgraph.{module}.fast", lambda: None)
    return str(request.param)


def numbered(labels: list[int]) -> list[int]:
    order = list(dict.fromkeys(labels))
    return [order.index(label) + 1 for label in labels]


two_partitions = st.integers(1, 9).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(1, 4), min_size=size, max_size=size).map(numbered)] * 2)
)


@given(both=two_partitions)
def test_agreement_is_that_of_brute_force(both: tuple[list[int], list[int]]) -> None:
    base, other = both
    found = communities.agreement(base, other)
    ones, twos = ([{n for n, of in enumerate(p) if of == c} for c in range(1, max(p) + 1)] for p in both)
    assert found.jaccard.tolist() == pytest.approx([max(len(c & d) / len(c | d) for d in twos) for c in ones])
    own = [ones[number - 1] for number in base]
    there = [twos[number - 1] for number in other]
    assert found.together.tolist() == [2 * len(c & d) > len(c) for c, d in zip(own, there, strict=True)]
    pairs = list(combinations(range(len(base)), 2))
    kept = [sum(p[a] == p[b] for a, b in pairs) for p in both]
    common = sum(base[a] == base[b] and other[a] == other[b] for a, b in pairs)
    chance, most = kept[0] * kept[1] / max(len(pairs), 1), sum(kept) / 2
    assert found.rand == pytest.approx((common - chance) / (most - chance) if most > chance else 1.0)
    if 1 < max(base) < len(base) and 1 < max(other) < len(other):
        assert found.rand == pytest.approx(igraph.compare_communities(base, other, method="adjusted_rand"))


def test_a_pair_holds_as_often_as_its_claim() -> None:
    net = network([("a", "b")])
    for row in records(net, draws=100):
        for table, prefix in (("graded", ""), ("wary", "beside_")):
            drawn = Draws(net, assumptions(table), 1)
            share = sum(bool(drawn.standing(n)[0]) for n in range(100)) / 100
            assert 0 < share < 1
            # Where the claim falls, both are alone, and each of these holds half of the community.
            assert row[f"{prefix}stability"] == pytest.approx(share + (1 - share) / 2)
            assert row[f"{prefix}together"] == share


def test_what_is_certain_is_stable(method: str) -> None:
    rows = records(network(TRIANGLES), draws=3, table="certain", beside="certain")
    assert {row[name] for row in rows for name in ("stability", "together", "beside_stability")} == {1.0}


def test_rows_and_notes_by_hand(method: str) -> None:
    found = communities.communities(network([*TRIANGLES, ("a", "b")]), draws=0)
    first = found.records()[0]
    # c has the same ties inside as a and b, and the bridge besides.
    assert [row["name"] for row in found.records()] == ["c", "a", "b", "d", "e", "f"]
    assert (first["community"], first["size"], first["inside"], first["outside"], first["around"]) == (
        1,
        3,
        2,
        1,
        "c, a",
    )
    assert first["stability"] is first["together"] is None
    # Eight claims: 4 within the first and 3 within the second; 4/8 - (9/16)**2 + 3/8 - (7/16)**2.
    assert f"by {method}, seed 1, resolution 1: modularity 0.3672" in found.notes[1]
    assert "index of 1.00 to 1.00" in found.notes[2]


def test_one_row_per_community() -> None:
    sides = {"a": "North Korea", "b": "North Korea", "c": "Russia"}
    behind = [claim(f"c{n}") for n in range(7)]
    rows = records(network(TRIANGLES, behind, sides=sides), per="community")
    assert [(row["size"], row["inside"], row["outside"], row["claims"], row["iri"]) for row in rows] == [
        (3, 3, 1, 3, "c"),
        (3, 3, 1, 3, "d"),
    ]
    assert [row["sides"] for row in rows] == ["North Korea 2, Russia 1", "unknown 3"]


def test_modularity_is_that_of_igraph(shipped: KnowledgeGraph) -> None:
    net = shipped.network()
    found = communities.communities(net, draws=0)
    number = {str(row["iri"]): int(str(row["community"])) for row in found.records()}
    part = net.without(kinds=["Post", "State", "Group"], categories=["Legal"])
    ties: dict[tuple[int, int], set[str]] = {}
    for n, (one, other) in enumerate(zip(part.edges.source, part.edges.target, strict=True)):
        if one != other:
            ties.setdefault((min(one, other), max(one, other)), set()).add(part.edges.claim[n])
    graph = igraph.Graph(len(part.nodes.iri), list(ties))
    members = [number[iri] for iri in part.nodes.iri]
    assert f"modularity {graph.modularity(members, weights=[len(c) for c in ties.values()]):.4f}" in found.notes[1]


def test_louvain_does_about_as_well_on_the_shipped_graph(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = shipped.network()
    leiden = [row["community"] for row in sorted(records(net), key=lambda row: str(row["iri"]))]
    for module in ("simple", "partition", "analyses.communities"):
        monkeypatch.setattr(f"armsgraph.{module}.fast", lambda: None)
    louvain = [row["community"] for row in sorted(records(net), key=lambda row: str(row["iri"]))]
    assert communities.agreement(leiden, louvain).rand > 0.6  # type: ignore[arg-type]


def test_the_shipped_graph_keeps_a_company_with_its_ships(shipped: KnowledgeGraph) -> None:
    rows = {str(row["name"]): row for row in records(shipped.network(), draws=30)}
    assert rows["Wagner Group"]["community"] == rows["Yevgeny Prigozhin"]["community"]
    gudzon = rows["Gudzon Shipping Co LLC"]
    ships = [row for row in rows.values() if row["community"] == gudzon["community"] and row["kind"] == "Vessel"]
    assert len(ships) > 3
    assert all(0 <= row["together"] <= 1 and 0 < row["stability"] <= 1 for row in rows.values())  # type: ignore[operator]
    assert gudzon["stability"] > gudzon["beside_stability"]  # type: ignore[operator]


def test_nothing_to_divide_says_so() -> None:
    for per in ("member", "community"):
        empty = communities.communities(network([]), per=per)
        assert len(empty) == 0
        assert "No edge" in empty.notes[0]
    assert records(network([("a", "a")]), draws=2) == []


def test_nonsense_is_refused() -> None:
    net = network([("a", "b")])
    with pytest.raises(UsageError, match="resolution"):
        communities.communities(net, resolution=0)
    with pytest.raises(UsageError, match="fewer than 0"):
        communities.communities(net, draws=-1)
    with pytest.raises(UsageError, match="member, community"):
        communities.communities(net, per="state")
