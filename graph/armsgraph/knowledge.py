"""The one door for library users: what `load()` returns."""

from __future__ import annotations

import datetime
import difflib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from armsgraph import network, ontology, sources, vocab
from armsgraph.claims import Claim, Passage, claims
from armsgraph.entities import EXACT, LABEL, NO_MATCH, Entity, entities, folded, match
from armsgraph.errors import UnknownNameError, UsageError
from armsgraph.projection import build
from armsgraph.store import LocalStore, Params
from armsgraph.table import Iri, Table, Value, frame

if TYPE_CHECKING:
    import pandas
    import rdflib

    from armsgraph.validation import Violation


def load(extra: Iterable[str | os.PathLike[str]] = ()) -> KnowledgeGraph:
    """Load the shipped graph, with the Turtle files or folders of `extra` as a private overlay."""
    if isinstance(extra, str | os.PathLike):
        raise UsageError(f"extra takes a list: write extra=[{os.fspath(extra)!r}]")
    return KnowledgeGraph(sources.read(extra))


@dataclass(frozen=True)
class Profile:
    """What is claimed about one entity: a delisting first, then what names it itself, then the events it is part of."""

    entity: Entity
    claims: tuple[Claim, ...]


class KnowledgeGraph:
    """Ontology, data and what the rules derive from them, open to SPARQL, projections and look-ups by name."""

    def __init__(self, read: sources.Sources) -> None:
        self.sources = read

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {len(self.claim_records)} claims, {len(self.entity_records)} named things>"

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
        return entities(self.store)

    def claims(self) -> pandas.DataFrame:
        """Return one row per claim; needs pandas.

        A claim about an event has it as subject, and neither predicate nor object. `speakers` and `deniers` are names,
        `asserted`, `denied`, `origins` and `documents` are counts.
        """
        said = ["sentence", "subject", "predicate", "object", "support", "disputed", "when", "earliest", "latest"]
        counted = ["asserted", "denied", "origins", "documents"]
        rows = [
            (
                c.iri,
                *(getattr(c, name) for name in said),
                _speakers(c.asserted),
                _speakers(c.denied),
                *(len(getattr(c, name)) for name in counted),
            )
            for c in self.claim_records.values()
        ]
        return frame(["claim", *said, "speakers", "deniers", *counted], rows)

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
        only: Sequence[str] | None = None,
        categories: Sequence[str] = network.CATEGORIES,
        support: Sequence[str] = network.SUPPORT,
        disputed: network.Disputed = "keep",
        projection: network.Projection = "actors",
        commodity: str | None = None,
    ) -> network.Network:
        """Project the graph onto who is tied to whom.

        `known_on` keeps what documents had made public by that day and derives support again from it; `without`
        withdraws documents, and whatever cites them; `only` keeps what some documents say; `valid_on` keeps what may
        have held on that day. `projection` and `commodity` are told at armsgraph.network.
        """
        lists = {"without": without, "only": only or (), "categories": categories, "support": support}
        for name, given in lists.items():
            if isinstance(given, str):
                raise UsageError(f"{name} takes a list: write {name}=[{given!r}]")
        if only is not None and not only:
            raise UsageError("only what no document says is nothing: name documents, or leave `only` out")
        day, held = (None if given is None else date(given) for given in (known_on, valid_on))
        gone, kept = ([self.document(name) for name in names or ()] for names in (without, only))
        notes = [
            *([f"Only what was known on {day}"] if day else ()),
            *([f"Without {self._labels(gone)}"] if gone else ()),
            *([f"Only what is said in {self._labels(kept)}"] if kept else ()),
            *([f"Only what may have held on {held}"] if held else ()),
            *([f"Only {', '.join(support)}"] if not set(network.SUPPORT).issubset(support) else ()),
            *([f"{'Without' if disputed == 'drop' else 'Only'} what is disputed"] if disputed != "keep" else ()),
        ]
        store = self.store
        if day or gone or kept:
            store, undated = self.sources.view(day, gone, kept)
            if undated:
                notes.append(f"Left out of what was known on {day}, because they bear no date: documents, {undated}")
        return build(
            store,
            (lambda: self.claim_records) if store is self.store else None,
            projection=projection,
            commodity=self.commodity(commodity) if commodity else None,
            categories=categories,
            support=support,
            disputed=disputed,
            valid_on=held,
            notes=notes,
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
        if not folded(text):
            return []
        scored = [(match(entity, text), entity) for entity in self.entity_records.values()]
        found = [(score, entity) for score, entity in scored if score != NO_MATCH]
        found.sort(key=lambda pair: (pair[0], pair[1].top != "Entity", pair[1].label, pair[1].iri))
        return [entity for _, entity in found]

    def resolve(self, text: str) -> Iri:
        """Return the one thing that goes by this name, or raise UnknownNameError with the nearest names.

        A first name goes before an alias: MARIA is the ship of that name, though MARIA E has been called so too.
        """
        found = self.find(text)
        label, exact = ([entity for entity in found if match(entity, text) == score] for score in (LABEL, EXACT))
        chosen = label or exact or [entity for entity in found if entity.top == "Entity"] or found
        if len(chosen) == 1:
            return chosen[0].iri
        if chosen:
            names = "; ".join(f"{e.label} <{e.iri}>" for e in chosen[:5])
            raise UnknownNameError(f"{text!r} may be any of {len(chosen)}: {names}")
        near = difflib.get_close_matches(folded(text), self._folded_names, n=3, cutoff=0.5)
        names = ", ".join(dict.fromkeys(self._folded_names[name] for name in near))
        raise UnknownNameError(f"nothing goes by {text!r}" + (f"; near: {names}" if names else ""))

    def namesakes(self, text: str) -> list[Entity]:
        """Return the entities that go by this name too, beside the one to which it resolves."""
        one = self.resolve(text)
        return [e for e in self.find(text) if e.iri != one and e.top == "Entity" and match(e, text) <= EXACT]

    def concept(self, text: str) -> Iri:
        """Return the concept of that name, or raise UnknownNameError with the nearest."""
        known, wanted = self._concepts(_CONCEPTS), _bare(text)
        if wanted not in known:
            near = ", ".join(known[name].name for name in difflib.get_close_matches(wanted, known, n=3, cutoff=0.5))
            raise UnknownNameError(f"no concept {text!r}" + (f"; near: {near}" if near else ""))
        return known[wanted]

    def commodity(self, text: str) -> Iri:
        """Return the cargo type of that name, or raise UnknownNameError with the nearest, or else with all."""
        known, wanted = self._concepts(_CARGO_TYPES), _bare(text)
        if wanted not in known:
            near = [known[name].name for name in difflib.get_close_matches(wanted, known, n=3, cutoff=0.7)]
            told = "near: " if near else "there are "
            names = near or sorted(concept.name for concept in known.values())
            raise UnknownNameError(f"no cargo type {text!r}; {told}{', '.join(names)}")
        return known[wanted]

    def _concepts(self, query: str) -> dict[str, Iri]:
        concepts = (Iri(str(concept)) for (concept,) in self.store.select(query))
        return {concept.name.casefold(): concept for concept in concepts}

    def claim(self, text: str) -> Claim | None:
        """Return the claim of that address, in full or in short, or nothing."""
        iri = Iri(text)
        return self.claim_records.get(iri) or self.claim_records.get(
            Iri(f"{vocab.BASE}claim/{iri.removeprefix('claim:')}")
        )

    def profile(self, text: str) -> Profile:
        """Gather what is claimed about one entity, or in one document, found as by `resolve`."""
        iri = self.resolve(text)
        events = {row[0] for row in self.store.select(_EVENTS_OF, {"entity": iri})}
        about = [
            c for c in self.claim_records.values() if iri in (c.subject, c.object, *c.documents) or c.subject in events
        ]
        lifted = {row[0] for row in self.store.select(_LIFTING)}
        about.sort(key=lambda c: (c.subject not in lifted, iri not in (c.subject, c.object), c.iri))
        return Profile(self.entity_records[iri], tuple(about))

    @cached_property
    def _folded_names(self) -> dict[str, str]:
        return {folded(name): name for entity in self.entity_records.values() for name in entity.names}

    def _value(self, parameter: ontology.Parameter, value: str | Value) -> Value:
        if not isinstance(value, str):
            return value
        if parameter.kind == "entity":
            return self.resolve(value)
        if parameter.kind == "document":
            return self.document(value)
        if parameter.kind == "claim":
            return self._claim_iri(value)
        if parameter.kind == "concept":
            return self.concept(value)
        return ontology.typed(parameter, value)

    def document(self, text: str) -> Iri:
        """Return the one document that goes by this name; a publisher is refused with what it published."""
        iri = self.resolve(text)
        if self.entity_records[iri].top == "Document":
            return iri
        printed = self.store.select(_PRINTED, {"publisher": iri})
        theirs = ", ".join(Iri(str(document)).short for document, _ in printed.rows[:5])
        raise UsageError(f"{text!r} is {iri.short}, no document" + (f"; it published {theirs}" if theirs else ""))

    def _labels(self, things: Iterable[Iri]) -> str:
        return "; ".join(self.entity_records[iri].label for iri in things)

    def _claim_iri(self, text: str) -> Iri:
        found = self.claim(text)
        if found is None:
            short = [iri.short for iri in self.claim_records]
            near = ", ".join(difflib.get_close_matches(text, short, n=3, cutoff=0.5))
            raise UnknownNameError(f"no claim {text!r}" + (f"; near: {near}" if near else ""))
        return found.iri


_LIFTING = "SELECT DISTINCT ?event WHERE { { ?event a arms:Delisting } UNION { ?event arms:liftedOn ?day } }"
_PRINTED = "SELECT ?document ?publisher WHERE { ?document dcterms:publisher ?publisher } ORDER BY ?document"
_CONCEPTS = "SELECT ?concept WHERE { ?concept a skos:Concept }"
_CARGO_TYPES = "SELECT ?concept WHERE { ?concept skos:inScheme armsv:CargoTypes }"
_EVENTS_OF = """
SELECT DISTINCT ?event ?entity WHERE {
  ?event ?leg ?entity . ?leg rdfs:subPropertyOf+ arms:hasLeg . ?claim arms:isAbout ?event
}
"""


def _speakers(passages: Iterable[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for passage in passages for name in passage.speakers))


def _bare(text: str) -> str:
    return re.split("[:#/]", text)[-1].casefold()


def date(day: datetime.date | str) -> datetime.date:
    """Read a day, or say how to write one; a moment, as pandas has it, lies in a day."""
    if not isinstance(day, str):
        return day.date() if isinstance(day, datetime.datetime) else day
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; write it like 2024-05-24") from None
