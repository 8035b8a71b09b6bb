"""Store → Facts: what edges need to know of claims, read in bulk as columns, without a record for each claim."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat

from armsgraph.errors import InputError
from armsgraph.store import Store
from armsgraph.table import Iri
from armsgraph.vocab import SUPPORT

# Stands for a grade that nobody gave; it comes after every letter and digit of one.
UNGRADED = "~"


@dataclass(frozen=True)
class Statements:
    """Claims of one predicate, by their positions, and the two things that each ties, as columns."""

    claims: list[int] = field(default_factory=list)
    subjects: list[Iri] = field(default_factory=list)
    objects: list[Iri] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, Iri, Iri]]:
        return zip(self.claims, self.subjects, self.objects, strict=True)


@dataclass(frozen=True)
class Facts:
    """What claims say of themselves, as columns; claims.Claim says what each means. What is unknown is missing.

    A claim is told by its position, which `place` gives. `saying` gives by predicate the claims that tie two
    things. `stands` tells whether a claim rests on a passage. Grades are the best of the passages that assert it.
    `held_on` is told of few.
    """

    iri: list[Iri]
    place: dict[str, int]
    saying: dict[str, Statements]
    stands: list[bool]
    support: list[str]
    disputed: list[bool]
    when: list[str]
    earliest: list[datetime.date | None]
    latest: list[datetime.date | None]
    documents: list[tuple[Iri, ...]]
    reliability: list[str]
    credibility: list[str]
    confidence: list[str]
    held_on: dict[int, tuple[datetime.date, ...]]

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
    """Read the facts about every claim of a derived store; raise InputError where one has an unknown support."""
    with store.asking(_QUERIES) as answer:
        levels = {claim: level for level in SUPPORT for claim in answer(level)[0]}
        for claim, level in zip(*answer("unknown"), strict=True):
            raise InputError(f"{claim}: {level} is no support; choose from {', '.join(SUPPORT)}")
        place = {claim: n for n, claim in enumerate(levels)}
        when, earliest, latest = _times(answer, place)
        saying = _statements(answer("statements"), place)
        documents, reliability, stands = _documents(answer, place)
        disputed = {place[claim] for claim in answer("disputed")[0]}
        credibility, confidence = [UNGRADED] * len(place), [""] * len(place)
        for n, grade in _told(answer("credibility"), place):
            credibility[n] = min(credibility[n], grade)
        for n, level in _told(answer("confidence"), place):
            confidence[n] = _name(level).removesuffix("Confidence")
        held: dict[int, tuple[datetime.date, ...]] = {}
        for n, text in sorted(_told(answer("held"), place)):
            day = _day(text)
            held[n] = (*held.get(n, ()), *([day] if day else ()))
    return Facts(
        iri=list(map(Iri, levels)),
        place=place,
        saying=saying,
        stands=stands,
        support=list(levels.values()),
        disputed=[n in disputed for n in range(len(place))],
        when=when,
        earliest=list(map(_day, earliest)),
        latest=list(map(_day, latest)),
        documents=documents,
        reliability=reliability,
        credibility=credibility,
        confidence=confidence,
        held_on=held,
    )


_Columns = Sequence[list[str]]


def _told(columns: _Columns, place: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Yield what is told of claims, with the position of each instead of its IRI."""
    claims, values = columns
    return ((n, value) for n, value in zip(map(place.get, claims), values, strict=True) if n is not None)


def _statements(columns: _Columns, place: Mapping[str, int]) -> dict[str, Statements]:
    """Return by predicate the claims that tie two things."""
    saying: dict[str, Statements] = {}
    # Whoever stands in several claims is one string.
    once: dict[str, Iri] = {}
    claims, *legs = columns
    for n, subject, predicate, thing in zip(map(place.get, claims), *legs, strict=True):
        if n is not None:
            found = saying.get(predicate) or saying.setdefault(predicate, Statements())
            found.claims.append(n)
            found.subjects.append(once.get(subject) or once.setdefault(subject, Iri(subject)))
            found.objects.append(once.get(thing) or once.setdefault(thing, Iri(thing)))
    return saying


def _times(answer: Callable[[str], _Columns], place: Mapping[str, int]) -> list[list[str]]:
    """Return when each claim says that the fact was: its own time, else that of the event of which it is a part."""
    told = [_least(*answer(name)) for name in ("when", "earliest", "latest")]
    own = [list(map(by_thing.get, place, repeat(""))) for by_thing in told]
    announced = _least(*answer("announced"))
    whens, firsts, lasts = told
    for claim, event in zip(*answer("events"), strict=True):
        n = place[claim]
        # Half a bound is no span: a day of announcement then says more.
        day = "" if event in firsts and event in lasts else announced.get(event, "")
        own[0][n] = own[0][n] or whens.get(event) or announced.get(event, "")
        own[1][n] = own[1][n] or day or firsts.get(event, "")
        own[2][n] = own[2][n] or day or lasts.get(event, "")
    return own


def _least(keys: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """Return the least value of each key; few have several."""
    found = dict(zip(keys, values, strict=True))
    return found if len(found) == len(keys) else dict(sorted(zip(keys, values, strict=True), reverse=True))


def _documents(
    answer: Callable[[str], _Columns], place: Mapping[str, int]
) -> tuple[list[tuple[Iri, ...]], list[str], list[bool]]:
    """Return for each claim its documents, those that assert it first, the best grade of these, and if it stands."""
    grades = dict(zip(*answer("reliability"), strict=True))
    alone: dict[str, tuple[Iri, ...]] = {}
    documents: list[tuple[Iri, ...]] = [()] * len(place)
    reliability = [UNGRADED] * len(place)
    several: dict[int, set[str]] = {}
    for n, document in _told(answer("asserted"), place):
        # Claims that stand in one document alone, which is most, share one tuple.
        single = alone.get(document) or alone.setdefault(document, (Iri(document),))
        if documents[n] and documents[n] is not single:
            several.setdefault(n, set()).add(document)
        else:
            documents[n] = single
        grade = grades.get(document, UNGRADED)
        if grade < reliability[n]:
            reliability[n] = grade
    for n, further in several.items():
        documents[n] = tuple(alone[document][0] for document in sorted({*further, *documents[n]}))
    stands = list(map(bool, documents))
    for claim in answer("misreported")[0]:
        stands[place[claim]] = False
    for n, document in sorted(_told(answer("denied"), place)):
        if document not in documents[n]:
            documents[n] = (*documents[n], Iri(document))
    return documents, reliability, stands


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
_FOUND_IN = "SELECT ?claim ?document { ?claim arms:LINK ?passage . ?passage arms:foundIn ?document }"
# In the order in which they are read, but that the longest begins early.
_QUERIES = {
    **{level: f"SELECT ?claim {{ ?claim arms:hasSupport armsv:{level} }}" for level in SUPPORT},
    "unknown": f"""
        SELECT ?claim ?level {{
          ?claim arms:hasSupport ?level FILTER (?level NOT IN ({", ".join(f"armsv:{level}" for level in SUPPORT)}))
        }}
    """,
    "statements": """
        SELECT ?claim ?subject ?predicate ?object {
          ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object FILTER isIRI(?object)
        }
    """,
    "when": _TIME.replace("LINK", "when"),
    "earliest": _TIME.replace("LINK", "earliest"),
    "latest": _TIME.replace("LINK", "latest"),
    "announced": "SELECT ?event ?day { ?event arms:partOfAction?/arms:announcedOn ?day }",
    # A leg lies in the time of its event, about which there is a claim; an actor has no time.
    "events": """
        SELECT ?claim ?event {
          { ?claim arms:isAbout ?event }
          UNION { { SELECT DISTINCT ?event { ?about arms:isAbout ?event } } ?claim rdf:subject ?event }
        }
    """,
    "reliability": "SELECT ?document ?grade { ?document arms:hasReliability/skos:notation ?grade }",
    "asserted": _FOUND_IN.replace("LINK", "assertedIn"),
    "denied": _FOUND_IN.replace("LINK", "deniedIn"),
    # Whoever is asserted rests on a passage, unless all of these misreport.
    "misreported": """
        SELECT DISTINCT ?claim {
          ?passage arms:misreports ?wronged . ?claim arms:assertedIn ?passage
          FILTER NOT EXISTS { ?claim arms:restsOn ?other }
        }
    """,
    "disputed": "SELECT ?claim { ?claim arms:isDisputed true }",
    # Few passages are graded: they come first, or the engine goes through all.
    "credibility": """
        SELECT ?claim ?grade { ?passage arms:hasCredibility/skos:notation ?grade . ?claim arms:assertedIn ?passage }
    """,
    "confidence": "SELECT ?claim ?level { ?claim arms:hasConfidence ?level }",
    "held": "SELECT ?claim ?day { ?claim arms:heldOn ?day }",
}
