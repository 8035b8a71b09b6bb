"""README and CONTRIBUTING: what they show is run as it stands."""

from __future__ import annotations

import datetime
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import jupytext
import matplotlib
import matplotlib.pyplot as plt
import pytest
import rdflib
from rdflib import RDF

import armsgraph
from armsgraph import ontology, vocab
from armsgraph.importers import spreadsheet
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Table

ROOT = Path(__file__).parent.parent


def blocks(document: str, language: str) -> list[str]:
    text = (ROOT / document).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


class TestContributing:
    def test_the_walk_through_makes_a_claim_that_the_data_hold(self, shipped: KnowledgeGraph) -> None:
        (table,) = blocks("CONTRIBUTING.md", "csv")
        made = spreadsheet(shipped, table, "2025-10-01-owner-of-lady-r", datetime.date(2026, 11, 24))
        graph = rdflib.Graph().parse(data=made.turtle, format="turtle")
        (claim,) = graph.subjects(RDF.type, rdflib.URIRef(vocab.ARMS_CLAIM))
        (passage,) = graph.objects(claim, rdflib.URIRef(vocab.ARMS + "assertedIn"))
        stated = [graph.value(claim, end) for end in (RDF.subject, RDF.predicate, RDF.object)]
        document = graph.value(passage, rdflib.URIRef(vocab.ARMS + "foundIn"))
        (held,) = graph.objects(claim, rdflib.URIRef(vocab.ARMS + "heldOn"))
        known = [
            c
            for c in shipped.claim_records.values()
            if [c.subject, c.predicate, c.object] == [str(end) for end in stated]
            and str(document) in c.documents
            and held.toPython() in c.held_on  # type: ignore[attr-defined]
        ]
        assert [c.support for c in known] == ["Alleged"]

    def test_adding_a_source(self, tmp_path: Path) -> None:
        (turtle,) = blocks("CONTRIBUTING.md", "turtle")
        mine = tmp_path / "mine.ttl"
        mine.write_text(turtle, "utf-8")
        kg = armsgraph.load(extra=[mine])
        assert [str(violation) for violation in kg.validate()] == []
        sentences = {claim.sentence for claim in kg.profile("MARIA").claims}
        assert {"MARIA owned by M Leasing LLC", "MARIA owned by IBEX Shipping Inc"} <= sentences

    def test_adding_a_question(self, kg: KnowledgeGraph) -> None:
        (query,) = blocks("CONTRIBUTING.md", "sparql")
        question = ontology.read_question("ships", query)
        assert (question.reader, [p.name for p in question.parameters]) == ("investigator", ["state"])
        russia = kg.resolve("Russia")
        rows = kg.select(question.text, {"state": russia}).without(["state"])
        assert rows.rows == [("MAIA-1", "9358010", "MG-Flot LLC"), ("MARIA", "8517839", "IBEX Shipping Inc")]

    def test_adding_an_analysis(self, kg: KnowledgeGraph) -> None:
        analysis, _ = blocks("CONTRIBUTING.md", "python")
        namespace: dict[str, object] = {}
        exec(analysis, namespace)
        table = namespace["variety"](kg.network())  # type: ignore[operator]
        assert isinstance(table, Table)
        assert dict(table.rows)["Rim Yong Hyok"] == 2  # other persons, and a company

    def test_adding_a_chart(self, kg: KnowledgeGraph, tmp_path: Path) -> None:
        _, chart = blocks("CONTRIBUTING.md", "python")
        namespace: dict[str, object] = {}
        exec(chart, namespace)
        namespace["tie_list"](kg.network(), tmp_path / "ties.html")  # type: ignore[operator]
        page = (tmp_path / "ties.html").read_text("utf-8")
        assert "<li>MARIA owned by IBEX Shipping Inc</li>" in page
        assert page.count("<li>") == len(kg.network().edges.key)


class TestReadme:
    def test_the_session_runs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        for session in blocks("README.md", "python"):
            exec(session, {})

    @pytest.mark.parametrize("transcript", blocks("README.md", "console"))
    def test_the_transcript_is_what_the_command_says(self, transcript: str) -> None:
        for call in re.split(r"^\$ ", transcript, flags=re.MULTILINE)[1:]:
            line, _, expected = call.partition("\n")
            assert run(line) == expected.rstrip("\n"), line

    def test_its_first_two_commands_are_the_makefile_s(self) -> None:
        first, second = re.findall(r"^make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)[:2]
        assert (first, second) == ("graph", "test")

    @pytest.mark.parametrize(
        "document",
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CORRECTIONS.md", "THIRD_PARTY.md", "data/README.md"],
    )
    def test_every_link_within_the_repository_leads_somewhere(self, document: str) -> None:
        text = (ROOT / document).read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert ((ROOT / document).parent / target).exists(), target


def run(line: str) -> str:
    """Run `armsgraph …` and return standard output, without trailing blanks."""
    command, *arguments = shlex.split(line)
    assert command == "armsgraph"
    call = [sys.executable, "-c", "from armsgraph.cli import main; main()", *arguments]
    done = subprocess.run(
        call,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200"},
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return "\n".join(text.rstrip() for text in done.stdout.splitlines()).rstrip("\n")


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.py")), ids=lambda path: path.stem)
def test_a_notebook_runs_and_its_plots_are_drawn(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matplotlib.use("agg")
    drawn: list[Path] = []

    def draw() -> None:
        for number in plt.get_fignums():
            drawn.append(tmp_path / f"{len(drawn)}.png")
            plt.figure(number).savefig(drawn[-1])
        plt.close("all")

    monkeypatch.setattr(plt, "show", draw)
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(notebook))
    assert len(drawn) == notebook.read_text("utf-8").count("plt.show()")
    assert all(path.stat().st_size > 10_000 for path in drawn)


def test_notebooks_open_in_jupyter() -> None:
    for notebook in (ROOT / "notebooks").glob("*.py"):
        cells = jupytext.read(notebook).cells
        assert cells[0].cell_type == "markdown", notebook
        assert cells[0].source.startswith("# "), notebook
        assert sum(cell.cell_type == "code" for cell in cells) > 3, notebook
