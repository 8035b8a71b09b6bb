"""How two are connected: the shortest routes, each step with its claims, its weakest link and the sources behind it.

Routes come in the order of Yen (1971) as networkx has it: the fewest steps first, of equally long ones the strongest.
Whether a whole route stands is counted over draws of the claims, since claims that share an origin rise and fall
together; the product of its steps would take them for strangers.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log
from typing import TYPE_CHECKING, Annotated, TypeAlias

from armsgraph.analyses.centrality import (
    NOTHING,
    DrawCount,
    Groups,
    Legal,
    Seed,
    States,
    TableName,
    draw_count,
    ranked_part,
)
from armsgraph.analyses.cuts import minimum_cut, minimum_cuts
from armsgraph.claims import Claim
from armsgraph.errors import UsageError
from armsgraph.network import SUPPORT, Network
from armsgraph.probability import Assumptions, Draws, assumptions, told
from armsgraph.table import Cell, Iri, Table

if TYPE_CHECKING:
    import networkx
    import numpy as np
    from numpy.typing import NDArray

    Standing: TypeAlias = NDArray[np.bool_]

Span: TypeAlias = tuple[datetime.date, datetime.date]

MOST = 5
NO_PATH = "no path between the two (states, groups and listings are no bridge unless asked for, posts never)"
COLUMNS = (
    *("route", "step", "from", "to", "claims", "support", "disputed", "when", "documents", "probability", "beside"),
    *("weakest", "route_probability", "route_beside", "dates", "sources", "origins", "from_iri", "to_iri"),
)
# A step outweighs whatever strength can say of a route; strength is told in millionths.
STEP, MILLION = 10**9, 10**6


@dataclass(frozen=True)
class Hop:
    """One step, with every claim that ties its ends.

    A step holds while one of its ties does: `support` is that of the best, and it is `disputed` when all are.
    `probability` and `beside` are the shares of draws in which it stands, under two tables; None without draws.
    """

    source: str
    target: str
    ends: tuple[Iri, Iri]
    claims: tuple[Claim, ...]
    support: str
    disputed: bool
    when: str
    probability: float | None
    beside: float | None


@dataclass(frozen=True)
class Route:
    """Steps from one actor to another.

    `dates` tells whether there is a day on which, by their outer bounds, all steps may have held: overlap, apart, or
    unknown where bounds are missing. `sources` is independent, or names the document or voice without which all steps
    fall (shared) or several (partly shared). `origins` counts where its claims begin: one voice in one document is one.
    """

    hops: tuple[Hop, ...]
    probability: float | None
    beside: float | None
    dates: str
    sources: str
    origins: int

    @property
    def weakest(self) -> Hop:
        """The step that stands in the fewest draws; of equals the least supported, then the first."""
        return min(self.hops, key=lambda hop: (hop.probability or 0, -SUPPORT.index(hop.support), not hop.disputed))


@dataclass(frozen=True)
class Found:
    """The routes between two, and the part of the network that was searched.

    `disjoint` is how many routes there are that share nobody, `through` who is on every route, `more` whether there
    are routes beyond those listed.
    """

    routes: list[Route]
    part: Network
    disjoint: int
    through: tuple[str, ...]
    more: bool
    draws: int
    tables: tuple[Assumptions, Assumptions]


def routes(
    net: Network,
    source: Annotated[Iri, "Where the routes begin."],
    target: Annotated[Iri, "Where they end."],
    *,
    most: Annotated[int, "Number of routes."] = MOST,
    table: TableName = "graded",
    beside: Annotated[str, "Second table, shown beside the first."] = "wary",
    draws: DrawCount = None,
    seed: Seed = 1,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
) -> Table:
    """Find the shortest routes between two actors, and say how far each can be trusted.

    One row per step, read in either direction. No route runs through a State, a Group, a document or a list unless
    asked for, nor through a post. Of several ties between two, `support` and `disputed` are those of the best;
    `probability` is the share of draws in which one stands and `route_probability` that in which the whole route does,
    `beside` and `route_beside` the same under the second table. `weakest` marks the step that stands least often.
    `dates`: whether by their outer bounds all steps may have held on one day (overlap, apart; unknown where bounds are
    missing). `sources`: the document or voice whose withdrawal fells every step (shared) or several (partly shared),
    else independent; `origins` counts where the claims begin: one voice in one document is one.
    """
    found = find(
        net,
        source,
        target,
        most=most,
        table=table,
        beside=beside,
        draws=draws,
        seed=seed,
        states=states,
        groups=groups,
        legal=legal,
    )
    if not found.routes:
        why = NO_PATH if found.part.edges.key else NOTHING
        return Table(COLUMNS, [], (why[0].upper() + why[1:].removesuffix(".") + ".", found.part.basis(), *net.notes))
    rows: list[tuple[Cell, ...]] = []
    for number, route in enumerate(found.routes, 1):
        whole = route.probability, route.beside, route.dates, route.sources, route.origins
        for step, hop in enumerate(route.hops, 1):
            claims = "; ".join(claim.iri.short for claim in hop.claims)
            documents = len({document for claim in hop.claims for document in claim.documents})
            backed = hop.support, hop.disputed, hop.when, documents, hop.probability, hop.beside
            names = number, step, hop.source, hop.target, claims
            rows.append((*names, *backed, hop is route.weakest, *whole, *hop.ends))
    notes = (f"Searched: {found.part.basis()}", *_told(found), *net.notes)
    return Table(COLUMNS, rows, notes + ((told(found.tables),) if found.draws else ()))


def find(
    net: Network,
    source: str,
    target: str,
    *,
    most: int = MOST,
    table: str = "graded",
    beside: str = "wary",
    draws: int | None = None,
    seed: int = 1,
    states: bool = False,
    groups: bool = False,
    legal: bool = False,
) -> Found:
    """Return the routes as objects; told at `routes`. Without a route the list is empty."""
    if most < 1:
        raise UsageError("list one route at least")
    start, end = (name if isinstance(name, Iri) else net.resolve(name) for name in (source, target))
    if start == end:
        raise UsageError("a path needs two different ends")
    part = _searched(net, {start, end}, states=states, groups=groups, legal=legal)
    tables = assumptions(table), assumptions(beside)
    count = draw_count(draws)
    if start not in part.nodes.iri or end not in part.nodes.iri:
        return Found([], part, 0, (), False, count, tables)
    ties = _ties(part)
    standing = [_standing(Draws(part, of, seed), ties, count) for of in tables]
    places = part.nodes.iri.index(start), part.nodes.iri.index(end)
    paths = _paths(part, ties, standing[0], places, most + 1)
    made = [_route(part, ties, standing, path) for path in paths[:most]]
    return Found(made, part, *_apart(part, ties, places), len(paths) > most, count, tables)


def apart(found: Found) -> str:
    """Tell how many routes share nobody, or who is on all of them."""
    if found.through:
        return f"every route there is leads through {' and '.join(found.through)}"
    return f"routes that share nobody on the way: {found.disjoint}"


def _told(found: Found) -> tuple[str, ...]:
    count = len(found.routes)
    listed = f"the first {count} routes" if found.more else f"all {count} routes" if count > 1 else "the one route"
    first, second = (of.name for of in found.tables)
    drawn = f"Shares of {found.draws} draws with {first}; beside it {second}." if found.draws else "No draws."
    return f"Listed: {listed}; {apart(found)}.", drawn


def _searched(net: Network, ends: set[Iri], *, states: bool, groups: bool, legal: bool) -> Network:
    """Return the part where routes may run: what rankings look at, and the two ends whatever they are."""
    part = ranked_part(net, states=True, groups=True, legal=legal)
    barred = {kind for kind, allowed in (("State", states), ("Group", groups)) if not allowed}
    open_ = [kind not in barred or iri in ends for iri, kind in zip(part.nodes.iri, part.nodes.kind, strict=True)]
    pairs = zip(part.edges.source, part.edges.target, strict=True)
    return part.only(n for n, (one, other) in enumerate(pairs) if open_[one] and open_[other])


def _ties(part: Network) -> dict[tuple[int, int], list[int]]:
    """Gather the edges between each two, in the order of names, so that equal routes come in that order."""
    order = sorted(range(len(part.nodes.iri)), key=lambda n: (part.nodes.label[n], part.nodes.iri[n]))
    rank = {node: place for place, node in enumerate(order)}
    found: dict[tuple[int, int], list[int]] = {}
    for n, pair in enumerate(zip(part.edges.source, part.edges.target, strict=True)):
        one, other = sorted(pair, key=lambda node: rank[node])
        if one != other:
            found.setdefault((one, other), []).append(n)
    return dict(sorted(found.items(), key=lambda item: [rank[node] for node in item[0]]))


def _standing(draws: Draws, ties: dict[tuple[int, int], list[int]], count: int) -> dict[tuple[int, int], Standing]:
    """Return for each tie in which draws it stands."""
    import numpy as np

    held = np.array([draws.standing(n) for n in range(count)]) if count else np.zeros((0, 1), dtype=np.bool_)
    return {pair: np.any(held[:, edges] if count else held, axis=1) for pair, edges in ties.items()}


def _paths(
    part: Network,
    ties: dict[tuple[int, int], list[int]],
    standing: dict[tuple[int, int], Standing],
    ends: tuple[int, int],
    most: int,
) -> list[list[int]]:
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(ends)
    for pair, edges in ties.items():
        weak = min(SUPPORT.index(part.edges.support[n]) for n in edges)
        share = float(standing[pair].mean()) if len(standing[pair]) else 1.0
        graph.add_edge(*pair, weight=STEP + round(-log(max(share, 1 / MILLION)) * MILLION) + weak)
    try:
        return list(islice(networkx.shortest_simple_paths(graph, *ends, weight="weight"), most))
    except networkx.NetworkXNoPath:
        return []


def _apart(part: Network, ties: dict[tuple[int, int], list[int]], ends: tuple[int, int]) -> tuple[int, tuple[str, ...]]:
    """Return how many routes share nobody on the way, and who is on every route."""
    touching = {ends, ends[::-1]} & ties.keys()
    arcs = [arc for pair in ties if pair not in touching for arc in (pair, pair[::-1])]
    cut = minimum_cut(len(part.nodes.iri), arcs, *ends) or []
    if len(cut) != 1 or touching:
        return len(cut) + len(touching), ()
    alone = [part.nodes.label[n] for (n,) in minimum_cuts(len(part.nodes.iri), arcs, *ends)]
    return 1, tuple(alone)


def _route(
    part: Network,
    ties: dict[tuple[int, int], list[int]],
    standing: Sequence[dict[tuple[int, int], Standing]],
    path: Sequence[int],
) -> Route:
    import numpy as np

    steps = [(one, other) if (one, other) in ties else (other, one) for one, other in pairwise(path)]
    hops, held = [], [[of[pair] for pair in steps] for of in standing]
    for place, (one, other) in enumerate(pairwise(path)):
        edges = ties[steps[place]]
        claims = dict.fromkeys(claim for n in edges for claim in part.edges.claims[n])
        hops.append(
            Hop(
                source=part.nodes.label[one],
                target=part.nodes.label[other],
                ends=(part.nodes.iri[one], part.nodes.iri[other]),
                claims=tuple(part.claims[claim] for claim in claims),
                support=min((part.edges.support[n] for n in edges), key=SUPPORT.index),
                disputed=all(part.edges.disputed[n] for n in edges),
                when="; ".join(dict.fromkeys(part.edges.when[n] for n in edges if part.edges.when[n])),
                probability=_share(held[0][place]),
                beside=_share(held[1][place]),
            )
        )
    whole, beside = (_share(np.all(of, axis=0)) for of in held)
    origins = {(p.document, p.voices) for hop in hops for claim in hop.claims for p in claim.origins}
    behind = [ties[pair] for pair in steps]
    return Route(tuple(hops), whole, beside, _dates(part, behind), _sources(part, behind), len(origins))


def _share(held: Standing) -> float | None:
    return round(float(held.mean()), 4) if len(held) else None


def _dates(part: Network, behind: Sequence[Sequence[int]]) -> str:
    """Tell whether the steps may have held on one day; of several ties between two any will do."""
    known, possible = (
        [[span for n in edges for span in _spans(part, n, bounded)] for edges in behind] for bounded in (True, False)
    )
    return "overlap" if _common_day(known) else "unknown" if _common_day(possible) else "apart"


def _spans(part: Network, edge: int, bounded: bool) -> list[Span]:
    """Return the days within which a tie may have held; what is not bounded is nowhere, or anywhere."""
    earliest, latest = part.edges.earliest[edge], part.edges.latest[edge]
    if earliest and latest:
        return [(earliest, latest)]
    if bounded:
        return [(day, day) for day in part.claims[part.edges.claim[edge]].held_on]
    return [(earliest or datetime.date.min, latest or datetime.date.max)]


def _common_day(spans: Sequence[Sequence[Span]]) -> bool:
    starts = {first for hop in spans for first, _ in hop}
    return any(all(any(first <= day <= last for first, last in hop) for hop in spans) for day in starts)


def _sources(part: Network, behind: Sequence[Sequence[int]]) -> str:
    """Name the document or voice without which most steps fall, if several do or the route has but one."""
    near = part.only(n for edges in behind for n in edges)
    said_in = [passage for claim in near.edge_claims for passage in near.claims[claim].asserted]
    places = {n: place for place, n in enumerate(n for edges in behind for n in edges)}
    steps = [[places[n] for n in edges] for edges in behind]
    documents = sorted({passage.document for passage in said_in})
    voices = {voice: voice.short for passage in said_in for voice in passage.voices}
    for passage in said_in:
        who = passage.spoken_for or passage.speakers
        if len(passage.voices) == len(who) == 1:
            voices[passage.voices[0]] = who[0]
    withdrawn: list[tuple[str, Sequence[Iri], Sequence[Iri]]] = [(of.short, [of], []) for of in documents]
    withdrawn += [(name, [], [voice]) for voice, name in sorted(voices.items())]
    fallen: list[tuple[str, list[int]]] = []
    for name, gone, silent in withdrawn:
        left = set(near.standing(gone, silent))
        fallen.append((name, [step for step, edges in enumerate(steps, 1) if left.isdisjoint(edges)]))
    name, lost = max(fallen, key=lambda pair: len(pair[1]), default=("", []))
    if len(lost) == len(steps):
        return f"shared: {name}"
    return f"partly shared: {name} (steps {', '.join(map(str, lost))})" if len(lost) > 1 else "independent"
