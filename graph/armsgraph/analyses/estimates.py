"""What is reckoned of one quantity, by whom, side by side over time; never summed, never averaged."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from armsgraph.entities import folded
from armsgraph.errors import UnknownNameError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell, Table

QUESTION = "estimates-side-by-side"
# Our columns, and what the named question calls them.
_ASKED = {
    "of": "flow",
    "unit": "unit",
    "on": "estimatedOn",
    "bound": "bound",
    "minimum": "minimum",
    "maximum": "maximum",
    "period": "period",
    "by": "estimator",
    "either_or": "eitherOr",
    "support": "support",
    "disputed": "disputed",
    "documents": "documents",
    "claim": "claim",
}
COLUMNS = tuple(_ASKED)


def estimates(
    kg: KnowledgeGraph,
    of: Annotated[str | None, "Only what goes by this name, or part of it: a flow or a deployment."] = None,
    *,
    unit: Annotated[str | None, "Only this unit, or part of its name."] = None,
) -> Table:
    """Set the estimates of one quantity side by side, in the order in which they were given.

    One row per estimate. `bound` says how the figure limits the quantity: exact, at least, at most, about, between.
    `on` is the day on which it was given and `period` the time of which it speaks. `either_or` names the other half of
    an either-or inside one statement: add neither. Rows of one thing in one unit are rivals, not parts of a sum. The
    notes tell how far apart the rivals lie; that is the span of what is said, no interval of confidence.
    """
    found = kg.ask(QUESTION).records()
    rows = [tuple(record[asked] for asked in _ASKED.values()) for record in found]
    for place, given, what in ((0, of, "estimated quantity"), (1, unit, "unit")):
        if given is not None:
            rows = _named(rows, place, given, what)
    rows.sort(key=lambda row: tuple("" if cell is None else str(cell) for cell in (*row[:3], *row[7:8], row[-1])))
    return Table(COLUMNS, rows, tuple(_spans(rows)) or ("No estimate is of that thing in that unit.",))


def _named(rows: list[tuple[Cell, ...]], place: int, given: str, what: str) -> list[tuple[Cell, ...]]:
    wanted = folded(given)
    kept = [row for row in rows if wanted in folded(str(row[place]))]
    if rows and not kept:
        known = {folded(str(row[place])): str(row[place]) for row in rows}
        near = ", ".join(known[name] for name in difflib.get_close_matches(wanted, known, n=3, cutoff=0.3))
        raise UnknownNameError(f"no {what} {given!r}" + (f"; near: {near}" if near else ""))
    return kept


def _spans(rows: Iterable[tuple[Cell, ...]]) -> Iterable[str]:
    """Tell, where several reckon one thing in one unit, between which figures they lie."""
    gathered: dict[tuple[str, str], list[tuple[Cell, ...]]] = {}
    for row in rows:
        gathered.setdefault((str(row[0]), str(row[1])), []).append(row)
    for (of, unit), rivals in gathered.items():
        figures = [figure for row in rivals for figure in row[4:6] if isinstance(figure, Decimal | int | float)]
        if len(rivals) > 1 and figures:
            low, high = _plain(min(figures)), _plain(max(figures))
            yield f"{of}, {unit}: {len(rivals)} estimates, figures from {low} to {high}"


def _plain(figure: Decimal | float) -> str:
    return f"{int(figure) if figure == int(figure) else figure:,}"
