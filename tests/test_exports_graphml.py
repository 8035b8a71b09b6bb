"""graphml: reads back elsewhere, whatever the labels hold."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx

from armsgraph.exports import graphml
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import build
from small import derived, full

TEXT = r"""
sta:japan a arms:State . per:x a arms:Person ; rdfs:label "X"@en .
org:firm a arms:Company ; rdfs:label "Fi\u0001rm <&> \uFFFE"@en .
c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:controls ; rdf:object org:firm ; arms:assertedIn a:1 .
a:1 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:japan .
"""


def test_it_reads_back(kg: KnowledgeGraph) -> None:
    net = kg.network()
    text = graphml(net)
    ET.fromstring(text)
    graph = networkx.parse_graphml(text.decode(), force_multigraph=True)
    assert (len(graph), graph.number_of_edges()) == (len(net.nodes.iri), len(net.edges.key))
    assert {key for *_, key in graph.edges(keys=True)} == set(net.edges.key)


def test_text_that_xml_cannot_hold_is_marked() -> None:
    graph = networkx.parse_graphml(graphml(build(derived(TEXT))).decode(), force_multigraph=True)
    assert graph.nodes[full("org:firm")]["label"] == "Fi�rm <&> �"
