"""Places on the chart: the same each time, nothing over anything else, communities apart."""

from __future__ import annotations

import itertools
import math
import random
import time

import pytest

from armsgraph import layout
from armsgraph.layout import Arranged, arrange, beside
from armsgraph.network import Edges, Network, Nodes
from armsgraph.table import Iri

Box = tuple[float, float, float, float]
Ties = list[tuple[int, int]]


def network(labels: list[str], ties: Ties, kind: str = "Person", category: str = "Dealing") -> Network:
    """Build a network of which only labels, ties and their category matter."""
    nodes = Nodes(iri=[Iri(f"urn:n{n}") for n in range(len(labels))], label=labels, kind=[kind] * len(labels))
    edges = Edges(
        key=[f"urn:e{n}" for n in range(len(ties))],
        source=[a for a, _ in ties],
        target=[b for _, b in ties],
        category=[category] * len(ties),
    )
    return Network(nodes, edges, {})


def planted(communities: int, members: int, seed: int = 1) -> tuple[Network, list[int]]:
    """Build a network of rings with chords, tied by a few bridges, and tell who was planted where."""
    chance = random.Random(seed)
    count = communities * members
    ties = []
    for n in range(count):
        start = n - n % members
        ties += [(n, start + (n + 1) % members), (n, start + chance.randrange(members))]
    ties += [(chance.randrange(count), chance.randrange(count)) for _ in range(communities)]
    return network([f"node {n}" for n in range(count)], ties), [n // members for n in range(count)]


def rectangles(net: Network, found: Arranged) -> list[Box]:
    """Return left, top, right, bottom of each symbol with its label, with the sizes written out by hand."""
    boxes = []
    for (x, y), label in zip(found.places, net.nodes.label, strict=True):
        under = layout.lines(label)
        half = max(13, 7 * max(map(len, under)) / 2)
        boxes.append((x - half, y - 13, x + half, y + 13 + 4 + 16 * len(under)))
    return boxes


def around(boxes: list[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def overlaps(boxes: list[Box]) -> int:
    return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in itertools.combinations(boxes, 2))


@pytest.fixture(params=["igraph", "without igraph"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test once with igraph and once as on a machine without it."""
    if request.param != "igraph":
        for module in ("layout", "partition"):
            monkeypatch.setattr(f"armsgraph.{module}.fast", lambda: None)
    return str(request.param)


STAR = [(0, n) for n in range(1, 40)]
CLIQUE = list(itertools.combinations(range(12), 2))
CHAINS = [(n, n + 1) for n in range(0, 60, 3)]
LONG = "a company with a rather long name that takes three lines"
NETWORKS = {
    "star": network([LONG] * 40, STAR),
    "clique": network([LONG] * 12, CLIQUE),
    "pieces": network([LONG] * 62, CHAINS),
    "pair": network(["x"] * 2, [(0, 1)] * 9),
    "tree": network([LONG] * 500, [(n, n // 3) for n in range(1, 500)]),
    "communities": planted(12, 12)[0],
    "listings alone": network([LONG] * 20, [(0, n) for n in range(1, 20)], category="Legal"),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_no_label_covers_another(name: str, engine: str) -> None:
    assert overlaps(rectangles(NETWORKS[name], arrange(NETWORKS[name]))) == 0


@pytest.mark.parametrize("name", ["star", "pieces", "communities"])
def test_the_same_network_and_seed_give_the_same_places(name: str, engine: str) -> None:
    assert arrange(NETWORKS[name], seed=7) == arrange(NETWORKS[name], seed=7)


def test_communities_do_not_overlap(engine: str) -> None:
    net, _ = planted(9, 14)
    found = arrange(net)
    boxes: dict[int, list[Box]] = {}
    for community, box in zip(found.community, rectangles(net, found), strict=True):
        boxes.setdefault(community, []).append(box)
    assert len(boxes) > 5
    assert overlaps([around(inside) for inside in boxes.values()]) == 0


def test_planted_communities_are_found(engine: str) -> None:
    net, truth = planted(9, 14)
    found = arrange(net).community
    pairs = list(itertools.combinations(range(len(truth)), 2))
    alike = sum((truth[a] == truth[b]) == (found[a] == found[b]) for a, b in pairs)
    assert alike / len(pairs) > 0.97


def test_listings_put_nobody_together_who_has_another_tie() -> None:
    # Two triangles, and an authority that lists all six and has no other tie.
    triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
    net = network(["x"] * 7, [*triangles, *((6, n) for n in range(6))])
    net.edges.category[6:] = ["Legal"] * 6
    found = arrange(net).community
    assert found[0] == found[1] == found[2] != found[3] == found[4] == found[5]


def test_the_largest_part_is_in_the_middle() -> None:
    places = arrange(network(["x"] * 30, [*((0, n) for n in range(1, 20)), (20, 21), (22, 23), (24, 25)])).places
    middle = [sum(place[axis] for place in places[:20]) / 20 for axis in (0, 1)]
    assert math.hypot(*middle) < 100
    assert all(math.hypot(*place) > 100 for place in places[20:26])


def test_two_with_several_ties_stand_further_apart() -> None:
    one, nine = (arrange(network(["x", "y"], [(0, 1)] * many)).places for many in (1, 9))
    assert math.dist(*nine) >= math.dist(*one) >= 0.8 * 150


def test_nothing_and_a_loop_can_be_placed(engine: str) -> None:
    assert arrange(network([], [])) == Arranged([], [])
    assert len(arrange(network(["x"], [(0, 0)])).places) == 1
    assert arrange(network(["x", "y"], [(0, 0)])).community == [1, 2]


# ---- large networks


def distinct_and_finite(found: Arranged) -> bool:
    return len(set(found.places)) == len(found.places) and all(map(math.isfinite, itertools.chain(*found.places)))


def test_a_large_network_has_distinct_places_by_the_quick_way(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "STRESS_NODES", 100)
    net, _ = planted(12, 20)
    found = arrange(net)
    assert distinct_and_finite(found)
    # Ties are short: on average a small part of how far any two stand from each other.
    ties = [
        math.dist(found.places[a], found.places[b]) for a, b in zip(net.edges.source, net.edges.target, strict=True)
    ]
    any_two = [math.dist(a, b) for a, b in itertools.combinations(found.places, 2)]
    assert sum(ties) / len(ties) < 0.4 * sum(any_two) / len(any_two)


def test_the_quick_way_gives_the_same_places_too(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "STRESS_NODES", 100)
    net, _ = planted(6, 20)
    assert arrange(net, seed=7) == arrange(net, seed=7)


def test_ten_thousand_nodes_are_placed_within_seconds() -> None:
    net, _ = planted(200, 50)
    begun = time.perf_counter()
    found = arrange(net)
    assert time.perf_counter() - begun < 20
    assert distinct_and_finite(found)


# ---- what is placed beside


def test_an_event_stands_near_the_middle_of_those_whom_it_ties() -> None:
    (place,) = beside([(0, 0), (100, 0), (50, 90)], [(0, 3), (1, 3), (2, 3)], 1)
    assert math.dist(place, (50, 30)) < 40


def test_events_of_the_same_two_stand_apart() -> None:
    places = beside([(0, 0), (200, 0)], [(end, n) for n in range(2, 32) for end in (0, 1)], 30)
    assert min(math.dist(a, b) for a, b in itertools.combinations(places, 2)) > 10
    assert max(math.dist(place, (100, 0)) for place in places) < 200


def test_what_hangs_on_an_event_alone_stands_with_it_and_what_hangs_on_nothing_at_the_middle() -> None:
    # Node 1 is an event of node 0, node 2 a port of that event, node 3 nobody's.
    event, port, nobody = beside([(500, 500)], [(0, 1), (2, 1)], 3)
    assert 0 < math.dist(event, port) < 60
    assert math.dist(event, (500, 500)) < 60
    assert nobody == (0, 0)


def test_nothing_is_placed_beside_nothing() -> None:
    assert beside([], [], 0) == []
    assert beside([], [(0, 1)], 2) == [(0, 0), (0, 0)]


# ---- labels


def test_a_long_label_is_cut_and_says_so() -> None:
    assert layout.lines("Main Directorate of Something of the General Staff of the Armed Forces of Nowhere") == (
        "Main Directorate of",
        "Something of the",
        "General Staff of the…",
    )


def test_wide_letters_take_half_as_many() -> None:
    assert layout.lines("가나다라마바사아자차카타파하") == ("가나다라마바사아자차카", "타파하")


def test_an_empty_label_has_a_line() -> None:
    assert layout.lines(" ") == layout.lines("") == ("",)


def test_the_box_of_a_node_holds_its_label() -> None:
    assert layout.box("x" * 20, "Person") == (70, 13, 70, 33)
    assert layout.box("x", "State") == (18, 18, 18, 38)
