"""coverage: what a cell says, on whose evidence and for which day, and that unknown is never a no."""

from __future__ import annotations

import datetime
import json
import lzma
import re
from pathlib import Path

import pytest

from armsgraph import vocab
from armsgraph.analyses.coverage import AUTHORITIES, coverage, span
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell
from armsgraph.vocab import BASE
from small import sources

WORLD = """
sta:united-states a arms:State ; rdfs:label "United States" .
sta:south-korea a arms:State ; rdfs:label "South Korea" .
org:european-union a arms:InternationalBody ; rdfs:label "European Union" .
org:council a arms:InternationalBody ; rdfs:label "Council" ; arms:organOf org:european-union .
org:treasury a arms:GovernmentBody ; rdfs:label "Treasury" ; arms:organOf sta:united-states .
org:paper a arms:Organization ; rdfs:label "Paper" .
doc:paper a arms:Document ; rdfs:label "Paper" ; dcterms:publisher org:paper ; dcterms:issued "2024-06-01"^^xsd:date .
a:us a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy org:treasury .
a:kr a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:south-korea .
a:press a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy org:paper .
per:anna a arms:Person ; rdfs:label "Anna" .
per:boris a arms:Person ; rdfs:label "Boris" .
per:carl a arms:Person ; rdfs:label "Carl" .
grp:pair a arms:Group ; rdfs:label "two traders" ; arms:memberCount 2 .
"""
_numbers = iter(range(1, 100_000))


def listing(who: str, by: str, dates: str, passage: str = "a:press", more: str = "", kind: str = "Designation") -> str:
    """Return a designation, or a delisting, and its claim."""
    n = next(_numbers)
    return (
        f"des:d{n} a arms:{kind} ; arms:targets {who} ; arms:imposedBy {by} ; {dates} .\n"
        f"c:{n} a arms:Claim ; arms:isAbout des:d{n} ; arms:assertedIn {passage} {more} .\n"
    )


def link(one: str, predicate: str, other: str, more: str = "") -> str:
    """Return a two-legged claim."""
    return (
        f"c:{next(_numbers)} a arms:Claim ; rdf:subject {one} ; rdf:predicate arms:{predicate} ; rdf:object {other} ;"
        f" arms:assertedIn a:press {more} .\n"
    )


def check(who: str, by: str, day: str, more: str = "") -> str:
    """Return a check of a list that did not find somebody."""
    return link(who, "absentFromListOf", by, f'; arms:heldOn "{day}"^^xsd:date {more}')


def on(term: str, day: str) -> str:
    """Return a date of a designation."""
    return f'arms:{term} "{day}"^^xsd:date'


def rows(turtle: str, **given: object) -> dict[Cell, dict[str, Cell]]:
    table = coverage(KnowledgeGraph(sources(WORLD + turtle)), **given)  # type: ignore[arg-type]
    assert all(row[name] for row in table.records() for name in AUTHORITIES if name in table.columns)
    return {row["name"]: row for row in table.records()}


# ---- cells


def test_unknown_is_not_no() -> None:
    found = rows(listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24")))
    assert found["Anna"]["south_korea"] == "listed 2024-05-24"
    assert {found["Anna"][name] for name in AUTHORITIES if name != "south_korea"} == {"unknown"}
    counts = [found["Anna"][name] for name in ("listed_by", "not_listed", "unknown", "score")]
    assert counts == [1, 0, 10, None]


def test_a_check_of_a_list_is_a_no_of_its_day() -> None:
    found = rows(
        listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
        + check("per:anna", "sta:united-states", "2024-04-26")
        + check("per:anna", "sta:united-states", "2024-05-03")
    )["Anna"]
    assert found["us"] == "not listed as of 2024-05-03"
    assert (found["listed_by"], found["not_listed"], found["unknown"]) == (1, 1, 9)


def test_a_check_that_somebody_refuted_says_nothing() -> None:
    refuted = '; arms:hasSupport armsv:Refuted ; arms:reason "Misread."@en'
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    assert rows(turtle + check("per:anna", "sta:united-states", "2024-05-03", refuted))["Anna"]["us"] == "unknown"


def test_an_organ_lists_for_its_body() -> None:
    found = rows(
        listing("per:anna", "org:council", on("announcedOn", "2024-02-23"))
        + listing("per:anna", "org:treasury", on("announcedOn", "2024-02-24"))
    )["Anna"]
    assert (found["eu"], found["us"]) == ("listed 2024-02-23", "listed 2024-02-24")


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (f"{on('announcedOn', '2024-05-21')} ; {on('effectiveOn', '2024-05-16')}", "2024-05-21"),
        (f"{on('effectiveOn', '2024-05-16')} ; {on('publishedOn', '2024-06-05')}", "2024-05-16 (in force)"),
        (on("publishedOn", "2024-06-05"), "2024-06-05 (printed)"),
        (f"{on('earliest', '2022-05-06')} ; {on('latest', '2022-05-08')}", "2022-05-06/2022-05-08"),
        (on("latest", "2025-06-08"), "../2025-06-08"),
        (f'arms:when "2016-03" ; {on("earliest", "2016-03-01")} ; {on("latest", "2016-03-31")}', "2016-03"),
        ('rdfs:label "x"', "day unknown"),
    ],
)
def test_a_day_is_as_precise_as_its_source(dates: str, text: str) -> None:
    assert rows(listing("per:anna", "sta:south-korea", dates))["Anna"]["south_korea"] == f"listed {text}"


def test_the_first_of_two_listings_counts_and_a_refuted_one_does_not() -> None:
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    turtle += listing("per:anna", "sta:south-korea", on("announcedOn", "2023-05-24"))
    refuted = '; arms:hasSupport armsv:Refuted ; arms:reason "It is another Anna."@en'
    turtle += listing("per:anna", "sta:south-korea", on("announcedOn", "2022-05-24"), more=refuted)
    assert rows(turtle)["Anna"]["south_korea"] == "listed 2023-05-24"


def test_whoever_was_delisted_is_known_not_to_be_listed() -> None:
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    turtle += listing("per:anna", "sta:south-korea", on("announcedOn", "2025-01-02"), kind="Delisting")
    found = rows(turtle)["Anna"]
    assert found["south_korea"] == "delisted 2025-01-02"
    assert (found["listed_by"], found["not_listed"]) == (0, 1)
    again = rows(turtle + listing("per:anna", "sta:south-korea", on("announcedOn", "2025-06-01")))["Anna"]
    assert again["south_korea"] == "listed 2025-06-01"


def test_a_listing_without_the_word_of_its_authority_is_second_hand() -> None:
    found = rows(
        listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"), "a:kr")
        + listing("per:anna", "sta:united-states", on("announcedOn", "2024-05-24"), "a:press")
        + listing("per:boris", "sta:united-states", on("announcedOn", "2024-05-24"), "a:us")
    )
    assert (found["Anna"]["listed_by"], found["Anna"]["second_hand"]) == (2, 1)
    assert found["Boris"]["second_hand"] == 0


def test_the_listing_of_a_counted_group_lists_no_member() -> None:
    turtle = listing("grp:pair", "sta:south-korea", on("announcedOn", "2024-05-24"))
    found = rows(turtle + link("per:anna", "isOneOf", "grp:pair") + link("per:anna", "actedFor", "per:boris"))
    assert set(found) == {"Anna", "Boris"}
    assert found["Anna"]["south_korea"] == "unknown"


# ---- on a day

LIFE = (
    listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    + listing("per:anna", "sta:south-korea", on("announcedOn", "2025-01-02"), kind="Delisting")
    + check("per:anna", "sta:south-korea", "2023-01-01")
)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2022-12-31", "unknown"),
        ("2024-05-23", "not listed as of 2023-01-01"),
        ("2024-05-24", "listed 2024-05-24"),
        ("2025-01-01", "listed 2024-05-24"),
        ("2025-01-02", "delisted 2025-01-02"),
        (datetime.date(2026, 1, 1), "delisted 2025-01-02"),
    ],
)
def test_a_list_as_it_stood_on_a_day(day: datetime.date | str, text: str) -> None:
    assert rows(LIFE, on=day)["Anna"]["south_korea"] == text


def test_a_listing_that_may_have_begun_by_a_day_is_unknown_then() -> None:
    window = listing("per:anna", "sta:south-korea", f"{on('earliest', '2024-05-01')} ; {on('latest', '2024-05-31')}")
    for turtle in (window, listing("per:anna", "sta:south-korea", on("latest", "2024-05-31"))):
        assert rows(turtle, on="2024-05-15")["Anna"]["south_korea"] == "unknown"
        assert str(rows(turtle, on="2024-05-31")["Anna"]["south_korea"]).startswith("listed")
    assert rows(listing("per:anna", "sta:south-korea", 'rdfs:label "x"'), on="2024-05-15")["Anna"]["listed_by"] == 0


# ---- rows

CHAIN = link("per:anna", "actedFor", "per:boris") + link("per:boris", "actedFor", "per:carl")


def test_known_gaps_first_then_the_central_then_the_unlisted() -> None:
    turtle = CHAIN + "".join(
        listing(who, "sta:south-korea", on("announcedOn", "2024-05-24")) for who in ("per:anna", "per:boris")
    )
    assert list(rows(turtle)) == ["Boris", "Anna", "Carl"]
    assert rows(turtle)["Boris"]["score"] == 1.0
    assert list(rows(turtle + check("per:anna", "sta:united-states", "2024-05-03"))) == ["Anna", "Boris", "Carl"]
    # Nobody lists Carl: that one more list does not hold him is no gap.
    assert list(rows(turtle + check("per:carl", "sta:united-states", "2024-05-03"))) == ["Boris", "Anna", "Carl"]


def test_the_same_scores_without_igraph(monkeypatch: pytest.MonkeyPatch) -> None:
    with_igraph = {name: row["score"] for name, row in rows(CHAIN).items()}
    monkeypatch.setattr("armsgraph.analyses.measures.fast", lambda: None)
    assert (
        {name: row["score"] for name, row in rows(CHAIN).items()} == with_igraph == {"Anna": 0, "Boris": 1, "Carl": 0}
    )


def test_gaps_leaves_out_whom_nobody_lists_and_whom_all_list() -> None:
    turtle = CHAIN + "".join(
        listing(who, by, on("announcedOn", "2024-05-24"))
        for who, by in (
            ("per:anna", "sta:south-korea"),
            ("per:boris", "sta:south-korea"),
            ("per:boris", "sta:united-states"),
        )
    )
    assert list(rows(turtle, gaps=True, authorities=("us", "south_korea"))) == ["Anna"]
    assert list(rows(turtle, gaps=True)) == ["Boris", "Anna"]


def test_states_are_left_out_unless_asked_for() -> None:
    turtle = listing("sta:south-korea", "sta:united-states", on("announcedOn", "2024-05-24"))
    assert rows(turtle) == {}
    assert rows(turtle, states=True)["South Korea"]["us"] == "listed 2024-05-24"


def test_a_row_names_the_claims_behind_it() -> None:
    table = coverage(KnowledgeGraph(sources(WORLD + LIFE)))
    assert all(name.startswith("claim:2024-01-01-test/") for name in str(table.column("claims")[0]).split(", "))


def test_nobody_listed_is_an_empty_table_that_says_so() -> None:
    table = coverage(KnowledgeGraph(sources(WORLD)))
    assert len(table) == 0
    assert table.notes == ("Nobody is listed or has a tie.",)
    linked = coverage(KnowledgeGraph(sources(WORLD + CHAIN)), gaps=True)
    assert linked.notes == ("Nobody is listed by one and not, as far as is known, by another.",)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("2024-05-24", "2024-05-24", "2024-05-24"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-01-01", "2024-02-29", "2024-01-01/2024-02-29"),
        ("2023-01-01", "2024-12-31", "2023-01-01/2024-12-31"),
        ("2024-05-24", None, "2024-05-24/.."),
        (None, "2024-05-24", "../2024-05-24"),
        (None, None, "day unknown"),
    ],
)
def test_a_span_is_written_in_edtf(low: str | None, high: str | None, text: str) -> None:
    assert span(*(datetime.date.fromisoformat(day) if day else None for day in (low, high))) == text


# ---- the shipped graph


def test_every_authority_is_in_the_shipped_graph(shipped: KnowledgeGraph) -> None:
    assert {slug for slug in AUTHORITIES.values() if f"{BASE}id/{slug}" not in shipped.entity_records} == set()


def test_the_shipped_lists(shipped: KnowledgeGraph) -> None:
    table = coverage(shipped)
    rim = next(row for row in table.records() if row["name"] == "Rim Yong Hyok")
    assert [rim[name] for name in ("us", "south_korea", "japan", "eu")] == [
        "listed 2023-07-20",
        "listed 2024-05-24",
        "listed 2025-01-10",
        "listed 2024-05-31",
    ]
    words = {str(row[name]).split()[0] for row in table.records() for name in AUTHORITIES}
    assert words <= {"listed", "delisted", "not", "unknown"}
    listed = [row["listed_by"] for row in table.records()]
    assert listed[0]
    assert sorted(not count for count in listed) == [not count for count in listed]
    # Of MARIA a listing of 2022 is told and refuted.
    maria = next(row for row in table.records() if str(row["iri"]).endswith("imo-8517839"))
    assert maria["us"] == "listed 2023-12-12"
    then = {row["iri"]: row["us"] for row in coverage(shipped, on="2023-12-11").records()}
    assert not str(then[maria["iri"]]).startswith("listed")


@pytest.mark.material
def test_whoever_was_not_found_is_not_on_the_list(shipped: KnowledgeGraph, material: Path) -> None:
    """By number and by whole name; names spelt in other ways were looked for when the claims were written."""
    lists = material / "lists"
    ships = _unpacked(lists / "ofac_sdn_csv" / "sdn_2024-05-03.csv.xz")
    entries = json.loads(_unpacked(lists / "ofac_sdn_json" / "ofac-sdn_2026-08-20.json.xz"))["entries"]
    names = {_name(name) for entry in entries for name in (entry["name"], *entry["alternateNames"])}
    assert "8517839" in ships
    assert _name("Kim Jong Un") in names
    checks = [c for c in shipped.claim_records.values() if c.predicate == vocab.ARMS_ABSENT_FROM_LIST_OF]
    assert {c.held_on[0].isoformat() for c in checks} == {"2024-05-03", "2026-08-20"}
    for entity in (shipped.entity_records[c.subject] for c in checks):
        assert not names & {_name(name) for name in (*entity.names, *entity.misspellings)}, entity.label
        for number in entity.identifiers if entity.kind == "Vessel" else ():
            assert number.removeprefix("IMO ") not in ships, entity.label


def _unpacked(path: Path) -> str:
    return lzma.decompress(path.read_bytes()).decode()


def _name(text: str) -> str:
    """Return the words of a name in one order: lists put the surname first."""
    return " ".join(sorted(re.findall(r"\w+", text.casefold().replace("-", " ").replace("'", ""))))


# ---- bad input


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"authorities": ["South Korean"]}, r"no authority 'South Korean' \(near: south_korea\)"),
        ({"authorities": "us"}, r"write authorities=\['us'\]"),
        ({"on": "yesterday"}, "'yesterday' is no date"),
        ({"top": -1}, "rows cannot be fewer than 0"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        coverage(KnowledgeGraph(sources(WORLD)), **given)  # type: ignore[arg-type]
