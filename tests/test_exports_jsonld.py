"""jsonld and nquads: the same triples in rdflib; a named graph tells the claim of each plain tie."""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from armsgraph import vocab
from armsgraph.exports.jsonld import jsonld
from armsgraph.exports.nquads import nquads
from armsgraph.knowledge import KnowledgeGraph
from small import sources

# rdflib's own readers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")

HOSTILE = r"""
per:x a arms:Person ; rdfs:label "a \"b\" \\ \n <script> \u202E"@en ; skos:altLabel "엑스"@ko .
<urn:x:a%20b> a arms:Person ; rdfs:label "strange address"@en .
<https://w3id.org/armsgraph/id/person/> a arms:Person . <https://w3id.org/armsgraph/id/person/a/b> a arms:Person .
eve:e a arms:Estimate ; arms:amountMin 3000.50 , 7 ; arms:estimatedOn "2024-02-30x" , "2024-02-01"^^xsd:date .
"""


def test_jsonld_is_the_same_graph(kg: KnowledgeGraph) -> None:
    for graph in (kg, KnowledgeGraph(sources(HOSTILE))):
        parsed = rdflib.Graph().parse(data=jsonld(graph), format="json-ld")
        assert to_isomorphic(parsed) == to_isomorphic(graph.rdflib())


def test_jsonld_has_a_context_of_its_own_and_no_blank_node(kg: KnowledgeGraph) -> None:
    document = json.loads(jsonld(kg))
    assert document["@context"] == vocab.PREFIXES
    assert len({thing["@id"] for thing in document["@graph"]}) == len(document["@graph"]) > 500
    assert not any(thing["@id"].startswith("_:") for thing in document["@graph"])


def test_nquads_has_every_triple_and_the_claim_of_each_tie(kg: KnowledgeGraph) -> None:
    data = rdflib.Dataset()
    data.parse(data=nquads(kg), format="nquads")
    assert to_isomorphic(data.default_graph) == to_isomorphic(kg.rdflib())
    ties = {(str(s), str(p), str(o), str(graph)) for s, p, o, graph in data.quads() if "rdflib" not in str(graph)}
    assert len(ties) > 100
    for subject, predicate, obj, claim in ties:
        record = kg.claim_records[claim]  # type: ignore[index]
        assert (record.subject, record.predicate, str(record.object)) == (subject, predicate, obj)
        assert record.support in vocab.SUPPORT[:3]
    refuted = [c for c in kg.claim_records.values() if c.support == "Refuted"]
    assert refuted
    assert not {str(c.iri) for c in refuted} & {claim for *_, claim in ties}
