"""Store → Facts: what edges need to know of claims, read in bulk as columns, without a record for each claim."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from armsgraph.store import Store
from armsgraph.table import Iri

# Stands for a grade that nobody gave; it comes after every letter and digit of one.
UNGRADED = "~"


@dataclass(frozen=True)
class Facts:
    """What claims say of themselves, as columns; claims.Claim says what each means. What is unknown is missing.

    A claim is told by its position, which `place` gives. `stands` tells whether it rests on a passage. Grades are the
    best of the passages that assert a claim. `held_on` and `confidence` are told of few.
    """

    iri: list[Iri]
    place: dict[str, int]
    stands: list[bool]
    support: list[str]
    disputed: list[bool]
    when: list[str]
    earliest: list[datetime.date | None]
    latest: list[datetime.date | None]
    documents: list[tuple[Iri, ...]]
    reliability: list[str]
    credibility: list[str]
    held_on: dict[int, tuple[datetime.date, ...]]
    confidence: dict[int, str]

    def may_hold_on(self, claim: int, day: datetime.date) -> bool:
        """Tell whether a claim says of that day that the fact may have held; unknown bounds say nothing."""
        if day in self.held_on.get(claim, ()):
            return True
        earliest, latest = self.earliest[claim], self.latest[claim]
        return earliest is not None and latest is not None and earliest <= day <= latest

    def is_dated(self, claim: int) -> bool:
        """Tell whether a claim bounds the fact in time at all."""
        return claim in self.held_on or (self.earliest[claim] is not None and self.latest[claim] is not None)


def facts(store: Store) -> Facts:
    """Read the facts about every claim of a derived store."""
    claims, levels = store.columns("SELECT ?claim ?level { ?claim arms:hasSupport ?level }")
    place = {claim: n for n, claim in enumerate(claims)}
    when, earliest, latest = _times(store, place)
    documents, reliability = _documents(store, place)
    credibility = [UNGRADED] * len(claims)
    for n, grade in _told(store, place, _CREDIBILITY):
        credibility[n] = min(credibility[n], grade)
    held: dict[int, tuple[datetime.date, ...]] = {}
    for n, text in sorted(_told(store, place, "SELECT ?claim ?day { ?claim arms:heldOn ?day }")):
        day = _day(text)
        held[n] = (*held.get(n, ()), *([day] if day else ()))
    confidence = _told(store, place, "SELECT ?claim ?level { ?claim arms:hasConfidence ?level }")
    return Facts(
        iri=list(map(Iri, claims)),
        place=place,
        stands=_marked(store, place, "SELECT DISTINCT ?claim { ?claim arms:restsOn ?passage }"),
        support=list(map(_name, levels)),
        disputed=_marked(store, place, "SELECT ?claim { ?claim arms:isDisputed true }"),
        when=when,
        earliest=earliest,
        latest=latest,
        documents=documents,
        reliability=reliability,
        credibility=credibility,
        held_on=held,
        confidence={n: _name(level).removesuffix("Confidence") for n, level in confidence},
    )


def _told(store: Store, place: dict[str, int], query: str) -> Iterator[tuple[int, str]]:
    """Answer a query about claims with the position of each instead of its IRI."""
    claims, values = store.columns(query)
    return ((place[claim], value) for claim, value in zip(claims, values, strict=True) if claim in place)


def _marked(store: Store, place: dict[str, int], query: str) -> list[bool]:
    found = [False] * len(place)
    for claim in store.columns(query)[0]:
        found[place[claim]] = True
    return found


def _times(
    store: Store, place: dict[str, int]
) -> tuple[list[str], list[datetime.date | None], list[datetime.date | None]]:
    """Read when each claim says that the fact was: its own time, else that of the event of which it is a part."""
    events: list[dict[str, str]] = [{}, {}, {}]
    own: list[list[str]] = [[""] * len(place) for _ in events]
    for link, of_events, of_claims in zip(("when", "earliest", "latest"), events, own, strict=True):
        for thing, value in _least(zip(*store.columns(_TIME.replace("LINK", link)), strict=True)):
            if thing in place:
                of_claims[place[thing]] = value
            else:
                of_events[thing] = value
    announced = dict(_least(zip(*store.columns(_ANNOUNCED), strict=True)))
    whens, firsts, lasts = events
    for claim, event in zip(*store.columns(_EVENT_OF), strict=True):
        n = place[claim]
        # Half a bound is no span: a day of announcement then says more.
        day = "" if event in firsts and event in lasts else announced.get(event, "")
        own[0][n] = own[0][n] or whens.get(event) or announced.get(event, "")
        own[1][n] = own[1][n] or day or firsts.get(event, "")
        own[2][n] = own[2][n] or day or lasts.get(event, "")
    return own[0], list(map(_day, own[1])), list(map(_day, own[2]))


def _least(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Yield pairs so that, of several with one key, the least value comes last."""
    return sorted(pairs, reverse=True)


def _documents(store: Store, place: dict[str, int]) -> tuple[list[tuple[Iri, ...]], list[str]]:
    """Read for each claim its documents, those that assert it first, and the best grade among these."""
    grades = dict(zip(*store.columns(_RELIABILITY), strict=True))
    known: dict[str, tuple[Iri, ...]] = {}
    documents: list[tuple[Iri, ...]] = [()] * len(place)
    reliability = [UNGRADED] * len(place)
    for link in ("assertedIn", "deniedIn"):
        several: dict[int, set[str]] = {}
        for n, document in _told(store, place, _FOUND_IN.replace("LINK", link)):
            # Claims that stand in one document alone, which is most, share one tuple.
            single = known.setdefault(document, (Iri(document),))
            if documents[n] and documents[n] != single:
                several.setdefault(n, set()).add(document)
            else:
                documents[n] = single
            if link == "assertedIn":
                reliability[n] = min(reliability[n], grades.get(document, UNGRADED))
        for n, further in several.items():
            first = documents[n] if link == "deniedIn" else ()
            others = sorted({*further, *documents[n]} - {*first})
            documents[n] = (*first, *(known[document][0] for document in others))
    return documents, reliability


@cache
def _name(iri: str) -> str:
    return Iri(iri).name


@cache
def _day(text: str) -> datetime.date | None:
    """Read an xsd:date; whatever else stands there bounds nothing."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


_TIME = "SELECT ?thing ?value { ?thing arms:LINK ?value }"
_ANNOUNCED = "SELECT ?event ?day { ?event arms:partOfAction?/arms:announcedOn ?day }"
# A leg lies in the time of its event, about which there is a claim; an actor has no time.
_EVENT_OF = """
SELECT ?claim ?event {
  { ?claim arms:isAbout ?event }
  UNION { { SELECT DISTINCT ?event { ?about arms:isAbout ?event } } ?claim rdf:subject ?event }
}
"""
_FOUND_IN = "SELECT ?claim ?document { ?claim arms:LINK ?passage . ?passage arms:foundIn ?document }"
_RELIABILITY = "SELECT ?document ?grade { ?document arms:hasReliability/skos:notation ?grade }"
_CREDIBILITY = """
SELECT ?claim ?grade { ?claim arms:assertedIn ?passage . ?passage arms:hasCredibility/skos:notation ?grade }
"""
