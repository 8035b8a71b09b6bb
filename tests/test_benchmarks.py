"""benchmarks: the comparison runs, and compares like with like; the ratios themselves are no test."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from armsgraph import sources

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
COMPARE = runpy.run_path(str(BENCHMARKS / "compare.py"))


def test_both_sides_load_the_same_triples() -> None:
    paths = COMPARE["ARTICLES"]
    assert len(COMPARE["load"](paths, rules=False)) == len(COMPARE["load_rdflib"](paths, rules=False)) > 3000


def test_its_questions_are_ten_and_exist() -> None:
    from armsgraph import ontology

    assert len(set(COMPARE["QUESTIONS"]) & set(ontology.questions())) == 10
    assert sources.data_paths()


def test_the_analyses_benchmark_compares_equal_results(capsys: pytest.CaptureFixture[str]) -> None:
    # It stops where the two sides differ; a small run checks that they do not.
    small = ["analyses.py", "--runs", "1", "--nodes", "200", "--edges", "600", "--sample", "5", "--draws", "3"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", small)
        runpy.run_path(str(BENCHMARKS / "analyses.py"), run_name="__main__")
    printed = capsys.readouterr().out
    for what in (
        "betweenness, unweighted",
        "closeness, weighted",
        "constraint",
        "minimum vertex cut",
        "3 draws of the five",
    ):
        assert what in printed


def test_the_projection_benchmark_finds_the_same_edges_on_both_routes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["projection.py", "--runs", "1", "--edges", "2000"])
        runpy.run_path(str(BENCHMARKS / "projection.py"), run_name="__main__")
    printed = capsys.readouterr().out
    assert "2000 edges" in printed
    assert "seconds" in printed
    assert "peak memory" in printed


def test_the_chart_benchmark_writes_the_same_graph_on_both_sides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    charts = runpy.run_path(str(BENCHMARKS / "charts.py"))
    net = charts["generated"](60, 120)
    graph = charts["multigraph"](net)
    assert (len(graph), graph.number_of_edges()) == (60, 120) == (len(net.nodes.iri), len(net.edges.key))
    charts["writing"](tmp_path, net, 1)
    assert "write 60 nodes, 120 edges" in capsys.readouterr().out
    assert "Report number 7 on" in (tmp_path / "ours.html").read_text("utf-8")
    assert (tmp_path / "pyvis.html").stat().st_size > 1000
