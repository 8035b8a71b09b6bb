"""The network by quarter of the year: what was public by then, or what is said to have happened in it.

Two clocks. `public`: an edge is there from the day on which each claim on which it hangs was out in a document, and
stays. `happened`: an edge is there in a quarter into which, by the outer bounds of the sources, each of its claims may
fall. What bears no date on the clock is left out and counted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, get_args

from armsgraph.analyses import MEASURES
from armsgraph.analyses.centrality import DIGITS, NOTHING, Groups, Legal, States, order, ranked_part
from armsgraph.analyses.measures import check, score
from armsgraph.claims import Claim
from armsgraph.errors import UsageError
from armsgraph.knowledge import date
from armsgraph.network import Network
from armsgraph.simple import Projector
from armsgraph.table import Cell, Iri, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Show: TypeAlias = Literal["network", "actors", "ranks"]
Clock: TypeAlias = Literal["public", "happened"]
COLUMNS: dict[Show, tuple[str, ...]] = {
    "network": (
        "quarter",
        "edges",
        "new_edges",
        "nodes",
        "new_nodes",
        "claims",
        "documents",
        "first",
        "second",
        "third",
    ),
    "actors": ("quarter", "day", "name", "kind", "document", "edges", "rank", "iri"),
    "ranks": ("name", "quarter", "rank", "change", "score", "iri"),
}


_CAUTION: dict[Clock, tuple[str, ...]] = {
    "public": ("Public is what a document read for this graph says: others, not read, may have said it before.",),
    "happened": (),
}


def quarters(
    net: Network,
    show: Annotated[Show, "One row per quarter, per actor, or per place in the ranking."] = "network",
    *,
    clock: Annotated[Clock, "When it was out in a document, or when it is said to have happened."] = "public",
    since: Annotated[datetime.date | str | None, "First day to look at."] = None,
    until: Annotated[datetime.date | str | None, "Last day to look at."] = None,
    by: Annotated[str, "Measure of the ranking.", MEASURES] = "betweenness",
    k: Annotated[int, "How many of the present top to follow, with --show ranks."] = 10,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
) -> Table:
    """Follow the network from quarter to quarter.

    `network`: edges and nodes there in each quarter, how many for the first time, the claims and documents behind them,
    and the first three of the ranking. `actors`: in which quarter each actor first has an edge, the day and, on the
    clock `public`, the document that made it so, its edges until the end and its rank then. `ranks`: the rank of the
    last quarter's first k, quarter by quarter, and by how many places it changed. Equal scores share a rank; a rank
    needs an edge. Days within a quarter are kept to: the first and the last one may be shorter. Support is not looked
    at: `kg.network(known_on=…)` derives it as of a day.
    """
    check(by)
    for what, given, known in (("view", show, get_args(Show)), ("clock", clock, get_args(Clock))):
        if given not in known:
            raise UsageError(f"no {what} {given!r}; choose from {', '.join(known)}")
    if k < 1:
        raise UsageError("the top holds one place at least")
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    if not part.edges.key:
        return Table(COLUMNS[show], [], (NOTHING, *net.notes))
    spans = [_span(part, n, clock) for n in range(len(part.edges.key))]
    undated = spans.count(None)
    left_out = f"Left out, because no date on the clock {clock!r} bounds them: edges, {undated} of {len(spans)}."
    days = [day for span in spans if span for day in span]
    if not days:
        return Table(COLUMNS[show], [], (left_out, *net.notes))
    first, last = min(days) if since is None else date(since), max(days) if until is None else date(until)
    if first > last:
        raise UsageError(f"since {first} is after until {last}")
    line = _Line(part, spans, clock, by, _quarters(first, last))
    rows = line.network() if show == "network" else line.actors() if show == "actors" else line.ranks(k)
    return Table(COLUMNS[show], rows, (f"{by}: {part.basis()}", left_out, *_CAUTION[clock], *net.notes))


Span: TypeAlias = tuple[datetime.date, datetime.date]


def _span(net: Network, edge: int, clock: Clock) -> Span | None:
    """Return the days between which an edge is there, or nothing where a claim of it bears no date."""
    behind = [net.claims[claim] for claim in net.edges.claims[edge]]
    if clock == "public":
        out = [claim.public_on for claim in behind]
        known = [day for day in out if day]
        return (max(known), max(known)) if len(known) == len(out) else None
    bounds = [_bounds(claim) for claim in behind]
    lasting = [span for span in bounds if span]
    if len(lasting) < len(bounds):
        return None
    # Claims of one event and its legs share its time; where they do not, the latest beginning counts.
    begin, end = max(span[0] for span in lasting), min(span[1] for span in lasting)
    return (min(begin, end), max(begin, end))


def _bounds(claim: Claim) -> Span | None:
    days = [*claim.held_on, *(day for day in (claim.earliest, claim.latest) if day)]
    return (min(days), max(days)) if claim.is_dated else None


def _quarters(first: datetime.date, last: datetime.date) -> list[Span]:
    """Return the first and the last day of each quarter from one day to another; the outer two may be shorter."""
    found = []
    year, quarter = first.year, (first.month - 1) // 3
    while (begin := datetime.date(year, 3 * quarter + 1, 1)) <= last:
        after = datetime.date(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1)
        found.append((max(first, begin), min(last, after - datetime.timedelta(days=1))))
        year, quarter = (year + 1, 0) if quarter == 3 else (year, quarter + 1)
    return found


def _name(quarter: Span) -> str:
    return f"{quarter[0].year}-Q{(quarter[0].month - 1) // 3 + 1}"


@dataclass(frozen=True)
class _Line:
    """A network, and when each of its edges is there."""

    net: Network
    spans: Sequence[Span | None]
    clock: Clock
    by: str
    quarters: Sequence[Span]

    def standing(self, quarter: Span) -> NDArray[np.bool_]:
        """Return which edges are there in a quarter."""
        import numpy as np

        begin, end = quarter
        cumulative = self.clock == "public"
        return np.array(
            [span is not None and span[0] <= end and (cumulative or span[1] >= begin) for span in self.spans]
        )

    def network(self) -> list[tuple[Cell, ...]]:
        """Return one row per quarter that has an edge."""
        rows: list[tuple[Cell, ...]] = []
        edges_seen = {n for n, span in enumerate(self.spans) if span and span[0] < self.quarters[0][0]}
        nodes_seen = self._ends(edges_seen)
        for quarter, standing, ranked in self._ranked():
            edges = {n for n, there in enumerate(standing) if there}
            nodes = self._ends(edges)
            claims = {claim for n in edges for claim in self.net.edges.claims[n]}
            documents = {document for claim in claims for document in self._documents(claim, quarter)}
            counts = (
                len(edges),
                len(edges - edges_seen),
                len(nodes),
                len(nodes - nodes_seen),
                len(claims),
                len(documents),
            )
            best = [self.net.nodes.label[n] for n in order(self.net, ranked) if ranked[n] > 0][:3]
            if edges:
                rows.append((_name(quarter), *counts, *best, *[None] * (3 - len(best))))
            edges_seen |= edges
            nodes_seen |= nodes
        return rows

    def actors(self) -> list[tuple[Cell, ...]]:
        """Return one row per actor, in the order of their first edges."""
        begins, ends = self.quarters[0][0], self.quarters[-1][1]
        first: dict[int, tuple[datetime.date, int]] = {}
        for n, span in enumerate(self.spans):
            for node in (self.net.edges.source[n], self.net.edges.target[n]):
                if span and (node not in first or (span[0], n) < first[node]):
                    first[node] = span[0], n
        last = self.standing(self.quarters[-1])
        places = _places(self._scores(last), self._ends(n for n, there in enumerate(last) if there))
        counted = dict.fromkeys(first, 0)
        for n, span in enumerate(self.spans):
            for node in (self.net.edges.source[n], self.net.edges.target[n]) if span and span[0] <= ends else ():
                counted[node] += 1
        rows: list[tuple[Cell, ...]] = []
        for node, (day, edge) in sorted(first.items(), key=lambda item: (item[1][0], self.net.nodes.label[item[0]])):
            if begins <= day <= ends:
                nodes = self.net.nodes
                (quarter,) = _quarters(day, day)
                named = nodes.label[node], nodes.kind[node], self._made_public(edge, day)
                rows.append((_name(quarter), day, *named, counted[node], places.get(node), nodes.iri[node]))
        return rows

    def ranks(self, k: int) -> list[tuple[Cell, ...]]:
        """Return the ranks of those who come first in the last quarter, through all quarters."""
        line = [
            (quarter, ranked, _places(ranked, self._ends(n for n, there in enumerate(standing) if there)))
            for quarter, standing, ranked in self._ranked()
        ]
        last = line[-1][2]
        rows: list[tuple[Cell, ...]] = []
        for node in sorted(
            (n for n, place in last.items() if place <= k), key=lambda n: (last[n], self.net.nodes.label[n])
        ):
            before: int | None = None
            for quarter, ranked, places in line:
                place = places.get(node)
                if place:
                    change = before - place if before else None
                    names = self.net.nodes.label[node], _name(quarter)
                    rows.append((*names, place, change, ranked[node], self.net.nodes.iri[node]))
                before = place
        return rows

    def _ranked(self) -> Iterator[tuple[Span, NDArray[np.bool_], list[float]]]:
        for quarter in self.quarters:
            standing = self.standing(quarter)
            yield quarter, standing, self._scores(standing)

    def _scores(self, standing: NDArray[np.bool_]) -> list[float]:
        scores: list[float] = score(Projector(self.net).simple(standing), self.by).round(DIGITS).tolist()
        return scores

    def _ends(self, edges: Iterable[int]) -> set[int]:
        return {node for n in edges for node in (self.net.edges.source[n], self.net.edges.target[n])}

    def _documents(self, claim: Iri, quarter: Span) -> set[Iri]:
        passages = self.net.claims[claim].asserted
        if self.clock == "happened":
            return {passage.document for passage in passages}
        return {passage.document for passage in passages if passage.public_on and passage.public_on <= quarter[1]}

    def _made_public(self, edge: int, day: datetime.date) -> str | None:
        """Name the document that made an edge public on a day."""
        if self.clock == "happened":
            return None
        for claim in self.net.edges.claims[edge]:
            for passage in self.net.claims[claim].asserted:
                if passage.public_on == day:
                    return f"{passage.title} ({passage.publisher})"
        return None


def _places(scores: Sequence[float], there: set[int]) -> dict[int, int]:
    """Return the places of the nodes that have an edge: one more than the number of those before each."""
    ordered = sorted((scores[n] for n in there), reverse=True)
    first: dict[float, int] = {}
    for n, value in enumerate(ordered, 1):
        first.setdefault(value, n)
    return {n: first[scores[n]] for n in there}
