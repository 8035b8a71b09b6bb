"""knowledge: the door for library users."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import armsgraph
from armsgraph import sources, vocab
from armsgraph.errors import InputError, UnknownNameError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from small import HEADER

ARTICLES = Path(__file__).parent / "samples" / "articles"

MARIA = vocab.BASE + "id/vessel/imo-8517839"


class TestFinding:
    @pytest.mark.parametrize(
        "name",
        [
            "MARIA",
            "maria",
            "ＭＡＲＩＡ",
            "마리아",
            "8517839",
            "IMO 8517839",
            "imo-8517839",
            MARIA,
            "vessel/imo-8517839",
        ],
    )
    def test_a_ship_by_name_in_any_script_number_or_iri(self, kg: KnowledgeGraph, name: str) -> None:
        assert kg.resolve(name) == MARIA

    def test_the_beginning_of_a_name_is_enough_where_it_is_clear(self, kg: KnowledgeGraph) -> None:
        assert kg.resolve("rim yong") == vocab.BASE + "id/person/rim-yong-hyok"

    def test_an_unknown_name_gives_the_nearest(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownNameError, match=r"near: .*Wagner Group"):
            kg.resolve("Wagnr Grup")

    def test_an_ambiguous_name_gives_the_candidates(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownNameError, match=r"may be any of .*Azia Shipping"):
            kg.resolve("Azia")

    @pytest.mark.parametrize("text", ["", "   ", "!?"])
    def test_nothing_is_found_by_nothing(self, kg: KnowledgeGraph, text: str) -> None:
        assert kg.find(text) == []


class TestAsking:
    def test_an_unknown_question_gives_the_nearest(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownNameError, match="no question"):
            kg.ask("who-negociated")

    def test_an_unknown_parameter_names_the_known(self, kg: KnowledgeGraph) -> None:
        name = next(iter(armsgraph.knowledge.ontology.questions()))
        with pytest.raises(UsageError, match="has no parameter colour"):
            kg.ask(name, {"colour": "red"})

    @pytest.mark.parametrize(
        "level", ["Corroborated", "armsv:Corroborated", vocab.ARMSV + "Corroborated", "corroborated"]
    )
    def test_a_concept_by_name_prefix_or_iri(self, kg: KnowledgeGraph, level: str) -> None:
        assert len(kg.ask("claims-by-support", {"level": level})) > 0

    def test_an_unknown_concept_gives_the_nearest(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownNameError, match=r"no concept 'Coroborated'; near: Corroborated"):
            kg.ask("claims-by-support", {"level": "Coroborated"})

    @pytest.mark.parametrize("claim", ["2024-05-24-seoul-and-tokyo/4", "claim:2024-05-24-seoul-and-tokyo/4"])
    def test_a_claim_by_its_short_name(self, kg: KnowledgeGraph, claim: str) -> None:
        assert len(kg.ask("chain-of-citation", {"claim": claim})) == 3

    def test_an_unknown_claim_gives_the_nearest(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UnknownNameError, match="no claim"):
            kg.ask("chain-of-citation", {"claim": "2024-05-24-seoul-and-tokyo/9999"})


class TestViews:
    def test_before_the_listings_nobody_stood_on_seoul_s(self, kg: KnowledgeGraph) -> None:
        net = kg.network(known_on="2024-05-20")
        listed = {who for lists in net.nodes.lists for who in lists}
        assert "South Korea" not in listed
        assert "United States" in listed

    def test_without_the_only_paper_that_names_him_shevelin_is_gone(self, kg: KnowledgeGraph) -> None:
        assert "Pavel Shevelin" in kg.network().nodes.label
        assert "Pavel Shevelin" not in kg.network(without=["newsis-2024-03-27"]).nodes.label

    def test_a_withdrawn_report_takes_along_who_cites_it(self, kg: KnowledgeGraph) -> None:
        ties = kg.network(without=["un-panel-2024"])
        assert "North Korean negotiator (unnamed)" not in ties.nodes.label

    def test_a_date_must_be_one(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UsageError, match="write it like"):
            kg.network(known_on="May 2024")
        with pytest.raises(UsageError, match="'' is no date"):
            kg.network(valid_on="")

    @pytest.mark.parametrize("name", ["without", "categories", "support"])
    def test_one_text_is_no_list(self, kg: KnowledgeGraph, name: str) -> None:
        with pytest.raises(UsageError, match=f"{name} takes a list"):
            kg.network(**{name: "Declared"})

    def test_only_nothing_is_refused(self, kg: KnowledgeGraph) -> None:
        with pytest.raises(UsageError, match="only what no document says"):
            kg.network(only=[])

    def test_a_moment_is_the_day_on_which_it_is(self, kg: KnowledgeGraph) -> None:
        moment = datetime.datetime(2024, 5, 24, 18, 30, tzinfo=datetime.UTC)
        for name in ("known_on", "valid_on"):
            assert repr(kg.network(**{name: moment})) == repr(kg.network(**{name: "2024-05-24"}))

    def test_a_narrowed_network_says_so(self, kg: KnowledgeGraph) -> None:
        title = kg.entity_records[kg.document("un-panel-2024")].label
        net = kg.network(known_on="2024-12-31", without=["un-panel-2024"], support=["Alleged"], disputed="drop")
        told = ("Only what was known on 2024-12-31", f"Without {title}", "Only Alleged", "Without what is disputed")
        assert net.notes[:4] == told
        assert kg.network(only=["un-panel-2024"]).notes[0] == f"Only what is said in {title}"
        assert kg.network(valid_on="2023-09-01").notes[0] == "Only what may have held on 2023-09-01"
        assert kg.network().notes == ()
        near = kg.network().around(MARIA, 1)
        assert near.notes == ("Only what is within 1 steps of MARIA, along any tie",)


def test_one_path_is_no_list_of_overlays(tmp_path: Path) -> None:
    for path in (tmp_path, str(tmp_path)):
        with pytest.raises(UsageError, match="extra takes a list: write extra="):
            armsgraph.load(path)  # type: ignore[arg-type]


class TestFrames:
    def test_one_row_per_claim_and_per_thing(self, kg: KnowledgeGraph) -> None:
        claims, entities = kg.claims(), kg.entities()
        assert len(claims) == kg.select("SELECT (COUNT(*) AS ?n) WHERE { ?c a <" + vocab.ARMS + "Claim> }").rows[0][0]
        assert MARIA in set(entities["iri"])
        assert set(claims["support"]) <= set(vocab.SUPPORT)

    def test_a_select_becomes_a_frame(self, kg: KnowledgeGraph) -> None:
        frame = kg.select(f"SELECT ?n WHERE {{ <{MARIA}> <{vocab.ARMS}imoNumber> ?n }}").frame()
        assert frame["n"].tolist() == ["8517839"]


class TestOverlay:
    def test_a_private_file_is_laid_over_the_data(self, tmp_path: Path) -> None:
        mine = tmp_path / "mine.ttl"
        mine.write_text(HEADER + 'per:mine a arms:Person ; rdfs:label "A private note"@en .', "utf-8")
        assert armsgraph.load(extra=[mine]).resolve("a private note") == vocab.BASE + "id/person/mine"
        assert armsgraph.load(extra=[tmp_path]).find("a private note")

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"none\.ttl: no such file"):
            armsgraph.load(extra=[tmp_path / "none.ttl"])


def test_profile_says_who_lists_and_what_is_claimed(kg: KnowledgeGraph) -> None:
    profile = kg.profile("MARIA")
    assert (profile.entity.sides, profile.entity.lists) == (("Russia",), ("South Korea",))
    assert "MARIA owned by IBEX Shipping Inc" in [claim.sentence for claim in profile.claims]
    assert "listing of MARIA by South Korea" in [claim.sentence for claim in profile.claims]


def test_a_delisting_is_shown_first(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        HEADER
        + 'eve:off a arms:Delisting ; rdfs:label "MARIA comes off the list"@en ; arms:imposedBy sta:south-korea ;'
        ' arms:targets ves:imo-8517839 ; arms:announcedOn "2025-01-01"^^xsd:date .'
        "c:1 a arms:Claim ; arms:isAbout eve:off ; arms:assertedIn a:1 ."
        "a:1 a arms:Attestation ; arms:foundIn doc:seed-001 ; arms:statedBy sta:south-korea ; arms:accessedAs armsv:Excerpt .",
        "utf-8",
    )
    profile = KnowledgeGraph(sources.read(only=[ARTICLES, mine])).profile("MARIA")
    assert [claim.sentence for claim in profile.claims][:2] == [
        "MARIA comes off the list",
        "listing of MARIA by South Korea",
    ]
    assert profile.entity.lists == ()


def test_profile_of_a_document_holds_what_it_says(kg: KnowledgeGraph) -> None:
    sentences = [claim.sentence for claim in kg.profile("doc:open-source-centre-2025-02-18").claims]
    assert sentences == ["MAIA-1 owned by MG-Flot LLC"]


def test_rdflib_and_turtle_hold_the_same_triples(kg: KnowledgeGraph) -> None:
    import rdflib

    graph = kg.rdflib()
    again = rdflib.Graph().parse(data=kg.turtle(), format="turtle")
    assert len(graph) == len(again) == len(kg.store)


def test_only_a_document_can_be_withdrawn(kg: KnowledgeGraph) -> None:
    with pytest.raises(
        UsageError,
        match=r"'Radio Free Asia' is org:radio-free-asia, no document; it published doc:rfa-2024-05-17, doc:seed-001",
    ):
        kg.network(without=["Radio Free Asia"])
    with pytest.raises(UsageError, match="'MARIA' is ves:imo-8517839, no document"):
        kg.ask("claims-resting-on-one-document", {"document": "MARIA"})


def test_a_first_name_goes_before_an_alias(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        HEADER
        + 'ves:e a arms:Vessel ; rdfs:label "MARIA E"@en ; skos:altLabel "MARIA"@en ; arms:imoNumber "9617923" .',
        "utf-8",
    )
    kg = KnowledgeGraph(sources.read(only=[ARTICLES, mine]))
    assert kg.resolve("MARIA").name == "imo-8517839"
    assert [entity.label for entity in kg.namesakes("MARIA")] == ["MARIA E"]
    assert kg.namesakes("MARIA E") == []


def test_two_first_names_are_told_apart_by_the_reader(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(HEADER + 'ves:e a arms:Vessel ; rdfs:label "MARIA"@en ; arms:imoNumber "9617923" .', "utf-8")
    with pytest.raises(UnknownNameError, match="'MARIA' may be any of 2"):
        KnowledgeGraph(sources.read(only=[ARTICLES, mine])).resolve("MARIA")
