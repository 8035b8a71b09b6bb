"""The link chart: one file, offline, that shows who says what and runs nothing but our own script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from armsgraph.charts import link_chart
from armsgraph.claims import Claim, Passage
from armsgraph.errors import InputError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.listings import Listing
from armsgraph.network import Edges, Network, Nodes
from armsgraph.table import Iri, Table
from browser import watched
from chart_page import (
    CLAIM,
    VIEWS,
    Shared,
    ask,
    data_of,
    find,
    heading,
    opened,
    reset,
    saved,
    shown,
    small,
    until,
    view,
)
from networks import network

# ---- the file


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        link_chart(small(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_states_and_groups_can_be_left_out(tmp_path: Path) -> None:
    link_chart(small(), tmp_path / "c.html", states=False)
    assert [label for label in data_of(tmp_path / "c.html")["told"]["nodes"]["label"] if label != "the shipment"][
        :2
    ] == [
        "Rim Yong Hyok",
        "seven individuals",
    ]
    link_chart(small(), tmp_path / "c.html", groups=False)
    assert "seven individuals" not in data_of(tmp_path / "c.html")["told"]["nodes"]["label"]


def test_an_unwritable_place_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(InputError, match="cannot be written"):
        link_chart(small(), tmp_path / "file" / "chart.html")
    assert (tmp_path / "file").read_text() == "old"


def test_a_network_without_edges_is_a_page(tmp_path: Path) -> None:
    link_chart(Network(Nodes(), Edges(), {}), tmp_path / "c.html")
    assert "0 nodes, 0 edges" in (tmp_path / "c.html").read_text("utf-8")


def test_only_our_own_scripts_and_styles_are_allowed_and_nothing_is_fetched(small_chart: Path) -> None:
    page = small_chart.read_text("utf-8")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    policy = dict(part.split(" ", 1) for part in unescape(found[1]).split("; "))
    assert set(policy) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == "data:"
    for name in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[\w+/]{43}='( 'sha256-[\w+/]{43}=')*", policy[name])
    # What would be fetched, outside the scripts and the data.
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="([^"]*)"', markup) == ["data:,"]


def test_the_coast_is_there_only_for_a_chart_with_a_place_on_it(small_chart: Path, tmp_path: Path) -> None:
    assert data_of(small_chart)["coast"]["land"]
    link_chart(replace(small(), legs=None), tmp_path / "c.html")
    assert data_of(tmp_path / "c.html")["coast"] is None


# ---- the chart as an object


def test_the_page_can_be_had_without_a_file(tmp_path: Path) -> None:
    chart = link_chart(small(), tmp_path / "c.html")
    assert chart.page == (tmp_path / "c.html").read_text("utf-8") == link_chart(small()).page
    assert repr(chart) == f"<Chart: a page of {len(chart.page):,} characters>"


def test_in_a_notebook_it_stands_in_a_frame_that_may_run_its_script_and_nothing_else() -> None:
    shown = link_chart(small())._repr_html_()
    assert re.findall(r"<(/?\w+)", re.sub(r'srcdoc="[^"]*"', "", shown)) == ["iframe", "/iframe"]
    assert re.findall(r'sandbox="([^"]*)"', re.sub(r'srcdoc="[^"]*"', "", shown)) == ["allow-scripts"]
    inside = re.search(r'srcdoc="([^"]*)"', shown)
    assert inside
    assert unescape(inside[1]) == link_chart(small()).page


# ---- scores


def scores_of(path: Path) -> list[float | None]:
    return list(data_of(path)["told"]["nodes"]["score"])


@pytest.mark.parametrize("form", ["mapping", "Table", "DataFrame"])
def test_scores_come_as_a_mapping_a_table_or_a_frame(form: str, tmp_path: Path) -> None:
    table = Table(
        ("name", "iri", "score"), [("MARIA", Iri("urn:n:0"), 0.5), ("x", Iri("urn:x"), 9), ("NK", Iri("urn:n:1"), 2)]
    )
    given: Any = {"mapping": {"urn:n:0": 0.5, "urn:x": 9, "urn:n:1": 2}, "Table": table, "DataFrame": table.frame()}[
        form
    ]
    link_chart(small(), tmp_path / "c.html", scores=given)
    assert scores_of(tmp_path / "c.html") == [0.5, 2, None, None, None, None, None]
    assert data_of(tmp_path / "c.html")["scale"] == {"by": "size", "name": "score"}


def test_a_column_of_another_name_can_be_the_score(tmp_path: Path) -> None:
    table = Table(("iri", "degree"), [(Iri("urn:n:3"), 4)])
    link_chart(small(), tmp_path / "c.html", scores=table, score="degree", by="colour")
    assert scores_of(tmp_path / "c.html")[3] == 4
    assert data_of(tmp_path / "c.html")["scale"] == {"by": "colour", "name": "degree"}


def test_what_is_no_number_is_no_score(tmp_path: Path) -> None:
    link_chart(
        small(),
        tmp_path / "c.html",
        scores=Table(("iri", "score"), [(Iri("urn:n:0"), None), (Iri("urn:n:1"), float("nan"))]),
    )
    assert scores_of(tmp_path / "c.html") == [None] * 7


def test_without_scores_there_is_no_scale(small_chart: Path) -> None:
    assert scores_of(small_chart) == [None] * 7
    assert data_of(small_chart)["scale"] is None


def test_scores_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(UsageError, match="no column 'degree' among the scores; there are iri, score"):
        link_chart(small(), scores=Table(("iri", "score"), []), score="degree")
    with pytest.raises(UsageError, match="choose size or colour"):
        link_chart(small(), scores={}, by="shape")  # type: ignore[arg-type]


# ---- in the browser


@pytest.mark.browser
def test_it_opens_without_any_request_or_violation(chromium: Browser, small_chart: Path) -> None:
    context = chromium.new_context()
    page, wrong, asked = watched(context)
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective))"
    )
    opened(page, small_chart)
    for name in VIEWS:
        view(page, name)
    saved(page, "png")
    assert page.evaluate("refused") == []
    assert asked == [small_chart.as_uri()]
    assert not wrong
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("what", "refused"),
    [
        ("Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' })", "script-src-elem"),
        ("Object.assign(document.createElement('style'), { textContent: 'body { display: none }' })", "style-src-elem"),
        ("Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' })", "img-src"),
        ("Object.assign(document.createElement('iframe'), { src: 'https://example.org/' })", "frame-src"),
    ],
)  # fmt: skip
def test_the_policy_refuses_whatever_is_not_ours(chromium: Browser, small_chart: Path, what: str, refused: str) -> None:
    context = chromium.new_context()
    page = opened(watched(context)[0], small_chart)
    page.evaluate(
        "window.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective))"
    )
    page.evaluate(f"document.body.append({what})")
    until(page, "refused.length === 1")
    assert page.evaluate("[refused[0], window.ran]") == [refused, None]
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "query", ["rim yong-hyok", "RÍM YONG", "yonghyok", "림용", "Ｒｉｍ", "hyok rim", "Kim Yong-hyok"]
)
def test_a_person_is_found_in_any_script_order_and_spelling(small_page: Page, query: str) -> None:
    find(small_page, query)
    assert heading(small_page) == "Rim Yong Hyok"


@pytest.mark.browser
@pytest.mark.parametrize("query", ["8517839", "imo 8517839", "IMO8517839", "мария", "maria", "sophia", "urn:n:0"])
def test_a_ship_is_found_by_number_former_name_and_iri(small_page: Page, query: str) -> None:
    find(small_page, query)
    assert heading(small_page) == "MARIA"


@pytest.mark.browser
def test_a_search_says_how_much_it_found_and_by_which_name(small_page: Page) -> None:
    small_page.fill("#search", "yong")
    assert small_page.inner_text("#count") == "1 of 7"
    small_page.fill("#search", "мари")
    assert small_page.locator("#list button").all_inner_texts() == ["MARIA Мария"]
    small_page.fill("#search", "no such thing")
    assert small_page.inner_text("#count") == "0 of 7"
    assert small_page.locator("#list button").count() == 0


@pytest.mark.browser
def test_the_panel_of_a_node_tells_all_that_is_known(small_page: Page) -> None:
    find(small_page, "maria")
    text = small_page.inner_text("#panel")
    for told in (
        "vessel · listed by an authority",
        "Мария",
        "IMO 8517839",
        "Two ships bear this name.",
        "seven individuals",
    ):
        assert told in text
    listings = small_page.locator("#panel .listings tbody tr").all_inner_texts()
    # The lifted one comes first.
    assert [line.split("\t") for line in listings] == [
        ["United States", "2022", "2024-05-01"],
        ["United States", "2023", "—"],
    ]
    small_page.locator("#panel .listings button").first.click()
    assert heading(small_page) == "he is one of the seven"


@pytest.mark.browser
def test_the_denial_stands_beside_the_accusation(small_page: Page) -> None:
    find(small_page, "maria")
    small_page.locator("#panel .tie", has_text="disputed").first.click()
    assert heading(small_page) == "North Korea sent by way of MARIA"
    columns = small_page.locator("#panel .said.both").first.locator("> section")
    assert [columns.nth(n).locator("h4").inner_text() for n in (0, 1)] == ["Asserted", "Denied"]
    assert "paraphrase 0" in columns.nth(0).inner_text()
    assert "speaker nay" in columns.nth(1).inner_text()
    left, right = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    text = small_page.inner_text("#panel")
    assert "according to speaker 0 for authority 0, in title 0 (publisher 0) on 2024-01-15, p5" in text
    for told in ("supply tie, 1 independent origin", "Event: the shipment", "2023-09", "read as: full text", "source grade B", "an origin of this claim", "test/77"):  # fmt: skip
        assert told in text


@pytest.mark.browser
def test_a_conflict_opens_the_other_claim_and_back_returns(small_page: Page) -> None:
    find(small_page, "maria")
    small_page.locator("#panel .tie", has_text="disputed").first.click()
    small_page.locator("#panel article").get_by_role("button", name="it never sailed").click()
    assert heading(small_page) == "it never sailed"
    assert "One ship, two places." in small_page.inner_text("#panel")
    small_page.get_by_role("button", name="Back").click()
    assert heading(small_page) == "North Korea sent by way of MARIA"
    assert small_page.locator("#panel h3", has_text="Also said of this event").count() == 1


@pytest.mark.browser
def test_a_source_is_linked_without_telling_where_from(small_page: Page) -> None:
    find(small_page, "maria")
    small_page.locator("#panel .tie", has_text="disputed").first.click()
    link = small_page.locator("#panel a").first
    assert link.get_attribute("href") == "https://example.org/0"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    assert link.get_attribute("target") == "_blank"


@pytest.mark.browser
def test_a_claim_can_be_cited(small_page: Page) -> None:
    find(small_page, "maria")
    small_page.locator("#panel .tie", has_text="corroborated").first.click()
    small_page.locator("#panel summary", has_text="Cite").click()
    assert small_page.inner_text("#panel .cite") == (
        "armsgraph, claim test/1: “it sent again” (corroborated), according to speaker 1 for authority 1, in “title 1”, publisher 1, "
        "2024-02-15, p5, https://example.org/1; speaker 0 for authority 0, in “title 0”, publisher 0, 2024-01-15, p5, "
        f"https://example.org/0. {CLAIM}1"
    )


@pytest.mark.browser
def test_the_page_says_what_a_line_means_and_on_what_it_rests(small_page: Page) -> None:
    text = small_page.inner_text("footer")
    assert "some cited source asserts this, and no curator has refuted or withdrawn it" in text
    assert "4 nodes, 4 edges (Supply, Diplomacy, Identity)" in text
    assert "3 documents without a date left out." in text


@pytest.mark.browser
def test_panels_of_a_real_graph_are_text_to_the_last_word(page: Page, kg: KnowledgeGraph, tmp_path: Path) -> None:
    net = kg.network()
    link_chart(net, tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    one_of_each_kind = {kind: label for label, kind in zip(net.nodes.label, net.nodes.kind, strict=True)}
    for name in one_of_each_kind.values():
        find(page, name)
        assert heading(page) == name
        assert unread(page) == [], name
        page.locator("#panel .tie").first.click()
        assert unread(page) == [], name


def unread(page: Page) -> list[str]:
    text = page.inner_text("#panel")
    return [odd for odd in ("[object", "undefined", "null", "NaN") if odd in text]


@pytest.mark.browser
def test_scores_set_the_colour_and_the_legend_says_so(page: Page, tmp_path: Path) -> None:
    link_chart(small(), tmp_path / "c.html", scores={"urn:n:0": 1.0, "urn:n:2": 0.25}, by="colour", score="degree")
    opened(page, tmp_path / "c.html")
    assert "colour of a node: degree" in page.inner_text("#widths")
    svg = saved(page, "svg").decode()
    assert "4 nodes, 4 ties; colour of a node: degree" in svg
    fills = {
        title: fill
        for fill, title in re.findall(r'<g [^>]*><path [^>]*?fill="([^"]*)"[^>]*/>.*?<title>([^<]*)</title></g>', svg)
    }
    # From --low #e8eef4 to --high #0b4a8f by the root of the share: one has all, a quarter is half way, none is no colour.
    assert fills["MARIA"] == "rgb(11,74,143)"
    assert fills["Rim Yong Hyok"] == "rgb(122,156,194)"
    assert fills["North Korea"] == "#ffffff"


@pytest.mark.browser
def test_scores_set_the_size(page: Page, tmp_path: Path) -> None:
    link_chart(small(), tmp_path / "c.html", scores={"urn:n:0": 4, "urn:n:2": 1})
    svg = saved(opened(page, tmp_path / "c.html"), "svg").decode()
    size = {
        title: float(scale)
        for scale, title in re.findall(r"<g [^>]*scale\(([\d.]+)\).*?<title>([^<]*)</title></g>", svg)
    }
    assert size["MARIA"] > size["Rim Yong Hyok"] > size["seven individuals"]
    assert "4 nodes, 4 ties; size of a node: score" in svg


@pytest.mark.browser
def test_the_ten_highest_scores_are_named_where_there_is_no_room_for_all(page: Page, tmp_path: Path) -> None:
    # A ring of 300, all alike but for eleven scores, of which the lowest goes without a mark.
    net = network([(f"node {n}", f"node {(n + 1) % 300}") for n in range(300)])
    scores = {net.nodes.iri[net.nodes.label.index(f"node {27 * n}")]: n + 5.0 for n in range(11)}
    link_chart(net, tmp_path / "c.html", scores=scores)
    svg = saved(opened(page, tmp_path / "c.html"), "svg").decode()
    named = re.findall(r'<text [^>]*font-weight="(\d+)"[^>]*text-anchor[^>]*>(node \d+)</text>', svg)
    assert len(named) < 300
    assert {name for weight, name in named if weight == "650"} == {f"node {27 * n}" for n in range(1, 11)}


# ---- in a notebook


@pytest.mark.browser
def test_it_draws_itself_in_a_notebook(page: Page) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.set_content(f"<!doctype html><body>{link_chart(small())._repr_html_()}")
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready]")
    assert frame.inner_text("#shown") == "4 nodes and 4 ties shown"
    frame.fill("#search", "мария")
    frame.press("#search", "Enter")
    assert frame.inner_text("#panel h2") == "MARIA"
    for name in VIEWS:
        frame.click(f"#tab-{name}")
        assert frame.is_visible(f"#{name}")
    assert frame.evaluate("(() => { try { return parent.document.title; } catch { return 'barred'; } })()") == "barred"
    assert requested == []


@pytest.mark.browser
def test_where_a_notebook_lets_nothing_be_saved_the_page_does_not_claim_it(page: Page) -> None:
    # The sandbox lets no file out of the frame; the clipboard is open to it.
    files: list[Any] = []
    page.on("download", lambda download: files.append(download))
    page.set_content(f"<!doctype html><body>{link_chart(small())._repr_html_()}")
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready]")
    frame.click("#csv")
    page.wait_for_timeout(300)
    assert files == []
    assert "saved" not in frame.inner_text("#saved")


# ---- hostile text

HOSTILE = (
    "<img src=x onerror=\"window.ran='img'\">",
    "</script><script>window.ran='script'</script>",
    "\"'><svg onload=window.ran='svg'>",
    "{{ 7*7 }}<!-- ${window.ran='template'}",
    "]]></title></text><a href=\"javascript:window.ran='link'\">x</a>",
    "&lt;b&gt; &amp; &#60;",
    "a very long text " * 200 + "x" * 2000,
)


def hostile(text: str) -> Network:
    """Return the small network with a text in every field that takes one."""
    net = small()
    passages = {p.iri: bad(p, text) for c in net.claims.values() for p in (*c.asserted, *c.denied)}

    def spoilt(c: Claim) -> Claim:
        said = {
            f: tuple(passages[p.iri] for p in getattr(c, f) if p.iri in passages)
            for f in ("asserted", "denied", "origins")
        }
        return replace(c, sentence=text, reason=text, when=text, notes=(text,), confidence=text, **said)  # type: ignore[arg-type]

    legs = net.legs() if net.legs else net
    return replace(
        net,
        nodes=bad_nodes(net.nodes, text),
        edges=replace(net.edges, label=[text] * 4, when=[text] * 4, event_label=[text] * 4),
        records={iri: spoilt(c) for iri, c in net.claims.items()},
        notes=(text,),
        legs=lambda: replace(
            legs, nodes=bad_nodes(legs.nodes, text), edges=replace(legs.edges, label=[text] * 4), records={}
        ),
    )


def bad(passage: Passage, text: str) -> Passage:
    told = {f.name: text for f in fields(Passage) if f.type == "str"}
    lists: Mapping[str, Any] = dict.fromkeys(("speakers", "spoken_for", "relies_on", "voice_names"), (text,))
    return replace(passage, **{**told, **lists, "issued": text, "address": text})


def bad_nodes(nodes: Nodes, text: str) -> Nodes:
    count = len(nodes.iri)
    several = {
        name: [(text,)] * count for name in ("names", "misspellings", "identifiers", "sides", "roles", "lists", "notes")
    }
    listing = Listing(Iri("l"), Iri("t"), Iri("a"), text, Iri("c"), True, None, None, text, None)
    return replace(
        nodes, label=[text] * count, translations=[(f"{text}@ko",)] * count, listings=[(listing,)] * count, **several
    )


def elements(page: Page) -> set[str]:
    """Return the names of the elements that there are, and of those that could run or load something each attribute."""
    return set(
        page.evaluate("""() => [...document.querySelectorAll("*")].flatMap((one) => [one.localName,
            ...[...one.attributes].filter(({ name, value }) => name.startsWith("on") || /^\\s*(javascript|vbscript):/i.test(value)).map(({ name, value }) => `${name}=${value}`)])""")
    )


@pytest.fixture(scope="module")
def harmless(small_once: Shared) -> set[str]:
    return walk(reset(small_once[0]))


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE, ids=["image", "script", "svg", "template", "link", "entities", "long"])
def test_hostile_text_in_every_field_is_shown_and_does_not_run(
    page: Page, harmless: set[str], tmp_path: Path, text: str
) -> None:
    link_chart(hostile(text), tmp_path / "c.html", title=text)
    assert walk(opened(page, tmp_path / "c.html")) <= harmless
    assert page.evaluate("window.ran") is None
    assert page.title() == " ".join(text.split())
    view(page, "chart")
    find(page, "")
    assert page.text_content("#panel h2") == text
    assert text in (page.text_content("footer") or "")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def walk(page: Page) -> set[str]:
    """Look at every view, at a panel of each sort and at the print, and return which elements were there."""
    found: set[str] = set()
    for name in VIEWS:
        view(page, name)
        found |= elements(page)
    view(page, "chart")
    page.locator("#list button").nth(0).click()
    found |= elements(page)
    for place in (".tie", ".claim button, .tie"):
        page.locator(f"#panel {place}").last.click()
        found |= elements(page)
    page.fill("#search", "a")
    page.fill("#search", "")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    found |= elements(page)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.keyboard.press("Escape")
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    ["javascript:window.ran=1", "data:text/html,<script>1</script>", "file:///etc/passwd", "JaVaScRiPt:window.ran=1", "//example.org", "https://example.org/\u202egpj"],
)  # fmt: skip
def test_other_addresses_are_text(page: Page, tmp_path: Path, address: str) -> None:
    net = small()
    records = {
        iri: replace(c, asserted=tuple(replace(p, address=address) for p in c.asserted))
        for iri, c in net.claims.items()
    }
    link_chart(replace(net, records=records), tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    view(page, "sources")
    assert page.locator("#sources a").count() == 0
    find(page, "maria")
    page.locator("#panel .tie", has_text="disputed").first.click()
    assert address.replace("\u202e", "⟦U+202E⟧") in page.inner_text("#panel .passage >> nth=0")
    assert page.locator("#panel a").count() == 0


@pytest.mark.browser
def test_direction_marks_are_shown_and_names_are_isolated(page: Page, tmp_path: Path) -> None:
    labels = ["\u202egnp.exe", "שלום", "c\u2066d", "e\x00f"]
    link_chart(small(label=labels, names=[(name,) for name in labels]), tmp_path / "c.html", title="\u202eevil")
    opened(page, tmp_path / "c.html")
    assert page.title() == page.inner_text("h1") == "⟦U+202E⟧evil"
    find(page, "gnp")
    assert page.text_content("#panel h2") == "⟦U+202E⟧gnp.exe"
    find(page, "שלום")
    assert page.text_content("#panel h2") == "שלום"
    for place in ("#panel h2 bdi", "#list bdi", "#panel .tie bdi"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{place}')).unicodeBidi") == "isolate", place
    view(page, "table")
    assert page.locator("#table td bdi", has_text="⟦U+202E⟧gnp.exe").count() == 2


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE[:5])
def test_a_hostile_address_of_the_page_runs_nothing_and_changes_nothing(small_page: Page, text: str) -> None:
    names = ("view", "node", "source", "listed", "labels", "path", "around", "hide", "without", "support")
    for asked in (text, quote(text), *(f"{name}={quote(text)}" for name in names)):
        ask(small_page, asked)
        assert small_page.evaluate("window.ran") is None
        assert (asked, shown(small_page), heading(small_page)) == (asked, (4, 4), "")
