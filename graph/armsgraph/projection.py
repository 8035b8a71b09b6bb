"""Store → Network: who is tied to whom, one edge per claim and pair of legs. The only bridge from RDF to graphs.

Three projections: `actors` ties actors by links and by legs of events, `events` ties actors to the events in which they
had a leg (two-mode; Breiger 1974), `supply` follows goods from sender by way of carrier and port to recipient.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from itertools import chain
from typing import TypeVar

from armsgraph.claims import Claim, claims
from armsgraph.entities import entities
from armsgraph.errors import UsageError
from armsgraph.facts import UNGRADED, Facts, facts
from armsgraph.garbage import uncollected
from armsgraph.listings import Listing, listings
from armsgraph.network import CATEGORIES, PROJECTIONS, SUPPORT, Disputed, Edges, Network, Nodes, Projection
from armsgraph.store import Store
from armsgraph.table import Iri
from armsgraph.ties import Ties, event_ties, leg_ties, link_ties, supply_ties


@uncollected()
def build(
    store: Store,
    records: Callable[[], Mapping[Iri, Claim]] | None = None,
    *,
    projection: Projection = "actors",
    commodity: Iri | None = None,
    categories: Sequence[str] = CATEGORIES,
    support: Sequence[str] = SUPPORT,
    disputed: Disputed = "keep",
    valid_on: datetime.date | None = None,
    notes: Sequence[str] = (),
) -> Network:
    """Project a derived store onto actors, vehicles, groups and places, tied by links and by legs of events.

    `records` gives the claims when somebody asks the network for them; without it they are read from the store.
    `commodity` is a cargo type: the `supply` of it and of what is narrower. `support` and `disputed` filter edges by
    the weakest claim on which each hangs. `valid_on` keeps the edges whose claims say of that day that the fact may
    have held; claims without both bounds say nothing and are counted out.
    """
    _check("category", categories, CATEGORIES)
    _check("support", support, SUPPORT)
    _check("disputed", [disputed], ("keep", "drop", "only"))
    _check("projection", [projection], PROJECTIONS)
    if (commodity is not None) != (projection == "supply"):
        raise UsageError("the projection supply, and it alone, takes a commodity: supply of what?")
    known, read = facts(store), records or cache(lambda: claims(store))

    def view(found: Ties, notes: Sequence[str] = ()) -> Network:
        told, chosen = list(notes), list(range(len(found.claims)))
        if not set(CATEGORIES).issubset(categories):
            chosen = [n for n in chosen if found.kind[n].category in categories]
        if not set(SUPPORT).issubset(support):
            chosen = [n for n in chosen if _weakest(known.support[c] for c in found.claims[n]) in support]
        if disputed != "keep":
            only = disputed == "only"
            chosen = [n for n in chosen if any(known.disputed[c] for c in found.claims[n]) == only]
        if valid_on:
            undated = sum(not all(map(known.is_dated, found.claims[n])) for n in chosen)
            chosen = [n for n in chosen if all(known.may_hold_on(c, valid_on) for c in found.claims[n])]
            if undated:
                told.append(
                    f"Left out of what may have held on {valid_on}, because no source bounds them in time: "
                    f"edges, {undated}"
                )
        return _network(store, found, chosen, known, read, told)

    if commodity:
        return view(Ties().plus(supply_ties(store, known, commodity)), notes)
    if projection == "events":
        return view(Ties().plus(event_ties(store, known, "involves")), notes)
    ties = view(link_ties(store, known).plus(leg_ties(store, known)), notes)
    return replace(ties, legs=cache(lambda: view(Ties().plus(event_ties(store, known, "hasLeg")))))


# From what weighs least to what weighs most; whoever said nothing had no doubt to note.
_CONFIDENCE = ("Low", "Moderate", "High", "")


def _network(
    store: Store,
    found: Ties,
    chosen: Sequence[int],
    known: Facts,
    records: Callable[[], Mapping[Iri, Claim]],
    notes: Sequence[str],
) -> Network:
    keys = _keys(found, chosen, known)
    order = sorted(keys, key=keys.__getitem__)
    sources, targets = _taken(found.source, order), _taken(found.target, order)
    behind, kinds, events = _taken(found.claims, order), _taken(found.kind, order), _taken(found.event, order)
    makers = [claims[-1] for claims in behind]
    joint = [n for n, claims in enumerate(behind) if len(claims) > 1]
    ends = sorted({*sources, *targets})
    place = {iri: n for n, iri in enumerate(ends)}

    def made(column: list[Fact]) -> list[Fact]:
        return _taken(column, makers)

    def told(column: list[Fact], of_several: Callable[[list[Fact]], Fact]) -> list[Fact]:
        edges = made(column)
        for n in joint:
            edges[n] = of_several([column[claim] for claim in behind[n]])
        return edges

    drawn = Edges(
        key=[keys[n] for n in order],
        source=list(map(place.__getitem__, sources)),
        target=list(map(place.__getitem__, targets)),
        directed=[kind.directed for kind in kinds],
        label=[kind.label for kind in kinds],
        category=[kind.category for kind in kinds],
        support=told(known.support, _weakest),
        disputed=told(known.disputed, any),
        claim=made(known.iri),
        claims=told([(iri,) for iri in known.iri], _joined),
        event=[event.iri for event in events],
        event_label=[event.label for event in events],
        when=told(known.when, lambda several: several[-1] or several[0]),
        predicate=[kind.predicate for kind in kinds],
        earliest=made(known.earliest),
        latest=made(known.latest),
        documents=told(known.documents, _joined),
        reliability=_graded(told(known.reliability, max)),
        credibility=_graded(told(known.credibility, max)),
        confidence=told(known.confidence, lambda several: min(several, key=_CONFIDENCE.index)),
    )
    return Network(_nodes(store, ends), drawn, records, tuple(notes))


Fact = TypeVar("Fact")


def _taken(column: Sequence[Fact], places: Iterable[int]) -> list[Fact]:
    return list(map(column.__getitem__, places))


def _weakest(levels: Iterable[str]) -> str:
    return max(levels, key=SUPPORT.index)


def _joined(several: Iterable[tuple[Iri, ...]]) -> tuple[Iri, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))


def _graded(grades: list[str]) -> list[str]:
    return ["" if grade == UNGRADED else grade for grade in grades]


def _keys(found: Ties, chosen: Iterable[int], known: Facts) -> dict[int, str]:
    """Name edges by their claims, by the ends too where a claim makes several, by the leg where it ties two twice."""
    made = {n: found.claims[n][-1] for n in chosen}
    times = Counter(made.values())
    several = {n: (claim, found.source[n], found.target[n]) for n, claim in made.items() if times[claim] > 1}
    ties = Counter(several.values())
    keys: dict[int, str] = {n: known.iri[claim] for n, claim in made.items()}
    for n, (claim, source, target) in several.items():
        keys[n] = f"{known.iri[claim]}#{source.name}-{target.name}"
        if ties[claim, source, target] > 1:
            keys[n] += f"-{found.kind[n].predicate.name}"
    return keys


def _nodes(store: Store, ends: list[Iri]) -> Nodes:
    known = entities(store)
    behind = [known[iri] for iri in ends]
    names = (column.name for column in fields(Nodes) if column.name != "listings")
    columns = {name: [getattr(entity, name) for entity in behind] for name in names}
    listed: dict[Iri, list[Listing]] = {}
    for listing in sorted(listings(store), key=lambda one: one.order):
        listed.setdefault(listing.target, []).append(listing)
    return Nodes(**columns, listings=[tuple(listed.get(iri, ())) for iri in ends])


def _check(what: str, given: Iterable[str], allowed: Sequence[str]) -> None:
    for name in given:
        if name not in allowed:
            raise UsageError(f"no {what} {name!r}; choose from {', '.join(allowed)}")
