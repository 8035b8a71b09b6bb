"""lag: days as ranges, from bounds that are worked out by hand."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armsgraph.analyses.lag import Span, between, first, issued, lag
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Cell, Table
from small import sources

Day = datetime.date

WORLD = """
sta:us a arms:State ; rdfs:label "United States" .
sta:kr a arms:State ; rdfs:label "South Korea" .
per:anna a arms:Person ; rdfs:label "Anna" .
per:boris a arms:Person ; rdfs:label "Boris" .
"""
_numbers = iter(range(1, 100_000))


def document(name: str, issued: str = "", kind: str = "date", more: str = "") -> str:
    """Return a document and its one passage."""
    date = f' ; dcterms:issued "{issued}"^^xsd:{kind}' if issued else ""
    return (
        f'doc:{name} a arms:Document ; rdfs:label "{name}"{date} .\n'
        f"a:{name} a arms:Attestation ; arms:foundIn doc:{name} ; arms:statedBy sta:us {more} .\n"
    )


def event(low: str = "", high: str = "", passages: str = "a:d", more: str = "", kind: str = "Shipment") -> str:
    """Return an event in which Anna takes part, and its claim."""
    bounds = "".join(f' ; arms:{term} "{day}"^^xsd:date' for term, day in (("earliest", low), ("latest", high)) if day)
    return (
        f'eve:e a arms:{kind} ; rdfs:label "delivery" ; arms:hasParticipant per:anna{bounds} {more} .\n'
        f"c:{next(_numbers)} a arms:Claim ; arms:isAbout eve:e ; arms:assertedIn {passages} .\n"
    )


def listing(day: str, who: str = "per:anna", by: str = "sta:kr", more: str = "") -> str:
    """Return a designation and its claim."""
    n = next(_numbers)
    return (
        f'des:d{n} a arms:Designation ; arms:targets {who} ; arms:imposedBy {by} ; arms:announcedOn "{day}"^^xsd:date'
        f" {more} .\nc:{n} a arms:Claim ; arms:isAbout des:d{n} ; arms:assertedIn a:d .\n"
    )


def table(turtle: str) -> Table:
    return lag(KnowledgeGraph(sources(WORLD + turtle)))


def row(turtle: str) -> dict[str, Cell]:
    (only,) = table(turtle).records()
    return only


def report(turtle: str) -> tuple[Cell, ...]:
    return tuple(row(turtle)[name] for name in ("reported", "report_lag_min", "report_lag_max"))


def listed(turtle: str) -> tuple[Cell, ...]:
    return tuple(row(turtle)[name] for name in ("listed", "authority", "listing_lag_min", "listing_lag_max", "how"))


# ---- reports


def test_a_day_to_a_day() -> None:
    assert report(event("2024-05-01", "2024-05-01") + document("d", "2024-05-11")) == ("2024-05-11", 10, 10)


def test_a_month_is_a_range() -> None:
    # The event lies in 1 to 11 May; the document came out on some day of June.
    assert report(event("2024-05-01", "2024-05-11") + document("d", "2024-06", "gYearMonth")) == ("2024-06", 21, 60)


def test_a_year_is_a_range() -> None:
    assert report(event("2023-12-31", "2023-12-31") + document("d", "2024", "gYear")) == ("2024", 1, 366)


def test_a_report_before_the_end_of_a_flow_has_a_least_lag_below_nothing() -> None:
    turtle = event("2024-01-01", "2024-12-31") + document("d", "2024-03-01")
    assert report(turtle) == ("2024-03-01", -305, 60)
    assert any("in 1 of them the least lag is below nothing" in note for note in table(turtle).notes)


def test_an_unknown_end_leaves_a_lag_unknown() -> None:
    assert report(event("", "2024-05-01") + document("d", "2024-05-11")) == ("2024-05-11", 10, None)
    assert report(event("2024-05-01") + document("d", "2024-05-11")) == ("2024-05-11", None, 10)


def test_the_first_of_several_documents_is_told_as_a_range() -> None:
    # The month begins before the day and may end after it.
    turtle = event("2024-05-01", "2024-05-01", "a:d , a:m") + document("d", "2024-05-11")
    assert report(turtle + document("m", "2024-05", "gYearMonth")) == ("2024-05-01/2024-05-11", 0, 10)


def test_what_a_document_relies_on_is_a_report_too() -> None:
    turtle = event("2024-05-01", "2024-05-01") + document("d", "2024-06-01", more="; arms:cites a:wire")
    assert report(turtle + document("wire", "2024-05-02")) == ("2024-05-02", 1, 1)


def test_documents_without_a_date_are_left_out_and_counted() -> None:
    turtle = event("2024-05-01", "2024-05-01") + document("d")
    assert report(turtle) == (None, None, None)
    notes = " ".join(table(turtle).notes)
    assert "1 documents without a date" in notes
    assert "in no dated document, 1 events" in notes


# ---- listings

PAPER = document("d", "2024-06-01")
MAY = event("2024-05-01", "2024-05-11")


def test_the_first_listing_after_the_event_of_whoever_took_part() -> None:
    turtle = PAPER + MAY + listing("2024-06-20") + listing("2024-05-21") + listing("2024-05-15", "per:boris")
    assert listed(turtle) == ("2024-05-21", "South Korea", 10, 20, "took part")
    assert row(turtle)["who"] == "Anna"


def test_a_listing_that_names_the_event_goes_before_one_that_came_earlier() -> None:
    grounded = listing("2024-07-10", "per:boris", "sta:us", "; arms:concerns eve:e")
    turtle = PAPER + MAY + listing("2024-05-21") + grounded
    assert listed(turtle) == ("2024-07-10", "United States", 60, 70, "concerns the event")
    assert len(str(row(turtle)["claims"]).split(", ")) == 2


def test_a_listing_within_the_bounds_may_have_come_before_the_event() -> None:
    assert listed(PAPER + MAY + listing("2024-05-03"))[2:] == (-8, 2, "took part")


def test_a_listing_before_the_event_is_not_the_answer_to_it() -> None:
    before = PAPER + MAY + listing("2024-04-01")
    assert listed(before) == (None, None, None, None, "listed before")
    assert listed(before + listing("2024-05-21")) == ("2024-05-21", "South Korea", 10, 20, "took part, listed before")


def test_an_event_without_a_beginning_takes_only_what_came_after_its_end() -> None:
    turtle = PAPER + event("", "2024-05-11")
    assert listed(turtle + listing("2024-05-03")) == (None, None, None, None, None)
    assert listed(turtle + listing("2024-05-21")) == ("2024-05-21", "South Korea", 10, None, "took part")


def test_listings_of_one_day_are_told_together() -> None:
    turtle = PAPER + MAY + listing("2024-05-21") + listing("2024-05-21", by="sta:us")
    assert row(turtle)["authority"] == "South Korea, United States"


def test_a_refuted_listing_is_none() -> None:
    turtle = PAPER + MAY + listing("2024-05-21").replace("arms:isAbout", "arms:hasSupport armsv:Refuted ; arms:isAbout")
    assert listed(turtle) == (None, None, None, None, None)
    assert "nobody involved known to be listed, 1" in " ".join(table(turtle).notes)


# ---- which events


def test_an_event_without_bounds_is_left_out_and_counted() -> None:
    found = table(PAPER + event())
    assert len(found) == 0
    assert "Left out: 1 events without any bound" in found.notes[0]


def test_plans_and_words_are_no_events_here() -> None:
    assert len(table(PAPER + event("2024-05-01", "2024-05-01", more="; arms:hasStatus armsv:Planned"))) == 0
    assert len(table(PAPER + event("2024-05-01", "2024-05-01", kind="PublicStatement"))) == 0
    for kind in ("Payment", "TroopDeployment", "Negotiation", "Voyage", "Meeting"):
        assert len(table(PAPER + event("2024-05-01", "2024-05-01", kind=kind))) == 1


def test_medians_are_told_as_a_range() -> None:
    notes = table(PAPER + MAY + listing("2024-05-21")).notes
    assert "the median lies between 21 and 31, over 1 events" in notes[3]
    assert "the median lies between 10 and 20, over 1 events" in notes[5]
    assert notes[4] == "Days to a listing (concerns the event): none is bounded at both ends."


# ---- arithmetic

days = st.dates(Day(2000, 1, 1), Day(2030, 12, 31))
spans = st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))


@given(st.lists(st.tuples(spans, st.floats(0, 1)), min_size=1), spans, st.floats(0, 1))
def test_the_true_lag_lies_in_the_range(found: list[tuple[Span, float]], start: Span, share: float) -> None:
    def some_day(one: Span, part: float) -> Day:
        assert one.low
        assert one.high
        return one.low + datetime.timedelta(days=round(part * (one.high - one.low).days))

    began = first(one for one, _ in found)
    assert began
    least, most = between(start, began)
    assert least is not None
    assert most is not None
    assert least <= (min(some_day(*one) for one in found) - some_day(start, share)).days <= most


def test_of_an_open_end_nothing_is_known() -> None:
    assert first([Span(None, Day(2024, 5, 1)), Span(Day(2024, 4, 1), Day(2024, 6, 1))]) == Span(None, Day(2024, 5, 1))
    assert first([]) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2024-02", Day(2024, 2, 1), Day(2024, 2, 29)),
        ("2023", Day(2023, 1, 1), Day(2023, 12, 31)),
        ("2024-05-24", Day(2024, 5, 24), Day(2024, 5, 24)),
    ],
)
def test_a_date_of_issue_is_as_precise_as_it_is(text: str, low: Day, high: Day) -> None:
    assert issued(text) == Span(low, high)


def test_what_is_no_date_of_issue() -> None:
    assert issued("") is None
    assert issued("spring") is None


# ---- the shipped graph


def test_the_shipped_lags(shipped: KnowledgeGraph) -> None:
    found = lag(shipped)
    assert len(found) > 100
    for record in found.records():
        for column in ("report_lag", "listing_lag"):
            low, high = record[f"{column}_min"], record[f"{column}_max"]
            if isinstance(low, int) and isinstance(high, int):
                assert low <= high
                assert low > -20_000
        assert (record["listed"] is None) == (record["how"] in (None, "listed before"))
    call = next(record for record in found.records() if "LADY R at the naval base" in str(record["event"]))
    # 6 December 2022; the American listing of May 2022 came before, the South Korean of 2 April 2024 after.
    assert (call["listed"], call["authority"], call["listing_lag_min"], call["how"]) == (
        "2024-04-02",
        "South Korea",
        483,
        "took part, listed before",
    )


def test_rows_cannot_be_fewer_than_none(shipped: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="fewer than 0"):
        lag(shipped, -1)
    assert len(lag(shipped, 3)) == 3
