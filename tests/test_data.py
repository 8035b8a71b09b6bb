"""The shipped data: what the two articles say, counted and named, and the traps on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from armsgraph import vocab
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri

HEADER = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in vocab.PREFIXES.items())


def rows(shipped: KnowledgeGraph, query: str) -> list[tuple[str, ...]]:
    return [
        tuple(str(cell).rsplit("/", 1)[-1].rsplit("#", 1)[-1] for cell in row) for row in shipped.select(HEADER + query)
    ]


def true(shipped: KnowledgeGraph, pattern: str) -> bool:
    return shipped.store.ask(f"{HEADER} ASK {{ {pattern} }}")


class TestCounts:
    @pytest.mark.parametrize(
        ("group", "count", "named"),
        [
            ("kr-2024-05-24-individuals", 7, 7),
            ("kr-2024-05-24-vessels", 2, 2),
            ("jp-2024-05-24-organizations", 11, 11),
            ("jp-2024-05-24-individuals", 1, 1),
            ("us-2024-05-16-individuals", 2, 2),
            ("us-2024-05-16-companies", 3, 3),
            ("au-2024-05-17-entities", 6, 0),
        ],
    )
    def test_a_group_has_its_count_and_its_names(
        self, shipped: KnowledgeGraph, group: str, count: int, named: int
    ) -> None:
        assert rows(shipped, f"SELECT ?n WHERE {{ grp:{group} arms:memberCount ?n }}") == [(str(count),)]
        assert len(rows(shipped, f"SELECT DISTINCT ?x WHERE {{ ?x arms:isOneOf grp:{group} }}")) == named

    def test_a_count_and_its_names_are_different_designations(self, shipped: KnowledgeGraph) -> None:
        for action, names in (("kr-2024-05-24", 9), ("jp-2024-05-24", 12), ("us-2024-05-16", 5)):
            found = rows(
                shipped,
                f"SELECT ?t WHERE {{ ?d arms:partOfAction act:{action} ; arms:targets ?t . ?t arms:isOneOf ?group }}",
            )
            assert len(found) == names, action

    def test_both_packages_are_declared(self, shipped: KnowledgeGraph) -> None:
        declared = rows(
            shipped,
            "SELECT ?a WHERE { ?c arms:isAbout ?a ; arms:hasSupport armsv:Declared . ?a a arms:SanctionsAction } ORDER BY ?a",
        )
        assert declared == [
            ("au-2024-05-17",),
            ("jp-2024-05-24",),
            ("kr-2024-05-24",),
            ("kr-earlier-2024",),
            ("un-north-korea",),
            ("us-2024-05-16",),
        ]

    @pytest.mark.material
    def test_japan_s_names_are_those_of_its_list(self, shipped: KnowledgeGraph, material: Path) -> None:
        listed = json.loads((material / "dossier" / "japan-2024-05-24.json").read_text("utf-8"))["rows"]
        wanted = {row["list_id"] for row in listed if row["notice_date"] == "2024.5.24"}
        assert {
            n
            for (n,) in rows(
                shipped, "SELECT ?n WHERE { ?d arms:partOfAction act:jp-2024-05-24 ; arms:listIdentifier ?n }"
            )
        } == wanted


class TestWhatTheArticlesSay:
    def test_coordination(self, shipped: KnowledgeGraph) -> None:
        assert true(shipped, "act:jp-2024-05-24 arms:coordinatedWith sta:united-states")
        assert true(shipped, "act:kr-2024-05-24 arms:coordinatedWith grp:friendly-countries")

    def test_measures(self, shipped: KnowledgeGraph) -> None:
        assert true(shipped, "des:jp-2024-05-24-organizations arms:imposesMeasure armsv:AssetFreeze")
        assert true(shipped, "des:kr-2024-05-24-individuals arms:imposesMeasure armsv:PriorAuthorization")
        assert true(shipped, "des:kr-2024-05-24-vessels arms:imposesMeasure armsv:PortEntryPermission")

    def test_the_wagner_talks_have_their_chain_of_citation(self, shipped: KnowledgeGraph) -> None:
        chain = rows(
            shipped,
            "SELECT DISTINCT ?speaker WHERE { ?c rdf:predicate arms:negotiatedWith ; rdf:subject per:dprk-negotiator ;"
            " arms:assertedIn/arms:cites+/arms:statedBy ?speaker } ORDER BY ?speaker",
        )
        assert chain == [("un-panel-of-experts",), ("panel-member-state",)]
        assert true(
            shipped,
            "?c rdf:subject per:dprk-negotiator ; rdf:object per:wagner-contact ; arms:hasSupport armsv:Alleged",
        )

    def test_the_accusation_stands_beside_its_denial(self, shipped: KnowledgeGraph) -> None:
        claim = "?c rdf:subject sta:north-korea ; rdf:predicate arms:suppliedArmsTo ; rdf:object sta:russia"
        assert true(shipped, f"{claim} ; arms:isDisputed true ; arms:assertedIn/arms:statedBy sta:united-states")
        denied = rows(shipped, f"SELECT ?who WHERE {{ {claim} ; arms:deniedIn/arms:statedBy ?who }} ORDER BY ?who")
        assert denied == [("north-korea",), ("russia",)]

    def test_the_summit_and_who_announced_the_talks(self, shipped: KnowledgeGraph) -> None:
        assert true(
            shipped,
            "eve:seoul-summit arms:hasParticipant sta:south-korea , sta:china , sta:japan ; arms:tookPlaceAt pla:seoul",
        )
        assert true(shipped, "?c arms:isAbout eve:yoon-li ; arms:assertedIn/arms:statedBy per:kim-tae-hyo")
        assert true(shipped, "?c arms:isAbout eve:yoon-kishida ; arms:assertedIn/arms:spokenFor sta:south-korea")

    def test_the_end_of_the_panel(self, shipped: KnowledgeGraph) -> None:
        assert true(shipped, "eve:panel-veto arms:decidedBy sta:russia ; arms:concerns org:un-panel-of-experts")
        assert true(shipped, "eve:search-for-alternatives arms:hasParticipant sta:united-states , grp:us-allies")

    def test_money_labour_and_the_pledge(self, shipped: KnowledgeGraph) -> None:
        assert true(shipped, "eve:financing-of-weapons a arms:Payment ; arms:hasPurpose armsv:WeaponsProgramme")
        assert true(
            shipped, "eve:overseas-labour a arms:LabourDeployment ; arms:hasParticipant grp:north-korean-workers-abroad"
        )
        assert true(shipped, "eve:pledge-of-closer-ties arms:decidedBy sta:north-korea , sta:russia")

    def test_russia_s_answer_is_its_own_word(self, shipped: KnowledgeGraph) -> None:
        for statement in ("unfriendly-warning", "warning-of-an-answer"):
            assert true(shipped, f"?c arms:isAbout eve:{statement} ; arms:hasSupport armsv:Declared")

    def test_who_speaks_in_which_post(self, shipped: KnowledgeGraph) -> None:
        assert true(shipped, "per:yoshimasa-hayashi arms:holdsPost pos:japan-chief-cabinet-secretary")
        assert len(rows(shipped, "SELECT ?who WHERE { ?who arms:holdsPost ?post }")) == 5


class TestTraps:
    def test_maria_is_known_by_her_number(self, shipped: KnowledgeGraph) -> None:
        assert rows(shipped, 'SELECT ?n WHERE { ?s rdfs:label "MARIA"@en ; arms:imoNumber ?n }') == [("8517839",)]
        assert not true(shipped, '?s arms:imoNumber "9617923"')

    def test_rim_is_one_person_with_two_spellings_and_a_misprint(self, shipped: KnowledgeGraph) -> None:
        rim = Iri(vocab.BASE + "id/person/rim-yong-hyok")
        assert {shipped.resolve(name) for name in ("림용혁", "림영혁", "Kim Yong-hyok", "RIM YONG HYOK")} == {rim}
        assert "Kim Yong-hyok" not in shipped.entity_records[rim].names

    def test_the_oil_sentence_contradicts_the_diesel(self, shipped: KnowledgeGraph) -> None:
        pair = "?oil arms:isAbout eve:refined-oil-from-dprk ; arms:conflictsWith ?diesel . ?diesel arms:isAbout eve:diesel-into-dprk"
        assert true(
            shipped,
            f"{pair} . ?oil arms:isDisputed true ; arms:reason ?why . ?diesel arms:isDisputed true ; arms:conflictsWith ?oil",
        )
        assert true(shipped, "sta:russia arms:suppliedFuelTo sta:north-korea")
        assert not true(shipped, "sta:north-korea arms:suppliedFuelTo ?anyone")

    def test_the_two_channels_do_not_touch(self, shipped: KnowledgeGraph) -> None:
        near = {"ashot-mkrtychev", "rafael-gazaryan", "rafort", "trans-kapital"}
        for name in near:
            ties = {
                x
                for (x,) in rows(
                    shipped, f"SELECT ?x WHERE {{ ?e arms:tiedTo ?x FILTER (STRENDS(STR(?e), '/{name}')) }}"
                )
            }
            assert ties <= near, name

    def test_mg_flot_is_the_later_name_of_transmorflot(self, shipped: KnowledgeGraph) -> None:
        assert shipped.resolve("TransMorFlot") == shipped.resolve("MG-Flot LLC")

    def test_neptun_is_a_former_name_of_maia_1(self, shipped: KnowledgeGraph) -> None:
        assert shipped.resolve("NEPTUN") == shipped.resolve("9358010")


class TestEveryClaim:
    def test_has_one_support(self, shipped: KnowledgeGraph) -> None:
        assert rows(shipped, "SELECT ?c WHERE { ?c arms:hasSupport ?a , ?b FILTER (?a != ?b) }") == []
        assert len(rows(shipped, "SELECT ?c WHERE { ?c arms:hasSupport ?s }")) == len(
            rows(shipped, "SELECT ?c WHERE { ?c a arms:Claim }")
        )

    def test_has_an_attestation_in_a_document(self, shipped: KnowledgeGraph) -> None:
        cited = rows(
            shipped,
            "SELECT DISTINCT ?c WHERE { ?c a arms:Claim ; (arms:assertedIn|arms:deniedIn)/arms:foundIn/a arms:Document }",
        )
        assert len(cited) == len(rows(shipped, "SELECT ?c WHERE { ?c a arms:Claim }"))

    def test_bears_the_day_on_which_it_was_recorded(self, shipped: KnowledgeGraph) -> None:
        assert rows(shipped, "SELECT ?c WHERE { ?c a arms:Claim MINUS { ?c arms:recordedOn ?day } }") == []
