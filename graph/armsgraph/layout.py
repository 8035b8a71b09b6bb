"""Network → places: where a chart draws each node, in pixels at zoom 1; the same for the same network and seed.

Communities come first: each is laid out by itself, then they are laid out as boxes, so that a community holds together
whether a chart draws it as one bubble or member by member.
"""

from __future__ import annotations

import itertools
import math
import textwrap
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from armsgraph.network import Network, fast
from armsgraph.partition import partition, seeded
from armsgraph.simple import Simple
from armsgraph.table import columns_of

if TYPE_CHECKING:
    import numpy
    import rustworkx

    Points = numpy.ndarray[Any, numpy.dtype[numpy.float64]]
    Whole = numpy.ndarray[Any, numpy.dtype[numpy.intp]]

# How a label is drawn: columns per line, lines, pixels per column and per line.
LINE_COLUMNS, LINES, COLUMN, LINE = 22, 3, 7.0, 16.0
EDGE, GAP = 150.0, 14.0
SHORTEST, LENGTHENINGS = 0.8, 60
# The page holds so many times the area of all labels; after so many pushes without success, it grows by a tenth.
ROOM, PUSHES = 1.6, 25
# Communities need less: their boxes have empty corners.
CROWDED = 1.15
# A page is wider than high, and so are labels.
ASPECT, STRETCH = 1.5, 1.7
# The better drawing costs the cube of a community's nodes, once, and their square at each of so many steps.
STRESS_NODES, STRESS_STEPS = 1500, 200
# Above that size springs settle each community, in so many rounds, and labels may cover each other until one zooms in.
ROUNDS, SPRINGS, SPACING = 2, 10, 60.0
# A fifth tie between two says no more about where they belong.
STRONGEST = 4


@dataclass(frozen=True)
class Arranged:
    """A place for each node, and the community to which it belongs, numbered from 1, the largest."""

    places: list[tuple[int, int]]
    community: list[int]


def arrange(net: Network, seed: int = 1) -> Arranged:
    """Place the nodes so that communities hold together; up to STRESS_NODES no two labels lie over each other."""
    import numpy

    graph = _simple(net)
    community = partition(graph, seed=seed, rounds=ROUNDS)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node, number in enumerate(community):
        members[number].append(node)
    parts = [members[number] for number in sorted(members)]
    small = graph.size <= STRESS_NODES
    boxes = _boxes(net) if small else numpy.full((graph.size, 4), SPACING / 2)
    places = numpy.zeros((graph.size, 2))
    inside = _drawn if small else _sprung
    for part, found in zip(parts, inside(graph, parts, boxes, seed), strict=True):
        places[part] = found
    _between(graph, parts, community, places, boxes, seed)
    return Arranged(list(map(tuple, places.round().astype(int).tolist())), community)


def beside(places: Sequence[tuple[int, int]], ends: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Place `count` nodes that come after those placed, each in the middle of the placed ones to which it is tied.

    Several in one middle go round it in ever wider circles; what is tied to nothing placed stands with what it is tied
    to.
    """
    known: dict[int, tuple[float, float]] = dict(enumerate(places))
    first = len(places)
    ties: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in ends:
        ties[one].append(other)
        ties[other].append(one)
    crowd: Counter[tuple[int, int]] = Counter()
    waiting = list(range(first, first + count))
    for _ in range(2):
        for node in waiting:
            near = [known[other] for other in ties[node] if other in known]
            if near and node not in known:
                middle = [sum(place[axis] for place in near) / len(near) for axis in (0, 1)]
                spot = round(middle[0] / EDGE), round(middle[1] / EDGE)
                turn = crowd[spot]
                crowd[spot] += 1
                angle, reach = turn * GOLDEN, GAP + 22 * math.sqrt(turn + 1)
                known[node] = middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)
    return [(round(x), round(y)) for x, y in (known.get(node, (0.0, 0.0)) for node in waiting)]


GOLDEN = math.pi * (3 - math.sqrt(5))


def radius(kind: str) -> float:
    """Return how far the symbol of a kind reaches from its middle."""
    return 18.0 if kind == "State" else 13.0


@cache
def lines(label: str) -> tuple[str, ...]:
    """Break a label into the lines under its node; what does not fit ends in an ellipsis."""
    if label.isascii() and 0 < len(label) <= LINE_COLUMNS and label == label.strip():
        return (label,)
    width = LINE_COLUMNS if columns_of(label) == len(label) else LINE_COLUMNS // 2
    return tuple(textwrap.wrap(label, width, max_lines=LINES, placeholder="…")) or ("",)


def box(label: str, kind: str) -> tuple[float, float, float, float]:
    """Return how far a node with its label reaches to the left, upwards, to the right and downwards of its middle."""
    under = lines(label)
    half = max(radius(kind), max(map(columns_of, under)) * COLUMN / 2)
    return half, radius(kind), half, radius(kind) + 4 + LINE * len(under)


def _boxes(net: Network) -> Points:
    import numpy

    return numpy.array(list(map(box, net.nodes.label, net.nodes.kind))).reshape(-1, 4)


def _simple(net: Network) -> Simple:
    """Return who belongs together: listings tie only those who have no other tie."""
    import numpy

    ends = numpy.array([net.edges.source, net.edges.target], dtype=numpy.intp).reshape(2, -1).T
    legal = numpy.array([category == "Legal" for category in net.edges.category], dtype=numpy.bool_)
    proper = ends[:, 0] != ends[:, 1]
    tied = numpy.zeros(len(net.nodes.iri), dtype=numpy.bool_)
    tied[ends[proper & ~legal]] = True
    kept = ends[proper & ~(legal & tied[ends].all(axis=1))]
    pairs, strength = _pairs(kept, len(tied))
    return Simple(len(tied), list(map(tuple, pairs.tolist())), numpy.minimum(strength, STRONGEST).tolist())


def _pairs(ends: Whole, size: int) -> tuple[Whole, Whole]:
    """Return each pair once, the lesser end first, in order, and how often it comes."""
    import numpy

    names, counts = numpy.unique(ends.min(axis=1) * size + ends.max(axis=1), return_counts=True)
    return numpy.stack(numpy.divmod(names, size), axis=1), counts


def _drawn(graph: Simple, parts: Sequence[list[int]], boxes: Points, seed: int) -> list[Points]:
    """Lay out each community by path lengths, no label over another."""
    found = []
    whole = _lengths(graph)
    for part in parts:
        component = whole.subgraph(part)
        found.append(_apart(_lengthened(_spread(component, seed), component), boxes[part]))
    return found


def _sprung(graph: Simple, parts: Sequence[list[int]], boxes: Points, seed: int) -> list[Points]:
    """Lay out each community by springs along the ties inside it."""
    import numpy

    start = numpy.zeros((graph.size, 2))
    of = numpy.zeros(graph.size, dtype=numpy.intp)
    for number, part in enumerate(parts):
        turn = numpy.arange(len(part))
        reach = SPACING * numpy.sqrt(turn)
        start[part] = numpy.stack([reach * numpy.cos(turn * GOLDEN), reach * numpy.sin(turn * GOLDEN)], axis=1)
        of[part] = number
    pairs = [pair for pair in graph.pairs if of[pair[0]] == of[pair[1]]]
    igraph = fast()
    if igraph:
        with seeded(igraph, seed):
            settled = igraph.Graph(graph.size, pairs).layout_fruchterman_reingold(
                niter=SPRINGS, seed=(start / SPACING).tolist(), grid="grid"
            )
        places = numpy.array(settled.coords)
    else:
        import rustworkx

        whole = _lengths(Simple(graph.size, pairs, [1] * len(pairs)))
        places = start.copy()
        for part in parts:
            found = rustworkx.spring_layout(whole.subgraph(part), num_iter=SPRINGS, seed=seed)
            places[part] = [found[n] for n in range(len(part))]
    return [_sized(places[part], len(part)) for part in parts]


def _sized(places: Points, count: int) -> Points:
    """Centre places and scale them to the room of so many nodes."""
    import numpy

    places = places - places.mean(axis=0)
    spread = float(numpy.sqrt((places**2).sum(axis=1).mean()))
    scaled: Points = places * (SPACING * math.sqrt(count) / spread) if spread > 1e-9 else places
    return scaled


def _between(
    graph: Simple, parts: list[list[int]], community: list[int], places: Points, boxes: Points, seed: int
) -> None:
    """Move communities, each as one box, near those to which they are tied, and unconnected ones around the rest."""
    import numpy
    import rustworkx

    low = numpy.array([(places[part] - boxes[part][:, :2]).min(axis=0) for part in parts]).reshape(-1, 2)
    high = numpy.array([(places[part] + boxes[part][:, 2:]).max(axis=0) for part in parts]).reshape(-1, 2)
    middle = (low + high) / 2
    half = (high - low) / 2 + GAP
    reach = half.mean(axis=1)
    number = numpy.array(community) - 1
    ends = number[numpy.array(graph.pairs, dtype=numpy.intp).reshape(-1, 2)]
    ties = _pairs(ends[ends[:, 0] != ends[:, 1]], len(parts))[0].tolist()
    whole: rustworkx.PyGraph[int, float] = rustworkx.PyGraph()
    whole.add_nodes_from(range(len(parts)))
    whole.add_edges_from([(a, b, float(reach[a] + reach[b] + EDGE / 2)) for a, b in ties])
    frames = numpy.hstack([half, half])
    spots = numpy.zeros((len(parts), 2))
    groups = sorted(map(sorted, rustworkx.connected_components(whole)), key=lambda group: (-len(group), group))
    for group in groups:
        component = whole.subgraph(group)
        if len(group) > 1:
            found = rustworkx.spring_layout(component, seed=seed)
            begun = numpy.array([found[n] for n in range(len(group))]) * float(reach[group].sum())
            settled = _by_stress(begun, rustworkx.floyd_warshall_numpy(component, weight_fn=float))
            spots[group] = _apart(_lying(settled), frames[group], CROWDED)
    _pack(_together(groups, parts, spots, frames), spots, frames)
    for n, part in enumerate(parts):
        places[part] += spots[n] - middle[n]


def _together(groups: list[list[int]], parts: Sequence[list[int]], spots: Points, frames: Points) -> list[list[int]]:
    """Make one group of those who are tied to nobody, in rows and columns."""
    import numpy

    alone = [group[0] for group in groups if len(group) == 1 and len(parts[group[0]]) == 1]
    if len(alone) < 2:
        return groups
    across = math.ceil(math.sqrt(ASPECT * len(alone)))
    wide, high = 2 * frames[alone, :2].max(axis=0)
    at = numpy.arange(len(alone))
    spots[alone] = numpy.stack([at % across * wide, at // across * high], axis=1)
    left = set(alone)
    return [*(group for group in groups if group[0] not in left), alone]


def _lengths(graph: Simple) -> rustworkx.PyGraph[int, float]:
    """Return the graph with a length for each tie, longer where several are drawn side by side."""
    import rustworkx

    found: rustworkx.PyGraph[int, float] = rustworkx.PyGraph()
    found.add_nodes_from(range(graph.size))
    found.add_edges_from(
        [(a, b, 1 + 0.12 * (many - 1)) for (a, b), many in zip(graph.pairs, graph.weight, strict=True)]
    )
    return found


def _spread(graph: rustworkx.PyGraph[int, float], seed: int) -> Points:
    """Place one component: springs from a seeded start, then by path lengths; lying, with edges of readable length."""
    import numpy
    import rustworkx

    size = graph.num_nodes()
    if size == 1:
        return numpy.zeros((1, 2))
    found = rustworkx.spring_layout(graph, seed=seed)
    places = numpy.array([found[n] for n in range(size)])
    places = _by_stress(places, rustworkx.floyd_warshall_numpy(graph, weight_fn=float))
    places = _lying(places)
    ends = numpy.array(graph.edge_list())
    lengths = numpy.hypot(*(places[ends[:, 0]] - places[ends[:, 1]]).T)
    scaled: Points = places * EDGE / max(float(numpy.median(lengths)), 1e-9)
    return scaled


def _lying(places: Points) -> Points:
    """Turn places so that they are wider than high, and stretch them a little where that is not enough."""
    import numpy

    places = places - places.mean(axis=0)
    _, _, axes = numpy.linalg.svd(places, full_matrices=False)
    turned: Points = places @ (axes * numpy.where(axes.max(axis=1) >= -axes.min(axis=1), 1, -1)[:, None]).T
    wide, high = numpy.ptp(turned, axis=0)
    turned[:, 0] *= min(STRETCH, max(1.0, ASPECT * high / max(float(wide), 1e-9)))
    return turned


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


def _apart(places: Points, boxes: Points, room: float = ROOM) -> Points:
    """Push boxes apart, each pair along the axis on which less is missing, and spread out when that is not enough.

    The page begins with so many times the area of all boxes: at least, or just so where that is less than usual.
    """
    import numpy

    sizes = boxes[:, :2] + boxes[:, 2:] + GAP
    page = float(numpy.prod(numpy.ptp(places, axis=0) + sizes.mean(axis=0)))
    needed = math.sqrt(room * float(sizes.prod(axis=1).sum()) / page)
    places = places * (needed if room < ROOM else max(1.0, needed))
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
        # The further out, the less a gap matters.
        step = max(24.0, float(half.min()) / 2, reach / 25)
        turns = max(1, math.ceil(2 * math.pi * reach / step))
        angle = 2 * math.pi * numpy.arange(turns) / turns + math.pi / 2
        spots = reach * numpy.stack([ASPECT * numpy.cos(angle), numpy.sin(angle)], axis=1)
        low, high = (spots - half)[:, None], (spots + half)[:, None]
        clash = numpy.any(numpy.all((low < taken[:, 2:]) & (high > taken[:, :2]), axis=2), axis=1)
        if not clash.all():
            return spots[int(clash.argmin())], reach
        reach += step
