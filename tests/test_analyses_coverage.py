"""coverage: who has a row, what it counts, and that unknown is never a no."""

from __future__ import annotations

import datetime
import json
import lzma
import re
from pathlib import Path

import pytest

from armsgraph import vocab
from armsgraph.analyses.coverage import coverage
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.listings import AUTHORITIES
from armsgraph.table import Cell
from listed import LIFE, WORLD, check, link, listing, on
from small import sources


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


@pytest.mark.parametrize("day", ["2025-01-01", datetime.date(2025, 1, 1)])
def test_lists_as_they_stood_on_a_day(day: datetime.date | str) -> None:
    assert rows(LIFE)["Anna"]["south_korea"] == "delisted 2025-01-02"
    assert rows(LIFE, on=day)["Anna"]["south_korea"] == "listed 2024-05-24"


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
    monkeypatch.setattr("armsgraph.simple.fast", lambda: None)
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


# ---- the shipped graph


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
