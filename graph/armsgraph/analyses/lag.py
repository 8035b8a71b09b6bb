"""How many days from an event to its first public report and to the first listing of those involved, as ranges."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Annotated

from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.listings import Listing, listings, span
from armsgraph.table import Cell, Iri, Table

# How many names a cell holds.
NAMED = 3
GROUNDED, INVOLVED, AGAIN, ONLY_BEFORE = WAYS = (
    "concerns the event",
    "took part",
    "took part, listed before",
    "listed before",
)
COLUMNS = (
    *("event", "when", "reported", "report_lag_min", "report_lag_max", "listed", "authority", "who"),
    *("listing_lag_min", "listing_lag_max", "how", "claims", "iri"),
)

Day = datetime.date


def lag(
    kg: KnowledgeGraph,
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
) -> Table:
    """Tell how many days lie between an event, its first report and the first listing of those involved.

    Events are transfers (shipments, payments, deployments), voyages, negotiations and meetings that were not only
    planned. Each lag is a range of days, for neither end is known to the day: the event lies somewhere between its
    earliest and its latest day, and a document of May 2024 came out on any day of that month. The least lag runs from
    the latest day of the event to the earliest of the report or listing, the greatest from the earliest day of the
    event to the latest of the other; it is empty where that end is unknown. A least lag below nothing is no error: the
    report or listing may lie before the end of a flow that went on, or the event is dated loosely.

    `reported` is when the first document came out in which the event, or what the document relies on for it, stands;
    `listed` when the first of those involved was listed, by which `authority`, and `who` it was. `how` says why this
    listing: it `concerns the event`, naming it as a ground, or, where none does, its target `took part` in the event
    and was listed after it began, on whatever ground; `listed before` tells that somebody who took part already was
    on a list. States and counted groups are not looked up. `claims` are those of the event and of the listing. Rows:
    listings that concern the event first, then the others, each from old to new.
    """
    if (top or 0) < 0:
        raise UsageError("rows cannot be fewer than 0")
    events = _events(kg)
    dated = {iri: event for iri, event in events.items() if event.low or event.high}
    reports, undated = _reports(kg, dated)
    by_target: dict[Iri, list[Listing]] = {}
    for listing in listings(kg.store):
        by_target.setdefault(listing.target, []).append(listing)
    by_iri = {listing.iri: listing for found in by_target.values() for listing in found}
    grounds, parts = kg.select(_GROUNDS).grouped(), kg.select(_PARTS).grouped()
    rows = []
    for iri, event in dated.items():
        listed = [by_iri[Iri(str(one))] for one in grounds.get(iri, ()) if one in by_iri]
        how = GROUNDED
        if not listed:
            known = [one for who in parts.get(iri, ()) for one in by_target.get(Iri(str(who)), ())]
            listed = [one for one in known if event.precedes(one)]
            before = any(event.follows(one) for one in known)
            how = (AGAIN if before else INVOLVED) if listed else ONLY_BEFORE if before else ""
        rows.append(_row(kg, event, reports.get(iri, []), listed, how))
    rows.sort(key=lambda row: ((*WAYS, None).index(row[10]), dated[Iri(str(row[-1]))].order, row[0], row[-1]))
    return Table(COLUMNS, rows[: top or None], _notes(rows, len(events) - len(dated), undated))


@dataclass(frozen=True)
class Span:
    """The days between which something lies; an end may be unknown."""

    low: Day | None
    high: Day | None


@dataclass(frozen=True)
class Event(Span):
    """An event, its claim, and when it happened in the source's words."""

    iri: Iri
    claim: Iri
    when: str

    @property
    def order(self) -> tuple[Day, Day]:
        """Where it stands among events from old to new."""
        return self.low or self.high or Day.max, self.high or Day.max

    def precedes(self, listing: Listing) -> bool:
        """Tell whether a listing of known beginning can have come after the event."""
        if not listing.low or not listing.high:
            return False
        return listing.high >= self.low if self.low else bool(self.high and listing.low >= self.high)

    def follows(self, listing: Listing) -> bool:
        """Tell whether a listing came before the event for sure."""
        return bool(self.low and listing.high and listing.high < self.low)


def between(start: Span, end: Span) -> tuple[int | None, int | None]:
    """Return the least and the greatest number of days from one to the other."""
    return (
        (end.low - start.high).days if end.low and start.high else None,
        (end.high - start.low).days if end.high and start.low else None,
    )


def issued(text: str) -> Span | None:
    """Return the days of a date given as day, month or year."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    if parts is None:
        return None
    year, month, day = (int(part) if part else 0 for part in parts.groups())
    last = day or calendar.monthrange(year, month or 12)[1]
    return Span(Day(year, month or 1, day or 1), Day(year, month or 12, last))


def first(spans: Iterable[Span]) -> Span | None:
    """Return between which days the first of them lies."""
    found = list(spans)
    lows = [one.low for one in found]
    low = None if None in lows else min((day for day in lows if day), default=None)
    high = min((one.high for one in found if one.high), default=None)
    return Span(low, high) if found else None


_EVENTS = """
SELECT DISTINCT ?event ?claim ?when ?earliest ?latest WHERE {
  VALUES ?top { arms:Transfer arms:Voyage arms:Negotiation arms:Meeting }
  ?class rdfs:subClassOf* ?top . ?event a ?class .
  ?claim arms:isAbout ?event ; arms:restsOn ?passage
  OPTIONAL { ?event arms:when ?when }
  OPTIONAL { ?event arms:earliest ?earliest }
  OPTIONAL { ?event arms:latest ?latest }
  MINUS { ?event arms:hasStatus armsv:Planned }
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
}
ORDER BY ?event ?claim
"""
_REPORTS = """
SELECT DISTINCT ?event ?document ?issued WHERE {
  VALUES ?top { arms:Transfer arms:Voyage arms:Negotiation arms:Meeting }
  ?class rdfs:subClassOf* ?top . ?event a ?class .
  ?claim arms:isAbout ?event ; arms:restsOn/arms:foundIn ?document
  OPTIONAL { ?document dcterms:issued ?day BIND (STR(?day) AS ?issued) }
}
ORDER BY ?event ?document
"""
_GROUNDS = """
SELECT DISTINCT ?event ?listing WHERE { ?listing a arms:Designation ; arms:concerns ?event }
ORDER BY ?event ?listing
"""
_PARTS = """
SELECT DISTINCT ?event ?who WHERE {
  ?leg rdfs:subPropertyOf arms:involves .
  ?event ?leg ?who
  MINUS { ?who a arms:State }
  MINUS { ?who a arms:Group }
}
ORDER BY ?event ?who
"""


def _events(kg: KnowledgeGraph) -> dict[Iri, Event]:
    found = {}
    for event, claim, when, low, high in kg.select(_EVENTS):
        iri = Iri(str(event))
        found[iri] = Event(_day(low), _day(high), iri, Iri(str(claim)), str(when or ""))
    return found


def _day(cell: Cell) -> Day | None:
    return cell if isinstance(cell, Day) else None


def _reports(kg: KnowledgeGraph, events: Collection[Iri]) -> tuple[dict[Iri, list[Span]], int]:
    """Return when the documents came out that report each event, and how many of these bear no date."""
    found: dict[Iri, list[Span]] = {}
    undated = set()
    for event, document, text in kg.select(_REPORTS):
        day = issued(str(text or ""))
        if day:
            found.setdefault(Iri(str(event)), []).append(day)
        elif event in events:
            undated.add(document)
    return found, len(undated)


def _row(kg: KnowledgeGraph, event: Event, reports: list[Span], listed: list[Listing], how: str) -> tuple[Cell, ...]:
    reported = first(reports)
    since: tuple[Cell, ...] = (
        (span(reported.low, reported.high), *between(event, reported)) if reported else (None,) * 3
    )
    behind = [event.claim]
    to_listing: tuple[Cell, ...] = (None,) * 5
    begun = first(Span(one.low, one.high) for one in listed)
    if begun:
        earliest = min(listed, key=lambda one: (one.high or Day.max, one.low or Day.max))
        same = [one for one in listed if (one.low, one.high) == (earliest.low, earliest.high)]
        behind += [one.claim for one in same]
        names = (_few(kg.entity_records[iri].label for iri in iris) for iris in _ends(same))
        to_listing = (span(begun.low, begun.high), *names, *between(event, begun))
    when = event.when or span(event.low, event.high)
    claims = ", ".join(claim.short for claim in dict.fromkeys(behind))
    return (kg.entity_records[event.iri].label, when, *since, *to_listing, how or None, claims, event.iri)


def _ends(listed: Sequence[Listing]) -> tuple[set[Iri], set[Iri]]:
    return {one.authority for one in listed}, {one.target for one in listed}


def _few(labels: Iterable[str]) -> str:
    named = sorted(labels)
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return ", ".join(named[:NAMED]) + more


def _notes(rows: Sequence[tuple[Cell, ...]], unbounded: int, undated: int) -> tuple[str, ...]:
    records = Table(COLUMNS, list(rows)).records()
    silent = sum(row["reported"] is None for row in records)
    before = sum(row["how"] == ONLY_BEFORE for row in records)
    unlisted = sum(row["how"] is None for row in records)
    told = [
        f"{len(records)} events. Left out: {unbounded} events without any bound in time and, as reports, {undated} "
        f"documents without a date.",
        f"Without a lag: in no dated document, {silent} events; nobody involved known to be listed, {unlisted}; "
        f"listed only before the event, {before}.",
        "The first report is the first in this graph: an earlier one may be missing here. An event only known to lie "
        "before its report or listing (../day) is bounded by it, so that a least lag of nothing says little.",
        _median("the first report", records, "report"),
    ]
    for how in (GROUNDED, INVOLVED, AGAIN):
        told.append(_median(f"a listing ({how})", [row for row in records if row["how"] == how], "listing"))
    return tuple(told)


def _median(what: str, records: Sequence[dict[str, Cell]], column: str) -> str:
    ranges = [(row[f"{column}_lag_min"], row[f"{column}_lag_max"]) for row in records]
    whole = [(low, high) for low, high in ranges if isinstance(low, int) and isinstance(high, int)]
    if not whole:
        return f"Days to {what}: none is bounded at both ends."
    low, high = (median(ends) for ends in zip(*whole, strict=True))
    below = sum(least < 0 for least, _ in whole)
    return (
        f"Days to {what}: the median lies between {low:g} and {high:g}, over {len(whole)} events bounded at both ends; "
        f"in {below} of them the least lag is below nothing."
    )
