"""graphml and gexf: read back equal in networkx, parallel edges and direction included, whatever the labels hold."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.exports.gexf import gexf
from armsgraph.exports.graphml import as_graph, graphml
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from armsgraph.projection import build
from networks import network
from small import derived, full

TEXT = r"""
sta:japan a arms:State . per:x a arms:Person ; rdfs:label "X"@en .
org:firm a arms:Company ; rdfs:label "Fi\u0001rm <&> ]]> \uFFFE"@en .
c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:controls ; rdf:object org:firm ; arms:assertedIn a:1 .
a:1 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:japan .
"""


def read_graphml(data: bytes) -> networkx.MultiDiGraph:
    return networkx.parse_graphml(data.decode(), force_multigraph=True)


def read_gexf(data: bytes) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph()
    found = networkx.read_gexf(io.BytesIO(data))
    graph.add_nodes_from(found.nodes(data=True))
    # networkx gives a graph without parallel edges if there are none, and keeps the key as `id`.
    for one, other, row in found.edges(data=True):
        graph.add_edge(one, other, key=row.pop("id"), **row)
    return graph


FORMATS = pytest.mark.parametrize(
    ("write", "read"), [(graphml, read_graphml), (gexf, read_gexf)], ids=["graphml", "gexf"]
)
Write, Read = Callable[[Network], bytes], Callable[[bytes], networkx.MultiDiGraph]


def equal(net: Network, graph: networkx.MultiDiGraph) -> None:
    there = as_graph(net)
    assert dict(graph.nodes(data=True)) == dict(there.nodes(data=True))
    assert sorted(graph.edges(keys=True), key=str) == sorted(there.edges(keys=True), key=str)
    assert {edge: graph.edges[edge] for edge in graph.edges} == {edge: there.edges[edge] for edge in there.edges}


@FORMATS
def test_the_shipped_network_reads_back_equal(shipped: KnowledgeGraph, write: Write, read: Read) -> None:
    net = shipped.network()
    graph = read(write(net))
    equal(net, graph)
    assert (len(graph), graph.number_of_edges()) == (len(net.nodes.iri), len(net.edges.key))
    assert graph.is_directed()
    assert max(graph.number_of_edges(one, other) for one, other in graph.edges()) > 5
    row = next(row for *_, row in graph.edges(data=True) if row["denied_by"])
    assert row["according_to"]
    assert row["disputed"] is True


@FORMATS
def test_text_that_xml_cannot_hold_is_marked(write: Write, read: Read) -> None:
    data = write(build(derived(TEXT)))
    ET.fromstring(data)
    assert read(data).nodes[full("org:firm")]["label"] == "Fi�rm <&> ]]> �"


@FORMATS
@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_reads_back_equal(write: Write, read: Read, label: str, when: str) -> None:
    net = network([("a", "b"), ("a", "b"), ("b", "a")])
    net.nodes.label[0], net.edges.when[1], net.edges.label[2] = label, when, label
    equal(net, read(write(net)))


@FORMATS
def test_an_empty_network(write: Write, read: Read) -> None:
    assert len(read(write(network([])))) == 0


def test_igraph_reads_graphml(kg: KnowledgeGraph, tmp_path: Path) -> None:
    net = kg.network()
    place = tmp_path / "n.graphml"
    place.write_bytes(graphml(net))
    graph = igraph.Graph.Read_GraphML(str(place))
    assert (graph.vcount(), graph.ecount()) == (len(net.nodes.iri), len(net.edges.key))
    assert set(graph.es["support"]) == set(net.edges.support)
