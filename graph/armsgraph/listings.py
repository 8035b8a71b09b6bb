"""Store → Listings: who is on whose list, and where somebody looked for them in vain."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from armsgraph.store import Store
from armsgraph.table import Cell, Iri
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
UNKNOWN = "unknown"

Day = datetime.date


@dataclass(frozen=True)
class Listing:
    """One designation that stands: whom it targets, who imposed it, and the days between which it began.

    `text` is that time as the source gives it, `low` or `high` is missing where the source leaves it open.
    `authority_label` is what the authority is called. As text: Japan 2024-05-24, lifted 2025-01-01.
    """

    iri: Iri
    target: Iri
    authority: Iri
    authority_label: str
    claim: Iri
    declared: bool
    low: Day | None
    high: Day | None
    text: str
    lifted: Day | None

    def __str__(self) -> str:
        return f"{self.authority_label} {self.text}" + (f", lifted {self.lifted}" if self.lifted else "")

    @property
    def order(self) -> tuple[Day, Day, Iri]:
        """Where it stands among listings from old to new."""
        return self.high or Day.max, self.low or Day.max, self.iri


@dataclass(frozen=True)
class Check:
    """One look through a whole list that did not find the entity."""

    target: Iri
    authority: Iri
    claim: Iri
    day: Day


@dataclass(frozen=True)
class Standing:
    """How one entity stands on the list of one authority, in words, with the claims behind them.

    `text` begins with `listed`, `delisted`, `not listed as of` or `unknown`. `second_hand` tells that the graph does
    not hold the authority's own word.
    """

    text: str
    claims: tuple[Iri, ...] = ()
    second_hand: bool = False


@dataclass(frozen=True)
class Lists:
    """What is known of the lists of some authorities, by entity and authority."""

    listed: Mapping[tuple[Iri, str], Sequence[Listing]]
    checked: Mapping[tuple[Iri, str], Sequence[Check]]

    def standing(self, entity: Iri, authority: str, on: Day | None = None) -> Standing:
        """Tell how an entity stands on the list of an authority: as far as the graph knows, or on a day.

        A listing counts from the last day on which it can have begun to the day of its end, and a check once it was
        made.
        """
        listed, checked = self.listed.get((entity, authority), ()), self.checked.get((entity, authority), ())
        begun = [one for one in listed if on is None or (one.high and one.high <= on)]
        standing = [one for one in begun if one.lifted is None or (on and one.lifted > on)]
        if standing:
            first = min(standing, key=lambda one: one.order)
            claims = tuple(one.claim for one in standing)
            return Standing(f"listed {first.text}", claims, not any(one.declared for one in standing))
        if begun:
            ended = max(one.lifted for one in begun if one.lifted)
            return Standing(f"delisted {ended}", tuple(one.claim for one in begun))
        made = [check for check in checked if on is None or check.day <= on]
        if made:
            last = max(made, key=lambda check: (check.day, check.claim))
            return Standing(f"not listed as of {last.day}", (last.claim,))
        return Standing(UNKNOWN)


def lists(store: Store, authorities: Iterable[str] = AUTHORITIES) -> Lists:
    """Read who is on the lists of some authorities, those of their organs included."""
    bodies = store.select(_BODIES).grouped()
    named = {f"{BASE}id/{AUTHORITIES[name]}": name for name in authorities}
    return Lists(_placed(listings(store), bodies, named), _placed(checks(store), bodies, named))


def listings(store: Store) -> list[Listing]:
    """Return every designation of somebody by name that nobody refuted or withdrew."""
    days: dict[tuple[Cell, str], set[Day]] = {}
    words: dict[Cell, str] = {}
    for listing, term, value in store.select(_DAYS):
        name = Iri(str(term)).name
        if isinstance(value, Day):
            days.setdefault((listing, name), set()).add(value)
        elif name == "when":
            words[listing] = str(value)
    labels = {authority: str(label) for authority, label in store.select(_LABELS)}
    found = []
    for listing, target, authority, claim, support in store.select(_LISTINGS):
        ends = {name: days.get((listing, name), set()) for name in (*DATED, "earliest", "latest", "liftedOn")}
        term = next((name for name in DATED if ends[name]), None)
        low, high = (ends[term], ends[term]) if term else (ends["earliest"], ends["latest"])
        first, last = min(low, default=None), max(high, default=None)
        text = span(first, last) + DATED[term] if term else words.get(listing) or span(first, last)
        lifted = min(ends["liftedOn"], default=None)
        whom, body, behind = (Iri(str(cell)) for cell in (target, authority, claim))
        label = labels.get(authority, body.name)
        declared = Iri(str(support)).name == "Declared"
        found.append(Listing(Iri(str(listing)), whom, body, label, behind, declared, first, last, text, lifted))
    return found


def checks(store: Store) -> list[Check]:
    """Return every look through a whole list that found nobody and that nobody refuted or withdrew."""
    return [
        Check(Iri(str(target)), Iri(str(authority)), Iri(str(claim)), day)
        for target, authority, claim, day in store.select(_CHECKS)
        if isinstance(day, Day)
    ]


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
_LABELS = """
SELECT DISTINCT ?authority ?label WHERE {
  ?listing a arms:Designation ; arms:imposedBy ?authority . ?authority rdfs:label ?label
}
"""
_DAYS = """
SELECT DISTINCT ?listing ?term ?day WHERE {
  ?listing a arms:Designation ; arms:partOfAction? ?dated .
  ?dated ?term ?day FILTER (?term IN (
    arms:announcedOn, arms:effectiveOn, arms:publishedOn, arms:when, arms:earliest, arms:latest, arms:liftedOn
  ))
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

Found = TypeVar("Found", Listing, Check)


def _placed(
    found: Iterable[Found], bodies: Mapping[Cell, Sequence[Cell]], named: Mapping[str, str]
) -> dict[tuple[Iri, str], list[Found]]:
    places: dict[tuple[Iri, str], list[Found]] = {}
    for one in found:
        for body in bodies[one.authority]:
            if body in named:
                places.setdefault((one.target, named[str(body)]), []).append(one)
    return places
