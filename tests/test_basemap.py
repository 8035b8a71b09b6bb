"""The base map: what is committed is a true coast, and the script that made it reckons rightly."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from math import dist
from pathlib import Path
from typing import Any

import pytest

import basemap
from armsgraph import pages
from basemap import Line, Point, Side

TEXT = Path(pages.__file__).with_name("basemap.json").read_text("utf-8")
MAP = json.loads(TEXT)
NUMBER = r"(?:(?<=[Ml])| |(?=-))-?\d+"  # a blank before it, unless a letter or a minus sign parts it from the last one
PART = rf"M\d+ \d+l{NUMBER}{NUMBER}(?:{NUMBER}{NUMBER})*"

LAND = {
    "Pyongyang": (125.75, 39.02),
    "Khabarovsk": (135.07, 48.48),
    "Seoul": (126.98, 37.57),
    "Harbin": (126.63, 45.75),
    "Tokyo": (139.69, 35.69),
    "Vladivostok": (131.92, 43.13),
    "Sakhalin": (142.7, 47.0),
    "Hokkaido": (142.4, 43.8),
    "Kyushu": (130.7, 33.3),
    "Jeju": (126.55, 33.37),
}
SEA = [(131, 40), (134, 38), (124, 37.5), (145, 44.8), (120, 39), (132, 42.8), (144, 48), (122, 33.1)]
# A coast of 1:110m would not do: Dunai is 0.28 and Vostochny 0.07 degrees away from it.
PORTS = {"Rajin": (130.30, 42.23), "Dunai": (132.35, 42.88), "Vostochny": (133.08, 42.73)}


def lines(data: str) -> list[Line]:
    """Read path data back into degrees."""
    west, _, _, north = MAP["box"]
    found = []
    for part in re.findall(PART, data):
        x = y = 0
        line = []
        numbers = [int(n) for n in re.findall(r"-?\d+", part)]
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            line.append((west + x / MAP["scale"], north - y / MAP["scale"]))
        found.append(line)
    return found


COAST = [[*ring, ring[0]] for ring in lines(MAP["land"])]
BORDERS = lines(MAP["borders"])


def on_land(point: Point) -> bool:
    """Does a ray to the east cross the coast an odd number of times?"""
    x, y = point
    crossed = [(ax, ay, bx, by) for ring in COAST for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)]
    return sum(ax + (y - ay) * (bx - ax) / (by - ay) > x for ax, ay, bx, by in crossed) % 2 == 1


def from_coast(point: Point) -> float:
    """Walk the coast in steps of a thousandth of a degree: how near does it come?"""
    near = [(a, b) for ring in COAST for a, b in pairwise(ring) if min(dist(point, a), dist(point, b)) < 1]
    walk = [
        (a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps)
        for a, b in near
        for steps in [int(dist(a, b) * 1000) + 1]
        for n in range(steps + 1)
    ]
    return min(dist(point, step) for step in walk)


def test_it_is_the_map_of_the_script() -> None:
    assert (MAP["box"], MAP["scale"], MAP["source"]) == (list(basemap.BOX), basemap.SCALE, basemap.SOURCE)
    assert len(TEXT) < 70_000


def test_every_part_is_strict_path_data_within_the_box() -> None:
    assert re.fullmatch(f"(?:{PART}z)+", MAP["land"])
    assert re.fullmatch(f"(?:{PART})+", MAP["borders"])
    west, south, east, north = MAP["box"]
    assert all(west <= x <= east and south <= y <= north for line in COAST + BORDERS for x, y in line)
    assert all(len(set(ring)) > 2 for ring in COAST)


@pytest.mark.parametrize("name", LAND)
def test_cities_and_islands_are_on_land(name: str) -> None:
    assert on_land(LAND[name])


@pytest.mark.parametrize("point", SEA)
def test_the_sea_is_sea(point: Point) -> None:
    assert not on_land(point)


def test_the_ports_stand_on_the_coast_and_apart() -> None:
    assert {name: from_coast(place) for name, place in PORTS.items() if from_coast(place) > 0.05} == {}
    assert all(dist(a, b) > 0.5 for a, b in combinations(PORTS.values(), 2))


def test_borders_are_neither_coast_nor_frame() -> None:
    coast = {frozenset(step) for ring in COAST for step in pairwise(ring)}
    steps = [step for line in BORDERS for step in pairwise(line)]
    assert not coast & {frozenset(step) for step in steps}
    west, south, east, north = MAP["box"]
    assert not [(a, b) for a, b in steps if a[0] == b[0] in (west, east) or a[1] == b[1] in (south, north)]
    assert min(dist((126.68, 37.95), point) for line in BORDERS for point in line) < 0.1, "the line at Panmunjom"


def test_arcs_are_read_by_steps() -> None:
    assert list(basemap.decode([[[1, 2], [3, -1], [0, 4]]], (0.5, 2), (100, 10))) == [
        [(100.5, 14), (102, 12), (102, 20)]
    ]


def test_arcs_are_joined_forwards_and_backwards() -> None:
    arcs: list[Line] = [[(0, 0), (1, 0), (1, 1)], [(0, 0), (0, 1), (1, 1)]]
    assert basemap.stitch([0, ~1], arcs) == [(0, 0), (1, 0), (1, 1), (0, 1)]


def test_a_border_is_an_arc_of_two_countries() -> None:
    two: list[dict[str, Any]] = [
        {"type": "Polygon", "arcs": [[0, 1]]},
        {"type": "MultiPolygon", "arcs": [[[~1, 2]], [[3]]]},
        {"type": None},
    ]
    assert basemap.shared(two) == [1]


def test_a_ring_is_cut_to_the_box() -> None:
    assert basemap.clip_ring([(1, 1), (3, 1), (3, 3), (1, 3)], (0, 0, 2, 2)) == [(1, 2), (1, 1), (2, 1), (2, 2)]
    assert basemap.clip_ring([(3, 3), (4, 3), (4, 4)], (0, 0, 2, 2)) == []
    assert basemap.clip_ring([(-1, -1), (3, -1), (3, 3), (-1, 3)], (0, 0, 2, 2)) == [(0, 2), (0, 0), (2, 0), (2, 2)]


def test_a_line_is_cut_to_the_parts_in_the_box() -> None:
    line: Line = [(-1, 1), (1, 1), (1, 3), (1.5, 3), (1.5, 1)]
    assert basemap.clip_line(line, (0, 0, 2, 2)) == [[(0, 1), (1, 1), (1, 2)], [(1.5, 2), (1.5, 1)]]
    assert basemap.clip_line([(3, 0), (3, 1)], (0, 0, 2, 2)) == []


def test_a_side_is_crossed_where_it_is() -> None:
    assert basemap.crossing((0, 0), (4, 2), Side(0, 1, 1)) == (1, 0.5)
    assert basemap.crossing((0, 0), (4, 2), Side(1, 1, -1)) == (2, 1)


def test_what_is_left_out_is_near_the_line() -> None:
    line: Line = [(0, 0), (1, 0.1), (2, 0), (3, 2), (4, 0)]
    assert basemap.simplify(line, lambda _: 0.5) == [(0, 0), (2, 0), (3, 2), (4, 0)]
    assert basemap.simplify(line, lambda _: 3) == [(0, 0), (4, 0)]
    assert basemap.simplify(line, lambda p: 3 if p[0] > 2 else 0.09) == [(0, 0), (1, 0.1), (4, 0)]
    closed: Line = [(0, 0), (2, 0), (2, 2), (0, 0)]
    assert basemap.simplify(closed, lambda _: 0.5) == closed


def test_distance_is_to_the_stretch_not_to_the_line() -> None:
    assert basemap.distance((1, 2), (0, 0), (4, 0)) == 2
    assert basemap.distance((7, 4), (0, 0), (4, 0)) == 5
    assert basemap.distance((3, 4), (0, 0), (0, 0)) == 5


def test_a_path_is_a_start_and_steps() -> None:
    assert basemap.path([(5, 7), (6, 4), (6, 6), (3, 6)]) == "M5 7l1-3 0 2-3 0"
    assert basemap.pixels([(116, 53), (116.0001, 53), (117, 52.5)]) == [(0, 0), (400, 200)]
    assert basemap.area([(0, 0), (4, 0), (4, 3)]) == 6
