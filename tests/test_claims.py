"""claims: a fact as a record, with those who assert and deny it."""

from __future__ import annotations

import datetime

from armsgraph.claims import Claim, claims
from small import derived, full

TEXT = """
sta:japan a arms:State ; rdfs:label "Japan"@en . sta:russia a arms:State ; rdfs:label "Russia"@en .
per:x a arms:Person ; rdfs:label "X"@en . per:y a arms:Person ; rdfs:label "Y"@en .
doc:paper a arms:Document ; dcterms:title "A title"@en ; dcterms:publisher org:paper ; dcterms:issued "2024-03"^^xsd:gYearMonth ;
    arms:address "https://example.org/a"^^xsd:anyURI ; arms:hasReliability armsv:ReliabilityB .
org:paper a arms:Organization ; rdfs:label "Paper"@en .
a:1 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy per:x ; arms:spokenFor sta:japan ; arms:locator "p2" ;
    arms:accessedAs armsv:FullText ; arms:paraphrase "Says so."@en .
a:2 a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:russia ; arms:accessedAs armsv:Excerpt ; arms:cites a:1 .
c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:negotiatedWith ; rdf:object per:y ; arms:assertedIn a:1 ; arms:deniedIn a:2 ;
    arms:when "2023" ; arms:earliest "2023-01-01"^^xsd:date ; arms:latest "2023-12-31"^^xsd:date .
eve:e a arms:Shipment ; rdfs:label "a shipment"@en ; arms:earliest "2022-02-01"^^xsd:date ; arms:latest "2022-02-03"^^xsd:date .
c:2 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 ; arms:conflictsWith c:1 ; arms:reason "because"@en .
c:3 a arms:Claim ; rdf:subject eve:e ; rdf:predicate arms:sentBy ; rdf:object sta:japan ; arms:assertedIn a:2 .
c:4 a arms:Claim ; rdf:subject ves:s ; rdf:predicate arms:ownedBy ; rdf:object per:y ; arms:assertedIn a:1 ; arms:heldOn "2024-01-05"^^xsd:date .
"""


def found() -> dict[str, Claim]:
    return {iri.rsplit("/", 1)[1]: claim for iri, claim in claims(derived(TEXT)).items()}


def test_a_two_legged_claim_reads_as_a_sentence_with_both_sides() -> None:
    claim = found()["1"]
    assert claim.sentence == "X negotiated with Y"
    assert (claim.subject, claim.object) == (full("per:x"), full("per:y"))
    assert (claim.support, claim.disputed, claim.when) == ("Alleged", True, "2023")
    (asserted,), (denied,) = claim.asserted, claim.denied
    assert (asserted.speakers, asserted.spoken_for, asserted.publisher) == (("X",), ("Japan",), "Paper")
    assert (asserted.title, asserted.issued, asserted.address) == ("A title", "2024-03", "https://example.org/a")
    assert (asserted.locator, asserted.accessed_as, asserted.reliability) == ("p2", "full text", "B")
    assert (asserted.is_origin, denied.is_origin) == (True, False)
    assert denied.relies_on == ("X, in: A title",)
    assert claim.documents == (full("doc:paper"),)


def test_a_claim_about_an_event_takes_its_name_and_its_days() -> None:
    claim = found()["2"]
    assert (claim.sentence, claim.subject, claim.predicate) == ("a shipment", full("eve:e"), None)
    assert (claim.earliest, claim.latest) == (datetime.date(2022, 2, 1), datetime.date(2022, 2, 3))
    assert (claim.conflicts, claim.reason) == ((full("c:1"),), "because")


def test_a_leg_lies_in_the_time_of_its_event() -> None:
    claim = found()["3"]
    assert claim.sentence == "a shipment sent by Japan"
    assert claim.earliest == datetime.date(2022, 2, 1)


def test_half_a_bound_gives_way_to_the_day_of_announcement() -> None:
    text = TEXT + (
        'act:a a arms:SanctionsAction ; rdfs:label "package"@en ; arms:imposedBy sta:japan ; arms:announcedOn "2024-04-02"^^xsd:date ;'
        ' arms:latest "2024-05-24"^^xsd:date . c:5 a arms:Claim ; arms:isAbout act:a ; arms:assertedIn a:1 .'
    )
    claim = claims(derived(text))[full("c:5")]
    assert (claim.earliest, claim.latest) == (datetime.date(2024, 4, 2), datetime.date(2024, 4, 2))


def test_days_between_the_bounds_and_days_held_may_hold_and_others_are_unknown() -> None:
    dated, held, day = found()["1"], found()["4"], datetime.date
    assert dated.may_hold_on(day(2023, 12, 31))
    assert not dated.may_hold_on(day(2024, 1, 1))
    assert held.may_hold_on(day(2024, 1, 5))
    assert not held.may_hold_on(day(2024, 1, 6))
    assert held.is_dated
    assert found()["1"].conflicts == (full("c:2"),)
