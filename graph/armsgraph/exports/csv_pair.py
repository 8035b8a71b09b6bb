"""Network → two CSV files, nodes and edges, under the headings that Gephi and pandas read."""

from __future__ import annotations

from armsgraph.exports import evidence
from armsgraph.network import Network
from armsgraph.table import Table, as_csv

LOSES = (
    "CSV keeps every edge with its claim, speakers, documents and denials as text; several values of one column are "
    "joined by '; '. A cell that a spreadsheet would run as a formula is led by an apostrophe. Paraphrases and "
    "derivations are not in it."
)
# What Gephi calls our columns.
_NODES = {"iri": "Id", "label": "Label"}
_EDGES = {"key": "Id", "source": "Source", "target": "Target", "label": "Label"}


def csv_pair(net: Network) -> dict[str, bytes]:
    """Return the files by name: nodes.csv (Id, Label, …) and edges.csv (Id, Source, Target, Type, Label, …)."""
    nodes = [{_NODES.get(name, name): value for name, value in row.items()} for row in evidence.nodes(net)]
    edges = [
        {**{_EDGES.get(name, name): value for name, value in row.items()}, "Type": _type(row)}
        for row in evidence.edges(net)
    ]
    return {"nodes.csv": _csv(nodes, ("Id", "Label")), "edges.csv": _csv(edges, ("Source", "Target", "Type", "Label"))}


def _type(row: evidence.Flat) -> str:
    return "Directed" if row["directed"] else "Undirected"


def _csv(rows: list[evidence.Flat], first: tuple[str, ...]) -> bytes:
    columns = (*first, *(name for name in (rows[0] if rows else ()) if name not in first))
    return as_csv(Table(columns, [tuple(row[name] for name in columns) for row in rows])).encode()
