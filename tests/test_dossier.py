"""data/ against the dossier from which it was gathered: every record has become something, and every claim comes from one."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import rdflib

from armsgraph import vocab
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri
from overview import MAP, endings_of_disagreements, iri

TESTS = Path(__file__).parent
COMPLETE = list(csv.DictReader((TESTS / "samples" / "complete_packages.csv").read_text("utf-8").splitlines()))


def rows(material: Path, file: str) -> list[dict[str, Any]]:
    text = (material / "dossier" / f"{file}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def becomes(record: dict[str, str]) -> list[Iri]:
    return [iri(short) for short in record["becomes"].split()]


@pytest.mark.material
def test_every_record_is_in_the_map_once(material: Path) -> None:
    files = sorted((material / "dossier").glob("*/*.jsonl"))
    wanted = {
        f"{file.parent.name}/{file.stem}#{number}"
        for file in files
        for number in range(1, len(rows(material, f"{file.parent.name}/{file.stem}")) + 1)
    }
    assert Counter(record["record"] for record in MAP) == Counter(wanted)


def test_every_record_has_become_something_or_says_why_not() -> None:
    assert [record["record"] for record in MAP if not record["becomes"] and not record["remark"]] == []


def test_what_a_record_has_become_is_in_the_graph(shipped: KnowledgeGraph) -> None:
    known = {str(iri) for (iri,) in shipped.select("SELECT DISTINCT ?thing WHERE { ?thing a ?class }")}
    assert [(record["record"], thing) for record in MAP for thing in becomes(record) if thing not in known] == []


def test_every_claim_comes_from_a_record_or_from_the_two_articles(kg: KnowledgeGraph, shipped: KnowledgeGraph) -> None:
    mapped = {thing for record in MAP for thing in becomes(record)}
    events = {thing for thing in mapped if "/id/" in thing}
    rest = [
        claim.iri
        for claim in shipped.claim_records.values()
        if claim.iri not in mapped
        and claim.iri not in kg.claim_records
        and claim.subject not in events
        # Of whom no list tells, no record was made; test_analyses_coverage.py looks through the lists again.
        and claim.predicate != vocab.ARMS_ABSENT_FROM_LIST_OF
    ]
    assert rest == []


def test_every_designation_has_become_a_claim_about_a_listing(shipped: KnowledgeGraph) -> None:
    listings = [
        r
        for r in MAP
        if r["record"].split("#")[0] in ("designations/designations", "designations-more/designations_more")
    ]
    assert len(listings) == 284
    about = {claim.iri: claim.subject for claim in shipped.claim_records.values()}
    silent = [
        record["record"]
        for record in listings
        if not any("/id/designation/" in about.get(thing, "") for thing in becomes(record))
    ]
    assert silent == []


def test_every_recorded_disagreement_ends_as_a_conflict_a_hidden_label_or_a_note(shipped: KnowledgeGraph) -> None:
    endings = endings_of_disagreements(shipped)
    assert len(endings) == 53 + 35 + 19
    assert [record for record, ends in endings.items() if not ends] == []
    assert sum("conflict" in ends for ends in endings.values()) >= 25


@pytest.mark.material
def test_the_complete_packages_are_those_of_the_dossier(material: Path) -> None:
    """`complete_packages.csv` holds what follows where the dossier is absent."""
    actions = rows(material, "designations/actions") + rows(material, "designations-more/actions_more")
    corrected = {
        row["record"]: row["should_be"]
        for row in rows(material, "designations-more/corrections")
        if row["field"] == "names_complete_here"
    }
    wanted = {
        (action["action_id"], kind, str(count))
        for action in actions
        if corrected.get(action["action_id"], action["names_complete_here"])
        for kind, count in action["official_counts"].items()
        if count
    }
    assert {(row["package"], row["kind"], row["count"]) for row in COMPLETE} == wanted


@pytest.mark.parametrize("row", COMPLETE, ids=lambda row: f"{row['package']} {row['kind']}")
def test_a_complete_package_names_as_many_as_the_authority_counted(
    shipped: KnowledgeGraph, row: dict[str, str]
) -> None:
    action = iri(row["action"])
    query = "SELECT DISTINCT ?target ?kind WHERE { ?listing arms:partOfAction ?action ; arms:targets ?target . ?target a ?kind }"
    found: dict[str, set[object]] = defaultdict(set)
    for target, kind in shipped.select(query.replace("?action ", f"<{action}> ")):
        found[Iri(str(kind)).name].add(target)
    classes = {
        "persons": {"Person"},
        "vessels": {"Vessel"},
        "aircraft": {"Aircraft"},
    }.get(row["kind"], set(found) - {"Person", "Vessel", "Aircraft", "Group"})
    assert len(set().union(*(found[kind] for kind in classes))) == int(row["count"])


@pytest.mark.material
def test_documents_keep_their_exact_titles_and_addresses(shipped: KnowledgeGraph, material: Path) -> None:
    """Rows that are one page may print its title or address in two ways; a title guessed from the address is no title."""
    graph = shipped.rdflib()
    printed: dict[Iri, dict[str, set[str]]] = defaultdict(lambda: {"title": set(), "url": set()})
    for record in MAP:
        file, number = record["record"].split("#")
        for document in becomes(record) if "sources" in file else []:
            if "/id/document/" in document:
                row = rows(material, file)[int(number) - 1]
                for field, values in printed[document].items():
                    values.update({row[field]} - {None})
    # The documents of the two articles were read again before, page by page.
    early = rdflib.Graph()
    for path in (TESTS / "samples" / "articles" / "documents").glob("*.ttl"):
        early.parse(path)
    before = {
        "title": {str(title) for title in early.objects(predicate=rdflib.DCTERMS.title)},
        "url": {str(address) for address in early.objects(predicate=rdflib.URIRef(vocab.ARMS + "address"))},
    }
    for document, values in printed.items():
        for field, term in (("title", rdflib.DCTERMS.title), ("url", rdflib.URIRef(vocab.ARMS + "address"))):
            found = {str(value) for value in graph.objects(rdflib.URIRef(document), term)}
            assert found <= values[field] | before[field], document
        assert values["url"] == set() or graph.value(rdflib.URIRef(document), rdflib.URIRef(vocab.ARMS + "address"))
