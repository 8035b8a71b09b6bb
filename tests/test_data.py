"""The shipped data: what the two articles say, counted and named, and the traps on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import overview
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
            ("au-2024-05-17-entities", 6, 6),
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
                f"SELECT DISTINCT ?t WHERE {{ ?d arms:partOfAction act:{action} ; arms:targets ?t . ?t arms:isOneOf ?group ."
                f" ?whole arms:partOfAction act:{action} ; arms:targets ?group }}",
            )
            assert len(found) == names, action

    def test_every_package_is_declared_by_its_authority_or_says_why_not(self, shipped: KnowledgeGraph) -> None:
        alleged = rows(
            shipped,
            "SELECT DISTINCT ?a WHERE { ?c arms:isAbout ?a . ?a a arms:SanctionsAction MINUS { ?c arms:hasSupport armsv:Declared } } ORDER BY ?a",
        )
        # The Council's own list of ships was not read, only press on it.
        assert {action for (action,) in alleged if not action.startswith("un-")} == set()

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
        denied = rows(shipped, f"SELECT ?who WHERE {{ {claim} ; arms:deniedIn/arms:statedBy ?who }}")
        assert {("north-korea",), ("russia",), ("kim-yo-jong",), ("sergei-lavrov",), ("yevgeny-prigozhin",)} <= set(
            denied
        )

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


class TestTraps:
    """The known traps of the gathering, in its numbering."""

    def test_1_ships_of_one_name_are_told_apart_by_number(self, shipped: KnowledgeGraph) -> None:
        ships = {
            name: {
                entity.identifiers[0]
                for entity in shipped.find(name)
                if entity.kind == "Vessel" and name in entity.names
            }
            for name in ("MARIA", "ANGARA", "NEPTUN")
        }
        assert ships == {
            "MARIA": {"IMO 8517839", "IMO 9617923"},
            "ANGARA": {"IMO 9179842", "IMO 9124043"},
            "NEPTUN": {"IMO 9358010", "IMO 8404991"},
        }
        assert shipped.resolve("MARIA").name == "imo-8517839"
        assert shipped.resolve("MARIA E").name == "imo-9617923"
        assert true(shipped, 'ves:imo-9358010 arms:formerName "NEPTUN"')
        assert not [entity for entity in shipped.find("SASCO") if entity.identifiers]

    def test_2_vostochny_is_a_port_and_a_cosmodrome(self, shipped: KnowledgeGraph) -> None:
        assert true(shipped, "pla:vostochny-port a arms:Port ; arms:locatedIn pla:primorye")
        assert true(shipped, "fac:vostochny-cosmodrome a arms:Facility ; arms:locatedIn pla:amur-region")
        assert not true(shipped, "fac:vostochny-cosmodrome arms:locatedIn pla:vostochny-port")

    def test_3_rim_is_one_person_with_two_spellings_and_a_misprint(self, shipped: KnowledgeGraph) -> None:
        rim = Iri(vocab.BASE + "id/person/rim-yong-hyok")
        assert {shipped.resolve(name) for name in ("림용혁", "림영혁", "Kim Yong-hyok", "RIM YONG HYOK")} == {rim}
        assert "Kim Yong-hyok" not in shipped.entity_records[rim].names

    def test_4_the_oil_sentence_contradicts_the_diesel(self, shipped: KnowledgeGraph) -> None:
        pair = "?oil arms:isAbout eve:refined-oil-from-dprk ; arms:conflictsWith ?diesel . ?diesel arms:isAbout eve:diesel-into-dprk"
        assert true(
            shipped,
            f"{pair} . ?oil arms:isDisputed true ; arms:reason ?why . ?diesel arms:isDisputed true ; arms:conflictsWith ?oil",
        )
        assert true(shipped, "sta:russia arms:suppliedFuelTo sta:north-korea")
        assert not true(shipped, "sta:north-korea arms:suppliedFuelTo ?anyone")

    def test_5_the_two_channels_do_not_meet(self, shipped: KnowledgeGraph) -> None:
        brokers, damascus = (
            {str(row[0]) for row in shipped.ask("channel", {"start": start})} | {start}
            for start in ("Ashot Mkrtychev", "Rim Yong Hyok")
        )
        assert {"Rafael Gazaryan", "Versor s.r.o.", "Rafort LLC"} <= brokers
        assert {"Pavel Shevelin", "Valeriy Chekalov", "Wagner Group"} <= damascus
        assert brokers & damascus == set()

    def test_5_nobody_ties_mkrtychev_to_the_wagner_delivery(self, shipped: KnowledgeGraph) -> None:
        """Washington said that it had no proof of such a tie: a statement, and no denial of anything asserted here."""
        tied = rows(
            shipped,
            "SELECT ?e WHERE { ?e arms:hasParticipant|arms:sentBy|arms:sentTo per:ashot-mkrtychev , ?other ."
            " ?other arms:memberOf? org:wagner-group }",
        )
        assert tied == []
        assert true(
            shipped,
            "?s a arms:PublicStatement ; arms:decidedBy sta:united-states ; arms:concerns per:ashot-mkrtychev , ?delivery ."
            " ?delivery a arms:Shipment",
        )

    def test_6_mg_flot_is_the_later_name_of_transmorflot(self, shipped: KnowledgeGraph) -> None:
        assert shipped.resolve("TransMorFlot") == shipped.resolve("MG-Flot LLC")
        assert (
            len(
                rows(
                    shipped,
                    "SELECT DISTINCT ?d WHERE { ?d arms:targets org:mg-flot ; arms:imposedBy sta:united-states }",
                )
            )
            == 1
        )

    def test_7_maria_was_not_listed_in_2022(self, shipped: KnowledgeGraph) -> None:
        listings = dict(
            rows(
                shipped,
                "SELECT ?d ?support WHERE { ?d arms:targets ves:imo-8517839 ; arms:imposedBy sta:united-states . ?c arms:isAbout ?d ; arms:hasSupport ?support }",
            )
        )
        assert listings == {"us-2022-imo-8517839": "Refuted", "us-2023-12-12-imo-8517839": "Declared"}

    def test_8_nothing_is_merged_on_one_identifier(self, shipped: KnowledgeGraph) -> None:
        """Whoever stands on the lists of two authorities says on what his entries were joined; passports are not held."""
        unexplained = rows(
            shipped,
            "SELECT DISTINCT ?who WHERE { ?who arms:designatedBy ?one , ?two FILTER (STR(?one) < STR(?two))"
            " MINUS { ?who a arms:Group } MINUS { ?who skos:editorialNote ?note } MINUS { ?who arms:imoNumber ?number } }",
        )
        assert unexplained == []
        assert len({entity.iri for entity in shipped.find("Kim Myong Jin") if entity.kind == "Person"}) == 2
        assert (
            rows(
                shipped,
                'SELECT ?who ?n WHERE { ?who arms:externalIdentifier ?n FILTER (CONTAINS(LCASE(?n), "passport")) }',
            )
            == []
        )

    def test_9_a_hull_keeps_its_number_under_a_new_name(self, shipped: KnowledgeGraph) -> None:
        for now, before in (("SIN PHYONG 9", "CHONG RIM 2"), ("SONG WON 2", "NEW REGENT")):
            assert shipped.resolve(now) == shipped.resolve(before)

    def test_10_the_codes_of_other_towns_are_not_joined(self, shipped: KnowledgeGraph) -> None:
        codes = {
            number
            for entity in shipped.entity_records.values()
            for number in entity.identifiers
            if number.startswith("UN/LOCODE")
        }
        assert not {code for code in codes if code.endswith(("RUFKN", "RUBKN"))}
        assert codes

    def test_11_taeryonggang_is_namchongang(self, shipped: KnowledgeGraph) -> None:
        assert shipped.resolve("Taeryonggang").name == "namchongang-trading"
        assert shipped.resolve("Taeryong Trading Company").name == "taeryong-trading"

    def test_12_an_estimate_is_that_of_a_body_and_not_of_its_country(self, shipped: KnowledgeGraph) -> None:
        bodies = rows(
            shipped,
            "SELECT DISTINCT ?body WHERE { ?e arms:estimatedBy ?body ; arms:hasUnit armsv:Container ; arms:estimatedOn ?day"
            ' FILTER (STRSTARTS(STR(?day), "2024-10")) }',
        )
        assert {("rok-nis",), ("rok-defense-intelligence-agency",)} <= set(bodies)
        assert (
            rows(shipped, "SELECT ?e WHERE { ?e arms:estimatedBy sta:south-korea ; arms:hasUnit armsv:Container }")
            == []
        )

    def test_no_estimate_is_a_sum_of_an_either_or(self, shipped: KnowledgeGraph) -> None:
        """Seoul said so many rounds of one calibre or so many of the other."""
        pairs = rows(
            shipped,
            "SELECT ?a ?b WHERE { ?e arms:alternativeTo ?o . ?e arms:amountMin ?a . ?o arms:amountMin ?b FILTER (?a > ?b) }",
        )
        assert len(pairs) == 2
        sums = {str(int(float(a)) + int(float(b))) for a, b in pairs}
        amounts = {
            n
            for (n,) in rows(
                shipped,
                "SELECT ?n WHERE { ?e arms:amountMin ?n ; arms:hasUnit armsv:Round . ?c arms:isAbout ?e ; arms:hasSupport armsv:Alleged }",
            )
        }
        assert not sums & amounts


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


def test_the_readme_counts_what_is_there(shipped: KnowledgeGraph) -> None:
    text = overview.README.read_text("utf-8")
    assert text == overview.written(text, overview.counted(shipped)), "data/ changed: run `make counts`"
