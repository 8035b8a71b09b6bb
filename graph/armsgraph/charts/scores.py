"""Scores that size or colour the nodes of a chart: given as a frame, a table or a mapping, or read from a CSV file."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from armsgraph.errors import InputError, UsageError
from armsgraph.table import Iri, Table

if TYPE_CHECKING:
    import pandas

    Scores: TypeAlias = pandas.DataFrame | Table | Mapping[str, float]

KEY, SCORE = "iri", "score"


def scored(given: Scores, column: str = SCORE) -> dict[Iri, float]:
    """Return the score of each node that has one: what is no finite number is no score."""
    if isinstance(given, Mapping):
        pairs = list(given.items())
    else:
        names = list(map(str, given.columns))
        _present(names, column, "the scores")
        columns = (given.column(name) for name in (KEY, column)) if isinstance(given, Table) else None
        pairs = list(zip(*(columns or (given[KEY], given[column])), strict=True))  # type: ignore[index]
    return {Iri(iri): float(value) for iri, value in pairs if value is not None and math.isfinite(value)}


def read(path: str | os.PathLike[str], column: str = SCORE) -> dict[Iri, float]:
    """Read scores from a CSV file as `armsgraph rank -f csv` writes it; an empty cell is no score.

    Raises InputError with file and line where a cell is no number, and UsageError where a column is missing.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: no UTF-8 text") from None
    rows = csv.DictReader(text.splitlines(keepends=True))
    _present(list(rows.fieldnames or ()), column, str(path))
    found: dict[Iri, float] = {}
    for row in rows:
        value = (row[column] or "").strip()
        try:
            number = float(value or "nan")
        except ValueError:
            raise InputError(f"{path}:{rows.line_num}: {column} {value!r} is no number") from None
        if math.isfinite(number):
            found[Iri(row[KEY] or "")] = number
    return found


def _present(names: list[str], column: str, where: str) -> None:
    for name in (KEY, column):
        if name not in names:
            raise UsageError(f"no column {name!r} among {where}; there are {', '.join(names) or 'none'}")
