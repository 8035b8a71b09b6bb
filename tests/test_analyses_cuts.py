"""cuts: equal to brute force on small graphs and to networkx's disjoint paths, and by hand on small supplies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.analyses import cuts
from armsgraph.errors import UnknownNameError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import fast
from small import sources

SIZE = 7
Arcs = list[tuple[int, int]]
arcs = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=24)


@pytest.fixture(params=["igraph", "networkx"])
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """Compute with igraph, and as without `[fast]`."""
    if request.param == "igraph" and fast() is None:
        pytest.skip("igraph is not installed")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "networkx":
            patch.setattr(cuts, "fast", lambda: None)
        yield request.param


def brute(given: Arcs) -> list[list[int]]:
    """Try every set of nodes, the smallest first."""
    graph = networkx.DiGraph(given)
    graph.add_nodes_from(range(SIZE))
    for size in range(SIZE - 1):
        sets = [set(nodes) for nodes in combinations(range(1, SIZE - 1), size)]
        parting = [s for s in sets if not networkx.has_path(graph.subgraph(set(graph) - s), 0, SIZE - 1)]
        if parting:
            return sorted(map(sorted, parting))
    return []


@pytest.mark.usefixtures("engine")
class TestMinimumCut:
    """The two public functions on bare graphs."""

    @given(given=arcs)
    @settings(max_examples=200)
    def test_all_smallest_sets_and_no_other(self, given: Arcs) -> None:
        found = list(cuts.minimum_cuts(SIZE, given, 0, SIZE - 1))
        assert sorted(found) == brute(given)

    @given(given=arcs)
    @settings(max_examples=200)
    def test_one_smallest_set_as_large_as_the_ways_that_share_nobody(self, given: Arcs) -> None:
        found = cuts.minimum_cut(SIZE, given, 0, SIZE - 1)
        graph = networkx.DiGraph(given)
        if (0, SIZE - 1) in given:
            assert found is None
            return
        assert found in brute(given)
        joined = {0, SIZE - 1} <= set(graph) and networkx.has_path(graph, 0, SIZE - 1)
        assert len(found or ()) == (len(list(networkx.node_disjoint_paths(graph, 0, SIZE - 1))) if joined else 0)

    @given(given=arcs)
    @settings(max_examples=100)
    def test_the_one_is_the_nearest_to_the_target(self, given: Arcs) -> None:
        sets = list(cuts.minimum_cuts(SIZE, given, 0, SIZE - 1))
        one = cuts.minimum_cut(SIZE, given, 0, SIZE - 1)
        if one is None:
            assert sets == []
            return
        # The nearest to the target leaves the most on the side of the source.
        graph = networkx.DiGraph(given)
        graph.add_nodes_from(range(SIZE))
        reach = [len(networkx.descendants(graph.subgraph(set(graph) - set(s)), 0)) for s in sets]
        assert reach[sets.index(one)] == max(reach)

    def test_ladders_have_a_power_of_sets_and_are_read_lazily(self) -> None:
        # Two ways of five each: any one of the first with any one of the second.
        ways = [[0, *range(1, 6), 11], [0, *range(6, 11), 11]]
        ladder = [pair for way in ways for pair in pairwise(way)]
        assert len(list(cuts.minimum_cuts(12, ladder, 0, 11))) == 25
        # Thirty ways of two make 2^30 sets; the first come at once, the nearest to the source first.
        wide = [arc for n in range(1, 60, 2) for arc in ((0, n), (n, n + 1), (n + 1, 61))]
        found = cuts.minimum_cuts(62, wide, 0, 61)
        assert next(found) == list(range(1, 60, 2))
        some = [tuple(next(found)) for _ in range(100)]
        assert len(set(some)) == 100
        assert {len(s) for s in some} == {30}

    def test_ends(self) -> None:
        assert cuts.minimum_cut(2, [], 0, 1) == []
        assert list(cuts.minimum_cuts(2, [], 0, 1)) == [[]]
        assert cuts.minimum_cut(2, [(0, 1)], 0, 1) is None
        assert list(cuts.minimum_cuts(2, [(0, 1)], 0, 1)) == []
        with pytest.raises(UsageError, match="two different ends"):
            cuts.minimum_cut(2, [], 0, 0)


HEAD = """
sta:north-korea a arms:State ; rdfs:label "North Korea"@en . sta:russia a arms:State ; rdfs:label "Russia"@en .
pla:here a arms:Port ; rdfs:label "Here"@en . pla:there a arms:Port ; rdfs:label "There"@en .
ves:one a arms:Vessel ; rdfs:label "ONE"@en . ves:two a arms:Vessel ; rdfs:label "TWO"@en .
grp:some a arms:Group ; rdfs:label "some ships"@en .
doc:d a arms:Document ; rdfs:label "d"@en . a:p a arms:Attestation ; arms:foundIn doc:d .
"""


def supply(*flows: str, more: str = "") -> KnowledgeGraph:
    """Return a graph of flows, each given by its legs; a passage asserts each."""
    events = "".join(
        f'eve:e{n} a arms:Shipment ; rdfs:label "flow {n}"@en ; arms:hasCargoType armsv:Rocket ; {legs} .'
        f"c:{n} a arms:Claim ; arms:isAbout eve:e{n} ; arms:assertedIn a:p ."
        for n, legs in enumerate(flows)
    )
    return KnowledgeGraph(sources(HEAD + events + more))


SENT, RECEIVED = "arms:sentBy sta:north-korea", "arms:sentTo sta:russia"
LOCATED = (
    "pla:here arms:locatedIn sta:north-korea . c:90 a arms:Claim ; rdf:subject pla:here ; rdf:predicate arms:locatedIn ;"
    " rdf:object sta:north-korea ; arms:assertedIn a:p ."
)


def sets(kg: KnowledgeGraph, **given: object) -> list[list[str]]:
    table = cuts.cuts(kg, "Munitions", draws=0, **given)  # type: ignore[arg-type]
    found: dict[object, list[str]] = {}
    for row in table.records():
        found.setdefault(row["set"], []).append(str(row["name"]))
    return list(found.values())


def test_a_chain_is_cut_at_any_link_and_a_fork_at_its_root() -> None:
    chain = f"{SENT} ; arms:departedFrom pla:here ; arms:carriedBy ves:one ; {RECEIVED}"
    assert sorted(sets(supply(chain))) == [["Here"], ["ONE"]]
    assert sets(supply(chain, chain.replace("one", "two"))) == [["Here"]]
    assert sets(supply(chain), most=1) == [["Here"]]
    assert "more than 1 sets" in cuts.cuts(supply(chain), "Munitions", most=1, draws=0).notes[1]


def test_a_port_stands_on_the_side_of_the_state_where_it_lies() -> None:
    unsent = f"arms:departedFrom pla:here ; arms:carriedBy ves:one ; {RECEIVED}"
    told = f"{SENT} ; arms:carriedBy ves:two ; {RECEIVED}"
    assert sets(supply(told, unsent)) == [["TWO"]]
    assert sorted(sets(supply(told, unsent, more=LOCATED))) == [["Here", "TWO"], ["ONE", "TWO"]]


def test_who_names_nobody_in_between_is_told_apart() -> None:
    kg = supply(
        f"{SENT} ; {RECEIVED}",
        f"{SENT} ; arms:carriedBy grp:some ; {RECEIVED}",
        f"{SENT} ; arms:carriedBy ves:one ; {RECEIVED}",
    )
    assert sets(kg) == [["ONE"]]
    assert sets(kg, groups=True) == [["ONE", "some ships"]]
    table = cuts.cuts(kg, "Munitions", direct=True)
    assert table.column("flow") == ["flow 0", "flow 1"]
    assert "2 of 3, from 2 claims" in " ".join(table.notes)


def test_a_flow_of_which_one_carrier_cannot_be_removed_is_told_apart() -> None:
    kg = supply(f"{SENT} ; arms:carriedBy grp:some , ves:one ; {RECEIVED}")
    assert sets(kg) == [["ONE"]]
    assert cuts.cuts(kg, "Munitions", direct=True).column("flow") == ["flow 0"]
    assert cuts.cuts(kg, "Munitions", direct=True, groups=True).column("flow") == []


def test_a_counted_group_is_passed_through() -> None:
    first = f"{SENT} ; arms:departedFrom pla:here ; arms:carriedBy grp:some ; arms:boundFor pla:there ; {RECEIVED}"
    assert sorted(sets(supply(first))) == [["Here"], ["There"]]


def test_what_only_a_claim_says_of_the_cargo_is_among_the_claims() -> None:
    cargo = "c:90 a arms:Claim ; rdf:subject eve:f ; rdf:predicate arms:hasCargoType ; rdf:object armsv:Rocket"
    flow = (
        f"eve:f a arms:Shipment ; {SENT} ; arms:carriedBy ves:one ; {RECEIVED} . {cargo} ; arms:assertedIn a:p ."
        "c:91 a arms:Claim ; arms:isAbout eve:f ; arms:assertedIn a:p ."
    )
    row = cuts.cuts(supply(more=flow), "Munitions", draws=0).records()[0]
    assert row["claims"] == "claim:2024-01-01-test/90; claim:2024-01-01-test/91"


def test_without_igraph_the_same(shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    fastest = cuts.cuts(shipped, "RefinedPetroleum", draws=10)
    monkeypatch.setattr(cuts, "fast", lambda: None)
    assert cuts.cuts(shipped, "RefinedPetroleum", draws=10) == fastest


def test_the_draws_say_how_often_a_way_leads_through_each() -> None:
    kg = supply(f"{SENT} ; arms:carriedBy ves:one ; {RECEIVED}")
    row = cuts.cuts(kg, "Munitions", draws=200).records()[0]
    assert 0 < row["beside"] < row["probability"] < 1  # type: ignore[operator]
    certain = cuts.cuts(kg, "Munitions", table="certain", draws=20)
    assert certain.records()[0]["probability"] == 1
    assert any("joins North Korea and Russia in 100% of draws" in note for note in certain.notes)


def test_reasons_for_no_rows_and_bad_input() -> None:
    kg = supply(f"{SENT} ; {RECEIVED}")
    assert "nothing to cut" in cuts.cuts(kg, "Munitions").notes[0]
    assert "No flow of Diesel" in cuts.cuts(kg, "Diesel").notes[0]
    assert "names Here" in cuts.cuts(kg, "Munitions", source="Here").notes[0]  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="near: Munitions"):
        cuts.cuts(kg, "Munition")
    with pytest.raises(UnknownNameError, match=r"no cargo type 'Refuted'; there are .*Diesel.*Munitions"):
        cuts.cuts(kg, "Refuted")
    with pytest.raises(UsageError, match="two different ends"):
        cuts.cuts(kg, "Munitions", source="Russia", target="Russia")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="one set"):
        cuts.cuts(kg, "Munitions", most=0)


@pytest.mark.parametrize(
    ("commodity", "between"),
    [("Munitions", "from North Korea to Russia"), ("RefinedPetroleum", "from Russia to North Korea")],
)
def test_the_shipped_graph(shipped: KnowledgeGraph, commodity: str, between: str) -> None:
    table = cuts.cuts(shipped, commodity, draws=50)
    assert between in table.notes[0]
    rows = table.records()
    assert rows
    assert not {row["kind"] for row in rows} & {"State", "Group"}
    sizes = {row["set"]: row["size"] for row in rows}
    assert all(sum(row["set"] == number for row in rows) == size for number, size in sizes.items())
    # Taken out of the data, the set leaves no way from end to end but those that name nobody.
    net = shipped.network(projection="supply", commodity=commodity)
    gone = {row["iri"] for row in rows if row["set"] == 1}
    left = net.networkx.subgraph(n for n, kind in net.networkx.nodes(data="kind") if n not in gone and kind != "Group")
    ends = [shipped.resolve(name) for name in between.removeprefix("from ").split(" to ")]
    graph = networkx.DiGraph(left)
    graph.remove_edges_from([tuple(ends)])
    assert not networkx.has_path(graph, *ends)
