"""The one door for library users: what `load()` returns."""

from __future__ import annotations

import datetime
import difflib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from armsgraph import network, ontology, sources, vocab
from armsgraph.claims import Claim, claims
from armsgraph.errors import UnknownNameError, UsageError
from armsgraph.store import LocalStore, Params
from armsgraph.table import Iri, Table, Value, frame

if TYPE_CHECKING:
    import pandas
    import rdflib

    from armsgraph.validation import Violation


def load(extra: Iterable[str | os.PathLike[str]] = ()) -> KnowledgeGraph:
    """Load the shipped graph, with the Turtle files or folders of `extra` as a private overlay."""
    return KnowledgeGraph(sources.read(extra))


@dataclass(frozen=True)
class Entity:
    """A thing by name: its kind, the names and numbers that it goes by, and the misspellings that it is found by."""

    iri: Iri
    label: str
    kind: str
    names: tuple[str, ...]
    misspellings: tuple[str, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What is claimed about one entity, the claims that a list makes first."""

    entity: Entity
    sides: tuple[str, ...]
    roles: tuple[str, ...]
    lists: tuple[str, ...]
    claims: tuple[Claim, ...]


class KnowledgeGraph:
    """Ontology, data and what the rules derive from them, open to SPARQL, projections and look-ups by name."""

    def __init__(self, read: sources.Sources) -> None:
        self.sources = read

    @cached_property
    def store(self) -> LocalStore:
        """The triples, derived ones included."""
        return self.sources.derived()

    @cached_property
    def claim_records(self) -> dict[Iri, Claim]:
        """Every claim with the passages that assert and deny it, by IRI."""
        return claims(self.store)

    @cached_property
    def entity_records(self) -> dict[Iri, Entity]:
        """Every entity, event, document and instrument that bears a name, by IRI."""
        rows = self.store.select(_ENTITIES).records()
        found: dict[Iri, Entity] = {}
        names, slips, numbers = (_gathered(self.store.select(query)) for query in (_NAMES, _MISSPELLINGS, _NUMBERS))
        for row in rows:
            iri = Iri(str(row["entity"]))
            label = str(row["label"])
            every = tuple(dict.fromkeys((label, *names.get(iri, []))))
            kind = re.split(r"[#/]", str(row["class"]))[-1]
            entity = Entity(iri, label, kind, every, tuple(slips.get(iri, [])), tuple(numbers.get(iri, [])))
            found.setdefault(iri, entity)
        return found

    def claims(self) -> pandas.DataFrame:
        """Return one row per claim; needs pandas."""
        said = ["sentence", "support", "disputed", "when", "earliest", "latest"]
        counted = ["asserted", "denied", "documents"]
        rows = [
            (c.iri, *(getattr(c, name) for name in said), *(len(getattr(c, name)) for name in counted))
            for c in self.claim_records.values()
        ]
        return frame(["claim", *said, *counted], rows)

    def entities(self) -> pandas.DataFrame:
        """Return one row per entity, event and document; needs pandas."""
        rows = [(e.iri, e.label, e.kind, e.names, e.identifiers) for e in self.entity_records.values()]
        return frame(["iri", "label", "kind", "names", "identifiers"], rows)

    def select(self, query: str, params: Params | None = None) -> Table:
        """Answer a SELECT query; `params` binds variables."""
        return self.store.select(query, params)

    def ask(self, name: str, params: Mapping[str, str | Value] | None = None) -> Table:
        """Answer a named question; names of entities are looked up, dates may be text."""
        question = ontology.question(name)
        given = dict(params or {})
        bound: dict[str, Value] = {}
        for parameter in question.parameters:
            value = given.pop(parameter.name, parameter.default)
            if value is None:
                raise UsageError(f"{name} needs {parameter.name} ({parameter.kind}): {parameter.help}")
            bound[parameter.name] = self._value(parameter, value)
        if given:
            takes = ", ".join(parameter.name for parameter in question.parameters) or "none"
            raise UsageError(f"{name} has no parameter {', '.join(sorted(given))}; it takes: {takes}")
        return self.store.select(question.text, bound).without(bound)

    def network(
        self,
        *,
        known_on: datetime.date | str | None = None,
        valid_on: datetime.date | str | None = None,
        without: Sequence[str] = (),
        categories: Sequence[str] = network.CATEGORIES,
        support: Sequence[str] = network.SUPPORT,
        disputed: network.Disputed = "keep",
    ) -> network.Network:
        """Project the graph onto who is tied to whom.

        `known_on` keeps what documents had made public by that day and derives support again from it; `without`
        withdraws documents, and whatever cites them; `valid_on` keeps what may have held on that day.
        """
        day = _date(known_on)
        notes = []
        store = self.store
        if day or without:
            documents = [self.resolve(name) for name in without]
            store, undated = self.sources.view(day, documents)
            if undated:
                notes.append(f"Left out of what was known on {day}, because they bear no date: documents, {undated}")
        return network.build(
            store, categories=categories, support=support, disputed=disputed, valid_on=_date(valid_on), notes=notes
        )

    def rdflib(self) -> rdflib.Graph:
        """Return a copy as an rdflib graph."""
        return self.store.rdflib()

    def turtle(self) -> bytes:
        """Return everything as Turtle."""
        return self.store.turtle(vocab.PREFIXES)

    def validate(self) -> list[Violation]:
        """Check what is asserted against the shapes."""
        from armsgraph.validation import validate

        return validate(self.sources)

    def find(self, text: str) -> list[Entity]:
        """Find by any name in any script, by IMO or register number, or by IRI; the best match first."""
        wanted = _folded(text)
        if not wanted:
            return []
        scores = {iri: _score(entity, wanted, text) for iri, entity in self.entity_records.items()}
        matches = [entity for iri, entity in self.entity_records.items() if scores[iri] < _NO_MATCH]
        return sorted(matches, key=lambda e: (scores[e.iri], e.kind in self._happenings, e.label, e.iri))

    def resolve(self, text: str) -> Iri:
        """Return the one thing that goes by this name, or raise UnknownNameError with the nearest names."""
        found = self.find(text)
        wanted = _folded(text)
        exact = [entity for entity in found if _score(entity, wanted, text) == 0]
        things = [entity for entity in found if entity.kind not in self._happenings]
        chosen = exact or things or found
        if len(chosen) == 1:
            return chosen[0].iri
        if chosen:
            names = "; ".join(f"{e.label} <{e.iri}>" for e in chosen[:5])
            raise UnknownNameError(f"{text!r} may be any of {len(chosen)}: {names}")
        near = difflib.get_close_matches(wanted, self._folded_names, n=3, cutoff=0.5)
        names = ", ".join(dict.fromkeys(self._folded_names[name] for name in near))
        raise UnknownNameError(f"nothing goes by {text!r}" + (f"; near: {names}" if names else ""))

    def profile(self, text: str) -> Profile:
        """Gather what is claimed about one entity, found as by `resolve`."""
        iri = self.resolve(text)
        events = {row[0] for row in self.store.select(_EVENTS_OF, {"entity": iri})}
        about = [c for c in self.claim_records.values() if c.subject == iri or c.object == iri or c.subject in events]
        about.sort(key=lambda c: (c.subject != iri and c.object != iri, c.iri))
        traits = self.store.select(_TRAITS, {"entity": iri})
        sides, roles, lists = (tuple(str(n) for t, n, _ in traits if t == trait) for trait in ("side", "role", "list"))
        return Profile(self.entity_records[iri], sides, roles, lists, tuple(about))

    @cached_property
    def _happenings(self) -> frozenset[str]:
        return frozenset(str(name).split("#")[-1] for (name,) in self.store.select(_HAPPENINGS))

    @cached_property
    def _folded_names(self) -> dict[str, str]:
        return {_folded(name): name for entity in self.entity_records.values() for name in entity.names}

    def _value(self, parameter: ontology.Parameter, value: str | Value) -> Value:
        if not isinstance(value, str):
            return value
        if parameter.kind in ("entity", "document"):
            return self.resolve(value)
        if parameter.kind == "claim":
            return self._known(Iri(value), self.claim_records, "claim")
        if parameter.kind == "concept":
            return Iri(value if ":" in value else vocab.ARMSV + value)
        return ontology.typed(parameter, value)

    @staticmethod
    def _known(iri: Iri, known: Mapping[Iri, object], what: str) -> Iri:
        full = iri if iri in known else Iri(vocab.BASE + what + "/" + iri)
        if full not in known:
            near = difflib.get_close_matches(full, known, n=3, cutoff=0.5)
            raise UnknownNameError(f"no {what} {iri}" + (f"; near: {', '.join(near)}" if near else ""))
        return full


_ENTITIES = """
SELECT ?entity ?label ?class WHERE {
  VALUES ?top { arms:Entity arms:Event arms:Estimate arms:Document arms:LegalInstrument arms:SanctionsProgramme }
  ?class rdfs:subClassOf* ?top . ?entity a ?class ; rdfs:label|dcterms:title ?label
}
ORDER BY ?entity ?class
"""
_NAMES = """
SELECT ?entity ?name WHERE { ?entity skos:altLabel|arms:formerName ?name } ORDER BY ?entity ?name
"""
_MISSPELLINGS = "SELECT ?entity ?name WHERE { ?entity skos:hiddenLabel ?name } ORDER BY ?entity ?name"
_NUMBERS = """
SELECT ?entity ?number WHERE {
  { ?entity arms:imoNumber ?imo BIND (CONCAT("IMO ", ?imo) AS ?number) }
  UNION
  { ?entity arms:externalIdentifier ?number }
}
ORDER BY ?entity ?number
"""
_EVENTS_OF = """
SELECT DISTINCT ?event ?entity WHERE {
  ?event ?leg ?entity . ?leg rdfs:subPropertyOf+ arms:hasLeg . ?claim arms:isAbout ?event
}
"""
_TRAITS = """
SELECT ?trait ?name ?entity WHERE {
  VALUES (?link ?trait) { (arms:onSideOf "side") (arms:hasRole "role") (arms:designatedBy "list") }
  ?entity ?link ?end . ?end rdfs:label ?name
}
ORDER BY ?name
"""
_HAPPENINGS = """
SELECT ?class WHERE { VALUES ?top { arms:Event arms:Document } ?class rdfs:subClassOf* ?top }
"""
_NO_MATCH = 9


def _score(entity: Entity, wanted: str, text: str) -> int:
    """Rank a match: 0 the name, the number, the IRI or its end, 1 a name that begins so, 2 one that contains it."""
    numbers = [_folded(number) for number in entity.identifiers]
    bare = [_folded(number.split(":")[-1].removeprefix("IMO ")) for number in entity.identifiers]
    names = [_folded(name) for name in (*entity.names, *entity.misspellings)]
    if text == entity.iri or entity.iri.endswith("/" + text) or wanted in (*names, *numbers, *bare):
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else _NO_MATCH


def _folded(text: str) -> str:
    """Fold case, width, accents and punctuation, so that a name is found however it was typed."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", bare).casefold()))


def _gathered(table: Table) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {}
    for key, value in table:
        found.setdefault(key, []).append(str(value))
    return found


def _date(day: datetime.date | str | None) -> datetime.date | None:
    if not isinstance(day, str):
        return day
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; write it like 2024-05-24") from None
