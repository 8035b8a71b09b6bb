"""listings: how one stands on a list, on whose evidence and for which day, and that unknown is never a no."""

from __future__ import annotations

import datetime

import pytest

from armsgraph.knowledge import KnowledgeGraph
from armsgraph.listings import AUTHORITIES, UNKNOWN, Standing, checks, listings, lists, span
from armsgraph.vocab import BASE
from listed import LIFE, WORLD, check, listing, on
from small import derived, full

Day = datetime.date


def standing(turtle: str, authority: str = "south_korea", day: Day | None = None) -> Standing:
    """Return how Anna stands on a list."""
    return lists(derived(WORLD + turtle)).standing(full("per:anna"), authority, day)


def test_unknown_is_not_no() -> None:
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    assert standing(turtle).text == "listed 2024-05-24"
    assert standing(turtle, "us") == Standing(UNKNOWN)


def test_a_check_is_a_no_of_its_day() -> None:
    turtle = check("per:anna", "sta:united-states", "2024-04-26") + check("per:anna", "sta:united-states", "2024-05-03")
    found = standing(turtle, "us")
    assert (found.text, len(found.claims)) == ("not listed as of 2024-05-03", 1)
    assert [one.day for one in checks(derived(WORLD + turtle))] == [Day(2024, 4, 26), Day(2024, 5, 3)]


def test_a_check_that_somebody_refuted_says_nothing() -> None:
    refuted = '; arms:hasSupport armsv:Refuted ; arms:reason "Misread."@en'
    assert standing(check("per:anna", "sta:united-states", "2024-05-03", refuted), "us").text == UNKNOWN


def test_an_organ_lists_for_its_body() -> None:
    turtle = listing("per:anna", "org:council", on("announcedOn", "2024-02-23"))
    turtle += listing("per:anna", "org:treasury", on("announcedOn", "2024-02-24"))
    assert (standing(turtle, "eu").text, standing(turtle, "us").text) == ("listed 2024-02-23", "listed 2024-02-24")
    assert standing(turtle).text == UNKNOWN


def test_only_the_lists_that_were_asked_for_are_read() -> None:
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    assert lists(derived(WORLD + turtle), ["us"]).listed == {}


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
    assert standing(listing("per:anna", "sta:south-korea", dates)).text == f"listed {text}"


def test_the_first_of_two_listings_counts_and_a_refuted_one_does_not() -> None:
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    turtle += listing("per:anna", "sta:south-korea", on("announcedOn", "2023-05-24"))
    refuted = '; arms:hasSupport armsv:Refuted ; arms:reason "It is another Anna."@en'
    turtle += listing("per:anna", "sta:south-korea", on("announcedOn", "2022-05-24"), more=refuted)
    assert standing(turtle).text == "listed 2023-05-24"
    assert sorted(one.text for one in listings(derived(WORLD + turtle))) == ["2023-05-24", "2024-05-24"]


def test_whoever_was_delisted_may_be_listed_again() -> None:
    assert standing(LIFE).text == "delisted 2025-01-02"
    again = listing("per:anna", "sta:south-korea", on("announcedOn", "2025-06-01"))
    assert standing(LIFE + again).text == "listed 2025-06-01"


def test_a_listing_without_the_word_of_its_authority_is_second_hand() -> None:
    for passage, second_hand in (("a:kr", False), ("a:press", True)):
        turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"), passage)
        assert standing(turtle).second_hand is second_hand


def test_the_listing_of_a_counted_group_is_nobodys() -> None:
    assert listings(derived(WORLD + listing("grp:pair", "sta:south-korea", on("announcedOn", "2024-05-24")))) == []


def test_a_listing_reads_as_whose_and_when() -> None:
    again = listing("per:anna", "sta:united-states", on("effectiveOn", "2025-06-01"))
    told = [str(one) for one in sorted(listings(derived(WORLD + again + LIFE)), key=lambda one: one.order)]
    assert told == ["South Korea 2024-05-24, lifted 2025-01-02", "United States 2025-06-01 (in force)"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2022-12-31", "unknown"),
        ("2024-05-23", "not listed as of 2023-01-01"),
        ("2024-05-24", "listed 2024-05-24"),
        ("2025-01-01", "listed 2024-05-24"),
        ("2025-01-02", "delisted 2025-01-02"),
        ("2026-01-01", "delisted 2025-01-02"),
    ],
)
def test_a_list_as_it_stood_on_a_day(day: str, text: str) -> None:
    assert standing(LIFE, day=Day.fromisoformat(day)).text == text


def test_a_listing_that_may_have_begun_by_a_day_is_unknown_then() -> None:
    middle, end = Day(2024, 5, 15), Day(2024, 5, 31)
    window = listing("per:anna", "sta:south-korea", f"{on('earliest', '2024-05-01')} ; {on('latest', '2024-05-31')}")
    for turtle in (window, listing("per:anna", "sta:south-korea", on("latest", "2024-05-31"))):
        assert standing(turtle, day=middle).text == UNKNOWN
        assert standing(turtle, day=end).text.startswith("listed")
    assert standing(listing("per:anna", "sta:south-korea", 'rdfs:label "x"'), day=middle).text == UNKNOWN


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
    assert span(*(Day.fromisoformat(day) if day else None for day in (low, high))) == text


def test_every_authority_is_in_the_shipped_graph(shipped: KnowledgeGraph) -> None:
    assert {slug for slug in AUTHORITIES.values() if f"{BASE}id/{slug}" not in shipped.entity_records} == set()
