"""importers.spreadsheet: rows become claims, and what cannot be placed is refused by row and column."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import XSD

from armsgraph import sources
from armsgraph.errors import InputError
from armsgraph.importers import Imported, spreadsheet, template
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.validation import validate

BASE = "https://w3id.org/armsgraph/"
ARMS = rdflib.Namespace(BASE + "ns#")
TODAY = datetime.date(2026, 11, 24)
OWNER = {
    "subject": "MARIA", "predicate": "ownedBy", "object": "M Leasing", "held_on": "2023-10-17", "document": "seed-001",
    "speaker": "Radio Free Asia", "access": "Excerpt", "paraphrase": "M Leasing owns her.",
}  # fmt: skip


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def made(kg: KnowledgeGraph, text: str) -> Imported:
    return spreadsheet(kg, text, "2023-10-17-owner", TODAY)


def graph(imported: Imported) -> rdflib.Graph:
    return rdflib.Graph().parse(data=imported.turtle, format="turtle")


def claim(number: int) -> URIRef:
    return URIRef(f"{BASE}claim/2023-10-17-owner/{number}")


def faults(kg: KnowledgeGraph, *rows: dict[str, str]) -> list[str]:
    with pytest.raises(InputError) as refused:
        made(kg, table(*rows))
    return str(refused.value).splitlines()


def test_a_row_becomes_a_claim_with_its_passage(kg: KnowledgeGraph) -> None:
    found = graph(made(kg, table(OWNER)))
    assert (claim(1), RDF.subject, URIRef(BASE + "id/vessel/imo-8517839")) in found
    assert (claim(1), RDF.predicate, ARMS.ownedBy) in found
    assert (claim(1), RDF.object, URIRef(BASE + "id/organization/m-leasing")) in found
    assert (claim(1), ARMS.heldOn, Literal("2023-10-17", datatype=XSD.date)) in found
    assert (claim(1), ARMS.recordedOn, Literal("2026-11-24", datatype=XSD.date)) in found
    (passage,) = found.objects(claim(1), ARMS.assertedIn)
    assert str(passage).startswith(BASE + "attestation/seed-001/")
    assert (passage, ARMS.paraphrase, Literal("M Leasing owns her.", lang="en")) in found


def test_rows_that_state_one_fact_become_one_claim(kg: KnowledgeGraph) -> None:
    denial = {**OWNER, "document": "seed-000", "speaker": "Russia", "paraphrase": "It does not.", "stance": "denied"}
    imported = made(kg, table({**OWNER, "stance": ""}, denial))
    assert (imported.claims, imported.passages) == (1, 2)
    found = graph(imported)
    assert len(list(found.objects(claim(1), ARMS.assertedIn))) == len(list(found.objects(claim(1), ARMS.deniedIn))) == 1


def test_one_passage_may_back_two_claims(kg: KnowledgeGraph) -> None:
    imported = made(kg, table(OWNER, {**OWNER, "predicate": "operatedBy"}))
    assert (imported.claims, imported.passages) == (2, 1)


def test_new_things_and_documents_are_described(kg: KnowledgeGraph, tmp_path: Path) -> None:
    row = {
        **OWNER, "subject": "SAMPLE STAR (9074729)", "subject_class": "Vessel", "object": "Ögonblick AB",
        "object_class": "Company", "document": "sample-2023", "title": "예시", "publisher": "NK News", "issued": "2023-10",
        "language": "ko", "address": "https://example.org/a?b=c", "reliability": "b", "when": "2022/2023-10",
    }  # fmt: skip
    imported = made(kg, table(row))
    found = graph(imported)
    ship, firm = URIRef(BASE + "id/vessel/imo-9074729"), URIRef(BASE + "id/organization/ogonblick-ab")
    assert (ship, ARMS.imoNumber, Literal("9074729")) in found
    assert (claim(1), RDF.object, firm) in found
    assert (claim(1), ARMS.earliest, Literal("2022-01-01", datatype=XSD.date)) in found
    assert (claim(1), ARMS.latest, Literal("2023-10-31", datatype=XSD.date)) in found
    path = tmp_path / "2023-10-17-owner.ttl"
    path.write_text(imported.turtle, "utf-8")
    assert validate(sources.read(only=[Path(__file__).parent / "samples" / "articles", path])) == []


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("subject", "MARYA", "row 2, column subject: nothing goes by 'MARYA'; near: "),
        ("subject", "", "row 2, column subject: is empty; give name, IMO number"),
        ("predicate", "ownsBy", "row 2, column predicate: 'ownsBy' is nothing that can be claimed; near: ownedBy"),
        ("predicate", "designatedBy", "row 2, column predicate: 'designatedBy' is nothing that can be claimed"),
        ("held_on", "17.10.2023", "row 2, column held_on: '17.10.2023' is no day; write it like 2024-05-24"),
        ("when", "last year", "row 2, column when: issued 'last year' is no date"),
        ("document", "seed-9", "row 2, column document: nothing goes by 'seed-9'"),
        ("document", "MARIA", "row 2, column document: 'MARIA' is ves:imo-8517839, no Document"),
        ("access", "Read", "row 2, column access: 'Read' is not one of FullText"),
        ("stance", "maybe", "row 2, column stance: 'maybe' is not one of asserted, denied"),
        ("confidence", "sure", "row 2, column confidence: 'sure' is not one of high, moderate, low"),
        ("object_class", "Firm", "row 2, column object: 'Firm' is no class of entities"),
    ],
)
def test_what_cannot_be_placed_is_named_by_row_and_column(
    kg: KnowledgeGraph, column: str, text: str, fault: str
) -> None:
    (line,) = faults(kg, {**OWNER, column: text})
    assert line.startswith(fault)


def test_every_fault_is_named_at_once(kg: KnowledgeGraph) -> None:
    lines = faults(kg, {**OWNER, "subject": "MARYA", "access": "Read"}, OWNER, {**OWNER, "object": "nobody at all"})
    assert [line.split(":")[0] for line in lines] == [
        "row 2, column subject", "row 2, column access", "row 4, column object",
    ]  # fmt: skip


def test_what_is_known_is_not_made_again(kg: KnowledgeGraph) -> None:
    (line,) = faults(kg, {**OWNER, "object": "M Leasing", "object_class": "Company"})
    assert "is known as org:m-leasing already" in line
    (line,) = faults(kg, {**OWNER, "subject": "MARIA (8517839)", "subject_class": "Vessel"})
    assert "is known as ves:imo-8517839 already" in line


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "row 1: column missing: subject, predicate"),
        ("subject,colour\n", "row 1: column unknown: colour"),
        ("subject,subject\n", "row 1: column missing: predicate"),
        (template(), "the table has no row"),
        (table(OWNER) + "," * 20 + "x\n", "row 3 has 21 cells"),
        (table(OWNER) + '"open', "no table of comma-separated values"),
    ],
)
def test_a_table_that_is_none_is_refused(kg: KnowledgeGraph, text: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        made(kg, text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_is_read(kg: KnowledgeGraph, delimiter: str) -> None:
    assert made(kg, table(OWNER, delimiter=delimiter)).claims == 1


@given(text=st.text(min_size=1).filter(lambda text: text.strip() and not text.strip().startswith("#")))
def test_no_text_ends_a_literal(kg: KnowledgeGraph, text: str) -> None:
    imported = made(kg, table({**OWNER, "paraphrase": text, "locator": text}))
    assert imported.claims == 1
    assert len(set(graph(imported).subjects())) == 2
