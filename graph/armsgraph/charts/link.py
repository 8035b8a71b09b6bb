"""Network → one HTML file that opens anywhere: an interactive link chart, with the claims behind each edge."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from armsgraph import layout, pages
from armsgraph.claims import Claim, Passage
from armsgraph.files import write_whole
from armsgraph.network import CATEGORIES, SUPPORT, Network
from armsgraph.table import Iri

# Which symbol stands for a kind, and what the legend calls it.
FAMILIES = {
    "State": ("State", "states"),
    "Person": ("Person", "persons"),
    "Group": ("Group", "groups, counted or listed"),
    "Company": ("Company", "companies, organizations"),
    "Bank": ("Company", ""),
    "Organization": ("Company", ""),
    "GovernmentBody": ("GovernmentBody", "government bodies"),
    "MilitaryUnit": ("Military", "military, armed groups"),
    "ArmedGroup": ("Military", ""),
    "InternationalBody": ("InternationalBody", "international bodies"),
    "Vessel": ("Vessel", "vessels"),
    "Aircraft": ("Aircraft", "aircraft"),
    "Place": ("Place", "places and facilities"),
    "Port": ("Place", ""),
    "Facility": ("Place", ""),
    "BorderCrossing": ("Place", ""),
    "Post": ("Other", "posts and others"),
}
OTHER = FAMILIES["Post"]
# A chart of more nodes starts without listings and counted groups, which tie all to all; a click shows them.
CROWD = 150
WIDTHS = dict(zip(SUPPORT, (4.5, 2.75, 1.25), strict=True))
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "multiselect": False},
    "nodes": {"shape": "custom", "physics": False},
    "edges": {"physics": False, "hoverWidth": 1, "selectionWidth": 1.5, "arrowStrikethrough": False},
}


def link_chart(
    net: Network,
    path: str | os.PathLike[str],
    title: str = "armsgraph link chart",
    states: bool = True,
    groups: bool = True,
) -> None:
    """Write the network as one HTML file that needs nothing else: no network, no folder beside it.

    Raises InputError if the file cannot be written; an older file is then still whole.
    """
    hidden = [kind for kind, shown in (("State", states), ("Group", groups)) if not shown]
    write_whole(path, _page(net.without(kinds=hidden) if hidden else net, title).encode())


def _page(net: Network, title: str) -> str:
    import pyvis.network

    library, library_hash = pages.inline(_vis_network())
    script, script_hash = pages.inline(pages.text("link.js"))
    style, style_hash = pages.inline(pages.text("link.css"))
    page = pyvis.network.Network(directed=True, heading=title)
    page.nodes, page.edges, page.options = _nodes(net), _edges(net), OPTIONS
    page.path = "link.html"
    page.templateEnv = pages.environment(
        library=library,
        script=script,
        style=style,
        script_hashes=f"{library_hash} {script_hash}",
        style_hashes=style_hash,
        told=_told(net),
        basis=net.basis(),
        notes=net.notes,
    )
    return str(page.generate_html())


@cache
def _vis_network() -> str:
    """Read vis-network as pyvis ships it; of several versions, the newest."""
    import pyvis

    def version(found: Path) -> list[int]:
        return [int(part) for part in found.parent.name.removeprefix("vis-").split(".")]

    return max(Path(pyvis.__file__).parent.glob("lib/vis-*/vis-network.min.js"), key=version).read_text("utf-8")


def _nodes(net: Network) -> list[dict[str, Any]]:
    return [
        {
            "id": n,
            "x": x,
            "y": y,
            "size": layout.radius(net.nodes.kind[n]),
            "family": FAMILIES.get(net.nodes.kind[n], OTHER)[0],
            "lines": layout.lines(pages.visible(net.nodes.label[n])),
        }
        for n, (x, y) in enumerate(layout.positions(net))
    ]


def _edges(net: Network) -> list[dict[str, Any]]:
    edges = net.edges
    return [
        {
            "id": n,
            "from": edges.source[n],
            "to": edges.target[n],
            "width": WIDTHS[edges.support[n]],
            "dashes": [8, 6] if edges.disputed[n] else False,
            "arrows": "to" if edges.directed[n] else "",
            "smooth": _smooth(bend),
        }
        for n, bend in enumerate(_bends(net))
    ]


def _bends(net: Network) -> list[float]:
    """Return how far each edge is bent to its right, so that edges between the same two nodes lie side by side."""
    between: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    ends = list(zip(net.edges.source, net.edges.target, strict=True))
    for n, (source, target) in enumerate(ends):
        between[min(source, target), max(source, target)].append(n)
    bends = [0.0] * len(ends)
    for side_by_side in between.values():
        step = min(0.22, 1.6 / len(side_by_side))
        for place, n in enumerate(side_by_side):
            bend = step * (place - (len(side_by_side) - 1) / 2)
            bends[n] = bend if ends[n][0] <= ends[n][1] else -bend
    return bends


def _smooth(bend: float) -> dict[str, Any]:
    if not bend:
        return {"enabled": False}
    return {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": round(abs(bend), 3)}


def _crowded(net: Network) -> bool:
    return len(net.nodes.iri) > CROWD


def _told(net: Network) -> dict[str, Any]:
    """Gather what the panel and the legend tell; claims, passages and nodes refer to each other by position."""
    place = {iri: n for n, iri in enumerate(net.claims)}
    passages = {p.iri: p for claim in net.claims.values() for p in (*claim.asserted, *claim.denied)}
    passage_place = {iri: n for n, iri in enumerate(passages)}
    about: defaultdict[object, list[int]] = defaultdict(list)
    for iri, claim in net.claims.items():
        for thing in {claim.subject: 0, claim.object: 0}:
            about[thing].append(place[iri])
    return {
        "hidden": {"families": ["Group"] if _crowded(net) else [], "categories": ["Legal"] if _crowded(net) else []},
        "families": _families(net.nodes.kind),
        "categories": [name for name in CATEGORIES if name in net.edges.category],
        "nodes": [_node(net, n, about[iri]) for n, iri in enumerate(net.nodes.iri)],
        "edges": [_edge(net, n, place, about[net.edges.event[n]]) for n in range(len(net.edges.key))],
        "claims": [_claim(claim, place, passage_place) for claim in net.claims.values()],
        "passages": [_passage(passage) for passage in passages.values()],
    }


def _families(kinds: Iterable[str]) -> list[list[str]]:
    present = {FAMILIES.get(kind, OTHER)[0] for kind in kinds}
    return [[family, plural] for family, plural in FAMILIES.values() if plural and family in present]


def _node(net: Network, n: int, about: list[int]) -> dict[str, Any]:
    nodes = net.nodes
    return {
        "label": nodes.label[n],
        "kind": nodes.kind[n],
        "names": nodes.names[n],
        "misspellings": nodes.misspellings[n],
        "identifiers": nodes.identifiers[n],
        "sides": nodes.sides[n],
        "roles": nodes.roles[n],
        "lists": nodes.lists[n],
        "claims": about,
    }


def _edge(net: Network, n: int, place: dict[Iri, int], about: list[int]) -> dict[str, Any]:
    edges = net.edges
    behind = [place[claim] for claim in edges.claims[n]]
    return {
        "label": edges.label[n],
        "category": edges.category[n],
        "support": edges.support[n],
        "disputed": edges.disputed[n],
        "when": edges.when[n],
        "event": edges.event_label[n],
        "claims": behind,
        "also": [claim for claim in about if claim not in behind] if edges.event[n] else [],
    }


def _claim(claim: Claim, place: dict[Iri, int], passage_place: dict[Iri, int]) -> dict[str, Any]:
    return {
        "id": _short(claim.iri),
        "sentence": claim.sentence,
        "support": claim.support,
        "disputed": claim.disputed,
        "when": claim.when,
        "held": [day.isoformat() for day in claim.held_on],
        "reason": " ".join(filter(None, (claim.reason, *claim.notes))),
        "asserted": [passage_place[p.iri] for p in claim.asserted],
        "origins": [passage_place[p.iri] for p in claim.asserted if p.is_origin],
        "denied": [passage_place[p.iri] for p in claim.denied],
        "conflicts": [place[other] for other in claim.conflicts if other in place],
        "conflicts_elsewhere": [_short(other) for other in claim.conflicts if other not in place],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "speakers": passage.speakers,
        "authorities": passage.spoken_for,
        "title": passage.title,
        "publisher": passage.publisher,
        "issued": passage.issued,
        "address": passage.address,
        "link": pages.web_address(passage.address),
        "locator": passage.locator,
        "paraphrase": passage.paraphrase,
        "accessed": passage.accessed_as,
        "reliability": passage.reliability,
        "relies": passage.relies_on,
    }


def _short(claim: Iri) -> str:
    return claim.split("/claim/")[-1]
