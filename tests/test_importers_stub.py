"""importers.stub: an empty dossier that is valid as it stands, and becomes one when the marks are taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

from armsgraph import sources
from armsgraph.errors import UsageError
from armsgraph.importers import stub
from armsgraph.validation import validate


def test_it_is_valid_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "2024-06-01-example.ttl"
    path.write_text(stub("2024-06-01-example"), "utf-8")
    assert len(rdflib.Graph().parse(path)) == 0
    assert validate(sources.read(only=[Path(__file__).parent / "samples" / "articles", path])) == []


def test_its_example_lines_are_turtle_once_filled_in() -> None:
    text = stub("2024-06-01-example", "example-report")
    lines = re.sub(r"^# (?=[a-z]+:|    )", "", text, flags=re.M).replace("imo-…", "imo-8517839").replace("…", "x")
    lines = re.sub(r"^#     ", "    ", lines, flags=re.M)
    graph = rdflib.Graph().parse(data=lines, format="turtle")
    claim = rdflib.URIRef("https://w3id.org/armsgraph/claim/2024-06-01-example/1")
    passage = rdflib.URIRef("https://w3id.org/armsgraph/attestation/example-report/p3")
    assert (claim, rdflib.URIRef("https://w3id.org/armsgraph/ns#assertedIn"), passage) in graph


@pytest.mark.parametrize(
    "name", ["example", "2024-6-1-example", "2024-06-01", "2024-06-01-Example", "2024-06-01-a b", "../x"]
)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no name of a dossier"):
        stub(name)
