"""projection: actors tied to events, and the stages of a supply, on a shipment that can be followed by hand."""

from __future__ import annotations

import pytest

from armsgraph.errors import UsageError
from armsgraph.network import Network, Projection
from armsgraph.projection import build
from listed import LIFE, WORLD, link, listing, on
from small import derived, full

# Shells go from North Korea over Rajin by two ships, one of them claimed, to Russia; a meeting; a shipment of fuel.
TEXT = """
sta:north-korea a arms:State ; rdfs:label "North Korea"@en . sta:russia a arms:State ; rdfs:label "Russia"@en .
ves:one a arms:Vessel ; rdfs:label "ONE"@en . ves:two a arms:Vessel ; rdfs:label "TWO"@en .
pla:rajin a arms:Port ; rdfs:label "Rajin"@en . per:x a arms:Person ; rdfs:label "X"@en .
doc:paper a arms:Document ; arms:hasReliability armsv:ReliabilityB . doc:list a arms:Document .
a:1 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:russia .
a:2 a arms:Attestation ; arms:foundIn doc:list ; arms:statedBy per:x .
eve:shells a arms:Shipment ; rdfs:label "shells"@en ; arms:sentBy sta:north-korea ; arms:sentTo sta:russia ;
    arms:departedFrom pla:rajin ; arms:carriedBy ves:one ; arms:hasCargoType armsv:Rocket ; arms:when "2023-09" .
c:1 a arms:Claim ; arms:isAbout eve:shells ; arms:assertedIn a:1 .
c:2 a arms:Claim ; rdf:subject eve:shells ; rdf:predicate arms:carriedBy ; rdf:object ves:two ; arms:assertedIn a:2 ; arms:deniedIn a:1 .
eve:talk a arms:Meeting ; rdfs:label "a talk"@en ; arms:hasParticipant per:x , sta:russia .
c:3 a arms:Claim ; arms:isAbout eve:talk ; arms:assertedIn a:1 .
eve:oil a arms:Shipment ; rdfs:label "oil"@en ; arms:sentBy sta:russia ; arms:sentTo sta:north-korea ; arms:hasCargoType armsv:Diesel .
c:4 a arms:Claim ; arms:isAbout eve:oil ; arms:assertedIn a:2 .
"""


def ties(net: Network) -> set[tuple[str, str, str]]:
    name = net.nodes.label
    rows = zip(net.edges.source, net.edges.label, net.edges.target, strict=True)
    return {(name[source], label, name[target]) for source, label, target in rows}


def test_actors_are_tied_to_events_by_what_they_did_in_them() -> None:
    net = build(derived(TEXT), projection="events")
    assert ties(net) == {
        ("North Korea", "sent by", "shells"),
        ("Russia", "sent to", "shells"),
        ("ONE", "carried by", "shells"),
        ("TWO", "carried by", "shells"),
        ("X", "has participant", "a talk"),
        ("Russia", "has participant", "a talk"),
        ("Russia", "sent by", "oil"),
        ("North Korea", "sent to", "oil"),
    }
    kind = dict(zip(net.nodes.label, net.nodes.kind, strict=True))
    assert all(kind[one] not in EVENTS and kind[event] in EVENTS for one, _, event in ties(net))


EVENTS = ("Shipment", "Meeting")


def test_who_is_two_legs_of_an_event_is_tied_to_it_twice() -> None:
    twice = "eve:shells arms:hasParticipant sta:russia . "
    net = build(derived(TEXT + twice), projection="events")
    assert {label for one, label, event in ties(net) if (one, event) == ("Russia", "shells")} == {
        "sent to",
        "has participant",
    }
    assert len(set(net.edges.key)) == len(net.edges.key)


def test_the_network_of_actors_knows_the_events_and_places_behind_it() -> None:
    net = build(derived(TEXT))
    assert net.legs
    assert ("Rajin", "departed from", "shells") in ties(net.legs())
    # A part of the network knows them too.
    assert net.only([0]).legs is net.legs


def test_a_supply_goes_from_stage_to_stage_and_a_claimed_leg_hangs_on_both_claims() -> None:
    net = build(derived(TEXT), projection="supply", commodity=full("armsv:Munitions"))
    names = {(one, other) for one, _, other in ties(net)}
    assert names == {
        ("North Korea", "Rajin"),
        ("Rajin", "ONE"),
        ("Rajin", "TWO"),
        ("ONE", "Russia"),
        ("TWO", "Russia"),
    }
    claimed = [n for n, end in enumerate(net.edges.target) if net.nodes.label[end] == "TWO"]
    assert [net.edges.claims[n] for n in claimed] == [(full("c:1"), full("c:2"))]
    assert [net.edges.disputed[n] for n in claimed] == [True]
    assert [net.edges.when[n] for n in claimed] == ["2023-09"]
    # The worst over claims of the best over passages: what nobody graded weighs least.
    assert [net.edges.reliability[n] for n in claimed] == [""]
    assert {net.edges.reliability[n] for n in range(len(net.edges.key)) if n not in claimed} == {"B", ""}
    assert [net.edges.documents[n] for n in claimed] == [(full("doc:paper"), full("doc:list"))]


def test_what_is_narrower_counts_and_what_is_not_does_not() -> None:
    fuel = build(derived(TEXT), projection="supply", commodity=full("armsv:Petroleum"))
    assert {(one, other) for one, _, other in ties(fuel)} == {("Russia", "North Korea")}
    assert not build(derived(TEXT), projection="supply", commodity=full("armsv:Coal")).edges.key


def test_support_is_filtered_by_the_weakest_claim_of_an_edge() -> None:
    undisputed = build(derived(TEXT), projection="supply", commodity=full("armsv:Munitions"), disputed="drop")
    assert "TWO" not in undisputed.nodes.label
    assert {"ONE", "Rajin"} <= set(undisputed.nodes.label)


@pytest.mark.parametrize(("projection", "commodity"), [("supply", None), ("actors", "armsv:Coal"), ("maps", None)])
def test_a_projection_that_makes_no_sense_is_refused(projection: Projection, commodity: str | None) -> None:
    with pytest.raises(UsageError, match=r"commodity|projection"):
        build(derived(TEXT), projection=projection, commodity=full(commodity) if commodity else None)


def test_the_claims_are_read_when_asked_for() -> None:
    asked: list[int] = []
    net = build(derived(TEXT), lambda: asked.append(1) or {})  # type: ignore[func-returns-value]
    assert net.edges.key
    assert asked == []
    assert net.claims == {}
    assert asked == [1]


def test_a_node_knows_when_it_was_listed_by_whom() -> None:
    turtle = WORLD + LIFE + listing("per:anna", "sta:united-states", on("announcedOn", "2024-01-11"))
    nodes = build(derived(turtle + link("per:anna", "actedFor", "per:boris"))).nodes
    told = {label: [str(one) for one in listed] for label, listed in zip(nodes.label, nodes.listings, strict=True)}
    assert told["Anna"] == ["United States 2024-01-11", "South Korea 2024-05-24, lifted 2025-01-02"]
    assert told["Boris"] == []
