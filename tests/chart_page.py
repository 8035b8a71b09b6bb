"""The link chart as a page, for tests: a small network that has something of everything, and what a reader does."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from armsgraph.charts import link_chart
from armsgraph.claims import Claim
from armsgraph.listings import Listing
from armsgraph.network import Network
from armsgraph.table import Iri
from browser import watched
from networks import claim, dense, network, passage

TITLE = "Of a ship & a “state”"
VIEWS = ("chart", "table", "timeline", "map", "sources")
CLAIM = "https://w3id.org/armsgraph/claim/test/"
# The colours of symbols in the light, from link.css.
COLOURS = {"State": "#2b3a49", "Person": "#0072b2", "Group": "#7cc4ee", "Vessel": "#f0e442", "Place": "#b5a58c"}
SHIP, STATE, PERSON, GROUP, RAJIN, VOSTOCHNY, SHIPMENT = range(7)


def small(**columns: Any) -> Network:
    """Return a state, a ship, a person and a group with four ties, of which a shipment between two ports makes one.

    The first claim is denied and in conflict with another. `columns` replace some of the nodes.
    """
    said = [passage(f"of {n}", f"doc-{n}", title=f"title {n}", publisher=f"publisher {n}", speakers=(f"speaker {n}",), spoken_for=(f"authority {n}",), address=f"https://example.org/{n}", paraphrase=f"paraphrase {n}", locator="p5", issued=f"2024-0{n + 1}-15", accessed_as="full text", is_origin=True) for n in range(5)]  # fmt: skip
    nay = passage("nay", speakers=("speaker nay",), paraphrase="It was not so.")
    ends: dict[str, Any] = {"subject": Iri("urn:event"), "object": None}
    claims = [
        claim(f"{CLAIM}0", said[0], sentence="it sent by way of MARIA", disputed=True, denied=(nay,), **ends, conflicts=(Iri(f"{CLAIM}4"), Iri(f"{CLAIM}77")), when="2023-09", earliest=datetime.date(2023, 9, 1), latest=datetime.date(2023, 9, 30)),
        claim(f"{CLAIM}1", said[1], said[0], sentence="it sent again", support="Corroborated", subject=Iri("urn:n:1"), object=Iri("urn:n:0"), held_on=(datetime.date(2024, 2, 1),)),
        claim(f"{CLAIM}2", said[2], sentence="the two met", support="Declared", subject=Iri("urn:n:2"), object=Iri("urn:n:1")),
        claim(f"{CLAIM}3", said[3], sentence="he is one of the seven", subject=Iri("urn:n:2"), object=Iri("urn:n:3")),
        claim(f"{CLAIM}4", said[4], sentence="it never sailed", reason="One ship, two places.", conflicts=(Iri(f"{CLAIM}0"),), **ends),
    ]  # fmt: skip
    net = network(
        [("North Korea", "MARIA"), ("North Korea", "MARIA"), ("Rim Yong Hyok", "North Korea"), ("Rim Yong Hyok", "seven individuals")],
        claims[:4],
        {"North Korea": "State", "MARIA": "Vessel", "seven individuals": "Group"},
    )  # fmt: skip
    net.edges.label[:] = ["sent by way of", "sent by way of", "met", "is one of"]
    net.edges.category[:] = ["Supply", "Supply", "Diplomacy", "Identity"]
    net.edges.directed[2] = False
    net.edges.event[0], net.edges.event_label[0] = Iri("urn:event"), "the shipment"
    nodes: dict[str, Any] = {
        "iri": [Iri(f"urn:n:{n}") for n in range(4)],
        "names": [
            ("MARIA", "Мария", "SOPHIA"),
            ("North Korea", "북한"),
            ("Rim Yong Hyok", "림용혁", "Rím Yóng-Hyok"),
            ("seven individuals", "Sophia"),
        ],
        "misspellings": [(), (), ("Kim Yong-hyok",), ()],
        "identifiers": [("IMO 8517839",), (), (), ()],
        "sides": [(), (), ("North Korea",), ()],
        "roles": [(), (), ("broker",), ()],
        "lists": [("United States",), (), (), ()],
        "translations": [(), ("북한@ko",), ("림용혁@ko",), ()],
        "notes": [("Two ships bear this name.",), (), (), ()],
        "listings": [(_listing(2022, "2024-05-01"), _listing(2023, "")), (), (), ()],
    }
    return replace(
        net, nodes=replace(net.nodes, **{**nodes, **columns}), records={c.iri: c for c in claims}, legs=lambda: legs(claims[0]),
        notes=("3 documents without a date left out",),
    )  # fmt: skip


def _listing(year: int, lifted: str) -> Listing:
    until = datetime.date.fromisoformat(lifted) if lifted else None
    return Listing(Iri("l"), Iri("urn:n:0"), Iri("us"), "United States", Iri(f"{CLAIM}3"), True, None, None, str(year), until)  # fmt: skip


def legs(shipped: Claim) -> Network:
    """Return the shipment as a node, with who sent it, what carried it, and the ports at its ends."""
    pairs = [("0", "9"), ("1", "9"), ("4", "9"), ("5", "9")]
    net = network(pairs, [shipped] * 4, {"0": "Vessel", "1": "State", "4": "Port", "5": "Port", "9": "Shipment"}, category="Supply")  # fmt: skip
    net.edges.label[:] = ["carried by", "sent by", "departed from", "bound for"]
    net.edges.key[:] = [f"urn:leg:{n}" for n in range(4)]
    labels = ["MARIA", "North Korea", "Rajin", "Vostochny", "the shipment"]
    nodes = replace(
        net.nodes,
        iri=[*(Iri(f"urn:n:{n}") for n in (0, 1, 4, 5)), Iri("urn:event")],
        label=labels,
        names=[(name,) for name in labels],
        position=[None, None, (130.30, 42.23), (133.08, 42.73), None],
    )
    return replace(net, nodes=nodes)


def data_of(path: Path) -> Any:
    """Read the data that a page carries, its columns written out."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found
    data = json.loads(found[1])
    told = data["told"]
    told.update({group: dense(told[group]) for group in told if isinstance(told[group], dict)})
    return data


# ---- pages that tests share: each test gets them as they open, which is faster than to open them again

# With the page go the errors in its console and scripts, and the addresses that it asked for.
Shared = tuple[Page, list[str], list[str]]


@pytest.fixture(scope="session")
def small_chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chart of the small network."""
    path = tmp_path_factory.mktemp("small") / "chart.html"
    link_chart(small(), path, title=TITLE)
    return path


@pytest.fixture(scope="session")
def small_once(chromium: Browser, small_chart: Path) -> Iterator[Shared]:
    """The same, opened."""
    yield from _opened_once(chromium, small_chart)


@pytest.fixture(scope="session")
def whole_once(chromium: Browser, whole_chart: Path) -> Iterator[Shared]:
    """The chart of the shipped graph, opened."""
    yield from _opened_once(chromium, whole_chart)


@pytest.fixture
def small_page(small_once: Shared) -> Iterator[Page]:
    """The small chart as it opens; the test fails on an error in the console or in a script."""
    yield from _as_it_opens(small_once)


@pytest.fixture
def whole_page(whole_once: Shared) -> Iterator[Page]:
    """The chart of the shipped graph as it opens; the test fails on an error in the console or in a script."""
    yield from _as_it_opens(whole_once)


def _opened_once(chromium: Browser, path: Path) -> Iterator[Shared]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page, wrong, requested = watched(context)
    yield opened(page, path), wrong, requested
    context.close()
    assert set(requested) == {path.as_uri()}


def _as_it_opens(shared: Shared) -> Iterator[Page]:
    page, wrong, _ = shared
    wrong.clear()
    yield reset(page)
    assert not wrong, wrong


# ---- what a reader does


def opened(page: Page, path: Path, asked: str = "") -> Page:
    """Open a chart, in the state that the address asks for, and wait until it stands."""
    page.goto(path.as_uri() + (f"#{asked}" if asked else ""))
    page.wait_for_selector("html[data-ready]")
    return page


def reset(page: Page) -> Page:
    """Bring a page back to how it opened, which is faster than to open it again."""
    page.keyboard.press("Escape")
    ask(page, "")
    page.fill("#search", "")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.evaluate("document.getElementById('fit').click()")
    return page


def ask(page: Page, asked: str) -> None:
    """Change what stands behind the # of the address, as a reader does who pastes another one."""
    page.evaluate(
        """(asked) => new Promise((done) => {
            if (location.hash.slice(1) === asked) return done();
            addEventListener("hashchange", () => setTimeout(done), { once: true });
            location.hash = asked;
        })""",
        asked,
    )


def until(page: Page, expression: str, seconds: float = 5) -> None:
    """Wait until an expression is true; wait_for_function would evaluate it in the page, whose policy forbids that."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not so within {seconds} seconds: {expression}"
        page.wait_for_timeout(50)


def asked(page: Page) -> str:
    """Return what the page keeps in its address."""
    return str(page.evaluate("location.hash.slice(1)"))


def find(page: Page, query: str) -> None:
    """Search, and take the first that is found."""
    page.fill("#search", query)
    page.press("#search", "Enter")


def view(page: Page, name: str) -> None:
    """Turn to a view."""
    page.click(f"#tab-{name}")
    assert page.is_visible(f"#{name}")


def shown(page: Page) -> tuple[int, int]:
    """Return how many nodes and ties the page says that it shows."""
    numbers = re.findall(r"[\d,]+", page.inner_text("#shown"))
    return int(numbers[0].replace(",", "")), int(numbers[1].replace(",", ""))


def heading(page: Page) -> str:
    """Return what the panel is about, empty where it is closed."""
    return page.inner_text("#panel h2") if page.is_visible("#panel") else ""


def saved(page: Page, button: str) -> bytes:
    """Save by a button and return the file."""
    with page.expect_download() as download:
        page.click(f"#{button}")
    return download.value.path().read_bytes()


def rows(page: Page) -> list[dict[str, str]]:
    """Return the ties that are shown, from the CSV that the page saves."""
    return list(csv.DictReader(io.StringIO(saved(page, "csv").decode(), newline="")))


def drawn(page: Page) -> tuple[list[str], list[tuple[float, float]]]:
    """Return the labels of the nodes that are drawn, and the places of communities, from the picture that is saved."""
    svg = saved(page, "svg").decode()
    nodes = re.findall(r"<g transform[^>]*>.*?<title>([^<]*)</title></g>", svg)
    return nodes, [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([^"]*)" cy="([^"]*)"', svg)]


def spot(page: Page, name: str) -> tuple[float, float] | None:
    """Return the middle of something on the screen that the drawing has in the colour of that name."""
    page.wait_for_timeout(250)
    found = page.evaluate(
        """(name) => {
            const wanted = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
            const colour = [1, 3, 5].map((at) => parseInt(wanted.slice(at, at + 2), 16));
            const canvas = document.querySelector("#drawing canvas"), { left, top, width: wide } = canvas.getBoundingClientRect();
            const { width, height, data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const is = (x, y) => colour.every((part, band) => data[4 * (y * width + x) + band] === part);
            for (let y = 3; y < height - 3; y++) for (let x = 3; x < width - 3; x++)
                if ([-3, 0, 3].every((down) => [-3, 0, 3].every((across) => is(x + across, y + down)))) {
                    const middle = (at, inside) => {
                        let [low, high] = [at, at];
                        while (inside(low - 1)) low -= 1;
                        while (inside(high + 1)) high += 1;
                        return (low + high) / 2;
                    };
                    const down = middle(y, (at) => is(x, at)), across = middle(x, (at) => is(at, Math.round(down)));
                    return [left + (across * wide) / width, top + (down * wide) / width];
                }
            return null;
        }""",
        name,
    )
    return (found[0], found[1]) if found else None
