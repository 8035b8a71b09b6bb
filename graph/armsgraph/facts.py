"""Store → Facts: what edges need to know of claims, read in bulk, without a record for each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from armsgraph.store import Store
from armsgraph.table import Iri

# Stands for a grade that nobody gave; it comes after every letter and digit of one.
UNGRADED = "~"


@dataclass(frozen=True)
class Facts:
    """What claims say of themselves, by IRI; claims.Claim says what each means. What is unknown is missing.

    `standing` are the claims that rest on a passage. Grades are the best of the passages that assert a claim.
    """

    standing: frozenset[str]
    support: dict[str, str]
    disputed: frozenset[str]
    when: dict[str, str]
    earliest: dict[str, datetime.date]
    latest: dict[str, datetime.date]
    held_on: dict[str, tuple[datetime.date, ...]]
    confidence: dict[str, str]
    documents: dict[str, tuple[Iri, ...]]
    reliability: dict[str, str]
    credibility: dict[str, str]

    def may_hold_on(self, claim: str, day: datetime.date) -> bool:
        """Tell whether a claim says of that day that the fact may have held; unknown bounds say nothing."""
        if day in self.held_on.get(claim, ()):
            return True
        earliest, latest = self.earliest.get(claim), self.latest.get(claim)
        return earliest is not None and latest is not None and earliest <= day <= latest

    def is_dated(self, claim: str) -> bool:
        """Tell whether a claim bounds the fact in time at all."""
        return bool(self.held_on.get(claim)) or (claim in self.earliest and claim in self.latest)


def facts(store: Store) -> Facts:
    """Read the facts about every claim of a derived store."""
    support, confidence = (
        dict(zip(*store.columns(f"SELECT ?claim ?value {{ ?claim arms:{link} ?value }}"), strict=True))
        for link in ("hasSupport", "hasConfidence")
    )
    when, earliest, latest = _times(store)
    days = sorted(zip(*store.columns("SELECT ?claim ?day { ?claim arms:heldOn ?day }"), strict=True))
    held: dict[str, tuple[datetime.date, ...]] = {}
    for claim, text in days:
        day = _day(text)
        held[claim] = (*held.get(claim, ()), *([day] if day else ()))
    documents, reliability, credibility = _found_in(store)
    return Facts(
        standing=frozenset(store.columns("SELECT DISTINCT ?claim { ?claim arms:restsOn ?passage }")[0]),
        support={claim: _name(level) for claim, level in support.items()},
        disputed=frozenset(store.columns("SELECT ?claim { ?claim arms:isDisputed true }")[0]),
        when=when,
        earliest=earliest,
        latest=latest,
        held_on=held,
        confidence={claim: _name(level).removesuffix("Confidence") for claim, level in confidence.items()},
        documents=documents,
        reliability=reliability,
        credibility=credibility,
    )


@cache
def _name(iri: str) -> str:
    return Iri(iri).name


def _times(store: Store) -> tuple[dict[str, str], dict[str, datetime.date], dict[str, datetime.date]]:
    """Read when each claim says that the fact was: its own time, else that of the event of which it is a part."""
    whens, firsts, lasts, announced = (
        dict(sorted(zip(*store.columns(query), strict=True), reverse=True))
        for query in (*(_TIME.replace("LINK", link) for link in ("when", "earliest", "latest")), _ANNOUNCED)
    )
    when: dict[str, str] = {}
    earliest: dict[str, datetime.date] = {}
    latest: dict[str, datetime.date] = {}
    for claim, event in zip(*store.columns(_EVENT_OF), strict=True):
        # Half a bound is no span: a day of announcement then says more.
        day = None if event in firsts and event in lasts else announced.get(event)
        _put(when, claim, whens.get(claim) or whens.get(event) or announced.get(event))
        _put(earliest, claim, _day(firsts.get(claim) or day or firsts.get(event)))
        _put(latest, claim, _day(lasts.get(claim) or day or lasts.get(event)))
    for thing, words in whens.items():
        when.setdefault(thing, words)
    for times, own in ((earliest, firsts), (latest, lasts)):
        for thing, text in own.items():
            if thing not in times:
                _put(times, thing, _day(text))
    return when, earliest, latest


Read = TypeVar("Read")


def _put(found: dict[str, Read], claim: str, value: Read | None) -> None:
    if value:
        found[claim] = value


def _found_in(store: Store) -> tuple[dict[str, tuple[Iri, ...]], dict[str, str], dict[str, str]]:
    """Read for each claim its documents, and the best grades among the passages that assert it."""
    lies_in = {p: Iri(d) for p, d in zip(*store.columns("SELECT ?p ?d { ?p arms:foundIn ?d }"), strict=True)}
    by_document, by_passage = (
        dict(zip(*store.columns(_GRADE.replace("LINK", link)), strict=True))
        for link in ("hasReliability", "hasCredibility")
    )
    documents: dict[str, tuple[Iri, ...]] = {}
    reliability: dict[str, str] = {}
    credibility: dict[str, str] = {}
    for link in ("assertedIn", "deniedIn"):
        ties: dict[str, list[str]] = {}
        for claim, passage in zip(*store.columns(f"SELECT ?claim ?p {{ ?claim arms:{link} ?p }}"), strict=True):
            ties.setdefault(claim, []).append(passage)
        for claim, passages in ties.items():
            known = [passage for passage in sorted(passages) if passage in lies_in]
            documents[claim] = tuple(dict.fromkeys((*documents.get(claim, ()), *(lies_in[p] for p in known))))
            if link == "assertedIn":
                reliability[claim] = min((by_document.get(lies_in[p]) or UNGRADED for p in known), default=UNGRADED)
                credibility[claim] = min((by_passage.get(p) or UNGRADED for p in known), default=UNGRADED)
    return documents, reliability, credibility


def _day(text: str | None) -> datetime.date | None:
    """Read an xsd:date; whatever else stands there bounds nothing."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


_TIME = "SELECT ?thing ?value { ?thing arms:LINK ?value }"
_ANNOUNCED = "SELECT ?event ?day { ?event arms:partOfAction?/arms:announcedOn ?day }"
# A leg lies in the time of its event; an actor has no time, so that most claims are left out here.
_EVENT_OF = """
SELECT ?claim ?event {
  { SELECT DISTINCT ?event { ?event arms:when|arms:earliest|arms:latest|(arms:partOfAction?/arms:announcedOn) ?time } }
  ?claim arms:isAbout|rdf:subject ?event
}
"""
_GRADE = "SELECT ?thing ?grade { ?thing arms:LINK/<http://www.w3.org/2004/02/skos/core#notation> ?grade }"
