"""benchmarks: the comparison runs, and compares like with like; the ratios themselves are no test."""

from __future__ import annotations

import runpy
from pathlib import Path

from armsgraph import sources

COMPARE = runpy.run_path(str(Path(__file__).parent.parent / "benchmarks" / "compare.py"))


def test_both_sides_load_the_same_triples() -> None:
    paths = COMPARE["ARTICLES"]
    assert len(COMPARE["load"](paths, rules=False)) == len(COMPARE["load_rdflib"](paths, rules=False)) > 3000


def test_its_questions_are_ten_and_exist() -> None:
    from armsgraph import ontology

    assert len(set(COMPARE["QUESTIONS"]) & set(ontology.questions())) == 10
    assert sources.data_paths()
