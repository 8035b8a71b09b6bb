"""ontology/rules: each derivation on a graph of a few triples, with the result that the model asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph import sources
from armsgraph.store import LocalStore
from small import derived, full, holds, support

# Two papers, a wire agency, a ministry and its state, another state.
WORLD = """
org:paper a arms:Organization . org:daily a arms:Organization . org:wire a arms:Organization .
org:ministry a arms:GovernmentBody ; arms:organOf sta:south-korea . per:minister a arms:Person .
sta:south-korea a arms:State . sta:japan a arms:State . sta:russia a arms:State . sta:north-korea a arms:State .
doc:paper a arms:Document ; dcterms:publisher org:paper . doc:daily a arms:Document ; dcterms:publisher org:daily .
per:x a arms:Person . per:y a arms:Person .
"""
PAIR = "c:1 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:negotiatedWith ; rdf:object per:y"
MET = "per:x arms:negotiatedWith per:y"


def graph(text: str) -> LocalStore:
    return derived(WORLD + text)


class TestVoices:
    def test_the_authority_spoken_for_is_the_voice(self) -> None:
        store = graph("a:1 a arms:Attestation ; arms:statedBy per:minister ; arms:spokenFor sta:japan .")
        assert holds(store, "a:1 arms:hasVoice sta:japan")
        assert not holds(store, "a:1 arms:hasVoice per:minister")

    def test_a_ministry_and_its_state_are_one_voice(self) -> None:
        store = graph(
            "a:1 a arms:Attestation ; arms:statedBy org:ministry . a:2 a arms:Attestation ; arms:statedBy sta:south-korea ."
        )
        assert holds(store, "a:1 arms:hasVoice sta:south-korea . a:2 arms:hasVoice sta:south-korea")
        assert not holds(store, "a:1 arms:hasVoice org:ministry")

    def test_two_speakers_are_two_voices_of_one_passage(self) -> None:
        store = graph("a:1 a arms:Attestation ; arms:statedBy sta:japan , sta:russia .")
        assert holds(store, "a:1 arms:hasVoice sta:japan , sta:russia")


class TestDirectTriples:
    def test_a_cited_claim_gives_its_triple(self) -> None:
        assert holds(graph(PAIR + "; arms:assertedIn a:1 . a:1 a arms:Attestation ; arms:statedBy sta:japan ."), MET)

    def test_a_denial_alone_gives_none(self) -> None:
        assert not holds(graph(PAIR + "; arms:deniedIn a:1 . a:1 a arms:Attestation ; arms:statedBy sta:japan ."), MET)

    def test_a_denial_beside_an_assertion_takes_none_away(self) -> None:
        text = (
            PAIR
            + "; arms:assertedIn a:1 ; arms:deniedIn a:2 . a:1 arms:statedBy sta:japan . a:2 arms:statedBy sta:russia ."
        )
        assert holds(graph(text), MET)

    @pytest.mark.parametrize("level", ["Refuted", "Withdrawn"])
    def test_what_a_curator_took_back_gives_none(self, level: str) -> None:
        text = (
            PAIR
            + f'; arms:assertedIn a:1 ; arms:hasSupport armsv:{level} ; arms:reason "wrong"@en . a:1 arms:statedBy sta:japan .'
        )
        assert not holds(graph(text), MET)

    def test_a_passage_that_misreports_supports_nothing(self) -> None:
        text = (
            PAIR
            + "; arms:assertedIn a:1 . a:1 arms:statedBy sta:japan ; arms:misreports a:2 . a:2 arms:statedBy sta:japan ."
        )
        assert not holds(graph(text), MET)

    def test_a_literal_is_an_object_too(self) -> None:
        text = 'c:1 a arms:Claim ; rdf:subject ves:s ; rdf:predicate arms:formerName ; rdf:object "OLD" ; arms:assertedIn a:1 . a:1 arms:statedBy sta:japan .'
        assert holds(graph(text), 'ves:s arms:formerName "OLD"')


class TestFlows:
    EVENT = "eve:e a arms:Shipment ; arms:sentBy sta:north-korea ; arms:sentTo sta:russia ; arms:hasCargoType armsv:{cargo} . a:1 arms:statedBy sta:japan . "
    CLAIM = "c:1 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 "

    @pytest.mark.parametrize(
        ("cargo", "link"),
        [
            ("Munitions", "suppliedArmsTo"),
            ("ArtilleryShell", "suppliedArmsTo"),
            ("Diesel", "suppliedFuelTo"),
            ("CrudeOil", "suppliedFuelTo"),
        ],
    )
    def test_a_shipment_reads_as_a_pair(self, cargo: str, link: str) -> None:
        store = graph(self.EVENT.format(cargo=cargo) + self.CLAIM + ".")
        other = {"suppliedArmsTo": "suppliedFuelTo", "suppliedFuelTo": "suppliedArmsTo"}[link]
        assert holds(store, f"sta:north-korea arms:{link} sta:russia")
        assert not holds(store, f"sta:north-korea arms:{other} sta:russia")

    def test_military_goods_need_not_be_arms(self) -> None:
        store = graph(self.EVENT.format(cargo="MilitaryGoods") + self.CLAIM + ".")
        assert not holds(store, "sta:north-korea arms:suppliedArmsTo sta:russia")

    def test_a_refuted_shipment_reads_as_nothing(self) -> None:
        text = (
            self.EVENT.format(cargo="Diesel") + self.CLAIM + '; arms:hasSupport armsv:Refuted ; arms:reason "no"@en .'
        )
        assert not holds(graph(text), "sta:north-korea arms:suppliedFuelTo sta:russia")

    def test_a_recipient_that_one_source_adds_counts_once_it_is_claimed(self) -> None:
        event = "eve:e a arms:Shipment ; arms:sentBy sta:north-korea ; arms:hasCargoType armsv:Rocket . a:1 arms:statedBy sta:japan . "
        leg = "c:2 a arms:Claim ; rdf:subject eve:e ; rdf:predicate arms:sentTo ; rdf:object sta:russia ; arms:assertedIn a:1 ."
        assert not holds(graph(event + self.CLAIM + "."), "sta:north-korea arms:suppliedArmsTo sta:russia")
        assert holds(graph(event + self.CLAIM + "." + leg), "sta:north-korea arms:suppliedArmsTo sta:russia")


class TestSupport:
    def test_two_articles_that_relay_one_ministry_are_one_origin(self) -> None:
        store = graph(
            PAIR + "; arms:assertedIn a:1 , a:2 ."
            "a:1 arms:foundIn doc:paper ; arms:statedBy org:ministry . a:2 arms:foundIn doc:daily ; arms:statedBy org:ministry ; arms:spokenFor sta:south-korea ."
        )
        assert support(store, "c:1") == ["Alleged"]

    def test_a_ministry_and_its_minister_are_one(self) -> None:
        store = graph(
            PAIR
            + "; arms:assertedIn a:1 , a:2 . a:1 arms:statedBy org:ministry . a:2 arms:statedBy per:minister ; arms:spokenFor org:ministry ."
        )
        assert support(store, "c:1") == ["Alleged"]

    def test_two_states_corroborate(self) -> None:
        store = graph(
            PAIR + "; arms:assertedIn a:1 , a:2 . a:1 arms:statedBy org:ministry . a:2 arms:statedBy sta:japan ."
        )
        assert support(store, "c:1") == ["Corroborated"]

    def test_one_passage_is_one_origin_however_many_speakers_it_has(self) -> None:
        store = graph(PAIR + "; arms:assertedIn a:1 . a:1 arms:statedBy sta:japan , sta:south-korea .")
        assert support(store, "c:1") == ["Alleged"]

    def test_a_shared_speaker_spoils_independence(self) -> None:
        store = graph(
            PAIR
            + "; arms:assertedIn a:1 , a:2 . a:1 arms:statedBy sta:japan , sta:south-korea . a:2 arms:statedBy sta:japan ."
        )
        assert support(store, "c:1") == ["Alleged"]

    def test_ten_reprints_of_one_wire_story_are_one(self) -> None:
        passages = " ".join(f"a:{n} arms:statedBy org:outlet{n} ; arms:cites a:wire ." for n in range(10))
        listed = " , ".join(f"a:{n}" for n in range(10))
        store = graph(
            PAIR + f"; arms:assertedIn {listed} . {passages} a:wire arms:foundIn doc:paper ; arms:statedBy org:wire ."
        )
        assert support(store, "c:1") == ["Alleged"]
        assert holds(store, "c:1 arms:hasOrigin a:wire")
        assert not holds(store, "c:1 arms:hasOrigin a:3")

    def test_a_voice_that_relays_elsewhere_is_no_origin_here(self) -> None:
        store = graph(
            PAIR
            + "; arms:assertedIn a:1 , a:2 . a:1 arms:statedBy org:ministry . a:2 arms:statedBy org:ministry ; arms:cites a:panel ."
            "a:panel arms:statedBy org:panel ."
        )
        assert not holds(store, "c:1 arms:hasOrigin a:1")
        assert holds(store, "c:1 arms:hasOrigin a:panel")
        assert support(store, "c:1") == ["Alleged"]

    def test_prose_without_a_speaker_counts_only_as_original_reporting(self) -> None:
        claim = (
            PAIR
            + "; arms:assertedIn a:1 , a:2 . a:1 arms:foundIn doc:paper ; arms:statedBy org:paper . a:2 arms:statedBy sta:japan ."
        )
        assert support(graph(claim), "c:1") == ["Alleged"]
        assert support(graph(claim + "doc:paper arms:isOriginalReporting true ."), "c:1") == ["Corroborated"]

    def test_an_authority_in_its_own_document_is_an_origin(self) -> None:
        store = graph(
            PAIR
            + "; arms:assertedIn a:1 . a:1 arms:foundIn doc:list ; arms:statedBy org:ministry . doc:list dcterms:publisher org:ministry ."
        )
        assert holds(store, "c:1 arms:hasOrigin a:1")

    def test_an_authority_declares_its_own_act(self) -> None:
        action = "act:a a arms:SanctionsAction ; arms:imposedBy sta:south-korea . des:d a arms:Designation ; arms:partOfAction act:a ; arms:targets per:x ."
        claims = "c:1 a arms:Claim ; arms:isAbout act:a ; arms:assertedIn a:1 . c:2 a arms:Claim ; arms:isAbout des:d ; arms:assertedIn a:1 ."
        store = graph(action + claims + "a:1 arms:statedBy org:ministry .")
        assert (support(store, "c:1"), support(store, "c:2")) == (["Declared"], ["Declared"])
        other = graph(action + claims + "a:1 arms:statedBy sta:japan .")
        assert (support(other, "c:1"), support(other, "c:2")) == (["Alleged"], ["Alleged"])

    def test_who_decides_declares(self) -> None:
        text = "eve:e a arms:PublicStatement ; arms:decidedBy sta:russia . c:1 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 . a:1 arms:statedBy sta:russia ."
        assert support(graph(text), "c:1") == ["Declared"]

    @given(
        speakers=st.lists(
            st.sampled_from(["sta:japan", "sta:russia", "sta:south-korea", "org:ministry", "per:minister"]),
            min_size=1,
            max_size=5,
        )
    )
    @settings(max_examples=30)
    def test_support_is_one_level_and_follows_from_the_set_of_voices(self, speakers: list[str]) -> None:
        passages = " ".join(f"a:{n} arms:statedBy {speaker} ." for n, speaker in enumerate(speakers))
        store = graph(PAIR + f"; arms:assertedIn {' , '.join(f'a:{n}' for n in range(len(speakers)))} . {passages}")
        voices = {"sta:south-korea" if speaker == "org:ministry" else speaker for speaker in speakers}
        assert support(store, "c:1") == ["Corroborated" if len(voices) > 1 else "Alleged"]


class TestDisputes:
    OTHER = "c:2 a arms:Claim ; rdf:subject per:y ; rdf:predicate arms:negotiatedWith ; rdf:object per:x "

    def test_a_denial_disputes_and_leaves_support_alone(self) -> None:
        text = (
            PAIR
            + "; arms:assertedIn a:1 , a:2 ; arms:deniedIn a:3 . a:1 arms:statedBy sta:japan . a:2 arms:statedBy org:ministry . a:3 arms:statedBy sta:russia ."
        )
        store = graph(text)
        assert support(store, "c:1") == ["Corroborated"]
        assert holds(store, "c:1 arms:isDisputed true")

    def test_a_conflict_is_mirrored_and_disputes_both(self) -> None:
        text = (
            PAIR
            + '; arms:assertedIn a:1 ; arms:conflictsWith c:2 ; arms:reason "either"@en . '
            + self.OTHER
            + "; arms:assertedIn a:1 . a:1 arms:statedBy sta:japan ."
        )
        store = graph(text)
        assert holds(store, "c:2 arms:conflictsWith c:1")
        assert holds(store, "c:1 arms:isDisputed true . c:2 arms:isDisputed true")

    @pytest.mark.parametrize(
        "state",
        [
            '; arms:assertedIn a:1 ; arms:hasSupport armsv:Refuted ; arms:reason "no"@en',
            "; arms:deniedIn a:1",
            "; arms:assertedIn a:wrong",
        ],
        ids=["refuted", "denied only", "misreported"],
    )
    def test_what_does_not_stand_disputes_nobody(self, state: str) -> None:
        text = (
            PAIR
            + '; arms:assertedIn a:1 ; arms:conflictsWith c:2 ; arms:reason "either"@en . '
            + self.OTHER
            + state
            + " . "
        )
        store = graph(text + "a:1 arms:statedBy sta:japan . a:wrong arms:statedBy sta:japan ; arms:misreports a:1 .")
        assert not holds(store, "c:1 arms:isDisputed true")
        assert not holds(store, "per:y arms:negotiatedWith per:x")


class TestDesignations:
    TEXT = "act:a a arms:SanctionsAction ; arms:imposedBy sta:japan . des:d a arms:Designation ; arms:partOfAction act:a ; arms:targets per:x {more} . c:1 a arms:Claim ; arms:isAbout des:d ; arms:assertedIn a:1 . a:1 arms:statedBy sta:japan ."

    def test_a_designation_lists_its_target(self) -> None:
        assert holds(graph(self.TEXT.format(more="")), "per:x arms:designatedBy sta:japan")

    DELISTING = (
        'act:b a arms:SanctionsAction ; arms:imposedBy {who} ; arms:announcedOn "{day}"^^xsd:date . '
        "eve:off a arms:Delisting ; arms:partOfAction act:b ; arms:targets per:x . "
        "c:2 a arms:Claim ; arms:isAbout eve:off ; arms:assertedIn a:1 . "
    )

    @pytest.mark.parametrize(
        ("who", "day", "listed"),
        [("sta:japan", "2025-01-01", False), ("sta:russia", "2025-01-01", True), ("sta:japan", "2019-01-01", True)],
        ids=["lifted", "by another authority", "before it was listed again"],
    )
    def test_a_delisting_lifts_what_the_same_authority_had_listed(self, who: str, day: str, listed: bool) -> None:
        announced = 'act:a arms:announcedOn "2024-01-01"^^xsd:date . '
        store = graph(self.TEXT.format(more="") + announced + self.DELISTING.format(who=who, day=day))
        assert holds(store, "per:x arms:designatedBy sta:japan") == listed

    def test_a_lifted_one_does_not(self) -> None:
        store = graph(self.TEXT.format(more='; arms:liftedOn "2025-01-01"^^xsd:date'))
        assert not holds(store, "per:x arms:designatedBy sta:japan")


class TestRoles:
    SIDES = """
    c:8 a arms:Claim ; rdf:subject per:x ; rdf:predicate arms:hasNationality ; rdf:object sta:north-korea ; arms:assertedIn a:1 .
    c:9 a arms:Claim ; rdf:subject per:y ; rdf:predicate arms:hasNationality ; rdf:object sta:russia ; arms:assertedIn a:1 .
    per:z a arms:Person . a:1 arms:statedBy sta:japan .
    """

    @staticmethod
    def tie(number: int, one: str, link: str, other: str) -> str:
        return f"c:{number} a arms:Claim ; rdf:subject {one} ; rdf:predicate arms:{link} ; rdf:object {other} ; arms:assertedIn a:1 . "

    def test_an_actor_tied_to_both_sides_stands_between(self) -> None:
        store = graph(
            self.SIDES + self.tie(1, "per:z", "negotiatedWith", "per:x") + self.tie(2, "per:y", "actedFor", "per:z")
        )
        assert holds(store, "per:z arms:hasRole armsv:Intermediary")
        assert not holds(store, "per:x arms:hasRole armsv:Intermediary")

    def test_ties_to_one_side_are_not_enough(self) -> None:
        store = graph(
            self.SIDES
            + self.tie(1, "per:z", "negotiatedWith", "per:x")
            + self.tie(2, "per:z", "actedFor", "sta:north-korea")
        )
        assert not holds(store, "per:z arms:hasRole armsv:Intermediary")

    def test_a_claim_of_low_confidence_makes_no_tie(self) -> None:
        doubted = self.tie(1, "per:z", "negotiatedWith", "per:x").replace(
            "arms:assertedIn", "arms:hasConfidence armsv:LowConfidence ; arms:assertedIn"
        )
        store = graph(self.SIDES + doubted + self.tie(2, "per:y", "actedFor", "per:z"))
        assert holds(store, "per:z arms:negotiatedWith per:x")
        assert not holds(store, "per:z arms:hasRole armsv:Intermediary")

    def test_who_is_who_is_no_tie(self) -> None:
        store = graph(
            self.SIDES
            + self.tie(1, "per:z", "sameIndividualAs", "per:x")
            + self.tie(2, "per:z", "negotiatedWith", "per:y")
        )
        assert not holds(store, "per:z arms:hasRole armsv:Intermediary")

    def test_a_part_in_a_shipment_ties_to_sender_and_recipient(self) -> None:
        text = "eve:e a arms:Shipment ; arms:sentBy sta:russia ; arms:sentTo sta:north-korea ; arms:hasParticipant per:z . c:1 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 ."
        store = graph(self.SIDES + text)
        assert holds(store, "per:z arms:hasRole armsv:Intermediary")
        assert not holds(store, "sta:russia arms:hasRole armsv:Intermediary")

    def test_who_leads_an_organ_of_a_state_is_a_party(self) -> None:
        between = self.tie(1, "per:z", "negotiatedWith", "per:x") + self.tie(2, "per:y", "actedFor", "per:z")
        office = "org:office a arms:GovernmentBody . " + self.tie(3, "per:z", "leads", "org:office")
        assert not holds(graph(self.SIDES + between + office), "per:z arms:hasRole armsv:Intermediary")
        firm = "org:firm a arms:Company . " + self.tie(3, "per:z", "leads", "org:firm")
        assert holds(graph(self.SIDES + between + firm), "per:z arms:hasRole armsv:Intermediary")

    def test_what_was_only_planned_ties_nobody(self) -> None:
        text = "eve:e a arms:Shipment ; arms:sentBy sta:russia ; arms:sentTo sta:north-korea ; arms:hasCargoType armsv:Diesel ; arms:hasParticipant per:z ; arms:hasStatus armsv:Planned . c:1 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 ."
        store = graph(self.SIDES + text)
        assert not holds(store, "per:z arms:hasRole armsv:Intermediary")
        assert not holds(store, "sta:russia arms:suppliedFuelTo sta:north-korea")
        happened = graph(self.SIDES + text.replace("; arms:hasStatus armsv:Planned", ""))
        assert holds(happened, "sta:russia arms:suppliedFuelTo sta:north-korea")

    def test_a_meeting_is_diplomacy_and_no_tie(self) -> None:
        text = "eve:e a arms:Meeting ; arms:hasParticipant per:x , per:y , per:z . c:1 a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn a:1 ."
        assert not holds(graph(self.SIDES + text), "per:z arms:hasRole armsv:Intermediary")


@pytest.mark.material
def test_the_model_example_gets_the_statuses_that_it_states(material: Path) -> None:
    store = sources.read(only=[material / "model-example.ttl"]).derived()
    claim = "<https://w3id.org/armsgraph/claim/2024-05-24-seoul-and-tokyo/{}>"
    levels = {1: "Declared", 2: "Declared", 4: "Alleged", 6: "Alleged", 7: "Alleged", 8: "Alleged"}
    for number, level in levels.items():
        assert holds(store, f"{claim.format(number)} arms:hasSupport armsv:{level}"), number
    assert [n for n in range(1, 10) if holds(store, f"{claim.format(n)} arms:isDisputed true")] == [6, 7, 8]
    assert holds(store, f"{claim.format(7)} arms:conflictsWith {claim.format(8)}")
    assert holds(store, "per:dprk-negotiator arms:negotiatedWith per:wagner-contact")
    assert holds(store, "sta:russia arms:suppliedFuelTo sta:north-korea")
    assert holds(store, "sta:north-korea arms:suppliedArmsTo sta:russia")
    assert not holds(store, "sta:north-korea arms:suppliedFuelTo ?anyone")
    # Nobody is cited for these three in the example, so they give no triple.
    for number in (3, 5, 9):
        assert not holds(store, f"{claim.format(number)} arms:restsOn ?passage")
    assert full("c:1").endswith("/1")
