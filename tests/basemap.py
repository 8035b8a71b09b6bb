"""The source of graph/armsgraph/pages/basemap.json, the coast of North-East Asia: `make basemap` writes it, from npm."""

from __future__ import annotations

import json
import math
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "world-atlas"
VERSION = "2.0.2"
MEMBER = "package/countries-10m.json"
SOURCE = f"Natural Earth 1:10m, public domain, by way of {PACKAGE} {VERSION}"

BOX = (116, 33, 146, 53)  # west, south, east, north
SCALE = 400  # units of a degree
COARSE, FINE = 0.005, 0.003  # degrees by which a line may be moved, and how many around the ports of the Primorye
HARBOURS = (129, 41, 134, 44)
SMALLEST = 40  # square units, about 2 km²: a smaller islet is not drawn

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Line = list[Point]
Pixels = list[tuple[int, int]]


class Side(NamedTuple):
    """One side of a box: what lies above the limit (+1) or below it (-1) on this axis is kept."""

    axis: int
    limit: float
    sign: int

    def keeps(self, point: Point) -> bool:
        """Is the point inside, or on the side itself?"""
        return (point[self.axis] - self.limit) * self.sign >= 0


def basemap(topology: dict[str, Any]) -> dict[str, Any]:
    """Return what the page draws: land and borders as SVG path data, x = (lon - west) * scale, y = (north - lat) * scale."""
    arcs = [sparse(arc) for arc in decode(topology["arcs"], **topology["transform"])]
    objects = topology["objects"]
    land = [clip_ring(stitch(ring, arcs), BOX) for shape in objects["land"]["geometries"] for ring in rings(shape)]
    borders = [part for index in shared(objects["countries"]["geometries"]) for part in clip_line(arcs[index], BOX)]
    return {
        "box": BOX,
        "scale": SCALE,
        "land": "".join(path(ring) + "z" for ring in map(pixels, land) if area(ring) >= SMALLEST),
        "borders": "".join(path(line) for line in map(pixels, borders) if len(line) > 1),
        "source": SOURCE,
    }


def decode(arcs: Iterable[list[list[int]]], scale: Point, translate: Point) -> Iterator[Line]:
    """Turn the arcs of a TopoJSON into degrees: each position is given as the steps from the one before."""
    for arc in arcs:
        x = y = 0
        line: Line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        yield line


def rings(shape: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a polygon or of several, outer ones and holes alike, each as numbers of arcs."""
    match shape["type"]:
        case "Polygon":
            return list(shape["arcs"])
        case "MultiPolygon":
            return [ring for polygon in shape["arcs"] for ring in polygon]
    return []


def stitch(ring: list[int], arcs: list[Line]) -> Line:
    """Join arcs to a ring without its closing point; the number ~n means arc n backwards."""
    return [point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])[:-1]]


def shared(shapes: list[dict[str, Any]]) -> list[int]:
    """Return the arcs that two countries have in common: borders, not coasts."""
    uses = Counter(arc for shape in shapes for arc in {max(n, ~n) for ring in rings(shape) for n in ring})
    return sorted(arc for arc, count in uses.items() if count > 1)


def sides(box: Box) -> list[Side]:
    """Return the four sides of a box."""
    west, south, east, north = box
    return [Side(0, west, 1), Side(1, south, 1), Side(0, east, -1), Side(1, north, -1)]


def clip_ring(ring: Line, box: Box) -> Line:
    """Cut a ring to a box, side by side, after Sutherland and Hodgman."""
    for side in sides(box):
        ring = [point for point in crossed([*ring[-1:], *ring], side)[1:] if side.keeps(point)]
    return ring


def clip_line(line: Line, box: Box) -> list[Line]:
    """Cut a line to a box: the parts that lie within."""
    parts = [line]
    for side in sides(box):
        parts = [list(run) for part in parts for kept, run in groupby(crossed(part, side), side.keeps) if kept]
    return [part for part in parts if len(part) > 1]


def crossed(line: Line, side: Side) -> Line:
    """Return the line with a point more wherever it crosses the side."""
    points = line[:1]
    for a, b in pairwise(line):
        if side.keeps(a) != side.keeps(b):
            points.append(crossing(a, b, side))
        points.append(b)
    return points


def crossing(a: Point, b: Point, side: Side) -> Point:
    """Return where the way from a to b meets the side, which it does."""
    part = (side.limit - a[side.axis]) / (b[side.axis] - a[side.axis])
    other = a[1 - side.axis] + part * (b[1 - side.axis] - a[1 - side.axis])
    return (side.limit, other) if side.axis == 0 else (other, side.limit)


def sparse(line: Line) -> Line:
    """Simplify a line, unless it has no point on the map."""
    return simplify(line, tolerance) if any(within(point, BOX) for point in line) else line


def simplify(line: Line, tolerance: Callable[[Point], float]) -> Line:
    """Leave out the points that lie no farther from the line than is tolerated there, after Douglas and Peucker."""
    if len(line) < 3:
        return line
    worst, at = max((distance(p, line[0], line[-1]) / tolerance(p), n) for n, p in enumerate(line[1:-1], 1))
    if worst <= 1:
        return [line[0], line[-1]]
    return simplify(line[: at + 1], tolerance)[:-1] + simplify(line[at:], tolerance)


def tolerance(point: Point) -> float:
    """Return by how many degrees a line may be moved at this point."""
    return FINE if within(point, HARBOURS) else COARSE


def within(point: Point, box: Box) -> bool:
    """Is the point in the box, or on its edge?"""
    west, south, east, north = box
    return west <= point[0] <= east and south <= point[1] <= north


def distance(p: Point, a: Point, b: Point) -> float:
    """Return how far a point is from the stretch between a and b, which may be one point."""
    (px, py), (bx, by) = (p[0] - a[0], p[1] - a[1]), (b[0] - a[0], b[1] - a[1])
    length = bx * bx + by * by
    along = min(1.0, max(0.0, (px * bx + py * by) / length)) if length else 0.0
    return math.hypot(px - along * bx, py - along * by)


def pixels(line: Line) -> Pixels:
    """Turn degrees into whole units from the north-west corner, and write no point twice running."""
    west, _, _, north = BOX
    return [p for p, _ in groupby((round((x - west) * SCALE), round((north - y) * SCALE)) for x, y in line)]


def area(ring: Pixels) -> float:
    """Return the area of a ring in square units."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, *ring[:1]]))) / 2


def path(line: Pixels) -> str:
    """Write SVG path data: where the line starts, then its steps; a minus sign needs no blank before it."""
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(line)]
    return f"M{line[0][0]} {line[0][1]}l{' '.join(steps)}".replace(" -", "-")


def fetch(member: str) -> dict[str, Any]:
    """Read one file of the package, as npm delivers it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=folder, stdout=subprocess.DEVNULL, check=True
        )
        with tarfile.open(Path(folder) / f"{PACKAGE}-{VERSION}.tgz") as archive:
            file = archive.extractfile(member)
            assert file
            return dict(json.load(file))


if __name__ == "__main__":
    print(json.dumps(basemap(fetch(MEMBER)), separators=(",", ":")))  # noqa: T201
