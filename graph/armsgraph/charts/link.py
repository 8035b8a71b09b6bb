"""Network → one HTML file that opens anywhere: an interactive link chart, with the claims behind each edge."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from armsgraph import pages
from armsgraph.charts.scores import scored
from armsgraph.charts.told import told
from armsgraph.errors import UsageError
from armsgraph.files import write_whole
from armsgraph.garbage import uncollected
from armsgraph.network import Network
from armsgraph.table import Iri

if TYPE_CHECKING:
    from armsgraph.charts.scores import Scores

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "multiselect": False},
    "nodes": {"shape": "custom", "physics": False},
    "edges": {"physics": False, "hoverWidth": 1, "selectionWidth": 1.5, "arrowStrikethrough": False},
}
# Our modules, each after those that it imports.
MODULES = (
    *(
        "dom",
        "data",
        "symbols",
        "state",
        "hash",
        "paths",
        "drawn",
        "near",
        "labels",
        "canvas",
        "choose",
        "search",
        "table",
        "sources",
    ),
    *("map", "out", "panel", "timeline", "filters", "main"),
)
TITLE = "armsgraph link chart"
# How high a chart stands in a notebook, in pixels.
FRAME_HEIGHT = 720


@dataclass(frozen=True, repr=False)
class Chart:
    """A link chart as a page; in a notebook it shows itself, in a frame that may run its script and nothing else."""

    page: str

    def __repr__(self) -> str:
        return f"<Chart: a page of {len(self.page):,} characters>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe sandbox="allow-scripts" width="100%" height="{FRAME_HEIGHT}" title="link chart" '
            f'style="border:1px solid #ccc" srcdoc="{escape(self.page)}"></iframe>'
        )


def link_chart(
    net: Network,
    path: str | os.PathLike[str] | None = None,
    title: str = TITLE,
    *,
    states: bool = True,
    groups: bool = True,
    scores: Scores | None = None,
    by: Literal["size", "colour"] = "size",
    score: str = "score",
) -> Chart:
    """Draw the network as one page that needs nothing else, and write it to a file where one is named.

    `scores` sets the size or the colour of nodes: a DataFrame or Table with the columns `iri` and `score` (or what
    `score` names), as the analyses return it, or a mapping from IRIs to numbers. Whoever has none is drawn as small as
    a node gets, or without colour. Raises InputError if the file cannot be written; an older file is then still whole.
    """
    if by not in ("size", "colour"):
        raise UsageError(f"scores by {by!r}: choose size or colour")
    hidden = [kind for kind, shown in (("State", states), ("Group", groups)) if not shown]
    known = scored(scores, score) if scores is not None else None
    drawn = net.without(kinds=hidden) if hidden else net
    chart = Chart(_page(drawn, title, known, {"by": by, "name": score} if known is not None else None))
    if path is not None:
        write_whole(path, chart.page.encode())
    return chart


@uncollected()
def _page(net: Network, title: str, scores: Mapping[Iri, float] | None, scale: dict[str, str] | None) -> str:
    import pyvis.network

    found = told(net, scores)
    library, library_hash = pages.inline(_vis_network())
    script, script_hash = pages.inline(_script())
    style, style_hash = pages.inline(pages.text("base.css") + pages.text("link.css"))
    page = pyvis.network.Network(directed=True, heading=title)
    page.nodes = [{"id": n, "x": x, "y": y} for n, (x, y) in enumerate(found.places)]
    page.edges = found.ends
    page.options = OPTIONS
    page.path = "link.html"
    page.templateEnv = pages.environment(
        library=library,
        script=script,
        style=style,
        script_hashes=f"{library_hash} {script_hash}",
        style_hashes=style_hash,
        # Written here, for a template keeps what it is given until cycles are searched for.
        told=pages.data(found.columns),
        coast=_coast() if found.is_mapped else None,
        scale=scale,
        basis=net.basis(),
        notes=net.notes,
    )
    return str(page.generate_html())


@cache
def _script() -> str:
    return pages.bundle("link", MODULES)


@cache
def _coast() -> Any:
    return json.loads(pages.text("basemap.json"))


@cache
def _vis_network() -> str:
    """Read vis-network as pyvis ships it; of several versions, the newest."""
    import pyvis

    def version(found: Path) -> list[int]:
        return [int(part) for part in found.parent.name.removeprefix("vis-").split(".")]

    return max(Path(pyvis.__file__).parent.glob("lib/vis-*/vis-network.min.js"), key=version).read_text("utf-8")
