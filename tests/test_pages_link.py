"""The page of the link chart: filters against an oracle, exploring, the state in the address, limits, sizes, access."""

from __future__ import annotations

import calendar
import datetime
import itertools
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from armsgraph.charts import link_chart
from armsgraph.network import Network
from browser import watched
from chart_page import VIEWS, ask, asked, data_of, drawn, find, heading, opened, rows, shown, spot, until, view
from networks import claim, network, passage

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"wide": (1280, 800), "narrow": (390, 844)}


# ---- filters, against an oracle that reads the columns


class Oracle:
    """Which ties a setting of the filters lets through, reckoned from the data of the page."""

    def __init__(self, path: Path) -> None:
        data = data_of(path)
        told = data["told"]
        self.nodes, self.edges, self.claims = told["nodes"], told["edges"], told["claims"]
        self.passages, self.documents = told["passages"], told["documents"]
        self.ends = [tuple(pair) for pair in data["edges"]]

    def kinds(self, n: int) -> set[str]:
        return {"Event" if self.nodes["happening"][end] else self.nodes["family"][end] for end in self.ends[n]}

    def said(self, claim: int) -> list[int]:
        return [p for p in self.claims["asserted"][claim] if not self.passages["misreports"][p]]

    def documents_of(self, claim: int) -> list[int]:
        return [self.passages["document"][p] for p in self.said(claim)]

    def voices(self, claim: int) -> set[str]:
        return {v for p in self.said(claim) for by in ("speakers", "authorities") for v in self.passages[by][p]}

    def lists(self, n: int) -> list[list[str]]:
        return [self.nodes["lists"][end] for end in self.ends[n] if not self.nodes["happening"][end]]

    def spans(self, n: int) -> list[tuple[str, str]]:
        low, high = self.edges["earliest"][n], self.edges["latest"][n]
        held = [(day, day) for claim in self.edges["claims"][n] for day in self.claims["held"][claim]]
        return held + ([(low or high, high or low)] if low or high else [])

    def shown(
        self, hide: str = "Group", without: str = "Legal", events: bool = False, **tests: Callable[[Oracle, int], bool]
    ) -> list[int]:
        return [
            n
            for n in range(len(self.ends))
            if self.edges["layer"][n] != (1 if events else 2)
            and not self.kinds(n) & set(hide.split())
            and self.edges["category"][n] not in without.split()
            and all(test(self, n) for test in tests.values())
        ]


def days(text: str) -> tuple[str, str]:
    """Return the first and the last day that a day, a month or a year can mean."""
    if len(text) == 10:
        return text, text
    year, month = int(text[:4]), int(text[5:7] or 0)
    return f"{year}-{month or 1:02}-01", f"{year}-{month or 12:02}-{calendar.monthrange(year, month or 12)[1]}"


def overlaps(span: tuple[str, str], low: str, high: str) -> bool:
    return span[0] <= high and span[1] >= low


def by(test: Callable[[Oracle, int], bool]) -> dict[str, Any]:
    return {"test": test}


def every_claim(test: Callable[[Oracle, int], bool]) -> dict[str, Any]:
    return by(lambda o, n: all(test(o, claim) for claim in o.edges["claims"][n]))


PANEL = "UN Panel of Experts on North Korea (1718 Committee)"
SETTINGS: dict[str, dict[str, Any]] = {
    "": {},
    "hide=-&without=-": {"hide": "", "without": ""},
    "hide=Person Vessel Company": {"hide": "Person Vessel Company"},
    "without=Supply Affiliation Legal": {"without": "Supply Affiliation Legal"},
    "support=Declared Corroborated": by(lambda o, n: o.edges["support"][n] != "Alleged"),
    "support=-": by(lambda o, n: False),
    "disputed=only": by(lambda o, n: o.edges["disputed"][n]),
    "disputed=drop&without=-": {"without": "", **by(lambda o, n: not o.edges["disputed"][n])},
    "origins=2": by(lambda o, n: o.edges["origins"][n] >= 2),
    "listed=Japan": by(lambda o, n: any("Japan" in lists for lists in o.lists(n))),
    "listed=any": by(lambda o, n: any(o.lists(n))),
    "listed=none": by(lambda o, n: not all(o.lists(n))),
    f"source=voice:{PANEL}": every_claim(lambda o, c: PANEL in o.voices(c)),
    "source=publisher:KBS World": every_claim(lambda o, c: any(o.documents["publisher"][d] == "KBS World" for d in o.documents_of(c))),
    "said=2024-03/2024-05": every_claim(lambda o, c: any(overlaps(days(o.documents["issued"][d]), "2024-03-01", "2024-05-31") for d in o.documents_of(c) if o.documents["issued"][d])),
    "happened=2023-01/2023-12": by(lambda o, n: any(overlaps(span, "2023-01-01", "2023-12-31") for span in o.spans(n))),
    "happened=/2010-12&without=-&hide=-": {"hide": "", "without": "", **by(lambda o, n: any(span[0] <= "2010-12-31" for span in o.spans(n)))},
    "events=nodes&hide=-&without=-": {"hide": "", "without": "", "events": True},
    "events=nodes&disputed=only&origins=1": {"events": True, **by(lambda o, n: o.edges["disputed"][n] and o.edges["origins"][n] >= 1)},
}  # fmt: skip


@pytest.fixture(scope="module")
def oracle(whole_chart: Path) -> Oracle:
    return Oracle(whole_chart)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting or "nothing")
def test_filters_show_what_the_columns_say(whole_page: Page, oracle: Oracle, setting: str) -> None:
    wanted = oracle.shown(**SETTINGS[setting])
    ask(whole_page, setting)
    assert shown(whole_page) == (len({end for n in wanted for end in oracle.ends[n]}), len(wanted))
    iri = oracle.nodes["iri"]
    assert Counter((row["From IRI"], row["Tie"], row["To IRI"]) for row in rows(whole_page)) == Counter(
        (iri[oracle.ends[n][0]], oracle.edges["label"][n], iri[oracle.ends[n][1]]) for n in wanted
    )


@pytest.mark.parametrize("setting", ["", "support=Declared", "hide=-&without=-&listed=Japan", "disputed=only"])
def test_beside_each_choice_stands_how_much_it_would_show(whole_page: Page, oracle: Oracle, setting: str) -> None:
    given = SETTINGS.get(setting) or {
        "support=Declared": by(lambda o, n: o.edges["support"][n] == "Declared"),
        "hide=-&without=-&listed=Japan": {"hide": "", "without": "", **SETTINGS["listed=Japan"]},
    }.get(setting, {})
    ask(whole_page, setting)
    ties = Counter(oracle.edges["category"][n] for n in oracle.shown(**{**given, "without": ""}))
    assert numbers(whole_page, "categories") == [ties[name] for name in data_order(oracle, "category")]
    ends = {end for n in oracle.shown(**{**given, "hide": ""}) for end in oracle.ends[n]}
    kinds = Counter("Event" if oracle.nodes["happening"][n] else oracle.nodes["family"][n] for n in ends)
    assert sum(numbers(whole_page, "families")) == len(ends)
    assert sorted(filter(None, numbers(whole_page, "families"))) == sorted(kinds.values())


def numbers(page: Page, box: str) -> list[int]:
    return [int(text) for text in page.locator(f"#{box} .number").all_inner_texts()]


def data_order(oracle: Oracle, column: str) -> list[str]:
    order = ("Dealing", "Affiliation", "Ownership", "Supply", "Diplomacy", "Identity", "Legal")
    return [name for name in order if name in oracle.edges[column]]


def test_no_tie_hangs_on_what_is_hidden(whole_page: Page, oracle: Oracle) -> None:
    ask(whole_page, "hide=Company State&without=-")
    family = dict(zip(oracle.nodes["iri"], oracle.nodes["family"], strict=True))
    ends = {family[row[end]] for row in rows(whole_page) for end in ("From IRI", "To IRI")}
    assert not ends & {"Company", "State"}
    assert "Group" in ends


def test_a_filter_by_hand_and_its_reset(whole_page: Page) -> None:
    before = shown(whole_page)
    whole_page.get_by_role("checkbox", name="vessels").uncheck()
    whole_page.locator("#disputed").select_option("only")
    whole_page.fill("#origins", "1")
    whole_page.press("#origins", "Enter")
    fewer = shown(whole_page)
    assert 0 < fewer[1] < before[1]
    assert "without groups, counted or listed, vessels" in whole_page.inner_text("#told")
    assert "only what is disputed; with 1 independent origins or more" in whole_page.inner_text("#told")
    whole_page.click("#reset")
    assert shown(whole_page) == before
    assert whole_page.get_by_role("checkbox", name="vessels").is_checked()


def test_what_is_hidden_comes_back_when_it_is_asked_for(whole_page: Page) -> None:
    vessels, supply = (
        whole_page.get_by_role("checkbox", name="vessels"),
        whole_page.get_by_role("checkbox", name="supply"),
    )
    vessels.uncheck()
    supply.uncheck()
    find(whole_page, "MAIA-1")
    assert vessels.is_checked()
    assert not supply.is_checked()
    whole_page.locator("#panel .tie", has_text="carried munitions to").first.click()
    assert supply.is_checked()


# ---- exploring


def test_around_a_node_are_its_neighbours_and_they_can_be_hidden(small_page: Page) -> None:
    find(small_page, "rim")
    small_page.get_by_role("button", name="Only its neighbours").click()
    assert shown(small_page) == (3, 2)
    find(small_page, "north korea")
    small_page.get_by_role("button", name="Show 1 hidden neighbour").click()
    assert shown(small_page) == (4, 4)
    small_page.get_by_role("button", name="Hide it").click()
    assert (shown(small_page), heading(small_page)) == ((2, 1), "")
    find(small_page, "rim")
    small_page.get_by_role("button", name="Show the whole again").click()
    assert shown(small_page) == (4, 4)
    small_page.get_by_role("button", name="Two steps around").click()
    assert shown(small_page) == (4, 4)


def test_an_event_is_explored_where_events_are_nodes(small_page: Page) -> None:
    ask(small_page, "view=timeline")
    small_page.locator("#timeline .event").click()
    small_page.get_by_role("button", name="Only its neighbours").click()
    # The event with its four legs, and the tie of two of them that no event makes.
    assert shown(small_page) == (5, 5)
    ask(small_page, "view=timeline")
    small_page.locator("#timeline .event").click()
    small_page.get_by_role("button", name="Hide it").click()
    assert shown(small_page) == (4, 3)
    assert small_page.locator("#timeline .event").count() == 0


def test_where_nothing_is_shown_the_chart_says_why(small_page: Page) -> None:
    ask(small_page, "hide=State Vessel Group&without=Diplomacy")
    assert (
        small_page.inner_text("#left")
        == "No tie passes the filters. 4 ties would be there with every kind of node and of tie."
    )
    ask(small_page, "support=-")
    assert small_page.inner_text("#left") == "No tie passes the filters. Let them through more."


def test_a_path_gives_the_claims_of_each_step(small_page: Page) -> None:
    find(small_page, "seven")
    small_page.fill("#panel .pick input", "kor")
    small_page.press("#panel .pick input", "Enter")
    assert heading(small_page) == "seven individuals to North Korea"
    assert small_page.locator("#panel .hop").all_inner_texts() == [
        "1. seven individuals – Rim Yong Hyok",
        "2. Rim Yong Hyok – North Korea",
    ]
    assert "speaker 3 for authority 3, in title 3" in small_page.inner_text("#panel")
    small_page.get_by_role("button", name="Only this path").click()
    assert shown(small_page) == (3, 2)


def test_a_state_is_no_bridge(small_page: Page) -> None:
    ask(small_page, "path=urn:n:2 urn:n:0")
    assert heading(small_page) == "Rim Yong Hyok to MARIA"
    assert "No way leads from one to the other" in small_page.inner_text("#panel")
    assert small_page.locator("#panel .hop").count() == 0


def test_a_community_is_highlighted_until_it_is_no_more(small_page: Page) -> None:
    find(small_page, "maria")
    community = small_page.get_by_role("button", name="Highlight its community (2)")
    community.click()
    assert asked(small_page).endswith("lit=2") or asked(small_page).endswith("lit=1")
    small_page.get_by_role("button", name="no longer highlighted").click()
    assert "lit" not in asked(small_page)


def test_a_click_on_a_node_and_on_a_line_opens_the_panel_and_on_nothing_closes_it(small_page: Page) -> None:
    person, ship = spot(small_page, "Person"), spot(small_page, "Vessel")
    assert person
    assert ship
    small_page.mouse.click(*person)
    assert heading(small_page) == "Rim Yong Hyok"
    small_page.keyboard.press("Escape")
    small_page.click("#fit")
    person, group = spot(small_page, "Person"), spot(small_page, "Group")
    assert person
    assert group
    small_page.mouse.click((2 * person[0] + group[0]) / 3, (2 * person[1] + group[1]) / 3)
    small_page.wait_for_selector("#panel .claim")
    assert heading(small_page) == "Rim Yong Hyok is one of seven individuals"
    box = small_page.locator("#drawing").bounding_box()
    assert box
    small_page.mouse.click(box["x"] + 20, box["y"] + 20)
    assert heading(small_page) == ""


def test_unticking_a_kind_takes_it_off_the_drawing(small_page: Page) -> None:
    assert spot(small_page, "Vessel")
    box = small_page.get_by_role("checkbox", name="vessels")
    box.focus()
    small_page.keyboard.press("Space")
    assert not spot(small_page, "Vessel")
    small_page.keyboard.press("Space")
    assert spot(small_page, "Vessel")


def test_labels_are_given_in_another_language_where_a_source_has_them(small_page: Page) -> None:
    assert small_page.locator("#language option").all_inner_texts() == ["English", "한국어"]
    small_page.locator("#language").select_option("ko")
    assert asked(small_page) == "labels=ko"
    assert small_page.inner_text("#shown") == "4 nodes and 4 ties shown"


# ---- views


def test_the_table_is_sorted_by_any_column_both_ways(small_page: Page) -> None:
    ask(small_page, "view=table")
    heads = small_page.locator("#table thead th")
    for name, first, last in (
        ("Tie", "is one of", "sent by way of"),
        ("To", "MARIA", "seven individuals"),
        ("Origins", "1", "2"),
    ):
        column = heads.all_inner_texts().index(name)
        for order, wanted in (("ascending", (first, last)), ("descending", (last, first))):
            button = small_page.get_by_role("columnheader", name=name, exact=False).get_by_role("button").first
            button.focus()
            small_page.keyboard.press("Enter")
            assert heads.nth(column).get_attribute("aria-sort") == order
            cells = small_page.locator(f"#table tbody td:nth-child({column + 1})").all_inner_texts()
            assert (cells[0], cells[-1]) == wanted
            assert small_page.evaluate("document.activeElement.closest('th') !== null"), "the focus stays where it was"
            heads = small_page.locator("#table thead th")
    small_page.get_by_role("button", name="From", exact=True).click()


def test_a_long_table_shows_more_when_asked(whole_page: Page) -> None:
    ask(whole_page, "view=table")
    assert whole_page.locator("#table tbody tr").count() == 200
    whole_page.locator("#table > button").click()
    assert whole_page.locator("#table tbody tr").count() == 400
    assert f"{shown(whole_page)[1]} ties" in whole_page.inner_text("#table caption")


def test_the_table_can_be_copied(small_page: Page) -> None:
    small_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    small_page.click("#copy")
    until(small_page, "document.getElementById('saved').textContent")
    assert small_page.inner_text("#saved") == "CSV copied"
    lines = small_page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("From,Tie,To,Category,When,Support,Disputed,Origins,According to,Documents,Denied by")


def test_years_on_the_time_axis_leave_each_other_room(whole_page: Page) -> None:
    for hash_ in ("view=timeline", "view=timeline&node=ves:imo-9358010"):
        ask(whole_page, hash_)
        spans = whole_page.evaluate("""() => [...document.querySelectorAll("#timeline .axis .track > span")]
            .filter((year) => getComputedStyle(year).visibility === "visible")
            .map((year) => year.getBoundingClientRect()).map(({ left, right }) => [left, right])""")
        assert len(spans) > 1
        assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


def test_the_timeline_has_the_events_behind_what_is_shown(small_page: Page) -> None:
    ask(small_page, "view=timeline")
    assert small_page.locator("#timeline .event .what").all_inner_texts() == ["the shipment shipment"]
    assert small_page.locator("#timeline .event .day").all_inner_texts() == ["2023-09"]
    small_page.locator("#timeline .event").click()
    assert heading(small_page) == "the shipment"
    assert small_page.locator("#timeline [aria-current=true]").count() == 1


def test_the_map_has_the_ports_and_the_way_between_them(small_page: Page) -> None:
    ask(small_page, "view=map")
    places = small_page.locator("#map .place")
    assert sorted(place.get_attribute("aria-label") or "" for place in places.all()) == [
        "Rajin, 1 event",
        "Vostochny, 1 event",
    ]
    assert small_page.locator("#map .journey title").text_content() == "the shipment 2023-09"
    west, east = (small_page.get_by_role("button", name=name).bounding_box() for name in ("Rajin,", "Vostochny,"))
    assert west
    assert east
    assert west["x"] < east["x"]
    assert west["y"] > east["y"], "Vostochny lies further north"
    small_page.get_by_role("button", name="Rajin,").focus()
    small_page.keyboard.press("Enter")
    assert heading(small_page) == "Rajin"


def test_the_sources_say_what_falls_without_them(small_page: Page) -> None:
    ask(small_page, "view=sources")
    cells = [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in small_page.locator("#sources tbody tr").all()
    ]
    # Title 0 asserts two ties, one of them with another; the denying document supports none.
    assert {row[0]: row[4:7] for row in cells} == {
        "title 0": ["2", "1", ""],
        "title 1": ["1", "0", ""],
        "title 2": ["1", "1", ""],
        "title 3": ["1", "1", ""],
        "doc-nay": ["0", "0", "1"],
    }
    small_page.locator("#sources tbody tr", has_text="title 2").get_by_role("button").click()
    assert (shown(small_page), small_page.is_visible("#table")) == ((2, 1), True)


# ---- the state in the address


def test_a_reader_gets_back_what_they_left(whole_page: Page, whole_chart: Path) -> None:
    whole_page.get_by_role("checkbox", name="companies").uncheck()
    whole_page.get_by_role("checkbox", name="legal").check()
    whole_page.get_by_role("checkbox", name="corroborated").uncheck()
    whole_page.locator("#disputed").select_option("drop")
    whole_page.locator("#listed").select_option("any")
    find(whole_page, "MAIA-1")
    whole_page.get_by_role("button", name="Two steps around").click()
    view(whole_page, "table")
    same_elsewhere(whole_page, whole_chart)


@pytest.mark.parametrize(
    "state",
    [
        "claim=2023-08-sea-lifeline/33",
        "path=per:rim-yong-hyok org:wagner-group&view=timeline",
        "node=per:rim-yong-hyok&lit=1&labels=ko&happened=2023-01/2023-12&view=map",
        "said=/2024-06&origins=2&events=nodes&view=sources",
        "removed=sta:russia&open=1 2&hide=-&without=-",
    ],
)
def test_every_sort_of_state_is_kept(whole_page: Page, whole_chart: Path, state: str) -> None:
    before = shown(whole_page)
    ask(whole_page, state)
    assert heading(whole_page) or shown(whole_page) != before, "the address changes something"
    same_elsewhere(whole_page, whole_chart)


def test_the_address_of_a_tie_opens_that_tie(whole_page: Page, whole_chart: Path) -> None:
    # A tie through an event and the legs of that event may stand on one claim.
    find(whole_page, "ANGARA")
    whole_page.locator("#panel .tie", has_text="sent artillery shell and container by way of").first.click()
    assert heading(whole_page) == "North Korea sent artillery shell and container by way of ANGARA"
    same_elsewhere(whole_page, whole_chart)


def same_elsewhere(page: Page, path: Path) -> None:
    """Check that a page opened anew by the address of another shows the same."""
    other = page.context.new_page()
    opened(other, path, asked(page))
    looks = [
        (shown(one), heading(one), one.locator("[role=tab][aria-selected=true]").inner_text(), one.inner_text("#panel").removeprefix("Back\n") if heading(one) else "", one.inner_text("#told"), asked(one))
        for one in (page, other)
    ]  # fmt: skip
    name = looks[0][2].lower()
    # A table may be longer where more rows were asked for.
    inside = [
        drawn(one) if name == "chart" else one.locator(f"#{name}").locator("tr, .event, .place").all_inner_texts()[:100]
        for one in (page, other)
    ]
    other.close()
    assert looks[0] == looks[1]
    assert inside[0] == inside[1]


GARBAGE = [
    "%", "%E0%A4%A", "=", "&&&", "view", "view=", "view=nothing", "view=constructor", "node=__proto__", "node=nobody", "tie=x", "claim=../..",
    "path=urn:n:0", "path=urn:n:0 nobody", "path=a b c", "hide=Nobody", "without=Nothing", "support=bogus", "disputed=perhaps", "listed=Nowhere",
    "source=voice:nobody", "said=yesterday", "said=2023-1/", "happened=9999999/0", "origins=-1", "origins=1e9", "origins=NaN", "events=edges", "around=nobody",
    "removed=nobody", "open=-1 NaN 1e99 0", "lit=9999", "labels=xx", "labels=toString", "x" * 100_000, "open=" + "1 " * 50_000, "around=" + "a " * 50_000, "\u202e\u0000&\ud83d",
]  # fmt: skip


def test_garbage_in_the_address_changes_nothing_and_throws_nothing(
    page: Page, small_chart: Path, small_page: Page
) -> None:
    for garbage in GARBAGE:
        ask(small_page, garbage)
        assert (garbage[:40], shown(small_page), heading(small_page), small_page.is_visible("#chart")) == (
            garbage[:40],
            (4, 4),
            "",
            True,
        )
    for garbage in GARBAGE[:4]:
        page.goto("about:blank")
        assert shown(opened(page, small_chart, garbage)) == (4, 4)


# ---- limits


def planted(communities: int, members: int) -> Network:
    """Return rings of members, in each of which every second one is tied to the first too; no ring to another."""
    ties = []
    for c in range(communities):
        ring = [f"c{c:03} m{m:03}" for m in range(members)]
        ties += [(ring[m], ring[(m + 1) % members]) for m in range(members)]
        ties += [(ring[0], ring[m]) for m in range(2, members, 2)]
    return network(ties)


@pytest.fixture(scope="module")
def nine_hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "chart.html"
    link_chart(planted(30, 30), path)
    return path


@pytest.mark.parametrize(("size", "most"), [("wide", 400), ("narrow", 150)])
def test_a_large_chart_opens_on_communities_that_open(
    chromium: Browser, nine_hundred: Path, size: str, most: int
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page, wrong, _ = watched(context)
    opened(page, nine_hundred)
    communities = set(data_of(nine_hundred)["told"]["nodes"]["community"])
    assert shown(page)[0] == 900
    nodes, bubbles = drawn(page)
    assert (nodes, len(bubbles)) == ([], len(communities))
    assert f"more than {most} nodes are shown" in page.inner_text("#left")
    ask(page, "open=1")
    nodes, bubbles = drawn(page)
    of_first = [
        label
        for label, c in zip(
            data_of(nine_hundred)["told"]["nodes"]["label"],
            data_of(nine_hundred)["told"]["nodes"]["community"],
            strict=True,
        )
        if c == 1
    ]
    assert sorted(nodes) == sorted(of_first)
    assert len(bubbles) == len(communities) - 1
    # However many are asked for, no more are drawn than there may be; the latest are open.
    ask(page, "open=" + "+".join(map(str, sorted(communities))))
    nodes, bubbles = drawn(page)
    assert most - 60 < len(nodes) + len(bubbles) <= most
    assert {label[:4] for label in nodes} >= {label_of(nine_hundred, max(communities))}
    context.close()
    assert not wrong


def label_of(path: Path, community: int) -> str:
    nodes = data_of(path)["told"]["nodes"]
    return str(nodes["label"][nodes["community"].index(community)][:4])


def test_a_bubble_opens_by_a_click(chromium: Browser, nine_hundred: Path) -> None:
    # In the dark nothing else has the colour of a bubble.
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", color_scheme="dark"
    )
    page, wrong, _ = watched(context)
    opened(page, nine_hundred)
    place = spot(page, "raised")
    assert place
    # Not only its middle: a bubble is 24 pixels wide at least, however far off it stands.
    page.mouse.click(place[0] + 6, place[1] + 6)
    page.wait_for_selector("#panel .kind", timeout=2000)
    assert "community" in page.inner_text("#panel .kind")
    page.get_by_role("button", name="Open it (30 nodes)").click()
    assert len(drawn(page)[0]) == 30
    page.get_by_role("button", name="Close it").click()
    assert drawn(page)[0] == []
    context.close()
    assert not wrong


def test_more_communities_than_may_be_drawn_are_counted(page: Page, tmp_path: Path) -> None:
    link_chart(network([(f"a{n:03}", f"b{n:03}") for n in range(450)]), tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    nodes, bubbles = drawn(page)
    assert len(nodes) + len(bubbles) == 400
    find(page, "a449")
    assert heading(page) == "a449"
    assert "a449" in drawn(page)[0], "whoever is chosen is drawn"


def test_tens_of_thousands_of_dated_ties_open(page: Page, tmp_path: Path) -> None:
    days = {"earliest": datetime.date(2023, 1, 1), "latest": datetime.date(2023, 5, 1)}
    said, count = passage("p"), 70_000
    net = network(
        [(f"a{n % 97}", f"b{n % 89}") for n in range(count)], [claim(f"c{n}", said, **days) for n in range(count)]
    )
    link_chart(net, tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    assert shown(page) == (186, count)


def test_the_shipped_graph_with_its_events_stays_within_the_limit(whole_page: Page) -> None:
    ask(whole_page, "events=nodes&hide=-&without=-")
    nodes, bubbles = drawn(whole_page)
    assert shown(whole_page)[0] > 1000
    assert len(nodes) + len(bubbles) <= 400


# ---- both sizes of screen


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_within_reach(chromium: Browser, whole_chart: Path, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", has_touch=size == "narrow"
    )
    page, wrong, _ = watched(context)
    opened(page, whole_chart)

    def reach(*places: str) -> None:
        for place in places:
            page.locator(place).first.click(trial=True, timeout=3000)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing hangs over the right edge"
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")

    buttons = ["#png", "#svg", "#csv", "#copy", "#paper", *(f"#tab-{name}" for name in VIEWS)]
    side = [
        "#search",
        "#list button",
        "#families input",
        "#disputed",
        "#origins",
        "#source",
        "#happened input",
        "#said input",
        "#events",
        "#language",
    ]
    if size == "narrow":
        reach("#menu")
        page.click("#menu")
    reach(*side)
    if size == "narrow":
        page.click("#menu")
    reach(*buttons, "#in", "#out", "#fit")
    for name in VIEWS:
        view(page, name)
        reach(*buttons)
    view(page, "chart")
    ask(page, "node=ves:imo-9358010")
    reach(*buttons)
    close = page.get_by_role("button", name="Close", exact=True)
    close.click(trial=True, timeout=3000)
    panel = page.locator("#panel").bounding_box()
    assert panel
    assert panel["x"] + panel["width"] <= width
    assert panel["y"] + panel["height"] <= height
    if size == "narrow":
        assert panel["y"] > 200, "the chart can still be seen above the sheet"
    close.click()
    assert heading(page) == ""
    context.close()
    assert not wrong


# ---- keyboard and access


def test_the_tabs_are_walked_with_arrows(small_page: Page) -> None:
    small_page.focus("#tab-chart")
    for name in (*VIEWS[1:], "chart"):
        small_page.keyboard.press("ArrowRight")
        assert small_page.evaluate("document.activeElement.id") == f"tab-{name}"
        assert small_page.is_visible(f"#{name}")
        assert small_page.locator("[role=tab][tabindex='0'], [role=tab]:not([tabindex])").count() == 1
    small_page.keyboard.press("ArrowLeft")
    assert small_page.is_visible("#sources")


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("chart", "#list button"),
        ("table", "#table tbody button"),
        ("timeline", "#timeline .event"),
        ("map", "#map .place"),
    ],
)
def test_the_focus_goes_into_the_panel_and_comes_back(small_page: Page, name: str, entry: str) -> None:
    ask(small_page, f"view={name}" if name != "chart" else "")
    small_page.locator(entry).first.focus()
    before = small_page.evaluate("document.activeElement.textContent")
    small_page.keyboard.press("Enter")
    assert small_page.evaluate("document.activeElement === document.querySelector('#panel h2')")
    small_page.keyboard.press("Escape")
    assert heading(small_page) == ""
    assert small_page.evaluate("document.activeElement.textContent") == before


def test_a_slash_goes_to_the_search_and_is_typed_within_it(small_page: Page) -> None:
    small_page.keyboard.press("/")
    assert small_page.evaluate("document.activeElement.id") == "search"
    small_page.keyboard.type("a/b")
    assert small_page.input_value("#search") == "a/b"


@pytest.fixture(scope="module")
def axe() -> str:
    """Read the checker of accessibility that npm installs; REQUIRE_BROWSER=1 makes a missing one a failure."""
    if not AXE.is_file():
        reason = f"no axe-core at {AXE}; run npm ci"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_serious_barrier(chromium: Browser, small_chart: Path, axe: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme=scheme
    )  # type: ignore[arg-type]
    page, wrong, _ = watched(context)
    opened(page, small_chart)
    page.evaluate(axe)
    found = {}
    for name in VIEWS:
        for panel in ("", "node=urn:n:0"):
            ask(page, "&".join(filter(None, (f"view={name}" if name != "chart" else "", panel))))
            assert bool(heading(page)) == bool(panel)
            found[name, bool(panel)] = barriers(page)
    ask(page, "claim=test/0")
    found["claim", True] = barriers(page)
    if size == "narrow":
        ask(page, "")
        page.click("#menu")
        found["menu", False] = barriers(page)
    context.close()
    assert {place: told for place, told in found.items() if told} == {}
    assert not wrong


def barriers(page: Page) -> list[str]:
    """Return what axe finds serious or critical, each with the first element that shows it."""
    told = json.loads(
        page.evaluate("""async () => {
            const { violations } = await axe.run(document, { resultTypes: ["violations"] });
            return JSON.stringify(violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
                .map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0].target.join(" ")}: ${nodes[0].failureSummary}`));
        }""")
    )
    return list(told)
