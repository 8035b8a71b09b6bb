"""The lint of the ontology: quality.ttl over every module, OWL 2 DL as far as it shows without an OWL API, and no dead terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from armsgraph.ontology import MODULES
from armsgraph.resources import shipped

ARMS = Namespace("https://w3id.org/armsgraph/ns#")
ARMSV = Namespace("https://w3id.org/armsgraph/vocab#")
ROOT = Path(__file__).parent.parent
QUALITY = "https://w3id.org/armsgraph/quality#"


def words(text: str) -> list[str]:
    return text.split()


# The names that outside checks rely on (design, section 1). Never renamed.
FIXED_CLASSES = words(
    """
    Actor Person Group Organization Company Bank GovernmentBody MilitaryUnit ArmedGroup State InternationalBody Post Vehicle Vessel
    Aircraft Place Port Facility BorderCrossing Event Negotiation Meeting Shipment Voyage Payment LabourDeployment TroopDeployment
    Decision PublicStatement SanctionsAction Designation Delisting LegalInstrument SanctionsProgramme Estimate Claim Attestation
    Document
    """
)
FIXED_LINKS = words(
    """
    negotiatedWith represents memberOf employedBy holdsPost controls ownedBy operatedBy managedBy suppliedArmsTo suppliedFuelTo
    brokeredFor facilitatedFor actedFor sameIndividualAs isOneOf
    """
)
FIXED_PROPERTIES = words(
    """
    hasParticipant sentBy sentTo carriedBy hasCargoType departedFrom boundFor calledAt tookPlaceAt decidedBy hasPurpose partOfEvent
    sameEventAs violates imoNumber fliesFlagOf formerName hasNationality registeredIn locatedIn organOf memberCount
    externalIdentifier targets imposedBy coordinatedWith madeUnder hasLegalBasis imposesMeasure partOfAction announcedOn effectiveOn
    publishedOn liftedOn listIdentifier designatedBy estimates amountMin amountMax hasBound hasUnit estimatedBy estimatedOn
    alternativeTo isAbout assertedIn deniedIn conflictsWith reason hasSupport isDisputed foundIn statedBy spokenFor cites misreports
    locator textDigest paraphrase accessedAs hasReliability hasCredibility hasConfidence when earliest latest heldOn recordedOn
    """
)
FIXED_CONCEPTS = words(
    """
    Unnamed Declared Corroborated Alleged Refuted Withdrawn Exact AtLeast AtMost About Between PriorAuthorization
    """
)

# What OWL 2 DL itself gives a document to write with (W3C, OWL 2 Mapping to RDF Graphs, 2012).
OWL_KINDS = {OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
OWL_TRAITS = {
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.SymmetricProperty,
    OWL.AsymmetricProperty,
    OWL.TransitiveProperty,
    OWL.ReflexiveProperty,
    OWL.IrreflexiveProperty,
}
OWL_PREDICATES = {
    RDF.type,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    RDFS.label,
    OWL.imports,
    OWL.versionIRI,
    OWL.versionInfo,
}
OWL_DATATYPES = {XSD.string, XSD.boolean, XSD.integer, XSD.decimal, XSD.anyURI}
RESERVED = (str(RDF), str(RDFS), str(OWL), str(XSD))


def path(name: str) -> Path:
    return shipped("ontology") / f"{name}.ttl"


@cache
def module(name: str) -> Graph:
    return Graph().parse(path(name))


@cache
def whole() -> Graph:
    graph = Graph()
    for name in (*MODULES, "mappings"):
        graph += module(name)
    return graph


def findings(graph: Graph, shapes: Graph | None = None) -> set[tuple[str, str]]:
    """Return (local name of the rule, node) for each finding of quality.ttl."""
    shapes = shapes or Graph().parse(path("quality"))
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, value, shape = (report.value(result, term) for term in (SH.focusNode, SH.value, SH.sourceShape))
        rule = shapes.value(predicate=SH.property, object=shape) or shape
        found.add((rule.removeprefix(QUALITY), str(value if str(node) + "#" == QUALITY else node)))
    return found


def with_imports(name: str) -> Graph:
    graph = Graph() + module(name)
    for imported in module(name).objects(predicate=OWL.imports):
        graph += with_imports(str(imported).rsplit("/", 1)[-1])
    return graph


def declared(graph: Graph, *kinds: URIRef) -> set[Node]:
    return {term for kind in kinds for term in graph.subjects(RDF.type, kind)}


def test_the_ontology_passes_its_own_shapes() -> None:
    assert findings(whole()) == set()


def test_shapes_and_quality_have_headers_too() -> None:
    headers = Graph()
    for name in ("shapes", "quality"):
        graph = Graph().parse(path(name))
        headers += graph.cbd(next(graph.subjects(RDF.type, OWL.Ontology)))
    assert {(rule, node) for rule, node in findings(headers) if rule == "ModuleHasHeader"} == set()
    assert len(set(headers.subjects(RDF.type, OWL.Ontology))) == 2


EXPLAINED = 'rdfs:label "x"@en ; skos:definition "y"@en'
BAD = [
    ("ClassIsUpperCamelSingular", f"arms:ships a owl:Class ; {EXPLAINED} .", "arms:ships"),
    ("ClassIsUpperCamelSingular", f"arms:Ships a owl:Class ; {EXPLAINED} .", "arms:Ships"),
    ("ObjectPropertyIsVerbPhrase", f"arms:owner a owl:ObjectProperty ; {EXPLAINED} .", "arms:owner"),
    ("ObjectPropertyIsVerbPhrase", f"arms:OwnedBy a owl:ObjectProperty ; {EXPLAINED} .", "arms:OwnedBy"),
    ("ValuePropertyIsLowerCamel", f"arms:imo_number a owl:DatatypeProperty ; {EXPLAINED} .", "arms:imo_number"),
    ("TermIsExplained", 'arms:Ship a owl:Class ; rdfs:label "ship"@en .', "arms:Ship"),
    ("TermIsExplained", 'arms:Ship a owl:Class ; skos:definition "a craft"@en .', "arms:Ship"),
    ("TermIsExplained", f'arms:Ship a owl:Class ; {EXPLAINED} ; rdfs:label "ship"@en .', "arms:Ship"),
    ("TermIsExplained", 'arms:Ship a owl:Class ; rdfs:label "ship" ; skos:definition "a craft"@en .', "arms:Ship"),
    ("TermIsExplained", 'arms:Ship a owl:Class ; rdfs:label "ship"@en ; skos:definition "a craft."@en .', "arms:Ship"),
    ("LabelIsUnique", f"arms:Ship a owl:Class ; {EXPLAINED} . arms:Boat a owl:Class ; {EXPLAINED} .", "arms:Ship"),
    (
        "LabelIsUnique",
        f"arms:isA a owl:ObjectProperty ; {EXPLAINED} . arms:b a owl:DatatypeProperty ; {EXPLAINED} .",
        "arms:isA",
    ),
    (
        "LabelIsUnique",
        f"armsv:A skos:inScheme armsv:S ; {EXPLAINED} . armsv:B skos:inScheme armsv:S ; {EXPLAINED} .",
        "armsv:A",
    ),
    ("PropertyHasOneDomainAndRange", "arms:isA rdfs:domain arms:Ship , arms:Boat .", "arms:isA"),
    ("PropertyHasOneDomainAndRange", "arms:isA rdfs:range xsd:string , xsd:integer .", "arms:isA"),
    ("RangeIsInOwl", "arms:day rdfs:range xsd:date .", "xsd:date"),
    ("NoInverse", "arms:owns owl:inverseOf arms:ownedBy .", "arms:owns"),
    ("NothingIsItsOwnAncestor", "arms:A rdfs:subClassOf arms:B . arms:B rdfs:subClassOf arms:A .", "arms:A"),
    ("NothingIsItsOwnAncestor", "armsv:A skos:broader armsv:B . armsv:B skos:broader armsv:A .", "armsv:A"),
    (
        "TieIsReadyForCharts",
        'arms:isA rdfs:subPropertyOf arms:connectedTo ; arms:pluralLabel "xs"@en .',
        "arms:isA",
    ),
    ("TieIsReadyForCharts", "armsv:P a arms:EdgePattern ; arms:hasCategory armsv:Supply .", "armsv:P"),
    ("ConceptIsInOneScheme", f"armsv:A a skos:Concept ; {EXPLAINED} .", "armsv:A"),
    (
        "ConceptIsInOneScheme",
        f"armsv:S a skos:ConceptScheme . armsv:T a skos:ConceptScheme . "
        f"armsv:A a skos:Concept ; skos:inScheme armsv:S , armsv:T ; {EXPLAINED} .",
        "armsv:A",
    ),
    (
        "BroaderStaysInScheme",
        "armsv:A skos:inScheme armsv:S ; skos:broader armsv:B . armsv:B skos:inScheme armsv:T .",
        "armsv:A",
    ),
    ("ModuleHasHeader", 'arms:module a owl:Ontology ; owl:versionInfo "1" .', "arms:module"),
    ("NodeHasIri", "arms:Ship rdfs:subClassOf [ a owl:Class ] .", "arms:Ship"),
]


@pytest.mark.parametrize(("rule", "turtle", "node"), BAD)
def test_each_rule_of_quality_finds_what_breaks_it(rule: str, turtle: str, node: str) -> None:
    spaces = {"arms": ARMS, "armsv": ARMSV, "owl": OWL, "rdfs": RDFS, "xsd": XSD, "skos": SKOS}
    header = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in spaces.items())
    prefix, local = node.split(":")
    assert (rule, str(spaces[prefix]) + local) in findings(Graph().parse(data=header + turtle))


def test_every_rule_of_quality_has_a_bad_example() -> None:
    shapes = Graph().parse(path("quality")).subjects(RDF.type, SH.NodeShape)
    assert {str(shape).removeprefix(QUALITY) for shape in shapes} == {rule for rule, _, _ in BAD}


@pytest.mark.parametrize("name", FIXED_CLASSES)
def test_a_fixed_class_is_declared(name: str) -> None:
    assert (ARMS[name], RDF.type, OWL.Class) in whole()


@pytest.mark.parametrize("name", [*FIXED_LINKS, *FIXED_PROPERTIES])
def test_a_fixed_property_is_declared(name: str) -> None:
    assert ARMS[name] in declared(whole(), OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.mark.parametrize("name", FIXED_CONCEPTS)
def test_a_fixed_concept_is_declared(name: str) -> None:
    assert (ARMSV[name], RDF.type, SKOS.Concept) in whole()


def test_links_are_the_fixed_ones_and_three_of_sanctions_practice() -> None:
    links = {str(link).removeprefix(str(ARMS)) for link in whole().subjects(RDFS.subPropertyOf, ARMS.connectedTo)}
    assert links - set(FIXED_LINKS) == {"associatedWith", "leads", "subordinateTo"}
    assert set(FIXED_LINKS) <= links


@pytest.mark.parametrize("name", MODULES)
def test_a_module_declares_or_imports_every_term_that_it_uses(name: str) -> None:
    graph, known = module(name), with_imports(name)
    classes = declared(known, OWL.Class)
    objects, values, notes = (
        declared(known, kind) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    )
    assert set(graph.objects(predicate=RDF.type)) <= OWL_KINDS | OWL_TRAITS | classes
    assert set(graph.predicates()) <= OWL_PREDICATES | objects | values | notes
    assert {*graph.objects(predicate=RDFS.subClassOf), *graph.objects(predicate=RDFS.domain)} <= classes
    assert set(graph.objects(predicate=RDFS.subPropertyOf)) <= objects
    assert set(graph.objects(predicate=RDFS.range)) <= classes | OWL_DATATYPES


@pytest.mark.parametrize("name", MODULES)
def test_a_module_gives_each_term_one_kind_and_no_reserved_one(name: str) -> None:
    known = with_imports(name)
    kinds = [declared(known, kind) for kind in sorted(OWL_KINDS - {OWL.Ontology})]
    assert sum(map(len, kinds)) == len(set().union(*kinds))
    assert not [term for term in set().union(*kinds) if str(term).startswith(RESERVED)]


@pytest.mark.parametrize("name", MODULES)
def test_object_and_datatype_properties_keep_to_their_ranges(name: str) -> None:
    graph, known = module(name), with_imports(name)
    for use in declared(known, OWL.ObjectProperty):
        assert not [end for end in graph.objects(predicate=use) if isinstance(end, Literal)]
        assert not OWL_DATATYPES & set(known.objects(use, RDFS.range))
    for use in declared(known, OWL.DatatypeProperty):
        assert not [end for end in graph.objects(predicate=use) if not isinstance(end, Literal)]
        assert set(known.objects(use, RDFS.range)) <= OWL_DATATYPES


@pytest.mark.parametrize("name", MODULES)
def test_rdf_reification_stays_in_the_mappings(name: str) -> None:
    assert RDF.Statement in module("mappings").all_nodes()
    assert RDF.Statement not in module(name).all_nodes()


def test_the_mappings_align_only_declared_terms() -> None:
    aligned = ours(module("mappings").subjects())
    assert aligned
    assert aligned <= ours(declared(whole(), OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty))


def named_in(*readers: Path) -> set[str]:
    """Return the terms of ours that rules, queries, shapes or code name by prefix."""
    names = re.findall(r"\b(armsv?):(\w+)", "".join(reader.read_text("utf-8") for reader in readers))
    return {{"arms": ARMS, "armsv": ARMSV}[prefix] + name for prefix, name in names}


def ours(terms: Iterable[Node]) -> set[str]:
    return {str(term) for term in terms if str(term).startswith((ARMS, ARMSV))}


def readers() -> list[Path]:
    ontology = shipped("ontology")
    return [path("shapes"), path("quality"), *ontology.glob("rules/*.ru"), *ontology.glob("queries/*.rq")]


def test_rules_queries_and_shapes_name_only_declared_terms() -> None:
    """A misspelt term in a query matches nothing, and so would pass unseen."""
    assert sorted(named_in(*readers()) - ours(whole().subjects(RDF.type))) == []


def test_every_term_is_used() -> None:
    """A scheme is used when a shape names it or anything reads one of its concepts."""
    used = named_in(*readers(), *ROOT.glob("graph/armsgraph/**/*.py"))
    used |= {str(scheme) for concept, scheme in whole().subject_objects(SKOS.inScheme) if str(concept) in used}
    assert sorted(ours(declared(whole(), *OWL_KINDS, SKOS.ConceptScheme)) - used) == []
