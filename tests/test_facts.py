"""facts: what edges need to know of claims is what the records of the same claims say, and unknown stays missing."""

from __future__ import annotations

import datetime

import pytest

from armsgraph.claims import Claim
from armsgraph.errors import InputError
from armsgraph.facts import UNGRADED, Facts, facts
from armsgraph.knowledge import KnowledgeGraph
from small import derived, full

TEXT = """
sta:japan a arms:State . sta:russia a arms:State .
doc:good a arms:Document ; arms:hasReliability armsv:ReliabilityA . doc:poor a arms:Document ; arms:hasReliability armsv:ReliabilityE .
doc:bare a arms:Document .
a:1 a arms:Attestation ; arms:foundIn doc:poor ; arms:statedBy sta:japan ; arms:hasCredibility armsv:Credibility2 .
a:2 a arms:Attestation ; arms:foundIn doc:good ; arms:statedBy sta:russia .
a:3 a arms:Attestation ; arms:foundIn doc:bare ; arms:statedBy sta:russia .
c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:memberOf ; rdf:object org:o ; arms:assertedIn a:1 , a:2 ;
    arms:heldOn "2024-02-02"^^xsd:date , "2024-01-01"^^xsd:date ; arms:hasConfidence armsv:LowConfidence .
c:2 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:memberOf ; rdf:object org:p ; arms:assertedIn a:3 ; arms:deniedIn a:1 .
c:3 a arms:Claim ; rdf:subject per:y ; rdf:predicate arms:memberOf ; rdf:object org:p ; arms:deniedIn a:1 .
eve:e a arms:Meeting ; arms:when "2023-05" ; arms:earliest "2023-05-01"^^xsd:date ; arms:latest "2023-05-31"^^xsd:date .
c:4 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 .
c:5 a arms:Claim ; rdf:subject eve:e ; rdf:predicate arms:hasParticipant ; rdf:object per:x ; arms:assertedIn a:1 ; arms:when "2023-05-07" .
"""


@pytest.fixture(scope="module")
def found() -> Facts:
    return facts(derived(TEXT))


def at(found: Facts, claim: str) -> int:
    return found.place[full(claim)]


def test_grades_are_those_of_the_best_passage_that_asserts(found: Facts) -> None:
    assert [found.reliability[at(found, c)] for c in ("c:1", "c:2", "c:3")] == ["A", UNGRADED, UNGRADED]
    assert [found.credibility[at(found, c)] for c in ("c:1", "c:2", "c:3")] == ["2", UNGRADED, UNGRADED]
    assert found.documents[at(found, "c:1")] == (full("doc:good"), full("doc:poor"))
    # Whoever asserts it comes first, whoever denies it next.
    assert found.documents[at(found, "c:2")] == (full("doc:bare"), full("doc:poor"))
    assert found.documents[at(found, "c:3")] == (full("doc:poor"),)


def test_only_what_somebody_asserts_stands(found: Facts) -> None:
    assert [found.stands[at(found, c)] for c in ("c:1", "c:2", "c:3")] == [True, True, False]
    assert found.disputed[at(found, "c:2")]
    assert not found.disputed[at(found, "c:1")]
    assert [found.confidence[at(found, c)] for c in ("c:1", "c:2", "c:3")] == ["Low", "", ""]


def test_days(found: Facts) -> None:
    day = datetime.date
    assert found.held_on == {at(found, "c:1"): (day(2024, 1, 1), day(2024, 2, 2))}
    assert found.may_hold_on(at(found, "c:1"), day(2024, 2, 2))
    assert not found.may_hold_on(at(found, "c:1"), day(2024, 1, 2))
    assert found.may_hold_on(at(found, "c:4"), day(2023, 5, 31))
    assert not found.may_hold_on(at(found, "c:4"), day(2023, 6, 1))
    assert [found.is_dated(at(found, c)) for c in ("c:1", "c:2", "c:4", "c:5")] == [True, False, True, True]
    # A leg has the bounds of its event, and words of its own before those of the event.
    assert [found.when[at(found, c)] for c in ("c:4", "c:5")] == ["2023-05", "2023-05-07"]
    assert found.earliest[at(found, "c:5")] == day(2023, 5, 1)


def test_the_bulk_says_what_each_record_says(shipped: KnowledgeGraph) -> None:
    known = facts(shipped.store)
    for iri, claim in shipped.claim_records.items():
        n = known.place[iri]
        assert known.documents[n] == documents(claim), iri
        assert known.reliability[n] == best(claim, "reliability"), iri
        assert known.credibility[n] == best(claim, "credibility"), iri
        assert known.stands[n] == any(not p.misreports for p in claim.asserted), iri


def test_support_that_nobody_knows_is_refused() -> None:
    wrong = "c:9 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:memberOf ; rdf:object org:o ; arms:hasSupport armsv:Rumoured ."
    with pytest.raises(InputError, match=r"/9: .*Rumoured is no support; choose from Declared, Corroborated"):
        facts(derived(wrong))


def documents(claim: Claim) -> tuple[str, ...]:
    said = [sorted({p.document for p in found}) for found in (claim.asserted, claim.denied)]
    return tuple(dict.fromkeys(document for found in said for document in found))


def best(claim: Claim, grade: str) -> str:
    return min((getattr(p, grade) or UNGRADED for p in claim.asserted), default=UNGRADED)
