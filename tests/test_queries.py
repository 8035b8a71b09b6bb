"""ontology/queries: each named question on two engines, and its answer where it can be read off the sources by hand."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import Any

import pytest
import rdflib

from armsgraph import ontology, vocab
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.store import LocalStore
from armsgraph.table import XSD, Cell, Iri, Table, Text, Value
from small import derived

QUESTIONS = ontology.questions()
BOUND = [(name, parameter.name) for name, question in QUESTIONS.items() for parameter in question.parameters]
AFFAIR = "2024-05-24-seoul-and-tokyo/"

# A second value for every parameter: it must give rows, and other rows than the default.
OTHER = {
    ("chain-of-citation", "claim"): "claim/" + AFFAIR + "66",
    ("claims-about", "thing"): "id/person/rim-yong-hyok",
    ("claims-by-support", "level"): "vocab#Declared",
    ("claims-resting-on-one-document", "document"): "id/document/un-panel-2024",
    ("designations-of", "target"): "id/organization/ibex-shipping",
    ("facts-between-dates", "from"): "2024-05-25",
    ("facts-between-dates", "until"): "2024-05-16",
    ("known-on", "day"): "2006-12-31",
    ("listed-by-one-not-another", "by"): "id/state/south-korea",
    ("listed-by-one-not-another", "other"): "id/state/japan",
    ("names-behind-a-count", "group"): "id/group/kr-2024-05-24-vessels",
    ("one-step-from", "start"): "id/organization/wagner-group",
    ("shipments-of", "cargo"): "vocab#Petroleum",
    ("statements-of-a-document", "document"): "id/document/open-source-centre-2025-02-18",
    ("things-by-name", "name"): "마리아",
}
# Japan lists what Japan lists: with itself as the other authority, nothing is left.
EMPTY = {("listed-by-one-not-another", "other")}

HOSTILE = ['") } DROP ALL #', "'''\n} UNION { ?s ?p ?o", '"""', "\\", "?iri", "<x>", "\u202e\x00"]


@pytest.fixture(scope="module")
def graph(kg: KnowledgeGraph) -> rdflib.Graph:
    """The same triples in rdflib, the oracle."""
    return kg.rdflib()


def values(name: str, changed: str = "") -> dict[str, Value]:
    """Return the default value of each parameter, or the second value of the one that is changed."""
    texts = {p.name: OTHER[name, p.name] if p.name == changed else p.default for p in QUESTIONS[name].parameters}
    return {p.name: value(p, str(texts[p.name])) for p in QUESTIONS[name].parameters}


def value(parameter: ontology.Parameter, text: str) -> Value:
    if parameter.kind in ("date", "integer", "text"):
        return ontology.typed(parameter, text)
    return Iri(text if ":" in text else vocab.BASE + text)


def asked(kg: KnowledgeGraph, name: str, columns: str, **params: Value) -> list[tuple[Any, ...]]:
    """Ask a question and return some columns, in their order; an IRI by what stands behind its last stroke or hash."""
    table = kg.ask(name, {key: Iri(vocab.BASE + v) if isinstance(v, str) and "/" in v else v for key, v in params.items()})
    return [tuple(readable(row[column]) for column in columns.split()) for row in table.records()]


def readable(cell: Cell) -> Cell:
    if isinstance(cell, Iri):
        return re.split(r"[/#]", cell)[-1]
    return str(cell) if isinstance(cell, str | datetime.date) else cell


def test_there_are_enough_of_them() -> None:
    assert len(QUESTIONS) >= 26
    assert {question.reader for question in QUESTIONS.values()} == {"researcher", "investigator", "notebook user"}


def test_every_parameter_has_a_second_value() -> None:
    assert set(BOUND) == set(OTHER)


@pytest.mark.parametrize("name", QUESTIONS)
class TestForm:
    def test_the_header_is_complete(self, name: str) -> None:
        question = QUESTIONS[name]
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert question.summary.endswith("?")
        assert len(question.summary) < 120
        assert all(p.default and p.help for p in question.parameters)
        assert re.search(r"^# \S", question.text, re.M), "a comment says what to watch for"

    def test_a_parameter_is_a_variable_that_is_projected(self, name: str) -> None:
        # pyoxigraph binds a variable only if it is projected; `ask` drops the column again.
        projection = re.split(r"\nWHERE \{", QUESTIONS[name].text)[0].split("SELECT")[1]
        for parameter in QUESTIONS[name].parameters:
            assert re.search(rf"\?{parameter.name}\b", projection)

    def test_every_prefix_is_declared_and_used(self, name: str) -> None:
        text = re.sub(r"^#.*$|<[^>]*>|\"[^\"]*\"", "", QUESTIONS[name].text, flags=re.M)
        declared = re.findall(r"^PREFIX (\w+):", text, re.M)
        used = re.findall(r"(?<![\w?])(\w+):\w", re.sub(r"^PREFIX.*$", "", text, flags=re.M))
        assert sorted(declared) == sorted(set(used))

    def test_only_what_the_ontology_declares_is_named(self, name: str) -> None:
        for prefix, local in re.findall(r"\b(arms|armsv):(\w+)", QUESTIONS[name].text):
            constant = getattr(vocab, "ARMS" if prefix == "arms" else "ARMSV") + local
            assert constant in vocabulary_of_the_ontology(), f"{prefix}:{local}"

    def test_negation_is_minus(self, name: str) -> None:
        assert not re.search(r"\bEXISTS\b", QUESTIONS[name].text)

    def test_the_order_is_total(self, kg: KnowledgeGraph, name: str) -> None:
        text, table = QUESTIONS[name].text, kg.ask(name)
        keys = re.findall(r"\?(\w+)", text.rsplit("ORDER BY", 1)[1])
        assert set(keys) <= set(table.columns)
        records = Counter(tuple(record[key] for key in keys) for record in table.records())
        assert max(records.values()) == 1

    def test_names_come_first_and_iris_last(self, kg: KnowledgeGraph, name: str) -> None:
        table = kg.ask(name)
        kinds = [{type(cell) for cell in table.column(column)} - {type(None)} for column in table.columns]
        places = [n for n, kind in enumerate(kinds) if Iri in kind]
        assert Iri not in kinds[0]
        assert places == list(range(len(kinds) - len(places), len(kinds)))

    def test_a_fact_shows_its_support_and_dispute(self, name: str) -> None:
        columns = set(re.findall(r"\?(\w+)", re.split(r"\nWHERE \{", QUESTIONS[name].text)[0]))
        if "claim" in columns - {p.name for p in QUESTIONS[name].parameters}:
            assert "disputed" in columns
            assert "support" in columns or name == "claims-by-support"


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_has_an_answer_and_rdflib_gives_the_same(kg: KnowledgeGraph, graph: rdflib.Graph, name: str) -> None:
    ours = kg.store.select(QUESTIONS[name].text, values(name))
    assert len(ours) > 0
    assert counted(ours, values(name)) == oracle(graph, name, values(name))


@pytest.mark.parametrize(("name", "parameter"), BOUND)
def test_each_parameter_changes_the_answer_in_both_engines(
    kg: KnowledgeGraph, graph: rdflib.Graph, name: str, parameter: str
) -> None:
    given = values(name, parameter)
    ours = kg.store.select(QUESTIONS[name].text, given)
    assert bool(len(ours)) is ((name, parameter) not in EMPTY)
    assert counted(ours, given) != counted(kg.store.select(QUESTIONS[name].text, values(name)), given)
    assert counted(ours, given) == oracle(graph, name, given)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(kg: KnowledgeGraph, graph: rdflib.Graph, text: str) -> None:
    size = len(kg.store)
    assert len(kg.ask("things-by-name", {"name": text})) == 0
    assert not oracle(graph, "things-by-name", {"name": text})
    assert len(kg.store) == size


def vocabulary_of_the_ontology() -> set[str]:
    found: set[str] = set()
    for path in ontology.module_paths():
        text = path.read_text("utf-8")
        found |= {vocab.ARMS + name for name in re.findall(r"^arms:(\w+) a ", text, re.M)}
        found |= {vocab.ARMSV + name for name in re.findall(r"^armsv:(\w+) a ", text, re.M)}
    return found


def counted(table: Table, params: dict[str, Value]) -> Counter[tuple[object, ...]]:
    return Counter(tuple(cell_as_term(cell) for cell in row) for row in table.without(params))


def oracle(graph: rdflib.Graph, name: str, params: dict[str, Value]) -> Counter[tuple[object, ...]]:
    bindings = {k: rdflib.URIRef(v) if isinstance(v, Iri) else rdflib.Literal(v) for k, v in params.items()}
    result = graph.query(QUESTIONS[name].text, initBindings=bindings)
    kept = [n for n, variable in enumerate(result.vars or []) if str(variable) not in params]
    return Counter(tuple(term(row[n]) for n in kept) for row in result)  # type: ignore[index]


def term(node: Any) -> tuple[str, str] | None:
    """Write an rdflib term as its text and its language, datatype or being an IRI."""
    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return str(node), "IRI"
    return str(node), node.language or str(node.datatype or XSD + "string")


def cell_as_term(cell: Cell) -> tuple[str, str] | None:
    """Write one of our cells the same way."""
    if cell is None:
        return None
    if isinstance(cell, Iri):
        return str(cell), "IRI"
    if isinstance(cell, Text):
        return str(cell), cell.language or str(cell.datatype)
    if isinstance(cell, bool):
        return str(cell).lower(), XSD + "boolean"
    kind = {str: "string", int: "integer", datetime.date: "date"}[type(cell)]
    return str(cell), XSD + kind


# ---- answers read off the two articles and the data files by hand

MINISTRY = "Ministry of Foreign Affairs of South Korea"
WIRE = "wire report of 24 May 2024 on sanctions by South Korea and Japan (title not shown)"
RFA = "Tokyo, Seoul target North Korea-Russia arms deal with sanctions"
JOONGANG = "South Korea sanctions 7 North Koreans, 2 Russian ships for UNSC resolution violations"
PANEL = "UN Panel of Experts on North Korea, final report of March 2024"
SDN = "Specially Designated Nationals list, state of 3 May 2024 (US Treasury)"
TREASURY = "United States Department of the Treasury"
NEGOTIATOR = "North Korean who negotiated with Wagner (unnamed)"
CONTACT = "Russian of the Wagner Group (unnamed)"
CARRIER = "individual in Russia who had diesel carried to North Korea (unnamed)"
SEVEN = {"Rim Yong Hyok", "Han Hyok Chol", "Kim Jong Gil", "Jang Ho Yong", "Ri Kyong Sik", "Ri Yong Min", "Pak Kwang Hyok"}
TWELVE = {
    "MG-Flot LLC", "M Leasing LLC", "Azia Shipping Company", "224th Flight Unit State Airlines",
    "Vostochnaya Stevedoring Company LLC", "Dunay Probable Naval Missile Facility",
    "Command of the Military Transport Aviation", "Vladimirovka Advanced Weapons and Research Complex",
    "Ashuluk Firing Range", "Vladimir Mikheychik", "IBEX Shipping Inc", "Azia Shipping Holdings Limited",
}  # fmt: skip


class TestWagner:
    def test_who_negotiated_and_who_says_so(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "negotiations", "claim who other when support disputed according document")
        pair = (NEGOTIATOR, CONTACT, "2022/2023", "alleged", False, MINISTRY)
        assert [row[1:] for row in rows if row[0] == "4"] == [(*pair, JOONGANG), (*pair, WIRE)]

    def test_the_chain_ends_at_a_member_state(self, kg: KnowledgeGraph) -> None:
        state, experts = "UN member state that informed the Panel of Experts (unnamed)", "UN Panel of Experts on North Korea (1718 Committee)"
        rows = asked(kg, "chain-of-citation", "behind speaker document access relyingOn isOrigin", claim="claim/" + AFFAIR + "4")
        assert rows == [
            (2, MINISTRY, JOONGANG, "press relaying it", experts, False),
            (2, MINISTRY, WIRE, "full text", experts, False),
            (1, experts, PANEL, "not read", state, False),
            (0, state, PANEL, "not read", None, True),
        ]

    def test_the_unnamed_and_who_they_are_said_to_be(self, kg: KnowledgeGraph) -> None:
        assert set(asked(kg, "unnamed-individuals", "unnamed saidToBe according")) == {
            (NEGOTIATOR, "Rim Yong Hyok", MINISTRY),
            (CARRIER, "Han Hyok Chol", MINISTRY),
            (CONTACT, "Pavel Shevelin", "NK News"),
        }

    def test_what_falls_with_the_report_of_the_panel(self, kg: KnowledgeGraph) -> None:
        # Each of these is asserted only by passages that cite the report; claim 3 has others.
        rows = asked(kg, "claims-resting-on-one-document", "claim", document="id/document/un-panel-2024")
        assert {claim for (claim,) in rows} == {"4", "5", "59", "60", "61", "62", "63", "64", "66"}

    def test_only_the_talks_lie_in_2023(self, kg: KnowledgeGraph) -> None:
        span = {"from": datetime.date(2023, 1, 1), "until": datetime.date(2023, 12, 31)}
        rows = asked(kg, "facts-between-dates", "claim earliest latest", **span)
        assert rows == [("66", "2022-01-01", "2023-10-31"), ("4", "2022-01-01", "2023-12-31")]


class TestSupportAndDispute:
    def test_moscow_and_pyongyang_deny_the_weapons_and_their_purpose(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "denials", "claim deniedBy document locator disputed")
        expected = {(c, by, WIRE, "p3s2", True) for c in ("6", "24", "25") for by in ("Russia", "North Korea")}
        assert set(rows) == expected

    def test_oil_out_of_north_korea_stands_against_diesel_and_oil_into_it(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "contradictions", "fact document against disputed reason")
        out, oil, diesel = "refined oil out of North Korea", "refined oil into North Korea", "diesel from Russia into North Korea"
        newdaily = "NewDaily, press report on South Korea's listings of 24 May 2024"
        assert {row[:4] for row in rows} == {
            (out, RFA, diesel, True), (out, RFA, oil, True), (diesel, WIRE, out, True),
            (diesel, JOONGANG, out, True), (oil, JOONGANG, out, True), (oil, newdaily, out, True),
        }  # fmt: skip
        assert all(reason.startswith("Direction:") for *_, reason in rows)

    def test_two_claims_are_corroborated(self, kg: KnowledgeGraph) -> None:
        # Weapons: South Korea, Japan and the United States in four passages; cooperation: Japan in three, South Korea in two.
        rows = asked(kg, "claims-by-support", "claim disputed voices origins documents", level=Iri(vocab.ARMSV + "Corroborated"))
        assert rows == [("24", True, 3, 4, 2), ("35", False, 2, 5, 2)]

    def test_prose_without_a_speaker_is_no_origin(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "claims-without-origin", "claim according locator")
        assert {("17", "Radio Free Asia", "p13"), ("18", "Radio Free Asia", "p13")} <= set(rows)
        assert "24" not in {claim for claim, *_ in rows}

    def test_australia_speaks_for_four_claims_in_two_documents(self, kg: KnowledgeGraph) -> None:
        assert ("Australia", 4, 2, "australia") in asked(kg, "voices", "speaker claims documents voice")

    def test_grades_stand_beside_what_rests_on_a_document(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "document-reliability", "source grade claims passages issued")
        assert {("kbs-2023-12-13", "B", 1, 1, "2023-12-13"), ("ukrainekrieg-2024-05", "F", 21, 1, "2024-05")} <= set(rows)
        assert len(rows) == len({source for source, *_ in rows})


class TestSanctions:
    def test_counts_and_the_names_behind_them(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "counted-groups", "counted authority number named")
        assert set(rows) == {
            ("kr-2024-05-24-individuals", "South Korea", 7, 7),
            ("kr-2024-05-24-vessels", "South Korea", 2, 2),
            ("jp-2024-05-24-organizations", "Japan", 11, 11),
            ("jp-2024-05-24-individuals", "Japan", 1, 1),
            ("us-2024-05-16-individuals", "United States", 2, 2),
            ("us-2024-05-16-companies", "United States", 3, 3),
            ("au-2024-05-17-entities", "Australia", 6, 0),
            ("kr-earlier-russians", "South Korea", None, 0),
        }

    def test_seven_names_and_two_ships(self, kg: KnowledgeGraph) -> None:
        assert {who for (who,) in asked(kg, "names-behind-a-count", "who")} == SEVEN
        ships = asked(kg, "names-behind-a-count", "who member", group="id/group/kr-2024-05-24-vessels")
        assert set(ships) == {("MARIA", "imo-8517839"), ("MAIA-1", "imo-9358010")}

    def test_japan_lists_twelve_that_the_united_states_do_not_list_here(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "listed-by-one-not-another", "target identifier")
        assert {target for target, _ in rows} == TWELVE
        assert ("MG-Flot LLC", "OFAC:37049") in rows

    def test_rim_was_read_in_six_papers_and_on_no_list(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "designations-of", "authority announced support access", target="id/person/rim-yong-hyok")
        assert rows == [("South Korea", "2024-05-24", "declared", "press relaying it")] * 6

    def test_the_listing_of_a_ship_names_authority_day_and_measure(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "designations", "entity authority announced measure support documents")
        assert ("imo-8517839", "South Korea", "2024-05-24", None, "declared", 4) in rows
        assert ("jp-2024-05-24-individuals", "Japan", "2024-05-24", "asset freeze", "declared", 2) in rows

    def test_measures_are_reported_by_other_voices_than_the_listings(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "measures", "target measure according support")
        assert {row for row in rows if row[2] != "Ministry of Finance of Japan"} == {
            ("seven North Korean individuals listed by South Korea on 24 May 2024", "prior authorization", "Radio Free Asia", "alleged"),
            ("two Russian vessels listed by South Korea on 24 May 2024", "port-entry permission", "Radio Free Asia", "alleged"),
            ("eleven organizations listed by Japan on 24 May 2024", "asset freeze", "Yoshimasa Hayashi", "declared"),
            ("one individual listed by Japan on 24 May 2024", "asset freeze", "Yoshimasa Hayashi", "declared"),
        }
        assert {row[0] for row in rows if row[2] == "Ministry of Finance of Japan"} == TWELVE

    def test_with_whom_the_packages_were_coordinated(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "packages", "authority aspect value according")
        assert {row for row in rows if row[1] == "coordinated with"} == {
            ("Japan", "coordinated with", "United States", "Yoshimasa Hayashi"),
            ("South Korea", "coordinated with", "friendly countries that South Korea consulted (unnamed)", MINISTRY),
        }

    def test_violation_is_an_opinion_of_seoul_or_tokyo(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "violations", "claim according locator")
        assert set(rows) == {
            ("26", "South Korea", "p1"), ("26", "Japan", "p1"), ("26", "Yoshimasa Hayashi", "p4s2"), ("26", "Yoshimasa Hayashi", "p5"),
            ("32", MINISTRY, "p2s2"), ("39", MINISTRY, "p11"), ("41", MINISTRY, "p5s2"),
        }  # fmt: skip


class TestShips:
    def test_maria_was_of_ibex_on_the_day_of_the_american_listing(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "vessels", "imo what value heldOn according document")
        kbs = "US Dept. of State Sanctions Russian Shippers for N. Korean Arms Cargo"
        assert {row[1:] for row in rows if row[0] == "8517839"} == {
            ("owned by", "IBEX Shipping Inc", "2023-12-12", "United States Department of State", kbs),
            ("owned by", "IBEX Shipping Inc", "2023-12-12", TREASURY, SDN),
            ("flies flag of", "Russia", "2024-05-03", TREASURY, SDN),
        }

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("neptun", {("MAIA-1", "vessel", "NEPTUN", "9358010")}),
            ("8517839", {("MARIA", "vessel", "8517839", "8517839")}),
            ("마이아 원", {("MAIA-1", "vessel", "마이아 원", "9358010")}),
            ("михейчик", {("Vladimir Mikheychik", "person", "Владимир Михейчик", None)}),
            ("«224 летный", {("224th Flight Unit State Airlines", "company", "ОАО «Государственная авиакомпания «224 Летный отряд»", None)}),
        ],
    )
    def test_a_name_is_found_in_any_script(self, kg: KnowledgeGraph, name: str, found: set[tuple[str | None, ...]]) -> None:
        assert set(asked(kg, "things-by-name", "thing kind match imo", name=name)) == found

    def test_fuel_went_both_ways_as_the_sources_have_it(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "shipments-of", "consignment part who disputed documents", cargo=Iri(vocab.ARMSV + "Petroleum"))
        people, ships = (f"{n} listed by South Korea on 24 May 2024" for n in ("seven North Korean individuals", "two Russian vessels"))
        assert set(rows) == {
            ("diesel-into-dprk", "sent by", "Russia", True, 2), ("diesel-into-dprk", "sent to", "North Korea", True, 2),
            ("diesel-into-dprk", "has participant", CARRIER, False, 2),
            ("refined-oil-from-dprk", "sent by", "North Korea", True, 1),
            ("refined-oil-from-dprk", "has participant", people, False, 1),
            ("refined-oil-from-dprk", "has participant", ships, False, 1),
            ("refined-oil-into-dprk", "sent to", "North Korea", True, 2),
        }  # fmt: skip

    def test_one_step_from_maria(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "one-step-from", "neighbour kind claim")
        assert {neighbour for neighbour, *_ in rows} == {
            "IBEX Shipping Inc", "MAIA-1", "North Korea", "Russia", "two Russian vessels listed by South Korea on 24 May 2024",
        }  # fmt: skip
        # The two ships share an event: its own claim, and the claims on each one's part in it.
        assert {claim for name, _, claim in rows if name == "MAIA-1"} == {"30", "33", "34"}


class TestPeople:
    def test_who_stands_between_the_two_sides(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "intermediaries", "who side tiedTo claim")
        assert {(who, side) for who, side, *_ in rows} == {
            (who, side) for who in ("Aleksey Budnev", "Pavel Shevelin", CONTACT, CARRIER) for side in ("North Korea", "Russia")
        }
        assert [row[1:] for row in rows if row[0] == CONTACT] == [("North Korea", NEGOTIATOR, "4"), ("Russia", "Wagner Group", "61")]

    def test_mkrtychev_is_next_to_a_listed_man_and_listed_elsewhere(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "unlisted-next-to-listed", "who identifier listed by claim")
        assert ("Ashot Mkrtychev", "OFAC:41736", "Rafael Gazaryan", "United States", "24") in rows
        assert not SEVEN & {who for who, *_ in rows}

    def test_the_claims_about_a_ship(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "claims-about", "claim")
        assert {claim for (claim,) in rows} == {"9", "30", "33", "107", "108", "109"}

    def test_kim_announced_the_talks_and_nobody_the_summit(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "meetings", "claim participant according")
        assert {row[1:] for row in rows if row[0] in ("7", "8")} == {
            (who, "Kim Tae-hyo") for who in ("Yoon Suk Yeol", "Li Qiang", "Fumio Kishida")
        }
        assert {row[1:] for row in rows if row[0] == "1"} == {(who, "Radio Free Asia") for who in ("South Korea", "China", "Japan")}

    def test_who_spoke_in_public(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "public-statements", "claim by when support")
        assert set(rows) == {
            ("54", "North Korea", "2023", "alleged"), ("54", "Russia", "2023", "alleged"), ("3", "Russia", None, "declared"),
            ("56", "Japan", None, "declared"), ("57", MINISTRY, None, "declared"), ("58", MINISTRY, None, "declared"),
        }  # fmt: skip

    def test_what_one_document_says(self, kg: KnowledgeGraph) -> None:
        rows = asked(kg, "statements-of-a-document", "locator stance claim according spokenFor access")
        assert ("p3s2", "denies", "6", "Russia", None, "full text") in rows
        assert ("p4s2", "asserts", "26", "Yoshimasa Hayashi", "Japan", "full text") in rows
        assert {row[2] for row in rows if row[0] == "p5s1"} == {"4", "59", "60", "61"}


# ---- two views of the library, derived by other code, say the same


@pytest.mark.parametrize("day", ["2006-10-13", "2006-10-14", "2024-03-31", "2024-05-17", "2024-05-24", "2024-05-30", "2024-05-31", "2026-12-31"])
def test_known_on_agrees_with_the_view(kg: KnowledgeGraph, day: str) -> None:
    view, _ = kg.sources.view(known_on=datetime.date.fromisoformat(day))
    assert set(kg.ask("known-on", {"day": day}).column("claim")) == asserted(view)


def test_what_falls_with_a_document_agrees_with_the_view(kg: KnowledgeGraph) -> None:
    every = asserted(kg.store)
    fallen = 0
    for source in kg.ask("document-reliability").column("source"):
        rows = set(kg.ask("claims-resting-on-one-document", {"document": source}).column("claim"))
        assert rows == every - asserted(kg.sources.view(without=[Iri(str(source))])[0])
        fallen += len(rows)
    assert fallen > 0


def asserted(store: LocalStore) -> set[Cell]:
    return set(store.select(f"SELECT ?claim WHERE {{ ?claim <{vocab.ARMS}assertedIn> ?passage }}").column("claim"))


# ---- what the shipped data do not show yet

WORLD = """
sta:russia a arms:State ; rdfs:label "Russia"@en . sta:japan a arms:State ; rdfs:label "Japan"@en .
org:x a arms:Company ; rdfs:label "X"@en . org:y a arms:Company ; rdfs:label "Y"@en .
doc:one a arms:Document ; rdfs:label "One"@en . doc:two a arms:Document ; rdfs:label "Two"@en .
a:1 a arms:Attestation ; arms:foundIn doc:one ; arms:statedBy sta:japan .
a:2 a arms:Attestation ; arms:foundIn doc:two ; arms:statedBy sta:russia .
"""
LISTED = """
act:a a arms:SanctionsAction ; rdfs:label "package"@en ; arms:imposedBy sta:japan .
des:a a arms:Designation ; rdfs:label "listing"@en ; arms:partOfAction act:a ; arms:targets org:x .
c:1 a arms:Claim ; arms:isAbout des:a ; arms:assertedIn a:1 .
"""


def answered(turtle: str, name: str, columns: str, **params: Value) -> list[tuple[Cell, ...]]:
    table = derived(WORLD + turtle).select(QUESTIONS[name].text, {**values(name), **params})
    return [tuple(readable(row[column]) for column in columns.split()) for row in table.records()]


def test_a_negotiation_may_be_an_event() -> None:
    text = 'eve:n a arms:Negotiation ; arms:hasParticipant org:x , org:y ; arms:when "2023" . c:1 a arms:Claim ; arms:isAbout eve:n ; arms:assertedIn a:1 .'
    assert answered(text, "negotiations", "who other when according document") == [("X", "Y", "2023", "Japan", "One")]


def test_a_refuted_negotiation_is_shown_as_refuted() -> None:
    text = """c:1 a arms:Claim ; rdf:subject org:x ; rdf:predicate arms:negotiatedWith ; rdf:object org:y ; arms:assertedIn a:1 ;
        arms:hasSupport armsv:Refuted ; arms:reason "no"@en ."""
    assert answered(text, "negotiations", "who support") == [("X", "refuted")]


def test_a_measure_on_the_listing_itself_has_the_support_of_the_listing() -> None:
    text = LISTED + "des:a arms:imposesMeasure armsv:TravelBan ."
    assert answered(text, "measures", "package target measure support claim") == [("package", "X", "travel ban", "declared", "1")]


def test_a_measure_that_is_claimed_apart_has_its_own_support() -> None:
    text = LISTED + "c:2 a arms:Claim ; rdf:subject des:a ; rdf:predicate arms:imposesMeasure ; rdf:object armsv:TravelBan ; arms:assertedIn a:2 ."
    assert answered(text, "measures", "measure support claim") == [("travel ban", "alleged", "2")]


def test_what_was_lifted_comes_first() -> None:
    text = LISTED + """des:b a arms:Designation ; arms:partOfAction act:a ; arms:targets org:y ; arms:liftedOn "2024-01-01"^^xsd:date .
        c:2 a arms:Claim ; arms:isAbout des:b ; arms:assertedIn a:1 ."""
    assert answered(text, "designations", "target lifted") == [("Y", "2024-01-01"), ("X", None)]


def test_a_lifted_listing_is_no_listing() -> None:
    text = LISTED + 'des:a arms:liftedOn "2024-01-01"^^xsd:date .'
    japan = Iri(vocab.BASE + "id/state/japan")
    assert answered(LISTED, "listed-by-one-not-another", "target", by=japan) == [("X",)]
    assert answered(text, "listed-by-one-not-another", "target", by=japan) == []


def test_a_passage_that_misreports_holds_nothing_up() -> None:
    pair = "c:1 a arms:Claim ; rdf:subject org:x ; rdf:predicate arms:ownedBy ; rdf:object org:y ; arms:assertedIn a:1 , a:2 ."
    one = Iri(vocab.BASE + "id/document/one")
    assert answered(pair, "claims-resting-on-one-document", "claim", document=one) == []
    assert answered(pair + "a:2 arms:misreports a:1 .", "claims-resting-on-one-document", "claim", document=one) == [("1",)]


def test_a_claim_that_is_only_denied_is_shown_with_its_denial() -> None:
    text = "c:1 a arms:Claim ; rdf:subject org:x ; rdf:predicate arms:ownedBy ; rdf:object org:y ; arms:deniedIn a:2 ."
    rows = answered(text, "claims-about", "fact stance according", thing=Iri(vocab.BASE + "id/organization/x"))
    assert rows == [("X owned by Y", "denies", "Russia")]
