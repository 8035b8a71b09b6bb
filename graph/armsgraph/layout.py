"""Network → positions: where a chart draws each node, in pixels at zoom 1; the same for the same network and seed."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

from armsgraph.network import Network
from armsgraph.table import columns_of

if TYPE_CHECKING:
    import numpy
    import rustworkx

    Points = numpy.ndarray[Any, numpy.dtype[numpy.float64]]

# How a label is drawn: columns per line, lines, pixels per column and per line.
LINE_COLUMNS, LINES, COLUMN, LINE = 22, 3, 7.0, 16.0
EDGE, GAP = 170.0, 14.0
SHORTEST, LENGTHENINGS = 0.8, 60
# The page holds so many times the area of all labels; after so many pushes without success, it grows by a tenth.
ROOM, PUSHES = 2.0, 25
# A page is wider than high, and so are labels.
ASPECT, STRETCH = 1.5, 1.7
# The better drawing costs the cube of the nodes, once, and their square at each of so many steps.
STRESS_NODES, STRESS_STEPS = 1500, 200


def positions(net: Network, seed: int = 1) -> list[tuple[float, float]]:
    """Place the nodes: the largest component in the middle, the others around it, no two labels over each other."""
    import numpy
    import rustworkx

    graph = _simple(net)
    boxes = numpy.array([box(net.nodes.label[n], net.nodes.kind[n]) for n in range(len(net.nodes.iri))]).reshape(-1, 4)
    parts = sorted(map(sorted, rustworkx.connected_components(graph)), key=lambda part: (-len(part), part))
    places = numpy.zeros((len(boxes), 2))
    for part in parts:
        component = graph.subgraph(part)
        places[part] = _apart(_lengthened(_spread(component, seed), component), boxes[part])
    _pack(parts, places, boxes)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in places]


def radius(kind: str) -> float:
    """Return how far the symbol of a kind reaches from its middle."""
    return 18.0 if kind == "State" else 13.0


def lines(label: str) -> list[str]:
    """Break a label into the lines under its node; what does not fit ends in an ellipsis."""
    width = LINE_COLUMNS if columns_of(label) == len(label) else LINE_COLUMNS // 2
    return textwrap.wrap(label, width, max_lines=LINES, placeholder="…") or [""]


def box(label: str, kind: str) -> tuple[float, float, float, float]:
    """Return how far a node with its label reaches to the left, upwards, to the right and downwards of its middle."""
    under = lines(label)
    half = max(radius(kind), max(map(columns_of, under)) * COLUMN / 2)
    return half, radius(kind), half, radius(kind) + 4 + LINE * len(under)


def _simple(net: Network) -> rustworkx.PyGraph[int, float]:
    """Return the network with one edge per pair, longer where several are drawn side by side."""
    import rustworkx

    pairs = Counter(
        (min(ends), max(ends)) for ends in zip(net.edges.source, net.edges.target, strict=True) if ends[0] != ends[1]
    )
    graph: rustworkx.PyGraph[int, float] = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(net.nodes.iri)))
    graph.add_edges_from([(a, b, 1 + 0.12 * min(many - 1, 8)) for (a, b), many in sorted(pairs.items())])
    return graph


def _spread(graph: rustworkx.PyGraph[int, float], seed: int) -> Points:
    """Place one component: springs from a seeded start, then by path lengths; lying, with edges of readable length."""
    import numpy
    import rustworkx

    size = graph.num_nodes()
    if size == 1:
        return numpy.zeros((1, 2))
    found = rustworkx.spring_layout(graph, seed=seed)
    places = numpy.array([found[n] for n in range(size)])
    if size <= STRESS_NODES:
        places = _by_stress(places, rustworkx.floyd_warshall_numpy(graph, weight_fn=float))
    places -= places.mean(axis=0)
    _, _, axes = numpy.linalg.svd(places, full_matrices=False)
    places = places @ (axes * numpy.where(axes.max(axis=1) >= -axes.min(axis=1), 1, -1)[:, None]).T
    wide, high = numpy.ptp(places, axis=0)
    places[:, 0] *= min(STRETCH, max(1.0, ASPECT * high / wide))
    ends = numpy.array(graph.edge_list())
    lengths = numpy.hypot(*(places[ends[:, 0]] - places[ends[:, 1]]).T)
    scaled: Points = places * EDGE / max(float(numpy.median(lengths)), 1e-9)
    return scaled


def _by_stress(places: Points, distance: Points) -> Points:
    """Bring distances on the page near those in the graph (stress majorization: Gansner, Koren and North 2004)."""
    import numpy

    size = len(places)
    weight = 1 / numpy.maximum(distance, 1e-9) ** 2
    numpy.fill_diagonal(weight, 0)
    laplacian = numpy.diag(weight.sum(axis=1)) - weight
    solve = numpy.linalg.inv(laplacian + 1 / size)
    pull = weight * distance
    for _ in range(STRESS_STEPS):
        gap = numpy.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
        ratio = pull / numpy.maximum(gap, 1e-9)
        moved = solve @ (ratio.sum(axis=1)[:, None] * places - ratio @ places)
        done = abs(moved - places).max() < 1e-4
        places = moved
        if done:
            break
    return places


def _lengthened(places: Points, graph: rustworkx.PyGraph[int, float]) -> Points:
    """Draw apart what is tied by an edge too short for its label, or by several edges."""
    import numpy

    places = places.copy()
    edges = numpy.array(graph.weighted_edge_list()).reshape(-1, 3)
    ends, wanted = edges[:, :2].astype(int), SHORTEST * EDGE * edges[:, 2]
    for _ in range(LENGTHENINGS if len(edges) else 0):
        along = places[ends[:, 1]] - places[ends[:, 0]]
        length = numpy.maximum(numpy.hypot(*along.T), 1e-9)
        push = along * (numpy.maximum(wanted - length, 0) / length / 4)[:, None]
        numpy.add.at(places, ends[:, 1], push)
        numpy.add.at(places, ends[:, 0], -push)
    return places


def _apart(places: Points, boxes: Points) -> Points:
    """Push boxes apart, each pair along the axis on which less is missing, and spread out when that is not enough."""
    import numpy

    sizes = boxes[:, :2] + boxes[:, 2:] + GAP
    room = float(numpy.prod(numpy.ptp(places, axis=0) + sizes.mean(axis=0)))
    places = places * max(1.0, math.sqrt(ROOM * float(sizes.prod(axis=1).sum()) / room))
    for step in itertools.count(1):
        shift, hit = _pushes(places, boxes)
        if not hit:
            break
        places += shift
        if step % PUSHES == 0:
            places *= 1.1
    return places


def _pushes(places: Points, boxes: Points) -> tuple[Points, bool]:
    """Sweep from left to right; return half the missing room per overlap, and whether there was one."""
    import numpy

    middle = places + numpy.stack([0 * boxes[:, 0], (boxes[:, 3] - boxes[:, 1]) / 2], axis=1)
    half = numpy.stack([boxes[:, 0] + GAP / 2, (boxes[:, 1] + boxes[:, 3] + GAP) / 2], axis=1)
    order = numpy.argsort(middle[:, 0], kind="stable")
    widest = 2 * half[:, 0].max()
    shift = numpy.zeros_like(places)
    hit = False
    begun = numpy.arange(len(order))
    for stride in range(1, len(order)):
        begun = begun[begun + stride < len(order)]
        begun = begun[middle[order[begun + stride], 0] - middle[order[begun], 0] < widest]
        if not len(begun):
            break
        left, right = order[begun], order[begun + stride]
        apart = middle[right] - middle[left]
        missing = half[left] + half[right] - abs(apart)
        over = (missing > 1e-3).all(axis=1)
        if not over.any():
            continue
        hit = True
        left, right, apart, missing = left[over], right[over], apart[over], missing[over]
        axis = missing.argmin(axis=1)
        push = numpy.zeros_like(apart)
        rows = numpy.arange(len(push))
        push[rows, axis] = numpy.where(apart[rows, axis] < 0, -1, 1) * (missing[rows, axis] / 2 + 0.1)
        numpy.add.at(shift, right, push)
        numpy.add.at(shift, left, -push)
    return shift, hit


def _pack(parts: list[list[int]], places: Points, boxes: Points) -> None:
    """Move each component, the largest first, to the free place nearest to the middle, a little wider than high."""
    import numpy

    taken = numpy.zeros((0, 4))
    reach = 0.0
    for part in parts:
        low, high = places[part] - boxes[part][:, :2], places[part] + boxes[part][:, 2:]
        corner, far = low.min(axis=0) - GAP, high.max(axis=0) + GAP
        half = (far - corner) / 2
        spot, reach = _free(half, taken, max(0.0, reach - 2 * GAP))
        places[part] += spot - (corner + half)
        taken = numpy.vstack([taken, [*(spot - half), *(spot + half)]])


def _free(half: Points, taken: Points, reach: float) -> tuple[Points, float]:
    """Return the first free middle for a rectangle on ever wider ellipses, and how wide the last one was."""
    import numpy

    while True:
        turns = max(1, math.ceil(2 * math.pi * reach / 24))
        for turn in range(turns):
            angle = 2 * math.pi * turn / turns + math.pi / 2
            spot = numpy.array([ASPECT * reach * math.cos(angle), reach * math.sin(angle)])
            low, high = spot - half, spot + half
            clash = (low < taken[:, 2:]).all(axis=1) & (high > taken[:, :2]).all(axis=1)
            if not clash.any():
                return spot, reach
        reach += 24
