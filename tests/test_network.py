"""network: which edges a small graph gives, and what filters and projections keep."""

from __future__ import annotations

import datetime

import networkx
import pytest

from armsgraph import projection
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from small import derived, full

# Two persons, a ship, a company, two states, a group; a deal, a shipment with a claimed carrier, a listing, a refuted tie.
TEXT = """
sta:north-korea a arms:State ; rdfs:label "North Korea"@en . sta:russia a arms:State ; rdfs:label "Russia"@en .
sta:japan a arms:State ; rdfs:label "Japan"@en .
per:x a arms:Person ; rdfs:label "X"@en ; skos:altLabel "엑스"@ko . per:y a arms:Person ; rdfs:label "Y"@en .
org:firm a arms:Company ; rdfs:label "Firm"@en . grp:two a arms:Group ; rdfs:label "two people"@en .
ves:s a arms:Vessel ; rdfs:label "SHIP"@en ; arms:imoNumber "9358010" .
doc:paper a arms:Document . doc:list a arms:Document .
a:1 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:japan .
a:2 a arms:Attestation ; arms:foundIn doc:list ; arms:statedBy sta:russia .
c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:negotiatedWith ; rdf:object per:y ; arms:assertedIn a:1 , a:2 ;
    arms:earliest "2023-01-01"^^xsd:date ; arms:latest "2023-06-30"^^xsd:date .
c:2 a arms:Claim ; rdf:subject ves:s ; rdf:predicate arms:ownedBy ; rdf:object org:firm ; arms:assertedIn a:1 ; arms:deniedIn a:2 .
c:3 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:isOneOf ; rdf:object grp:two ; arms:assertedIn a:1 .
c:4 a arms:Claim ; rdf:subject per:y ; rdf:predicate arms:controls ; rdf:object org:firm ; arms:assertedIn a:1 ;
    arms:hasSupport armsv:Refuted ; arms:reason "another Y"@en .
eve:e a arms:Shipment ; rdfs:label "a shipment"@en ; arms:sentBy sta:north-korea ; arms:sentTo sta:russia ; arms:hasCargoType armsv:Rocket .
c:5 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 , a:2 .
c:6 a arms:Claim ; rdf:subject eve:e ; rdf:predicate arms:carriedBy ; rdf:object ves:s ; arms:assertedIn a:1 .
act:a a arms:SanctionsAction ; rdfs:label "package"@en ; arms:imposedBy sta:japan .
des:d a arms:Designation ; rdfs:label "listing of X"@en ; arms:partOfAction act:a ; arms:targets per:x .
c:7 a arms:Claim ; arms:isAbout act:a ; arms:assertedIn a:1 . c:8 a arms:Claim ; arms:isAbout des:d ; arms:assertedIn a:1 .
eve:m a arms:Meeting ; rdfs:label "a meeting"@en ; arms:hasParticipant per:x , per:y , org:firm .
c:9 a arms:Claim ; arms:isAbout eve:m ; arms:assertedIn a:1 .
"""


@pytest.fixture(scope="module")
def net() -> Network:
    return projection.build(derived(TEXT))


def edges(net: Network) -> set[tuple[str, str, str, str, bool]]:
    name = net.nodes.label
    rows = zip(net.edges.source, net.edges.label, net.edges.target, net.edges.support, net.edges.disputed, strict=True)
    return {(name[s], label, name[t], support, disputed) for s, label, t, support, disputed in rows}


def test_links_and_legs_become_edges_and_a_refuted_tie_does_not(net: Network) -> None:
    assert edges(net) == {
        ("X", "negotiated with", "Y", "Corroborated", False),
        ("SHIP", "owned by", "Firm", "Alleged", True),
        ("X", "is one of", "two people", "Alleged", False),
        ("North Korea", "sent rocket to", "Russia", "Corroborated", False),
        ("North Korea", "sent rocket by way of", "SHIP", "Alleged", False),
        ("SHIP", "carried rocket to", "Russia", "Alleged", False),
        ("X", "designated by", "Japan", "Declared", False),
        ("Firm", "meeting with", "X", "Alleged", False),
        ("Firm", "meeting with", "Y", "Alleged", False),
        ("X", "meeting with", "Y", "Alleged", False),
    }


def test_a_claim_that_is_only_denied_makes_no_edge_beside_one_that_is_asserted() -> None:
    denied = "c:10 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:negotiatedWith ; rdf:object per:y ; arms:deniedIn a:2 ."
    leg = (
        "c:11 a arms:Claim ; rdf:subject eve:e ; rdf:predicate arms:carriedBy ; rdf:object ves:s ; arms:deniedIn a:2 ."
    )
    assert edges(projection.build(derived(TEXT + denied + leg))) == edges(projection.build(derived(TEXT)))
    assert full("c:11") not in {
        claim for behind in projection.build(derived(TEXT + leg)).edges.claims for claim in behind
    }


def test_an_edge_between_legs_hangs_on_the_claims_of_both(net: Network) -> None:
    carried = net.edges.label.index("carried rocket to")
    assert net.edges.claim[carried] == full("c:6")
    assert set(net.edges.claims[carried]) == {full("c:5"), full("c:6")}
    assert (net.edges.event[carried], net.edges.event_label[carried]) == (full("eve:e"), "a shipment")


def test_only_what_runs_one_way_has_a_direction(net: Network) -> None:
    either_way = {label for label, directed in zip(net.edges.label, net.edges.directed, strict=True) if not directed}
    assert either_way == {"negotiated with", "meeting with"}


def test_a_claim_in_conflict_with_one_at_hand_is_at_hand(net: Network) -> None:
    more = derived(
        TEXT
        + 'eve:o a arms:Shipment ; rdfs:label "oil"@en ; arms:hasCargoType armsv:Diesel . c:10 a arms:Claim ;'
        + ' arms:isAbout eve:o ; arms:assertedIn a:1 ; arms:conflictsWith c:5 ; arms:reason "either"@en .'
    )
    assert full("c:10") not in net.claims
    assert full("c:10") in projection.build(more).claims


def test_a_lifted_designation_makes_no_edge() -> None:
    lifted = 'des:d arms:liftedOn "2025-01-01"^^xsd:date .'
    assert "designated by" not in projection.build(derived(TEXT + lifted)).edges.label


def test_keys_are_claims_and_ends_where_one_claim_makes_several(net: Network) -> None:
    keys = dict(zip(net.edges.key, net.edges.label, strict=True))
    assert keys[full("c:1")] == "negotiated with"
    assert {key.split("#")[1] for key in keys if key.startswith(full("c:9"))} == {"firm-x", "firm-y", "x-y"}
    assert len(set(net.edges.key)) == len(net.edges.key)


def test_nodes_carry_names_numbers_and_lists(net: Network) -> None:
    ship, x = net.nodes.label.index("SHIP"), net.nodes.label.index("X")
    assert (net.nodes.kind[ship], net.nodes.identifiers[ship]) == ("Vessel", ("IMO 9358010",))
    assert (net.nodes.names[x], net.nodes.lists[x]) == (("X", "엑스"), ("Japan",))


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ({"categories": ["Ownership"]}, {"owned by"}),
        ({"support": ["Corroborated"]}, {"negotiated with", "sent rocket to"}),
        ({"support": ["Declared"]}, {"designated by"}),
        ({"disputed": "only"}, {"owned by"}),
        ({"valid_on": datetime.date(2023, 3, 1)}, {"negotiated with"}),
        ({"valid_on": datetime.date(2024, 3, 1)}, set()),
    ],
)
def test_filters(filters: dict[str, object], labels: set[str]) -> None:
    assert set(projection.build(derived(TEXT), **filters).edges.label) == labels


def test_a_view_of_a_day_says_how_much_it_leaves_out() -> None:
    (note,) = projection.build(derived(TEXT), valid_on=datetime.date(2023, 3, 1)).notes
    assert note.endswith("edges, 9")


def test_without_and_around(net: Network) -> None:
    part = net.without(kinds=["State", "Group"], categories=["Legal", "Diplomacy"])
    assert edges(part) == {
        ("X", "negotiated with", "Y", "Corroborated", False),
        ("SHIP", "owned by", "Firm", "Alleged", True),
    }
    assert {label for _, label, *_ in edges(net.around(full("grp:two"), 1))} == {"is one of"}
    assert set(net.around(full("grp:two"), 2).nodes.label) == {"two people", "X", "Y", "Firm", "Japan"}
    with pytest.raises(UsageError, match="has no edge"):
        net.around(full("per:nobody"), 1)


def test_the_multigraph_has_every_edge_under_its_key(net: Network) -> None:
    graph = net.networkx
    assert isinstance(graph, networkx.MultiDiGraph)
    assert {key for *_, key in graph.edges(keys=True)} == set(net.edges.key)
    tie = graph.edges[full("per:x"), full("per:y"), full("c:1")]
    assert (tie["claim"], tie["support"], tie["category"]) == (full("c:1"), "Corroborated", "Dealing")
    assert graph.nodes[full("ves:s")]["label"] == "SHIP"


def test_a_frame_has_a_row_per_edge(net: Network) -> None:
    frame = net.frame
    assert len(frame) == 10
    assert set(frame["category"]) == {"Dealing", "Ownership", "Identity", "Supply", "Legal", "Diplomacy"}


@pytest.mark.parametrize("filters", [{"categories": ["Love"]}, {"support": ["Refuted"]}, {"disputed": "maybe"}])
def test_an_unknown_filter_names_what_there_is(filters: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="choose from"):
        projection.build(derived(TEXT), **filters)


def test_the_basis_counts_claims_and_documents(net: Network) -> None:
    # Claims 1, 2, 3, 5, 6, 8 and 9 make edges; both documents stand behind them.
    assert (
        net.basis()
        == "8 nodes, 10 edges (Dealing, Ownership, Supply, Diplomacy, Identity, Legal), from 7 claims in 2 documents"
    )


def test_every_edge_of_the_shipped_graph_has_a_claim_with_a_passage(kg: KnowledgeGraph) -> None:
    net = kg.network()
    assert len(net.edges.key) > 100
    for behind in net.edges.claims:
        assert behind
        assert all(net.claims[claim].asserted for claim in behind)


def test_two_of_one_side_do_not_bargain_with_each_other() -> None:
    """At a table of two Russians and a North Korean there are two bargains, not three."""
    sides = "".join(
        f"per:{name} a arms:Person ; rdfs:label '{name}'@en . c:{n} a arms:Claim ; rdf:subject per:{name} ;"
        f" rdf:predicate arms:hasNationality ; rdf:object sta:{state} ; arms:assertedIn a:1 . "
        for n, (name, state) in enumerate((("anna", "russia"), ("boris", "russia"), ("chol", "north-korea")), 11)
    )
    talks = "eve:t a arms:Negotiation ; rdfs:label 'talks'@en ; arms:hasParticipant per:anna , per:boris , per:chol . c:20 a arms:Claim ; arms:isAbout eve:t ; arms:assertedIn a:1 . "
    built = projection.build(derived(TEXT + sides + talks))
    pairs = {(source, target) for source, label, target, *_ in edges(built) if label == "negotiated with"}
    assert pairs == {("X", "Y"), ("anna", "chol"), ("boris", "chol")}


@pytest.mark.parametrize(
    ("kind", "moved"), [("TroopDeployment", "soldiers"), ("LabourDeployment", "workers"), ("Payment", "money")]
)
def test_an_edge_says_what_moved_where_no_cargo_is_told(kind: str, moved: str) -> None:
    sent = f"eve:s a arms:{kind} ; rdfs:label 'sent'@en ; arms:sentBy sta:japan ; arms:sentTo per:y . c:20 a arms:Claim ; arms:isAbout eve:s ; arms:assertedIn a:1 . "
    assert ("Japan", f"sent {moved} to", "Y", "Alleged", False) in edges(projection.build(derived(TEXT + sent)))


def test_what_was_only_planned_makes_no_edge() -> None:
    planned = "eve:s a arms:Shipment ; rdfs:label 'plan'@en ; arms:sentBy sta:japan ; arms:sentTo per:y ; arms:hasStatus armsv:Planned . c:20 a arms:Claim ; arms:isAbout eve:s ; arms:assertedIn a:1 . "
    assert edges(projection.build(derived(TEXT + planned))) == edges(projection.build(derived(TEXT)))
