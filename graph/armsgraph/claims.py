"""Store → Claims: each fact with the passages that assert and deny it, ready to be shown."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from armsgraph.facts import facts
from armsgraph.sources import last_day
from armsgraph.store import Store
from armsgraph.table import Cell, Iri


@dataclass(frozen=True)
class Passage:
    """One attestation: who says what, in which document, how it was read, and on whose word it relies in turn.

    `reliability` (A to F) is the grade of its document's publisher and `credibility` (1 to 6) its own, empty where
    nobody graded. `voices` and `voice_names` tell whose word it is, `behind` the passages that it cites, and they cite
    in turn. One that misreports supports nothing.
    """

    iri: Iri
    speakers: tuple[str, ...]
    spoken_for: tuple[str, ...]
    document: Iri
    title: str
    publisher: str
    issued: str
    address: str
    locator: str
    paraphrase: str
    accessed_as: str
    reliability: str
    credibility: str = ""
    relies_on: tuple[str, ...] = ()
    is_origin: bool = False
    misreports: bool = False
    voices: tuple[Iri, ...] = ()
    voice_names: tuple[str, ...] = ()
    behind: tuple[Passage, ...] = ()

    @property
    def public_on(self) -> datetime.date | None:
        """The day by which its document was out; None where that bears no date."""
        return last_day(self.issued)

    @property
    def according_to(self) -> str:
        """Whose words they are, and in whose name they were said."""
        speakers = ", ".join(self.speakers) or "nobody named"
        return speakers + (f" (for {', '.join(self.spoken_for)})" if self.spoken_for else "")

    def stands_without(self, documents: Collection[str] = (), voices: Collection[str] = ()) -> bool:
        """Tell whether it still supports what it asserts when documents, or the word of some voices, are withdrawn."""
        return not self.misreports and all(
            passage.document not in documents and not (passage.voices and set(passage.voices) <= set(voices))
            for passage in (self, *self.behind)
        )


@dataclass(frozen=True)
class Claim:
    """One fact: a sentence that reads it, its support and dispute, and who asserts and denies it.

    A two-legged claim has subject, predicate and object. A claim about an event has the event as subject and neither
    predicate nor object. Days bound the fact and are missing where unknown. `origins` are the passages where the
    chains of citation begin. `confidence` (Low, Moderate, High) and `notes` are the curator's, the notes on the claim
    and on its event.
    """

    iri: Iri
    sentence: str
    subject: Iri
    predicate: Iri | None
    object: Cell
    support: str
    disputed: bool
    when: str
    earliest: datetime.date | None
    latest: datetime.date | None
    held_on: tuple[datetime.date, ...]
    reason: str
    asserted: tuple[Passage, ...]
    denied: tuple[Passage, ...]
    conflicts: tuple[Iri, ...]
    notes: tuple[str, ...] = ()
    origins: tuple[Passage, ...] = ()
    confidence: str = ""

    @property
    def public_on(self) -> datetime.date | None:
        """The day by which a passage that supports it was first out; None where none bears a date."""
        days = (passage.public_on for passage in self.asserted if not passage.misreports)
        return min((day for day in days if day), default=None)

    @property
    def documents(self) -> tuple[Iri, ...]:
        """The documents in which the claim is asserted or denied, each once."""
        return tuple(dict.fromkeys(passage.document for passage in (*self.asserted, *self.denied)))

    @property
    def independent(self) -> int:
        """The number of origins no two of which share a voice, taken from those who speak alone to those who join."""
        if len(self.origins) < 2:
            return len(self.origins)
        heard: set[Iri] = set()
        count = 0
        for voices in sorted((set(passage.voices) for passage in self.origins), key=len):
            if heard.isdisjoint(voices):
                count += 1
                heard |= voices
        return count

    def may_hold_on(self, day: datetime.date) -> bool:
        """Tell whether the claim says of that day that the fact may have held; unknown bounds say nothing."""
        if day in self.held_on:
            return True
        return self.earliest is not None and self.latest is not None and self.earliest <= day <= self.latest

    @property
    def is_dated(self) -> bool:
        """Tell whether the claim bounds the fact in time at all."""
        return bool(self.held_on) or (self.earliest is not None and self.latest is not None)


def claims(store: Store) -> dict[Iri, Claim]:
    """Read every claim of a derived store, by IRI."""
    known = facts(store)
    passages = _passages(store)
    origins = store.select(_ORIGINS).grouped()
    asserted, denied, conflicts = (
        store.select(_LINKS.replace("LINK", link)).grouped() for link in ("assertedIn", "deniedIn", "conflictsWith")
    )
    notes = store.select(_NOTES).grouped()
    found = {}
    for row in store.select(_CLAIMS).records():
        iri = Iri(str(row["claim"]))
        n = known.place[iri]
        first = origins.get(iri, ())
        said = [replace(passages[p], is_origin=p in first) for p in asserted.get(iri, ()) if p in passages]
        found[iri] = Claim(
            iri=iri,
            sentence=_sentence(row),
            subject=Iri(str(row["event"] or row["subject"])),
            predicate=Iri(str(row["predicate"])) if row["predicate"] else None,
            object=row["object"],
            support=known.support[n],
            disputed=known.disputed[n],
            when=known.when[n],
            earliest=known.earliest[n],
            latest=known.latest[n],
            held_on=known.held_on.get(n, ()),
            reason=str(row["reason"] or ""),
            asserted=tuple(said),
            denied=tuple(passages[p] for p in denied.get(iri, ()) if p in passages),
            conflicts=tuple(Iri(str(other)) for other in conflicts.get(iri, ())),
            notes=tuple(map(str, (*notes.get(iri, ()), *notes.get(row["event"], ())))),
            origins=tuple(passages[p] for p in first if p in passages),
            confidence=known.confidence[n],
        )
    return found


_CLAIMS = """
SELECT ?claim ?event ?eventLabel ?subject ?subjectLabel ?predicate ?predicateLabel ?object ?objectLabel ?reason
WHERE {
  ?claim a arms:Claim ; arms:hasSupport ?support .
  OPTIONAL { ?claim arms:reason ?reason }
  OPTIONAL { ?claim arms:isAbout ?event OPTIONAL { ?event rdfs:label ?eventLabel } }
  OPTIONAL {
    ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    OPTIONAL { ?subject rdfs:label ?subjectLabel }
    OPTIONAL { ?predicate rdfs:label ?predicateLabel }
    OPTIONAL { ?object rdfs:label ?objectLabel }
  }
}
ORDER BY ?claim
"""
_LINKS = "SELECT ?claim ?end WHERE { ?claim a arms:Claim ; arms:LINK ?end } ORDER BY ?claim ?end"
_NOTES = "SELECT ?thing ?note WHERE { ?thing skos:editorialNote ?note } ORDER BY ?thing ?note"
_ORIGINS = "SELECT ?claim ?passage WHERE { ?claim arms:hasOrigin ?passage } ORDER BY ?claim ?passage"
_DOCUMENTS = """
SELECT ?passage ?document ?title ?label ?publisher ?issued ?address ?locator ?paraphrase ?accessed
       ?reliability ?credibility (BOUND(?wronged) AS ?misreports)
WHERE {
  ?passage a arms:Attestation ; arms:foundIn ?document .
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document rdfs:label ?label }
  OPTIONAL { ?document dcterms:publisher/rdfs:label ?publisher }
  OPTIONAL { ?document dcterms:issued ?day BIND (STR(?day) AS ?issued) }
  OPTIONAL { ?document arms:address ?address }
  OPTIONAL { ?document arms:hasReliability/<http://www.w3.org/2004/02/skos/core#notation> ?reliability }
  OPTIONAL { ?passage arms:hasCredibility/<http://www.w3.org/2004/02/skos/core#notation> ?credibility }
  OPTIONAL { SELECT DISTINCT ?passage ?wronged WHERE { ?passage arms:misreports ?one BIND (true AS ?wronged) } }
  OPTIONAL { ?passage arms:locator ?locator }
  OPTIONAL { ?passage arms:paraphrase ?paraphrase }
  OPTIONAL { ?passage arms:accessedAs/rdfs:label ?accessed }
}
ORDER BY ?passage
"""
_NAMES = """
SELECT ?passage ?name WHERE { ?passage arms:LINK ?somebody . ?somebody rdfs:label ?name } ORDER BY ?passage ?name
"""
_BEHIND = """
SELECT DISTINCT ?passage ?told WHERE {
  ?passage arms:cites+ ?earlier .
  ?earlier arms:statedBy/rdfs:label ?who ; arms:foundIn/(rdfs:label|dcterms:title) ?document
  BIND (CONCAT(STR(?who), ", in: ", STR(?document)) AS ?told)
}
ORDER BY ?passage ?told
"""


_VOICES = "SELECT ?passage ?voice WHERE { ?passage arms:hasVoice ?voice } ORDER BY ?passage ?voice"
_VOICE_NAMES = "SELECT DISTINCT ?voice ?name WHERE { ?passage arms:hasVoice ?voice . ?voice rdfs:label ?name }"
_CITED = "SELECT DISTINCT ?passage ?earlier WHERE { ?passage arms:cites+ ?earlier } ORDER BY ?passage ?earlier"


def _passages(store: Store) -> dict[Cell, Passage]:
    alone = _passages_alone(store)
    cited = store.select(_CITED).grouped()
    return {
        iri: replace(passage, behind=tuple(alone[p] for p in cited.get(iri, ()) if p in alone))
        for iri, passage in alone.items()
    }


def _passages_alone(store: Store) -> dict[Cell, Passage]:
    voices = store.select(_VOICES).grouped()
    called = {voice: str(name) for voice, name in store.select(_VOICE_NAMES)}
    speakers, authorities = (store.select(_NAMES.replace("LINK", link)).grouped() for link in ("statedBy", "spokenFor"))
    behind = store.select(_BEHIND).grouped()
    found: dict[Cell, Passage] = {}
    for row in store.select(_DOCUMENTS).records():
        passage = row["passage"]
        found[passage] = Passage(
            iri=Iri(str(passage)),
            speakers=tuple(map(str, speakers.get(passage, ()))),
            spoken_for=tuple(map(str, authorities.get(passage, ()))),
            document=Iri(str(row["document"])),
            title=str(row["title"] or row["label"] or ""),
            publisher=str(row["publisher"] or ""),
            issued=str(row["issued"] or ""),
            address=str(row["address"] or ""),
            locator=str(row["locator"] or ""),
            paraphrase=str(row["paraphrase"] or ""),
            accessed_as=str(row["accessed"] or ""),
            reliability=str(row["reliability"] or ""),
            credibility=str(row["credibility"] or ""),
            relies_on=tuple(map(str, behind.get(passage, ()))),
            misreports=row["misreports"] is True,
            voices=tuple(Iri(str(voice)) for voice in voices.get(passage, ())),
            voice_names=tuple(called.get(voice, Iri(str(voice)).name) for voice in voices.get(passage, ())),
        )
    return found


def _sentence(row: dict[str, Cell]) -> str:
    if row["event"]:
        return str(row["eventLabel"] or _read(row["event"]))
    return " ".join(str(row[f"{leg}Label"] or _read(row[leg])) for leg in ("subject", "predicate", "object"))


def _read(cell: Cell) -> str:
    return cell.name if isinstance(cell, Iri) else str(cell)
