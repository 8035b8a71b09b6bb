"""csv_pair: two files that pandas and Gephi read, and no formula in them."""

from __future__ import annotations

import csv
import io

import pandas

from armsgraph.exports.csv_pair import csv_pair
from armsgraph.exports.evidence import edges
from armsgraph.knowledge import KnowledgeGraph
from networks import network


def test_it_reads_back(kg: KnowledgeGraph) -> None:
    net = kg.network()
    files = csv_pair(net)
    nodes, ties = (
        pandas.read_csv(io.BytesIO(files[name]), keep_default_na=False) for name in ("nodes.csv", "edges.csv")
    )
    assert list(nodes["Id"]) == list(net.nodes.iri)
    assert list(nodes["Label"]) == net.nodes.label
    assert list(ties["Id"]) == net.edges.key
    assert set(ties["Source"]) | set(ties["Target"]) == set(net.nodes.iri)
    assert list(ties["Type"] == "Directed") == net.edges.directed
    assert [text.removeprefix("'") for text in ties["found_in"]] == [row["found_in"] for row in edges(net)]
    assert list(ties.columns[:4]) == ["Source", "Target", "Type", "Label"]


def test_no_cell_is_a_formula() -> None:
    net = network([("a", "b")])
    net.nodes.label[0] = "=HYPERLINK(1)"
    (_, first, _) = csv.reader(io.StringIO(csv_pair(net)["nodes.csv"].decode()))
    assert first[1] == "'=HYPERLINK(1)"


def test_an_empty_network_has_its_headings() -> None:
    assert csv_pair(network([])) == {"nodes.csv": b"Id,Label\n", "edges.csv": b"Source,Target,Type,Label\n"}
