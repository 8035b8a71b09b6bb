"""Each shape passes its passing file and says of its failing file what that file's first lines say; pySHACL agrees."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph

from armsgraph import ontology, sources
from armsgraph.resources import shipped
from armsgraph.sources import Sources
from armsgraph.store import LocalStore, parse_turtle, write_triples
from armsgraph.table import Iri
from armsgraph.validation import validate

SHAPES = Path(__file__).parent / "shapes"
NAMES = sorted(folder.name for folder in SHAPES.iterdir() if folder.is_dir())
SHAPE = "https://w3id.org/armsgraph/shapes#"
THING = re.compile(r"<(https://w3id\.org/armsgraph/(?:id|claim|attestation)/[^>]+/)([^>/]+)>")


def asserted(*texts: str) -> LocalStore:
    """Put the ontology, the base file and some Turtle into a store."""
    store = LocalStore()
    for path in (*ontology.module_paths(), SHAPES / "base.ttl"):
        store.load(path)
    for text in texts:
        store.add(parse_turtle(text.encode(), "test"))
    return store


def found(store: LocalStore) -> list[str]:
    return sorted(str(violation) for violation in validate(Sources((), store)))


def text(name: str, file: str) -> str:
    return (SHAPES / name / file).read_text("utf-8")


def expected(name: str) -> list[str]:
    return sorted(re.findall(r"^# breaks: (.*)$", text(name, "fail.ttl"), re.MULTILINE))


def shapes() -> Graph:
    return Graph().parse(shipped("ontology") / "shapes.ttl")


def test_the_base_file_breaks_nothing() -> None:
    assert found(asserted()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_passing_file_breaks_nothing(name: str) -> None:
    assert found(asserted(text(name, "pass.ttl"))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_failing_file_breaks_exactly_what_it_says(name: str) -> None:
    assert expected(name)
    assert any(line.endswith(f"({name})") for line in expected(name))
    assert found(asserted(text(name, "fail.ttl"))) == expected(name)


def test_every_shape_has_its_two_files() -> None:
    assert {SHAPE + name for name in NAMES} == {str(shape) for shape in shapes().subjects(RDF.type, SH.NodeShape)}


def test_every_message_is_provoked_by_a_failing_file() -> None:
    lines = "\n".join(line for name in NAMES for line in expected(name))
    for message in shapes().objects(predicate=SH.message):
        pattern = re.sub(r"\\\{\\\?\w+\\\}", ".+", re.escape(str(message)))
        assert re.search(f": {pattern} \\(", lines), message


def test_pyshacl_given_everything_agrees_on_every_file() -> None:
    """One run over all files, their nodes told apart by a number, since pySHACL takes seconds for a run."""
    store = asserted(*(_apart(n, text(name, f)) for n, (name, f) in enumerate(_files(), 10)))
    ours = {(v.node, v.rule, v.message) for v in validate(Sources((), store))}
    assert len(ours) > 100
    assert _by_pyshacl(store) == ours


def _files() -> list[tuple[str, str]]:
    return [(name, file) for name in NAMES for file in ("pass.ttl", "fail.ttl")]


def _apart(number: int, turtle: str) -> str:
    """Write a file's own nodes with a number before their last part; those of the base file stay."""
    base = (SHAPES / "base.ttl").read_bytes()
    shared = {str(quad.subject).strip("<>") for quad in parse_turtle(base, "base.ttl")}
    triples = write_triples(parse_turtle(turtle.encode(), "test")).decode()
    return THING.sub(lambda m: m[0] if m[1] + m[2] in shared else f"<{m[1]}{number}{m[2]}>", triples)


def _by_pyshacl(store: LocalStore) -> set[tuple[str, str, str]]:
    graph = shapes()
    _, report, _ = pyshacl.validate(store.rdflib(), shacl_graph=graph, meta_shacl=True)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, value, source, message = (
            report.value(result, term) for term in (SH.focusNode, SH.value, SH.sourceShape, SH.resultMessage)
        )
        node = value if str(focus) + "#" == SHAPE else focus
        rule = graph.value(predicate=SH.property, object=source) or source
        told = re.sub(r"https?://[^\s,;)]+", lambda iri: Iri(iri[0]).short, str(message))
        found.add(("[]" if isinstance(node, BNode) else str(node), rule.removeprefix(SHAPE), told))
    return found


HEADER = """\
@prefix arms: <https://w3id.org/armsgraph/ns#> .
@prefix c: <https://w3id.org/armsgraph/claim/mine/> .
@prefix per: <https://w3id.org/armsgraph/id/person/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ves: <https://w3id.org/armsgraph/id/vessel/> .
per:x a arms:Person ; rdfs:label "X"@en .
"""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "per:y a arms:Pirate .",
            "per:y: arms:Pirate is no class, property or concept that the ontology declares; "
            "correct the spelling or use a declared one (TermIsDeclared)",
        ),
        (
            'ves:y a arms:Vessel ; rdfs:label "Y" ; arms:imoNumber "8517838" .',
            "ves:y: 8517838 is no IMO number: seven digits, the last a check digit; correct it from the source "
            "(ImoNumberIsValid)",
        ),
        (
            "c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:actedFor ; rdf:object per:x .",
            "claim:mine/1: a claim has no source; add arms:assertedIn or arms:deniedIn with the passage (ClaimHasSource)",
        ),
    ],
)
def test_a_bad_line_is_reported_with_file_line_node_and_rule(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(HEADER + line + "\n", "utf-8")
    assert [str(violation) for violation in validate(sources.read(only=[path]))] == [f"{path}:8: {message}"]


def test_the_offending_value_is_kept() -> None:
    store = asserted(text("ReferenceResolves", "fail.ttl"))
    assert "https://w3id.org/armsgraph/id/person/ana" in {v.value for v in validate(Sources((), store))}


def test_violations_come_sorted_and_alike_in_two_runs() -> None:
    store = asserted(*(text(name, "fail.ttl") for name in ("NodeHasIri", "AttestationIsComplete", "ObjectFits")))
    first = validate(Sources((), store))
    assert first == sorted(first) == validate(Sources((), store))
    assert {replace(v, where="") for v in first} == set(first)


def test_hostile_text_stays_on_one_line() -> None:
    claim = text("WhenIsReadable", "pass.ttl").replace('"2023?"', '"20\\n23\\u001B[31m"')
    (line,) = found(asserted(claim))
    assert line.startswith("claim:test/6: arms:when is 20 23�[31m; write one EDTF string")


def test_an_ill_formed_date_is_one_line_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        lines = found(asserted(text("DayIsDate", "fail.ttl")))
    assert "claim:test/3: arms:recordedOn is one day, an xsd:date (DayIsDate)" in lines
    assert caplog.records == []


def test_the_shipped_data_break_no_rule() -> None:
    assert [str(violation) for violation in validate(sources.read())] == []


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://w3id.org/armsgraph/ns#cites", "arms:cites"),
        ("https://w3id.org/armsgraph/id/vessel/imo-8517839", "ves:imo-8517839"),
        ("https://w3id.org/armsgraph/claim/2024-05-24-seoul-and-tokyo/3", "claim:2024-05-24-seoul-and-tokyo/3"),
        ("https://example.org/x", "https://example.org/x"),
        ("8517839", "8517839"),
    ],
)
def test_a_name_is_short_for_a_reader(iri: str, name: str) -> None:
    assert Iri(iri).short == name
