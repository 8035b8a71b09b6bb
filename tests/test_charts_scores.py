"""Scores for charts: what each form of them gives, and what is refused where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from armsgraph.charts.scores import read, scored
from armsgraph.errors import InputError, UsageError
from armsgraph.table import Iri, Table, as_csv

TABLE = Table(
    ("iri", "score", "rank"), [(Iri("urn:a"), 0.5, 2), (Iri("urn:b"), None, 3), (Iri("urn:c"), float("inf"), 1)]
)


@pytest.mark.parametrize("form", ["table", "frame", "mapping"])
def test_what_is_no_finite_number_is_no_score(form: str) -> None:
    mapping = {"urn:a": 0.5, "urn:b": float("nan"), "urn:c": float("-inf")}
    given: dict[str, Any] = {"table": TABLE, "frame": TABLE.frame(), "mapping": mapping}
    assert scored(given[form]) == {"urn:a": 0.5}


def test_any_column_can_be_the_score() -> None:
    assert scored(TABLE, "rank") == {"urn:a": 2, "urn:b": 3, "urn:c": 1}
    with pytest.raises(UsageError, match="no column 'size' among the scores; there are iri, score, rank"):
        scored(TABLE, "size")


def test_a_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(as_csv(TABLE), "utf-8")
    assert read(path) == {"urn:a": 0.5}
    assert read(path, "rank") == {"urn:a": 2, "urn:b": 3, "urn:c": 1}
    # As a spreadsheet saves it: a mark of order first, other line ends.
    path.write_bytes(b'\xef\xbb\xbfname,iri,score\r\n"two\nlines",urn:a,1e-3\r\nx,urn:b,\r\n')
    assert read(path) == {"urn:a": 0.001}


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("iri,score\nurn:a,1\nurn:b,many\n", InputError, "scores.csv:3: score 'many' is no number"),
        ("iri,mark\nurn:a,1\n", UsageError, "no column 'score' among .*scores.csv; there are iri, mark"),
        ("", UsageError, "no column 'iri' among .*scores.csv; there are none"),
        ("iri,score\nurn:\xff,1\n", InputError, "no UTF-8 text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    text: str, error: type[Exception], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(text, "latin-1")
    with pytest.raises(error, match=message):
        read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        read(tmp_path / "none.csv")
