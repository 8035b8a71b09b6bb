"""Estimates, side by side and never added."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from armsgraph.charts.sections.times import worded
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell, Iri


class Estimates(NamedTuple):
    """What is reckoned of one thing in one unit."""

    flow: str
    unit: str
    rows: list[dict[str, Any]]


def estimates(kg: KnowledgeGraph, number: dict[Iri, int]) -> list[Estimates]:
    """Return the estimates among the claims side by side; they are rivals and never added."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in kg.ask("estimates-side-by-side").records():
        claim = Iri(str(row["claim"]))
        if claim in number:
            told = {
                **row,
                "figure": _figure(row),
                "claim": kg.claim_records[claim],
                "when": worded(str(row["period"] or "")),
            }
            found.setdefault((str(row["flow"]), str(row["unit"])), []).append(told)
    return [Estimates(flow, unit, rows) for (flow, unit), rows in found.items()]


def _figure(row: dict[str, Cell]) -> str:
    amounts = [row[name] for name in ("minimum", "maximum") if row[name] is not None]
    figures = " to ".join(dict.fromkeys(_plain(amount) for amount in amounts)) or "no figure"
    return figures if row["bound"] in ("exact", "between") else f"{row['bound']} {figures}"


def _plain(amount: Cell) -> str:
    if isinstance(amount, Decimal) and amount == int(amount):
        amount = int(amount)
    return f"{amount:,}" if isinstance(amount, int | float | Decimal) else str(amount)
