"""A spreadsheet of claims, one row for each passage that asserts or denies a fact → a dossier as Turtle.

Rows that state the same fact become one claim with several passages. What cannot be placed is refused with row and
column, and then nothing is made of the rest either.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from armsgraph import vocab
from armsgraph.errors import ArmsgraphError, InputError
from armsgraph.importers.stub import dossier_name, prefixes
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri

# Name of the column, whether each row needs it, and what goes in: the second line of the template.
COLUMNS: Mapping[str, tuple[bool, str]] = {
    "subject": (True, "name, IMO number, register number or IRI"),
    "subject_class": (False, "Person, Company, Vessel … if it is new; a new ship is written NAME (IMO number)"),
    "predicate": (True, "a term such as ownedBy"),
    "object": (True, "like the subject; a date or a text where the predicate takes one"),
    "object_class": (False, "as for the subject"),
    "when": (False, "EDTF: 2024-05, 2022/2023"),
    "held_on": (False, "a day on which the state held: 2024-05-24"),
    "document": (True, "slug, title or address of one that is known, or the slug of a new one"),
    "title": (False, "of a new document"),
    "publisher": (False, "of a new document"),
    "issued": (False, "of a new document: 2024-05-24, 2024-05 or 2024"),
    "language": (False, "of a new document: en"),
    "address": (False, "of a new document: https://…"),
    "reliability": (False, "of the publisher of a new document, A to F"),
    "speaker": (True, "to whom the document attributes the words"),
    "spoken_for": (False, "the authority in whose name"),
    "access": (True, "FullText, OfficialListCopy, Excerpt, PressRelay or NotRead"),
    "locator": (False, "p5s2, or the document's own numbering"),
    "paraphrase": (True, "what the passage says, in our own words"),
    "stance": (False, "asserted, or denied"),
    "confidence": (False, "high, moderate or low"),
    "reason": (False, "why, where the confidence is not high"),
}
# The class of a new entity gives the kind in its address.
_KINDS = {
    "Person": "person", "Organization": "organization", "Company": "organization", "Bank": "organization",
    "GovernmentBody": "organization", "MilitaryUnit": "organization", "ArmedGroup": "organization",
    "InternationalBody": "organization", "Place": "place", "Port": "place", "BorderCrossing": "place",
    "Facility": "facility", "Vessel": "vessel", "Aircraft": "aircraft", "Post": "post", "Group": "group",
}  # fmt: skip
_ACCESS = ("FullText", "OfficialListCopy", "Excerpt", "PressRelay", "NotRead")
_SHIP = re.compile(r"(?P<name>.+) \((?:IMO )?(?P<imo>\d{7})\)")
_ISSUED = {4: "gYear", 7: "gYearMonth", 10: "date"}
Row = dict[str, str]


@dataclass(frozen=True)
class Imported:
    """The Turtle, how many claims and passages it holds, and from which row each node came."""

    turtle: str
    claims: int
    passages: int
    rows: Mapping[str, int]


@dataclass
class _Fact:
    """One claim in the making."""

    statement: str
    details: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=lambda: {"asserted": [], "denied": []})


def template() -> str:
    """Return the header of the spreadsheet and a line that says what goes where."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow(f"# {'' if needed else 'optional: '}{what}" for needed, what in COLUMNS.values())
    return out.getvalue()


def spreadsheet(kg: KnowledgeGraph, text: str, dossier: str, today: datetime.date) -> Imported:
    """Turn the text of a spreadsheet into a dossier; raise InputError that names each row and column at fault."""
    return _Reader(kg, dossier_name(dossier), today).read(text)


class _Reader:
    def __init__(self, kg: KnowledgeGraph, dossier: str, today: datetime.date) -> None:
        self.kg, self.dossier, self.today = kg, dossier, today
        self.faults: list[str] = []
        self.made: dict[Iri, str] = {}  # new documents and entities → Turtle
        self.passages: dict[Iri, str] = {}
        self.facts: dict[tuple[str, ...], _Fact] = {}
        self.rows: dict[str, int] = {}

    def read(self, text: str) -> Imported:
        for number, row in _rows(text):
            self.row(number, row)
        if self.faults:
            raise InputError("\n".join(self.faults))
        if not self.facts:
            raise InputError("the table has no row; fill in the template")
        claims = [self.claim(number, fact) for number, fact in enumerate(self.facts.values(), 1)]
        body = "\n".join((*self.made.values(), *self.passages.values(), *claims))
        used = tuple(name for name in vocab.PREFIXES if re.search(rf"(?<![\w-]){name}:", re.sub('"[^"]*"', "", body)))
        head = f"# {self.dossier}: imported from a spreadsheet.\n{prefixes(self.dossier, used=used)}"
        return Imported(f"{head}\n{body}\n", len(claims), len(self.passages), self.rows)

    def row(self, number: int, row: Row) -> None:
        def cell(column: str, read: Callable[[str], str], fallback: str = "") -> str:
            given = row[column]
            try:
                if not given and COLUMNS[column][0]:
                    raise InputError(f"is empty; give {COLUMNS[column][1]}")
                return read(given) if given else fallback
            except ArmsgraphError as error:
                self.faults.append(f"row {number}, column {column}: {error}")
                return ""

        predicate = cell("predicate", self.predicate)
        subject = cell("subject", lambda text: self.thing(text, row["subject_class"], number))
        ending = cell("object", lambda text: self.object(predicate, text, row["object_class"], number))
        document = cell("document", lambda text: self.document(text, row, number))
        speaker = cell("speaker", lambda text: self.thing(text, "", number))
        authority = cell("spoken_for", lambda text: self.thing(text, "", number))
        access = cell("access", lambda text: _one_of(text, _ACCESS))
        paraphrase = cell("paraphrase", lambda text: _literal(text, "en"))
        stance = cell("stance", lambda text: _one_of(text, ("asserted", "denied")), "asserted")
        confidence = cell("confidence", lambda text: _one_of(text, ("high", "moderate", "low")))
        held = cell("held_on", _day)
        details = [
            cell("when", _when),
            f'arms:heldOn "{held}"^^xsd:date' if held else "",
            f"arms:hasConfidence armsv:{confidence.capitalize()}Confidence" if confidence else "",
            cell("reason", lambda text: f"arms:reason {_literal(text, 'en')}"),
        ]
        if self.faults:
            return
        passage = self.passage(number, document, speaker, authority, access, row["locator"], paraphrase)
        key = (subject, predicate, ending, row["when"], held)
        fact = self.facts.setdefault(
            key, _Fact(f"rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {ending}")
        )
        self.rows.setdefault(f"{vocab.BASE}claim/{self.dossier}/{list(self.facts).index(key) + 1}", number)
        fact.details += [detail for detail in details if detail and detail not in fact.details]
        fact.said[stance].append(passage)

    def predicate(self, text: str) -> str:
        name = text.removeprefix("arms:")
        known = {Iri(str(iri)).name for (iri,) in self.kg.select(_CLAIMABLE)}
        if name not in known:
            import difflib

            near = ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.5))
            raise InputError(f"{text!r} is nothing that can be claimed" + (f"; near: {near}" if near else ""))
        return f"arms:{name}"

    def object(self, predicate: str, text: str, kind: str, number: int) -> str:
        if predicate in ("arms:announcedOn", "arms:effectiveOn", "arms:publishedOn", "arms:liftedOn"):
            return f'"{_day(text)}"^^xsd:date'
        if predicate in ("arms:formerName", "arms:listIdentifier", "arms:position"):
            return _literal(text)
        if predicate in ("arms:imposesMeasure", "arms:hasCargoType", "arms:hasPurpose", "arms:hasTransportMode"):
            return _reference(self.kg.concept(text))
        return self.thing(text, kind, number)

    def thing(self, text: str, kind: str, number: int) -> str:
        """Return the one entity that goes by the text, or describe a new one of the class given."""
        if not kind:
            return _reference(self._known(text))
        if kind not in _KINDS:
            raise InputError(f"{kind!r} is no class of entities; choose one of {', '.join(_KINDS)}")
        label, extra, slug = text, "", _slug(text)
        if kind == "Vessel":
            ship = _SHIP.fullmatch(text)
            if not ship:
                raise InputError(f"{text!r}: a new ship is written NAME (IMO number), such as MARIA (8517839)")
            label, slug = ship["name"], f"imo-{ship['imo']}"
            extra = f" ; arms:imoNumber {_literal(ship['imo'])}"
        iri = Iri(f"{vocab.BASE}id/{_KINDS[kind]}/{slug}")
        if iri in self.kg.entity_records:
            raise InputError(
                f"{text!r} is known as {iri.short} already; leave its class empty, or give it another name"
            )
        if not slug:
            raise InputError(
                f"{text!r}: a new entity needs a name in Latin letters; add the others as skos:altLabel later"
            )
        self.made.setdefault(iri, f"{_reference(iri)} a arms:{kind} ; rdfs:label {_literal(label, 'en')}{extra} .")
        self.rows.setdefault(iri, number)
        return _reference(iri)

    def document(self, text: str, row: Row, number: int) -> str:
        if not row["title"]:
            return _reference(self._known(text, "Document"))
        if text != _slug(text):
            raise InputError(f"{text!r} is no slug; write a new document as {_slug(text) or 'publisher-2024-05-24'}")
        iri = Iri(f"{vocab.BASE}id/document/{text}")
        if iri in self.kg.entity_records:
            raise InputError(f"{text!r} is known already; leave title and the rest empty")
        if iri not in self.made:
            language = row["language"] or "en"
            about = [f"dcterms:title {_literal(row['title'], language)}"]
            if language != "en":
                about.append(f"rdfs:label {_literal(text.replace('-', ' '), 'en')}")
            about.append(f"dcterms:publisher {self.thing(row['publisher'], '', number)}")
            if row["issued"]:
                about.append(f'dcterms:issued "{_issued(row["issued"])}"^^xsd:{_ISSUED[len(row["issued"])]}')
            about.append(f"dcterms:language {_literal(language)}")
            about.append(f"arms:hasReliability armsv:Reliability{_one_of(row['reliability'], 'ABCDEF')}")
            if row["address"]:
                about.append(f"arms:address {_literal(_address(row['address']))}^^xsd:anyURI")
            self.made[iri] = f"{_reference(iri)} a arms:Document ;\n    " + " ;\n    ".join(about) + " ."
            self.rows[iri] = number
        return _reference(iri)

    def passage(
        self, number: int, document: str, speaker: str, authority: str, access: str, locator: str, text: str
    ) -> str:
        legs = [f"arms:foundIn {document}", f"arms:statedBy {speaker}"]
        legs += [f"arms:spokenFor {authority}"] if authority else []
        legs += [f"arms:locator {_literal(locator)}"] if locator else []
        legs += [f"arms:accessedAs armsv:{access}", f"arms:paraphrase {text}"]
        body = " ;\n    ".join(legs)
        for iri, written in self.passages.items():
            if written.endswith(body + " ."):
                return f"<{iri}>"
        slug = re.split("[:/]", document.strip("<>"))[-1]
        iri = Iri(f"{vocab.BASE}attestation/{slug}/{self.dossier}-row-{number}")
        self.passages[iri] = f"<{iri}> a arms:Attestation ;\n    {body} ."
        self.rows[iri] = number
        return f"<{iri}>"

    def claim(self, number: int, fact: _Fact) -> str:
        said = [f"arms:{how}In {' , '.join(passages)}" for how, passages in fact.said.items() if passages]
        lines = [fact.statement, *said, *fact.details, f'arms:recordedOn "{self.today}"^^xsd:date']
        return f"c:{number} a arms:Claim ; " + " ;\n    ".join(lines) + " ."

    def _known(self, text: str, top: str = "") -> Iri:
        iri = self.kg.resolve(text)
        if top and self.kg.entity_records[iri].top != top:
            raise InputError(f"{text!r} is {iri.short}, no {top}; give title, publisher and reliability of a new one")
        return iri


_CLAIMABLE = """
SELECT DISTINCT ?property WHERE {
  { ?property rdfs:subPropertyOf+ arms:connectedTo } UNION { ?property rdfs:subPropertyOf+ arms:hasLeg }
  UNION { VALUES ?property {
    arms:hasNationality arms:registeredIn arms:fliesFlagOf arms:locatedIn arms:formerName arms:position arms:announcedOn
    arms:effectiveOn arms:publishedOn arms:liftedOn arms:listIdentifier } }
  FILTER (?property != arms:involves)
}
"""


def _rows(text: str) -> Iterable[tuple[int, Row]]:
    """Return each row with its number in the file, the header being row 1."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"no table of comma-separated values: {error}") from None
    header = [name.strip().lower() for name in lines[0]] if lines else []
    unknown = [name for name in header if name and name not in COLUMNS]
    missing = [name for name, (needed, _) in COLUMNS.items() if needed and name not in header]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    for names, what in ((unknown, "unknown"), (missing, "missing"), (twice, "given twice")):
        if names:
            raise InputError(
                f"row 1: column {what}: {', '.join(names)}; `armsgraph import --template` prints all columns"
            )
    for number, line in enumerate(lines[1:], 2):
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in line]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if len(cells) > len(header):
            raise InputError(
                f"row {number} has {len(cells)} cells, the header {len(header)}; quote what holds a delimiter"
            )
        yield number, {**dict.fromkeys(COLUMNS, ""), **dict(zip(header, cells, strict=False))}


def _reference(iri: Iri) -> str:
    return iri.short if re.fullmatch(r"[a-z]+:[A-Za-z0-9-]+", iri.short) else f"<{iri}>"


def _literal(text: str, language: str | None = None) -> str:
    """Write a text as a Turtle literal: nothing in it can end it."""
    body = "".join(
        c if c not in '"\\' and unicodedata.category(c) not in ("Cc", "Cs") else f"\\u{ord(c):04X}" for c in text
    )
    if language and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language):
        raise InputError(f"{language!r} is no language; write a code such as en or ko")
    return f'"{body}"' + (f"@{language}" if language else "")


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower()))


def _one_of(text: str, allowed: Iterable[str]) -> str:
    known = {name.lower(): name for name in allowed}
    if text.lower() not in known:
        raise InputError(f"{text!r} is not one of {', '.join(known.values())}")
    return known[text.lower()]


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"{text!r} is no day; write it like 2024-05-24") from None


def _issued(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise InputError(f"issued {text!r} is no date; write 2024-05-24, 2024-05 or 2024")
    return text


def _when(text: str) -> str:
    """Write an EDTF day, month, year or span of them with its outer bounds."""
    import calendar

    first, _, last = text.partition("/")
    for part in (first, last or first):
        _issued(part)
    year, month = (*(last or first).split("-"), "12")[:2]
    ending = (last or first) + ("-12" if len(last or first) == 4 else "")
    ending += f"-{calendar.monthrange(int(year), int(month))[1]:02d}" if len(ending) == 7 else ""
    beginning = (first + "-01-01")[:10]
    return f'arms:when "{text}" ; arms:earliest "{_day(beginning)}"^^xsd:date ; arms:latest "{_day(ending)}"^^xsd:date'


def _address(text: str) -> str:
    if not re.match(r"https?://[^\s<>\"]+$", text):
        raise InputError(f"address {text!r} is no web address; write it like https://example.org/page")
    return text
