"""Places on the chart: the same each time, nothing over anything else."""

import itertools
import math

import pytest

from armsgraph import layout
from armsgraph.network import Edges, Network, Nodes
from armsgraph.table import Iri


def network(labels: list[str], ties: list[tuple[int, int]], kind: str = "Person") -> Network:
    """Build a network of which only labels and ties matter."""
    nodes = Nodes(iri=[Iri(f"urn:n{n}") for n in range(len(labels))], label=labels, kind=[kind] * len(labels))
    edges = Edges(key=[f"urn:e{n}" for n in range(len(ties))], source=[a for a, _ in ties], target=[b for _, b in ties])
    return Network(nodes, edges, {})


def rectangles(net: Network) -> list[tuple[float, float, float, float]]:
    """Return left, top, right, bottom of each symbol with its label, with the sizes written out by hand."""
    found = []
    for (x, y), label in zip(layout.positions(net), net.nodes.label, strict=True):
        under = layout.lines(label)
        half = max(13, 7 * max(map(len, under)) / 2)
        found.append((x - half, y - 13, x + half, y + 13 + 4 + 16 * len(under)))
    return found


def overlaps(net: Network) -> int:
    return sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for a, b in itertools.combinations(rectangles(net), 2)
    )


STAR = [(0, n) for n in range(1, 40)]
CLIQUE = list(itertools.combinations(range(12), 2))
CHAINS = [(n, n + 1) for n in range(0, 60, 3)]
LONG = "a company with a rather long name that takes three lines"


@pytest.mark.parametrize(
    "net",
    [
        network([LONG] * 40, STAR),
        network([LONG] * 12, CLIQUE),
        network([LONG] * 62, CHAINS),
        network(["x"] * 2, [(0, 1)] * 9),
        network([LONG] * 500, [(n, n // 3) for n in range(1, 500)]),
    ],
    ids=["star", "clique", "pieces", "pair", "above the size for path lengths"],
)
def test_no_label_covers_another(net: Network) -> None:
    assert overlaps(net) == 0


def test_the_same_network_gives_the_same_places() -> None:
    net = network([LONG] * 40, STAR)
    assert layout.positions(net, seed=7) == layout.positions(net, seed=7)


def test_the_largest_part_is_in_the_middle() -> None:
    places = layout.positions(network(["x"] * 30, [*((0, n) for n in range(1, 20)), (20, 21), (22, 23), (24, 25)]))
    middle = [sum(place[axis] for place in places[:20]) / 20 for axis in (0, 1)]
    assert math.hypot(*middle) < 100
    assert all(math.hypot(*place) > 100 for place in places[20:26])


def test_two_with_several_ties_stand_further_apart() -> None:
    one, nine = (layout.positions(network(["x", "y"], [(0, 1)] * many)) for many in (1, 9))
    assert math.dist(*nine) >= math.dist(*one) >= 0.8 * 170


def test_nothing_and_a_loop_can_be_placed() -> None:
    assert layout.positions(network([], [])) == []
    assert len(layout.positions(network(["x"], [(0, 0)]))) == 1


def test_a_long_label_is_cut_and_says_so() -> None:
    assert layout.lines("Main Directorate of Something of the General Staff of the Armed Forces of Nowhere") == [
        "Main Directorate of",
        "Something of the",
        "General Staff of the…",
    ]


def test_wide_letters_take_half_as_many() -> None:
    assert layout.lines("가나다라마바사아자차카타파하") == ["가나다라마바사아자차카", "타파하"]


def test_an_empty_label_has_a_line() -> None:
    assert layout.lines(" ") == [""]
