"""Network → what the link chart knows, as columns: each string stands once, and things refer to each other by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from armsgraph import layout, pages
from armsgraph.claims import Claim, Passage
from armsgraph.entities import folded
from armsgraph.network import CATEGORIES, Edges, Network, Nodes
from armsgraph.table import Iri
from armsgraph.vocab import BASE

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
    "Event": ("Event", "events"),
}
OTHER = FAMILIES["Post"]
# How an edge is drawn: between two actors whatever the mode; between two legs of an event where events are edges; from
# an actor to an event where they are nodes.
TIE, THROUGH, LEG = range(3)

Columns = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What a page is filled with: places and ends for the drawing, columns for all else; and whether it has a map."""

    places: list[tuple[int, int]]
    ends: list[tuple[int, int]]
    columns: Columns
    is_mapped: bool


def told(net: Network, scores: Mapping[Iri, float] | None = None) -> Told:
    """Gather what the page tells of a network and of the events behind it; scores may size the nodes."""
    legs = _legs(net)
    arranged = layout.arrange(net)
    index = _Index({**net.claims, **legs.claims})
    things = {iri: n for n, iri in enumerate(net.nodes.iri)}
    actors = len(things)
    for iri in legs.nodes.iri:
        things.setdefault(iri, len(things))
    place = [things[iri] for iri in legs.nodes.iri]
    fresh = [n for n, at in enumerate(place) if at >= actors]
    behind = set(legs.edges.target)
    happenings = [n in behind for n in fresh]
    sources = [*net.edges.source, *(place[n] for n in legs.edges.source)]
    targets = [*net.edges.target, *(place[n] for n in legs.edges.target)]
    ends = list(zip(sources, targets, strict=True))
    places = [*arranged.places, *layout.beside(arranged.places, ends[len(net.edges.key) :], len(fresh))]
    layers = [*(TIE if event is None else THROUGH for event in net.edges.event), *[LEG] * len(legs.edges.key)]
    events = [
        *(-1 if event is None else things.get(event, -1) for event in net.edges.event),
        *(place[n] for n in legs.edges.target),
    ]
    nodes = _joined(net.nodes, legs.nodes, fresh)
    whole = _edge_columns(net.edges, index), _edge_columns(legs.edges, index)
    edges = {name: [*column, *whole[1][name]] for name, column in whole[0].items()}
    columns = {
        "nodes": _sparse(
            {
                **_node_columns(nodes, index),
                "happening": [*[False] * actors, *happenings],
                "community": [*arranged.community, *[0] * len(fresh)],
                "score": [scores.get(iri) for iri in nodes.iri] if scores else [None] * len(nodes.iri),
            }
        ),
        "edges": _sparse({**edges, "layer": layers, "event": events}),
        "claims": _sparse(index.claim_columns()),
        "passages": _sparse(index.passage_columns()),
        "documents": _sparse(index.document_columns()),
        "families": _families(nodes.kind, [*[False] * actors, *happenings]),
        "categories": [name for name in CATEGORIES if name in net.edges.category or name in legs.edges.category],
    }
    return Told(places, ends, columns, any(nodes.position))


def family(kind: str) -> str:
    """Return the symbol that stands for a kind."""
    return FAMILIES.get(kind, OTHER)[0]


def _sparse(columns: Columns) -> Columns:
    """Write a column most of which is alike as how long it is, what is usual, and the rest by place."""
    found: Columns = {}
    for name, column in columns.items():
        # What most have in common most likely stands in the middle; where it does not, the column stays whole.
        usual = column[len(column) // 2] if column else None
        often = column.count(usual)
        if 2 * often > len(column):
            but = {str(n): value for n, value in enumerate(column) if value != usual} if often < len(column) else {}
            found[name] = {"of": len(column), "usual": usual, "but": but}
        else:
            found[name] = column
    return found


def _legs(net: Network) -> Network:
    """Return the events that tie nodes of the network or involve one of them, each with all its legs."""
    legs = net.legs() if net.legs else Network(Nodes(), Edges(), {})
    inside = set(net.nodes.iri)
    known = {n for n, iri in enumerate(legs.nodes.iri) if iri in inside}
    ends = list(zip(legs.edges.source, legs.edges.target, strict=True))
    near = {event for actor, event in ends if actor in known}
    return legs.only(n for n, (_, event) in enumerate(ends) if event in near)


def _joined(nodes: Nodes, more: Nodes, fresh: Sequence[int]) -> Nodes:
    columns = {name: [*column, *(getattr(more, name)[n] for n in fresh)] for name, column in vars(nodes).items()}
    return replace(nodes, **columns)


def _families(kinds: Sequence[str], happenings: Sequence[bool]) -> list[list[str]]:
    present = {"Event" if event else family(kind) for kind, event in zip(kinds, happenings, strict=True)}
    return [[name, plural] for name, plural in FAMILIES.values() if plural and name in present]


class _Index:
    """Claims, passages and documents by their places in the columns."""

    def __init__(self, claims: Mapping[Iri, Claim]) -> None:
        self.claims = list(claims.values())
        self.place = {claim.iri: n for n, claim in enumerate(self.claims)}
        self.independent = [claim.independent for claim in self.claims]
        passages: dict[Iri, Passage] = {}
        self.about: defaultdict[object, list[int]] = defaultdict(list)
        for n, claim in enumerate(self.claims):
            for passage in (*claim.asserted, *claim.denied):
                passages[passage.iri] = passage
            self.about[claim.subject].append(n)
            if claim.object is not None and claim.object != claim.subject:
                self.about[claim.object].append(n)
        self.passages = list(passages.values())
        self.passage_place = {iri: n for n, iri in enumerate(passages)}
        documents = {passage.document: passage for passage in self.passages}
        self.documents = list(documents.values())
        self.document_place = {iri: n for n, iri in enumerate(documents)}

    def claim_columns(self) -> Columns:
        claims, place, at = self.claims, self.place, self.passage_place
        return {
            "iri": [claim.iri.removeprefix(CLAIM) for claim in claims],
            "sentence": [claim.sentence for claim in claims],
            "support": [claim.support for claim in claims],
            "disputed": [claim.disputed for claim in claims],
            "when": [claim.when for claim in claims],
            "held": [tuple(map(str, claim.held_on)) for claim in claims],
            "confidence": [claim.confidence for claim in claims],
            "reason": [claim.reason for claim in claims],
            "notes": [claim.notes for claim in claims],
            "asserted": [[at[p.iri] for p in claim.asserted] for claim in claims],
            "origins": [[at[p.iri] for p in claim.asserted if p.is_origin] for claim in claims],
            "independent": self.independent,
            "denied": [[at[p.iri] for p in claim.denied] if claim.denied else () for claim in claims],
            "conflicts": [tuple(place[o] for o in c.conflicts if o in place) if c.conflicts else () for c in claims],
            "elsewhere": [
                tuple(o.removeprefix(CLAIM) for o in c.conflicts if o not in place) if c.conflicts else ()
                for c in claims
            ],
        }

    def passage_columns(self) -> Columns:
        passages = self.passages
        return {
            "document": [self.document_place[passage.document] for passage in passages],
            "speakers": [passage.speakers for passage in passages],
            "authorities": [passage.spoken_for for passage in passages],
            "locator": [passage.locator for passage in passages],
            "paraphrase": [passage.paraphrase for passage in passages],
            "accessed": [passage.accessed_as for passage in passages],
            "credibility": [passage.credibility for passage in passages],
            "relies": [passage.relies_on for passage in passages],
            "misreports": [passage.misreports for passage in passages],
        }

    def document_columns(self) -> Columns:
        documents = self.documents
        return {
            "iri": [passage.document.removeprefix(DOCUMENT) for passage in documents],
            "title": [passage.title or passage.document.name for passage in documents],
            "publisher": [passage.publisher for passage in documents],
            "issued": [passage.issued for passage in documents],
            "reliability": [passage.reliability for passage in documents],
            "address": [passage.address for passage in documents],
            "barred": [not pages.web_address(passage.address) for passage in documents],
        }


# Addresses of our own are told by what stands behind this.
CLAIM, DOCUMENT = f"{BASE}claim/", f"{BASE}id/document/"


def _node_columns(nodes: Nodes, index: _Index) -> Columns:
    return {
        "iri": [iri.short for iri in nodes.iri],
        "label": nodes.label,
        "kind": nodes.kind,
        "family": [family(kind) for kind in nodes.kind],
        "names": nodes.names,
        "translations": nodes.translations,
        "misspellings": nodes.misspellings,
        "identifiers": nodes.identifiers,
        "sides": nodes.sides,
        "roles": nodes.roles,
        "lists": nodes.lists,
        "listings": [[_listing(listing, index) for listing in listings] for listings in nodes.listings],
        "notes": nodes.notes,
        "position": nodes.position,
        "namesakes": _namesakes(nodes),
        "claims": [index.about.get(iri, []) for iri in nodes.iri],
    }


def _listing(listing: Any, index: _Index) -> list[Any]:
    lifted = listing.lifted.isoformat() if listing.lifted else ""
    return [listing.authority_label, listing.text, lifted, index.place.get(listing.claim, -1)]


def _namesakes(nodes: Nodes) -> list[list[int]]:
    """Return for each node the others that go by one of its names."""
    first: dict[str, int] = {}
    several: defaultdict[str, set[int]] = defaultdict(set)
    for n, (names, slips) in enumerate(zip(nodes.names, nodes.misspellings, strict=True)):
        for name in map(folded, (*names, *slips)):
            if first.setdefault(name, n) != n:
                several[name] |= {first[name], n}
    others: defaultdict[int, set[int]] = defaultdict(set)
    for alike in several.values():
        for n in alike:
            others[n] |= alike - {n}
    return [sorted(others[n]) if n in others else [] for n in range(len(nodes.iri))]


def _edge_columns(edges: Edges, index: _Index) -> Columns:
    independent = index.independent
    behind = [[index.place[claim] for claim in claims] for claims in edges.claims]
    return {
        # An edge goes by the claim that makes it, unless that makes several.
        "key": [
            "" if claims and key == claims[-1] else key.removeprefix(CLAIM)
            for key, claims in zip(edges.key, edges.claims, strict=True)
        ],
        "directed": edges.directed,
        "label": edges.label,
        "category": edges.category,
        "support": edges.support,
        "disputed": edges.disputed,
        "when": edges.when,
        "earliest": [day.isoformat() if day else "" for day in edges.earliest],
        "latest": [day.isoformat() if day else "" for day in edges.latest],
        "claims": behind,
        "origins": [min([independent[claim] for claim in claims], default=0) for claims in behind],
    }
