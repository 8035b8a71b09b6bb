"""ties: what each claim ties by itself, and on which claims a tie hangs, before anything is filtered or drawn."""

from __future__ import annotations

import pytest

from armsgraph.facts import Facts, facts
from armsgraph.store import LocalStore
from armsgraph.ties import Ties, event_ties, leg_ties, link_ties
from small import derived, full

TEXT = """
org:a a arms:Company . org:b a arms:Company . per:x a arms:Person . ves:one a arms:Vessel . sta:p a arms:State .
doc:paper a arms:Document .
a:1 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:p .
c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:memberOf ; rdf:object org:a ; arms:assertedIn a:1 .
c:2 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:memberOf ; rdf:object org:b ; arms:deniedIn a:1 .
c:3 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:memberOf ; rdf:object org:b ; arms:assertedIn a:1 ;
    arms:hasSupport armsv:Refuted .
eve:e a arms:Shipment ; arms:sentBy org:a ; arms:sentTo org:b .
c:4 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 .
c:5 a arms:Claim ; rdf:subject eve:e ; rdf:predicate arms:carriedBy ; rdf:object ves:one ; arms:assertedIn a:1 .
"""


@pytest.fixture(scope="module")
def store() -> LocalStore:
    return derived(TEXT)


@pytest.fixture(scope="module")
def known(store: LocalStore) -> Facts:
    return facts(store)


def told(found: Ties, known: Facts) -> set[tuple[str, str, tuple[str, ...]]]:
    rows = zip(found.source, found.target, found.claims, strict=True)
    return {(source, target, tuple(known.iri[n] for n in claims)) for source, target, claims in rows}


def test_a_link_ties_where_somebody_asserts_it_and_no_curator_refuted_it(store: LocalStore, known: Facts) -> None:
    found = link_ties(store, known)
    assert told(found, known) == {(full("per:x"), full("org:a"), (full("c:1"),))}
    assert [kind.predicate for kind in found.kind] == [full("arms:memberOf")]
    assert [event.iri for event in found.event] == [None]


def test_legs_hang_on_what_is_said_of_the_event_and_on_their_own_claims(store: LocalStore, known: Facts) -> None:
    found = told(Ties().plus(leg_ties(store, known)), known)
    assert (full("org:a"), full("org:b"), (full("c:4"),)) in found
    assert {claims for source, target, claims in found if full("ves:one") in (source, target)} == {
        (full("c:4"), full("c:5"))
    }


def test_whoever_is_a_leg_is_tied_to_the_event(store: LocalStore, known: Facts) -> None:
    found = told(Ties().plus(event_ties(store, known, "hasLeg")), known)
    assert found == {
        (full("org:a"), full("eve:e"), (full("c:4"),)),
        (full("org:b"), full("eve:e"), (full("c:4"),)),
        (full("ves:one"), full("eve:e"), (full("c:4"), full("c:5"))),
    }


def test_ties_are_added_at_the_end(store: LocalStore, known: Facts) -> None:
    links, legs = link_ties(store, known), leg_ties(store, known)
    count = len(links.source)
    both = links.plus(legs)
    assert [len(column) for column in vars(both).values()] == [count + len(legs)] * 5
    assert both.source[count:] == [tie.source for tie in legs]
