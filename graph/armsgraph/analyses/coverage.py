"""Who is on whose list: entities by authorities, where a list that nobody looked through is unknown and never a no."""

from __future__ import annotations

import calendar
import datetime
import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from armsgraph.analyses.centrality import DIGITS, States, ranked_part
from armsgraph.analyses.measures import Projector, betweenness
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell, Iri, Table
from armsgraph.vocab import BASE

# The body in whose name each list is kept; what its organs list, it lists.
AUTHORITIES = {
    "un": "organization/united-nations",
    "us": "state/united-states",
    "eu": "organization/european-union",
    "uk": "state/united-kingdom",
    "japan": "state/japan",
    "south_korea": "state/south-korea",
    "canada": "state/canada",
    "australia": "state/australia",
    "new_zealand": "state/new-zealand",
    "switzerland": "state/switzerland",
    "ukraine": "state/ukraine",
}
# Registers whose numbers tell that an authority listed somebody at some time, though no day is known here.
REGISTERS = {"OFAC": "us", "UN": "un", "JP-MOF": "japan"}
# A day of announcement says most, then one of effect, then one of print.
DATED = {"announcedOn": "", "effectiveOn": " (in force)", "publishedOn": " (printed)"}
PLACES = ("Place", "Port", "Facility", "BorderCrossing")
UNKNOWN = "unknown"

Day = datetime.date


def coverage(
    kg: KnowledgeGraph,
    authorities: Annotated[Sequence[str], "Authority; repeat for several. [default: all]", tuple(AUTHORITIES)] = (),
    *,
    on: Annotated[Day | str | None, "Whose lists held whom on this day. [default: as far as the graph knows]"] = None,
    gaps: Annotated[bool, "Only who is listed by one and, as far as is known, not by another."] = False,
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
    states: States = False,
) -> Table:
    """Tell who is on whose list, on whose not, and where nobody has looked, the central ones with gaps first.

    A cell of an authority is `listed` with the day, `delisted` with the day, `not listed as of` the day on which
    somebody looked for the entity on the whole list by number or under all its names (on the list that the claim cites:
    an authority may keep others), or `unknown`. A day is that of announcement, else that of effect (in force) or of
    print (printed), else the time within which the listing was first seen, in EDTF: 2022-05-06/2022-05-08 is between
    two days, ../2025-06-08 is by that day.

    `listed_by` counts the authorities that list the entity, and `second_hand` those of them whose own word the graph
    does not hold. `not_listed` counts those that took it off or on whose list it was not found, `unknown` the rest.
    `score` is betweenness (Freeman 1977) as centrality gives it, every claim taken for true; it is empty for whoever
    has no tie. Rows: listed somewhere first, then by `not_listed`, then by `score`. Whoever has a tie or is listed has
    a row; counted groups have none, and their listing lists no member.

    With `on`, a listing counts from the last day on which it can have begun to the day of its end, and a check only if
    it had been made by then. A listing that may or may not have begun is unknown.
    """
    chosen, day = _chosen(authorities), parsed(on)
    if (top or 0) < 0:
        raise UsageError("rows cannot be fewer than 0")
    part = ranked_part(kg.network(), states=states)
    scores = dict(zip(part.nodes.iri, betweenness(Projector(part).simple()).round(DIGITS).tolist(), strict=True))
    bodies = kg.select(_BODIES).grouped()
    listed = _by_cell(listings(kg), bodies, chosen)
    checked = _by_cell(_checks(kg), bodies, chosen)
    targets = {target for target, _ in listed}
    rows: list[tuple[Cell, ...]] = []
    for iri in targets | set(scores):
        entity = kg.entity_records[iri]
        if (entity.kind == "State" and not states) or (entity.kind in PLACES and iri not in targets):
            continue
        cells = [_cell(listed.get((iri, name), ()), checked.get((iri, name), ()), day) for name in chosen]
        counts = _counts(cells)
        if not gaps or 0 < counts[0] < len(cells):
            claims = dict.fromkeys(claim.short for cell in cells for claim in cell.claims)
            texts = [cell.text for cell in cells]
            rows.append((entity.label, entity.kind, *counts, scores.get(iri), *texts, ", ".join(claims), iri))
    header = ("name", "kind", *COUNTED, "score", *chosen, "claims", "iri")
    table = Table(header, sorted(rows, key=lambda row: _order(dict(zip(header, row, strict=True)))))
    if not rows:
        reason = "is listed by one and not, as far as is known, by another" if gaps else "is listed or has a tie"
        return Table(header, [], (f"Nobody {reason}.",))
    notes = (f"score: betweenness, {part.basis()}", *_notes(kg, table, chosen, listed, day))
    return Table(header, table.rows[: top or None], notes)


COUNTED = ("listed_by", "not_listed", "unknown", "second_hand")


@dataclass(frozen=True)
class Listing:
    """One designation that stands: whom it targets, who imposed it, and the days between which it began.

    `text` is that time as the source gives it, `low` or `high` is missing where the source leaves it open.
    """

    iri: Iri
    target: Iri
    authority: Iri
    claim: Iri
    declared: bool
    low: Day | None
    high: Day | None
    text: str
    lifted: Day | None


@dataclass(frozen=True)
class Check:
    """One look through a whole list that did not find the entity."""

    target: Iri
    authority: Iri
    claim: Iri
    day: Day


Found = TypeVar("Found", Listing, Check)


def listings(kg: KnowledgeGraph) -> list[Listing]:
    """Return every designation of somebody by name that nobody refuted or withdrew."""
    days: dict[tuple[Cell, str], set[Day]] = {}
    words: dict[Cell, str] = {}
    for listing, term, value in kg.select(_DAYS):
        name = Iri(str(term)).name
        if isinstance(value, Day):
            days.setdefault((listing, name), set()).add(value)
        elif name == "when":
            words[listing] = str(value)
    found = []
    for listing, target, authority, claim, support in kg.select(_LISTINGS):
        ends = {name: days.get((listing, name), set()) for name in (*DATED, "earliest", "latest", "liftedOn")}
        term = next((name for name in DATED if ends[name]), None)
        low, high = (ends[term], ends[term]) if term else (ends["earliest"], ends["latest"])
        first, last = min(low, default=None), max(high, default=None)
        text = span(first, last) + DATED[term] if term else words.get(listing) or span(first, last)
        lifted = min(ends["liftedOn"], default=None)
        whom, body, behind = (Iri(str(cell)) for cell in (target, authority, claim))
        declared = Iri(str(support)).name == "Declared"
        found.append(Listing(Iri(str(listing)), whom, body, behind, declared, first, last, text, lifted))
    return found


_LISTINGS = """
SELECT DISTINCT ?listing ?target ?authority ?claim ?support WHERE {
  ?listing a arms:Designation ; arms:targets ?target ; arms:imposedBy ?authority .
  ?claim arms:isAbout ?listing ; arms:restsOn ?passage ; arms:hasSupport ?support
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
  MINUS { ?target a arms:Group }
}
ORDER BY ?listing ?target ?authority
"""
_DAYS = """
SELECT DISTINCT ?listing ?term ?day WHERE {
  VALUES ?term {
    arms:announcedOn arms:effectiveOn arms:publishedOn arms:when arms:earliest arms:latest arms:liftedOn
  }
  ?listing a arms:Designation ; arms:partOfAction? ?dated .
  ?dated ?term ?day
}
"""
_CHECKS = """
SELECT DISTINCT ?target ?authority ?claim ?day WHERE {
  ?claim rdf:predicate arms:absentFromListOf ; rdf:subject ?target ; rdf:object ?authority ; arms:heldOn ?day ;
    arms:restsOn ?passage
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
}
ORDER BY ?target ?authority ?day
"""
_BODIES = """
SELECT DISTINCT ?organ ?body WHERE {
  { ?listing a arms:Designation ; arms:imposedBy ?organ }
  UNION { ?claim rdf:predicate arms:absentFromListOf ; rdf:object ?organ }
  ?organ arms:organOf* ?body
}
"""


def span(low: Day | None, high: Day | None) -> str:
    """Write what lies between two days in EDTF: a day, a whole month or year, or an interval, `..` for an open end."""
    if low is None and high is None:
        return "day unknown"
    if low and high:
        if low == high:
            return str(low)
        ends = (low.replace(day=1), high.replace(day=calendar.monthrange(high.year, high.month)[1])) == (low, high)
        if ends and (low.year, low.month) == (high.year, high.month):
            return f"{low:%Y-%m}"
        if ends and low.year == high.year and (low.month, high.month) == (1, 12):
            return f"{low:%Y}"
    return f"{low or '..'}/{high or '..'}"


def parsed(day: Day | str | None) -> Day | None:
    """Return the day that a text names."""
    if not isinstance(day, str):
        return day
    try:
        return Day.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; write it like 2024-05-24") from None


@dataclass(frozen=True)
class _Cell:
    text: str
    claims: tuple[Iri, ...] = ()
    second_hand: bool = False


def _cell(listed: Collection[Listing], checked: Collection[Check], on: Day | None) -> _Cell:
    begun = [one for one in listed if on is None or (one.high and one.high <= on)]
    standing = [one for one in begun if one.lifted is None or (on and one.lifted > on)]
    if standing:
        first = min(standing, key=lambda one: (one.high or Day.max, one.low or Day.max, one.iri))
        claims = tuple(one.claim for one in standing)
        return _Cell(f"listed {first.text}", claims, not any(one.declared for one in standing))
    if begun:
        return _Cell(f"delisted {max(one.lifted for one in begun if one.lifted)}", tuple(one.claim for one in begun))
    made = [check for check in checked if on is None or check.day <= on]
    if made:
        last = max(made, key=lambda check: (check.day, check.claim))
        return _Cell(f"not listed as of {last.day}", (last.claim,))
    return _Cell(UNKNOWN)


def _counts(cells: Iterable[_Cell]) -> tuple[int, int, int, int]:
    words = [cell.text.split()[0] for cell in cells]
    return (
        words.count("listed"),
        words.count("not") + words.count("delisted"),
        words.count(UNKNOWN),
        sum(cell.second_hand for cell in cells),
    )


def _order(row: dict[str, Cell]) -> tuple[object, ...]:
    listed, missing, unknown = (int(str(row[name])) for name in ("listed_by", "not_listed", "unknown"))
    score = row["score"] if isinstance(row["score"], float) else -1.0
    return not listed, -missing if listed else 0, -score, -unknown, row["name"], row["iri"]


def _chosen(names: Sequence[str]) -> list[str]:
    if isinstance(names, str):
        raise UsageError(f"authorities takes a list: write authorities=[{names!r}]")
    for name in names:
        if name not in AUTHORITIES:
            near = difflib.get_close_matches(name.casefold().replace(" ", "_"), AUTHORITIES, n=1, cutoff=0.4)
            hint = f" (near: {near[0]})" if near else ""
            raise UsageError(f"no authority {name!r}{hint}; choose from {', '.join(AUTHORITIES)}")
    return [name for name in AUTHORITIES if name in names or not names]


def _by_cell(
    found: Iterable[Found], bodies: dict[Cell, list[Cell]], chosen: Sequence[str]
) -> dict[tuple[Iri, str], list[Found]]:
    named = {f"{BASE}id/{AUTHORITIES[name]}": name for name in chosen}
    cells: dict[tuple[Iri, str], list[Found]] = {}
    for one in found:
        for body in bodies[one.authority]:
            if body in named:
                cells.setdefault((one.target, named[str(body)]), []).append(one)
    return cells


def _checks(kg: KnowledgeGraph) -> list[Check]:
    return [
        Check(Iri(str(target)), Iri(str(authority)), Iri(str(claim)), day)
        for target, authority, claim, day in kg.select(_CHECKS)
        if isinstance(day, Day)
    ]


def _notes(
    kg: KnowledgeGraph, table: Table, chosen: Sequence[str], listed: Collection[tuple[Iri, str]], on: Day | None
) -> tuple[str, ...]:
    cells = [(Iri(str(row["iri"])), name, str(row[name])) for row in table.records() for name in chosen]
    unknown = [(iri, name) for iri, name, text in cells if text == UNKNOWN]
    checked = sum(text.startswith("not listed") for *_, text in cells)
    told = [
        f"Unknown is not no: {len(unknown)} of {len(cells)} cells, where nobody entered a listing or looked for the "
        f"entity on the whole list. Looked for and not found: {checked} cells."
    ]
    if on:
        later = sum(cell in listed for cell in unknown)
        told.append(f"Of the unknown on {on}, listed later or on a day that may be later: {later} cells.")
    silent = [name for name in chosen if name not in {authority for _, authority in listed}]
    if silent:
        told.append(f"This graph holds no listing by name from: {', '.join(silent)}.")
    numbered: dict[str, set[str]] = {}
    for iri, name in unknown:
        schemes = {number.split(":")[0] for number in kg.entity_records[iri].identifiers}
        if (iri, name) not in listed and any(REGISTERS.get(scheme) == name for scheme in schemes):
            numbered.setdefault(name, set()).add(kg.entity_records[iri].label)
    for name, who in numbered.items():
        told.append(
            f"Unknown, though they bear a number of that list, {name}, without a day: {', '.join(sorted(who))}."
        )
    return tuple(told)
