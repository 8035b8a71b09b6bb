"""What readers come for, done on the chart of the shipped graph: with the mouse alone, and with the keyboard alone."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest
from playwright.sync_api import Locator, Page, expect

from armsgraph.claims import Claim
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from chart_page import VIEWS, Shared, ask, asked, heading, reset, saved, shown, until, view

pytestmark = pytest.mark.browser
PANEL = "UN Panel of Experts on North Korea (1718 Committee)"


class Mouse:
    """A reader who clicks; they type where there is no other way."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        what.click()

    def write(self, where: Locator, text: str) -> None:
        where.click()
        self.page.keyboard.type(text)

    def pick(self, results: Locator) -> None:
        results.get_by_role("button").first.click()

    def toggle(self, box: Locator) -> None:
        box.click()

    def choose(self, where: Locator, text: str) -> None:
        where.select_option(label=text)

    def turn_to(self, name: str) -> None:
        self.page.click(f"#tab-{name}")

    def slide(self, where: Locator, month: str) -> None:
        """Drag a slider to a month, pixel by pixel as a hand does."""
        where.scroll_into_view_if_needed()
        box = where.bounding_box()
        assert box
        y = box["y"] + box["height"] / 2
        wanted = months(month)
        low, high = (int(where.get_attribute(end) or 0) for end in ("min", "max"))
        # The middle of the knob runs from half of it after the left end to half of it before the right one.
        start = round(box["x"] + 8 + (box["width"] - 16) * (int(where.input_value()) - low) / (high - low))
        near = round(box["x"] + 8 + (box["width"] - 16) * (wanted - low) / (high - low))
        self.page.mouse.move(start, y)
        self.page.mouse.down()
        for x in sorted(range(near - 4, near + 5), key=lambda x: abs(x - near)):
            self.page.mouse.move(x, y)
            if int(where.input_value()) == wanted:
                break
        self.page.mouse.up()
        assert int(where.input_value()) == wanted, f"no pixel of the slider stands for {month}"


class Keyboard:
    """A reader who never touches a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, what: Locator) -> None:
        """Press Tab until it has the focus, backwards where it stands before what has it now."""
        what = what.first
        before = what.evaluate(
            "(one) => document.activeElement !== document.body && !!(one.compareDocumentPosition(document.activeElement) & 4)"
        )
        for _ in range(600):
            if what.evaluate("(one) => one === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if before else "Tab")
        raise AssertionError(f"Tab does not lead to {what}")

    def press(self, what: Locator) -> None:
        self.reach(what)
        self.page.keyboard.press("Enter")

    def write(self, where: Locator, text: str) -> None:
        self.reach(where)
        self.page.keyboard.type(text)

    def pick(self, results: Locator) -> None:
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def toggle(self, box: Locator) -> None:
        self.reach(box)
        self.page.keyboard.press("Space")

    def choose(self, where: Locator, text: str) -> None:
        self.reach(where)
        self.page.keyboard.type(text)

    def turn_to(self, name: str) -> None:
        self.reach(self.page.locator("[role=tab][aria-selected=true]"))
        while self.page.locator("[role=tab][aria-selected=true]").get_attribute("id") != f"tab-{name}":
            self.page.keyboard.press("ArrowRight")

    def slide(self, where: Locator, month: str) -> None:
        self.reach(where)
        step = (int(where.get_attribute("max") or 0) - int(where.get_attribute("min") or 0)) // 10
        for _ in range(200):
            missing = months(month) - int(where.input_value())
            if not missing:
                return
            far, sign = abs(missing) > step / 2, missing > 0
            self.page.keyboard.press(
                ("PageUp" if sign else "PageDown") if far else ("ArrowRight" if sign else "ArrowLeft")
            )
        raise AssertionError(f"no key leads to {month}")


Hand = Mouse | Keyboard


def months(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hand(request: pytest.FixtureRequest, whole_once: Shared) -> Iterator[Hand]:
    """A reader of the chart as it opens, who can do this or that; the test fails on an error in the console."""
    page, wrong, _ = whole_once
    wrong.clear()
    yield request.param(reset(page))
    assert not wrong, wrong


@pytest.fixture(scope="module")
def net(shipped: KnowledgeGraph) -> Network:
    return shipped.network()


def at_first(net: Network) -> list[int]:
    """Return the edges that a crowded chart shows at first: no listings, and no counted groups."""
    return [
        n
        for n, category in enumerate(net.edges.category)
        if category != "Legal"
        and "Group" not in (net.nodes.kind[net.edges.source[n]], net.nodes.kind[net.edges.target[n]])
    ]


def counts(net: Network, edges: list[int]) -> tuple[int, int]:
    return len({end for n in edges for end in (net.edges.source[n], net.edges.target[n])}), len(edges)


# ---- the tasks


@pytest.mark.parametrize(
    "query", ["마이아", "IMO 9358010", "Beluga Evaluation"], ids=["Hangul", "number", "former name"]
)
def test_a_ship_is_found(hand: Hand, query: str) -> None:
    hand.write(hand.page.locator("#search"), query)
    hand.pick(hand.page.locator("#list"))
    assert heading(hand.page) == "MAIA-1"


def test_its_designations_are_opened(hand: Hand, net: Network) -> None:
    page = hand.page
    ask(page, "node=ves:imo-9358010")
    listings = net.nodes.listings[net.nodes.label.index("MAIA-1")]
    told = [row.split("\t") for row in page.locator("#panel .listings tbody tr").all_inner_texts()]
    assert told == [[one.authority_label, one.text, str(one.lifted or "—")] for one in listings]
    for place, one in enumerate(listings):
        hand.press(page.locator("#panel .listings tbody button").nth(place))
        assert heading(page) == net.claims[one.claim].sentence
        assert net.claims[one.claim].asserted[0].title in page.inner_text("#panel .passage >> nth=0")
        hand.press(page.get_by_role("button", name="Back"))
        assert heading(page) == "MAIA-1"


def test_the_path_between_two_has_the_sources_of_each_hop(hand: Hand, net: Network) -> None:
    page = hand.page
    hand.write(page.locator("#search"), "Rim Yong Hyok")
    hand.pick(page.locator("#list"))
    hand.write(page.locator("#panel .pick input"), "Wagner Group")
    hand.pick(page.locator("#panel .pick .results"))
    assert heading(page) == "Rim Yong Hyok to Wagner Group"
    hops = [hop.split(". ", 1)[1].split(" – ") for hop in page.locator("#panel .hop").all_inner_texts()]
    ends = net.nodes.label.index("Rim Yong Hyok"), net.nodes.label.index("Wagner Group")
    graph = networkx.Graph()
    for n in at_first(net):
        graph.add_edge(net.edges.source[n], net.edges.target[n])
    graph.remove_nodes_from([n for n in list(graph) if net.nodes.kind[n] in ("State", "Post") and n not in ends])
    assert len(hops) == networkx.shortest_path_length(graph, *ends)
    assert [hops[0][0], hops[-1][1]] == ["Rim Yong Hyok", "Wagner Group"]
    assert [hop[1] for hop in hops[:-1]] == [hop[0] for hop in hops[1:]]
    for hop in hops:
        assert graph.has_edge(*map(net.nodes.label.index, hop))
    # Under each heading, up to the next: who says so, in which document, for every claim of every tie of the hop.
    said = page.locator("#panel .hop ~ div:has(.said)")
    texts = said.all_inner_texts()
    assert len(texts) >= len(hops)
    assert all("according to" in text and ", in " in text for text in texts)
    behind = [
        {p.title for c in net.edges.claims[n] for p in net.claims[c].asserted}
        for n in at_first(net)
        for hop in hops
        if {net.nodes.label[net.edges.source[n]], net.nodes.label[net.edges.target[n]]} == set(hop)
    ]
    whole = page.inner_text("#panel")
    assert all(title in whole for titles in behind for title in titles)


def test_what_is_only_alleged_is_hidden(hand: Hand, net: Network) -> None:
    hand.toggle(hand.page.get_by_role("checkbox", name="alleged"))
    kept = [n for n in at_first(net) if net.edges.support[n] != "Alleged"]
    assert shown(hand.page) == counts(net, kept)
    assert "only declared, corroborated" in hand.page.inner_text("#told")


def test_only_what_happened_in_one_year_is_shown(hand: Hand, net: Network) -> None:
    page = hand.page
    # Fewer ties and, for the arrow keys, near it already: each step draws anew.
    near = "&happened=2022-10/2024-03" if isinstance(hand, Keyboard) else ""
    ask(page, f"support=Declared+Corroborated&view=map{near}")
    hand.slide(page.get_by_label("Day it happened: from"), "2023-01")
    hand.slide(page.get_by_label("Day it happened: to"), "2023-12")
    assert "2023-01 to 2023-12" in page.inner_text("#happened output")

    def in_2023(n: int) -> bool:
        low, high = net.edges.earliest[n], net.edges.latest[n]
        held = [day for iri in net.edges.claims[n] for day in net.claims[iri].held_on]
        bounded = (low or high) is not None and (low or high).year <= 2023 <= (high or low).year  # type: ignore[union-attr]
        return bounded or any(day.year == 2023 for day in held)

    kept = [n for n in at_first(net) if net.edges.support[n] != "Alleged" and in_2023(n)]
    assert shown(page) == counts(net, kept)


def supports(claim: Claim) -> bool:
    return any(PANEL in (*p.speakers, *p.spoken_for) for p in claim.asserted if not p.misreports)


def test_what_the_un_panel_supports_is_listed_and_taken_along(hand: Hand, net: Network) -> None:
    page = hand.page
    hand.turn_to("table")
    hand.choose(page.locator("#source"), PANEL)
    expect(page.locator("#told")).to_contain_text(f"according to {PANEL}")
    kept = [n for n in at_first(net) if all(supports(net.claims[iri]) for iri in net.edges.claims[n])]
    assert shown(page) == counts(net, kept)
    assert page.locator("#table tbody tr").count() == len(kept) > 0
    with page.expect_download() as download:
        hand.press(page.locator("#csv"))
    table = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8"), newline="")))
    assert Counter((row["From IRI"], row["Tie"], row["To IRI"], row["Support"], row["Claims"], row["Origins"]) for row in table) == Counter(
        (
            net.nodes.iri[net.edges.source[n]].short,
            net.edges.label[n],
            net.nodes.iri[net.edges.target[n]].short,
            net.edges.support[n].lower(),
            " ".join(net.edges.claims[n]),
            str(min(net.claims[iri].independent for iri in net.edges.claims[n])),
        )
        for n in kept
    )  # fmt: skip


def test_what_is_shown_is_printed(hand: Hand, net: Network) -> None:
    page = hand.page
    ask(page, "support=Corroborated")
    page.evaluate(
        "window.print = () => { window.printed = document.getElementById('print').cloneNode(true); }; window.printed = null"
    )
    hand.press(page.locator("#paper"))
    until(page, "window.printed")
    kept = [n for n in at_first(net) if net.edges.support[n] == "Corroborated"]
    documents = {
        p.document
        for n in kept
        for iri in net.edges.claims[n]
        for p in (*net.claims[iri].asserted, *net.claims[iri].denied)
        if not p.misreports or p in net.claims[iri].denied
    }
    assert page.evaluate(
        "[printed.querySelectorAll('img').length, printed.querySelectorAll('tbody tr').length, printed.querySelectorAll('ol li').length]"
    ) == [1, len(kept), len(documents)]
    assert "only corroborated" in page.evaluate("printed.textContent")
    assert page.evaluate("[...printed.querySelectorAll('h2')].map((one) => one.textContent)") == [
        "Legend",
        f"{len(kept)} ties",
        "Sources",
    ]


# ---- and no request ever


def test_nothing_is_ever_requested(whole_once: Shared, whole_chart: Path) -> None:
    page, wrong, requested = whole_once
    reset(page)
    for name in VIEWS:
        view(page, name)
    for state in (
        "node=ves:imo-9358010", "claim=2023-08-sea-lifeline/33", "path=per:rim-yong-hyok org:wagner-group", "lit=1&labels=ja", "events=nodes&view=map",
    ):  # fmt: skip
        ask(page, state)
        assert asked(page)
    for name in ("png", "svg", "csv"):
        assert saved(page, name)
    page.click("#copy")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(200)
    assert set(requested) == {whole_chart.as_uri()}
    assert not wrong
