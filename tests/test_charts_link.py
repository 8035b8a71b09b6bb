"""The link chart: one file, offline, that shows who says what and runs nothing but our own script."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from armsgraph.charts import link_chart
from armsgraph.claims import Claim, Passage
from armsgraph.errors import InputError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Edges, Network, Nodes
from armsgraph.table import Iri

CLAIM = "https://w3id.org/armsgraph/claim/test/"


def passage(name: str, **given: Any) -> Passage:
    plain = Passage(
        Iri(f"urn:p:{name}"), (f"speaker {name}",), (), Iri("urn:d"), f"title {name}", "publisher", "2024-05-24",
        "https://example.org/a", "p5", f"paraphrase {name}", "full text", "B", (),
    )  # fmt: skip
    return replace(plain, **given)


def claim(number: int, sentence: str, **given: Any) -> Claim:
    plain = Claim(
        Iri(f"{CLAIM}{number}"), sentence, Iri("urn:n:0"), None, Iri("urn:n:1"), "Alleged", False, "2023", None, None,
        (), "", (passage(f"of {number}", is_origin=True),), (), (),
    )  # fmt: skip
    return replace(plain, **given)


def network() -> Network:
    """A state, a ship, a person and a group; two ties state → ship (one denied and in conflict), two others."""
    nodes = Nodes(
        iri=[Iri(f"urn:n:{n}") for n in range(4)],
        label=["North Korea", "MARIA", "Rim Yong Hyok", "seven individuals"],
        kind=["State", "Vessel", "Person", "Group"],
        names=[
            ("North Korea", "북한"),
            ("MARIA", "Мария"),
            ("Rim Yong Hyok", "림용혁", "Rím Yóng-Hyok"),
            ("seven individuals",),
        ],
        misspellings=[(), (), ("Kim Yong-hyok",), ()],
        identifiers=[(), ("IMO 8517839",), (), ()],
        sides=[(), (), ("North Korea",), ()],
        roles=[(), (), ("broker",), ()],
        lists=[(), ("United States",), (), ()],
    )
    denied = {"disputed": True, "denied": (passage("denying"),)}
    conflicting = {"subject": Iri("urn:event"), "object": None, "reason": "One ship, two places."}
    claims = [
        claim(1, "it sent by way of MARIA", **denied, conflicts=(Iri(CLAIM + "9"), Iri(CLAIM + "77"))),
        claim(2, "it sent again", support="Corroborated"),
        claim(3, "the two met", support="Declared", subject=Iri("urn:n:2"), object=Iri("urn:n:0")),
        claim(4, "he is one of the seven", subject=Iri("urn:n:2"), object=Iri("urn:n:3")),
        claim(9, "it never sailed", **conflicting, conflicts=(Iri(CLAIM + "1"),)),
    ]
    edges = Edges(
        key=[f"urn:e:{n}" for n in range(4)],
        source=[0, 0, 2, 2],
        target=[1, 1, 0, 3],
        directed=[True, True, False, True],
        label=["sent by way of", "sent by way of", "met", "is one of"],
        category=["Supply", "Supply", "Diplomacy", "Identity"],
        support=["Alleged", "Corroborated", "Declared", "Alleged"],
        disputed=[True, False, False, False],
        claim=[Iri(f"{CLAIM}{n}") for n in (1, 2, 3, 4)],
        claims=[(Iri(f"{CLAIM}{n}"),) for n in (1, 2, 3, 4)],
        event=[Iri("urn:event"), None, None, None],
        event_label=["the shipment", "", "", ""],
        when=["2023", "", "", ""],
        predicate=[None] * 4,
        earliest=[None] * 4,
        latest=[None] * 4,
        documents=[(Iri("urn:d"),)] * 4,
        reliability=["B"] * 4,
        credibility=[""] * 4,
        confidence=[""] * 4,
    )
    return Network(nodes, edges, {c.iri: c for c in claims}, ("3 documents without a date left out",))


def data_of(path: Path) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    link_chart(network(), tmp_path / "chart.html")
    return tmp_path / "chart.html"


# ---- the file


def test_edges_show_support_dispute_and_direction(chart: Path) -> None:
    first, second, met, _ = data_of(chart)["edges"]
    assert first["width"] < second["width"] < met["width"]
    assert [bool(edge["dashes"]) for edge in (first, second, met)] == [True, False, False]
    assert [edge["arrows"] for edge in (first, second, met)] == ["to", "to", ""]


def test_parallel_edges_are_bent_apart_and_single_ones_are_straight(chart: Path) -> None:
    first, second, met, _ = (edge["smooth"] for edge in data_of(chart)["edges"])
    assert {first["type"], second["type"]} == {"curvedCW", "curvedCCW"}
    assert met == {"enabled": False}


def test_opposite_edges_are_bent_apart_too(tmp_path: Path) -> None:
    net = network()
    net.edges.source[1], net.edges.target[1] = 1, 0
    link_chart(net, tmp_path / "c.html")
    first, second = (edge["smooth"] for edge in data_of(tmp_path / "c.html")["edges"][:2])
    # Seen from opposite ends, the same hand means opposite sides.
    assert first["type"] == second["type"]


def test_states_and_groups_can_be_left_out(tmp_path: Path) -> None:
    link_chart(network(), tmp_path / "c.html", states=False)
    assert [node["label"] for node in data_of(tmp_path / "c.html")["told"]["nodes"]] == [
        "Rim Yong Hyok",
        "seven individuals",
    ]
    link_chart(network(), tmp_path / "c.html", groups=False)
    assert "seven individuals" not in [node["label"] for node in data_of(tmp_path / "c.html")["told"]["nodes"]]


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        link_chart(network(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_conflict_with_a_claim_outside_the_chart_is_still_told(chart: Path) -> None:
    first = data_of(chart)["told"]["claims"][0]
    assert (first["conflicts"], first["conflicts_elsewhere"]) == ([4], ["test/77"])


def test_an_unwritable_place_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(InputError, match="cannot be written"):
        link_chart(network(), tmp_path / "file" / "chart.html")
    assert (tmp_path / "file").read_text() == "old"


def test_a_network_without_edges_is_a_page(tmp_path: Path) -> None:
    link_chart(Network(Nodes(), Edges(), {}), tmp_path / "c.html")
    assert "0 nodes, 0 edges" in (tmp_path / "c.html").read_text("utf-8")


# ---- in the browser


def opened(page: Page, path: Path) -> Page:
    page.goto(path.as_uri())
    page.wait_for_selector("#chart canvas")
    return page


STATE, PERSON, VESSEL, GROUP = [43, 58, 73], [0, 114, 178], [240, 228, 66], [124, 196, 238]


def spot(page: Page, colour: list[int]) -> tuple[float, float] | None:
    """Return the middle of what is drawn in a colour, on the screen."""
    page.wait_for_timeout(150)
    found = page.evaluate(
        """(colour) => {
        const canvas = document.querySelector("#chart canvas"), { left, top } = canvas.getBoundingClientRect();
        const { width, height, data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let [x, y, count] = [0, 0, 0];
        for (let n = 0; n < width * height; n++)
            if (colour.every((part, place) => data[4 * n + place] === part)) {
                [x, y, count] = [x + n % width, y + Math.floor(n / width), count + 1];
            }
        return count > 20 ? [left + x / count, top + y / count] : null;
    }""",
        colour,
    )
    return tuple(found) if found else None


def find(page: Page, query: str) -> None:
    page.fill("#search", query)
    page.press("#search", "Enter")


@pytest.mark.browser
def test_opens_without_any_request_or_violation(page: Page, chart: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
    )
    opened(page, chart)
    page.wait_for_timeout(200)
    assert [url for url in asked if not url.startswith("data:")] == [chart.as_uri()]
    assert page.evaluate("refused") == []


@pytest.mark.browser
@pytest.mark.parametrize("foreign", ["document.createElement('script')", "document.createElement('style')"])
def test_the_policy_refuses_any_other_script_and_style(chromium: Browser, chart: Path, foreign: str) -> None:
    context = chromium.new_context()
    page = opened(context.new_page(), chart)
    page.evaluate("""() => {
        window.refused = [];
        addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));
    }""")
    page.evaluate(f"""() => {{
        const element = {foreign};
        element.textContent = "window /* {{}} */";
        document.body.append(element);
    }}""")
    page.wait_for_function("refused.length === 1")
    context.close()


@pytest.mark.browser
def test_something_is_drawn_in_the_colour_of_each_kind_and_category(page: Page, chart: Path) -> None:
    opened(page, chart)
    page.wait_for_timeout(200)
    assert all(spot(page, colour) for colour in (STATE, PERSON, VESSEL, GROUP))


@pytest.mark.browser
@pytest.mark.parametrize("query", ["rim yong-hyok", "RÍM YONG", "yonghyok", "림용", "Ｒｉｍ"])
def test_a_person_is_found_in_any_script(page: Page, chart: Path, query: str) -> None:
    find(opened(page, chart), query)
    assert page.text_content("#panel h2") == "Rim Yong Hyok"


@pytest.mark.browser
@pytest.mark.parametrize("query", ["8517839", "imo 8517839", "мария", "maria"])
def test_a_ship_is_found_by_number_and_name(page: Page, chart: Path, query: str) -> None:
    find(opened(page, chart), query)
    assert page.text_content("#panel h2") == "MARIA"
    assert "IMO 8517839" in page.inner_text("#panel")
    assert "United States" in page.inner_text("#panel")


@pytest.mark.browser
def test_the_denial_stands_beside_the_accusation(page: Page, chart: Path) -> None:
    find(opened(page, chart), "maria")
    page.get_by_role("button", name="disputed").first.click()
    columns = page.locator("#panel .said.both > section")
    assert [columns.nth(n).locator("h4").inner_text() for n in (0, 1)] == ["Asserted", "Denied"]
    assert "paraphrase of 1" in columns.nth(0).inner_text()
    assert "speaker denying" in columns.nth(1).inner_text()
    left, right = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    text = page.inner_text("#panel")
    for told in (
        "North Korea sent by way of MARIA",
        "the shipment",
        "2023",
        "full text",
        "grade B",
        "an origin",
        "test/77",
    ):
        assert told in text


@pytest.mark.browser
def test_what_is_hidden_comes_back_when_it_is_asked_for(page: Page, chart: Path) -> None:
    opened(page, chart)
    vessels = page.get_by_label(re.compile("vessels"))
    supply = page.get_by_label(re.compile("supply"))
    vessels.uncheck()
    supply.uncheck()
    find(page, "maria")
    assert vessels.is_checked()
    assert not supply.is_checked()
    page.locator("#panel").get_by_role("button", name="sent by way of").first.click()
    assert supply.is_checked()


@pytest.mark.browser
def test_who_speaks_for_whom_reads_as_a_sentence(page: Page, kg: KnowledgeGraph, tmp_path: Path) -> None:
    link_chart(kg.network(), tmp_path / "c.html")
    find(opened(page, tmp_path / "c.html"), "wagner group")
    page.get_by_role("button", name="member of").first.click()
    assert "Ministry of Foreign Affairs of South Korea for South Korea" in page.inner_text("#panel")


@pytest.mark.browser
def test_every_panel_of_a_real_graph_is_text_to_the_last_word(page: Page, kg: KnowledgeGraph, tmp_path: Path) -> None:
    net = kg.network()
    link_chart(net, tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    for name in net.nodes.label:
        find(page, name)
        assert page.text_content("#panel h2") == name
        for unread in ("[object", "undefined", "null", "NaN"):
            assert unread not in page.inner_text("#panel"), (name, unread)
        ties = page.locator("#panel").get_by_role("button", name=re.compile(r"alleged|corroborated|declared"))
        ties.first.click()
        for unread in ("[object", "undefined", "null", "NaN"):
            assert unread not in page.inner_text("#panel"), (name, unread)


@pytest.mark.browser
def test_a_conflict_opens_the_other_claim_and_back_returns(page: Page, chart: Path) -> None:
    find(opened(page, chart), "maria")
    page.get_by_role("button", name="disputed").first.click()
    page.locator("#panel article").get_by_role("button", name="it never sailed").click()
    assert page.text_content("#panel h2") == "it never sailed"
    assert "One ship, two places." in page.inner_text("#panel")
    page.get_by_role("button", name="Back").click()
    assert page.text_content("#panel h2") == "North Korea sent by way of MARIA"
    assert page.locator("#panel h3", has_text="Also said of this event").count() == 1


@pytest.mark.browser
def test_a_source_is_linked_without_telling_where_from(page: Page, chart: Path) -> None:
    find(opened(page, chart), "maria")
    page.get_by_role("button", name="disputed").first.click()
    link = page.locator("#panel a").first
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    assert link.get_attribute("target") == "_blank"


@pytest.mark.browser
def test_the_keyboard_reaches_everything(page: Page, chart: Path) -> None:
    opened(page, chart)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "MARIA"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.text_content("#panel h2") == "North Korea"
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "North Korea sent by way of MARIA" in page.inner_text("#panel h2")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate("document.activeElement.textContent") == "North Korea"


@pytest.mark.browser
def test_a_click_on_a_node_and_on_an_edge_opens_the_panel(page: Page, chart: Path) -> None:
    opened(page, chart)
    person, group = spot(page, PERSON), spot(page, GROUP)
    assert person
    assert group
    page.mouse.click(*person)
    assert page.text_content("#panel h2") == "Rim Yong Hyok"
    page.keyboard.press("Escape")
    page.click("#fit")
    person, group = spot(page, PERSON), spot(page, GROUP)
    assert person
    assert group
    page.mouse.click((2 * person[0] + group[0]) / 3, (2 * person[1] + group[1]) / 3)
    page.wait_for_selector("#panel .said")
    assert page.text_content("#panel h2") == "Rim Yong Hyok is one of seven individuals"


@pytest.mark.browser
def test_the_legend_counts_and_hides(page: Page, chart: Path) -> None:
    opened(page, chart)
    assert page.inner_text("#families").split("\n") == [
        "Who and what",
        *("states", "1", "persons", "1", "groups, counted or listed", "1", "vessels", "1"),
    ]
    box = page.get_by_role("checkbox", name="supply")
    assert page.locator("label", has=box).inner_text().split() == ["supply", "2"]

    assert spot(page, VESSEL)
    box.focus()
    page.keyboard.press("Space")
    # The ship has no other ties, and goes with them.
    assert not spot(page, VESSEL)
    page.keyboard.press("Space")
    assert spot(page, VESSEL)


@pytest.mark.browser
def test_a_crowded_chart_starts_without_listings_and_groups(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("armsgraph.charts.link.CROWD", 3)
    link_chart(network(), tmp_path / "chart.html")
    opened(page, tmp_path / "chart.html")
    groups = page.locator("#families label", has_text="groups").locator("input")
    assert not groups.is_checked()
    find(page, "seven individuals")
    assert groups.is_checked()


@pytest.mark.browser
def test_the_page_says_what_a_line_means_and_on_what_it_rests(page: Page, chart: Path) -> None:
    text = opened(page, chart).inner_text("footer")
    assert "some cited source asserts this, and no curator has refuted or withdrawn it" in text
    assert "4 nodes, 4 edges (Supply, Diplomacy, Identity)" in text
    assert "3 documents without a date left out." in text


@pytest.mark.browser
def test_on_a_phone_the_panel_is_a_sheet_at_the_bottom(page: Page, chart: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, chart)
    page.get_by_role("button", name="Search and legend").click()
    find(page, "maria")
    sheet = page.locator("#panel").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 844
    assert sheet["y"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_the_shipped_graph_opens_whole(page: Page, shipped: KnowledgeGraph, tmp_path: Path) -> None:
    net = shipped.network()
    link_chart(net, tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    counts = page.locator("#categories .number").all_inner_texts()
    assert sum(map(int, counts)) == len(net.edges.key)
    # The list shows the first so many and says how many there are.
    assert page.locator("#list button").count() == min(200, len(net.nodes.iri))
    assert f"{len(net.nodes.iri)} nodes" in page.locator("#side").inner_text()


# ---- hostile text

HOSTILE = (
    "<img src=x onerror=\"window.ran='img'\">",
    "</script><script>window.ran='script'</script>",
    "\"'><svg onload=window.ran='svg'>",
    "{{ 7*7 }}<!-- ${window.ran='template'}",
)


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_not_run(page: Page, tmp_path: Path, text: str) -> None:
    net = network()
    bad = passage(
        "x", speakers=(text,), spoken_for=(text,), title=text, publisher=text, issued=text, locator=text,
        address="javascript:window.ran=1", paraphrase=text, accessed_as=text, reliability=text,
    )  # fmt: skip
    first = replace(net.claims[Iri(CLAIM + "1")], sentence=text, reason=text, when=text, asserted=(bad,), denied=(bad,))
    nodes = replace(net.nodes, label=[text] * 4, names=[(text,)] * 4, roles=[(text,)] * 4, identifiers=[(text,)] * 4)
    edges = replace(net.edges, label=[text] * 4, event_label=[text] * 4, when=[text] * 4)
    link_chart(Network(nodes, edges, {**net.claims, first.iri: first}, (text,)), tmp_path / "c.html", title=text)
    opened(page, tmp_path / "c.html")
    page.locator("#list button").nth(1).click()
    assert page.text_content("#panel h2") == text
    page.locator("#panel .tie", has_text="disputed").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.title() == text
    assert page.text_content("#panel .sentence") == text
    assert text in (page.text_content("#panel .passage") or "")
    assert text in (page.text_content("footer") or "")
    assert page.locator("img, #panel a, svg[onload]").count() == 0
    assert page.locator("script").count() == 3


@pytest.mark.browser
@pytest.mark.parametrize(
    "address", ["javascript:window.ran=1", "data:text/html,<script>1</script>", "file:///etc/passwd"]
)
def test_other_addresses_are_text(page: Page, tmp_path: Path, address: str) -> None:
    net = network()
    odd = replace(net.claims[Iri(CLAIM + "1")], asserted=(passage("x", address=address),), denied=())
    link_chart(replace(net, claims={**net.claims, odd.iri: odd}), tmp_path / "c.html")
    find(opened(page, tmp_path / "c.html"), "maria")
    page.locator("#panel .tie", has_text="disputed").first.click()
    assert address in page.inner_text("#panel .passage")
    assert page.locator("#panel a").count() == 0


@pytest.mark.browser
def test_direction_marks_are_shown_and_names_are_isolated(page: Page, tmp_path: Path) -> None:
    net = network()
    nodes = replace(
        net.nodes, label=["\u202egnp.exe", "שלום", "c", "d"], names=[("\u202egnp.exe",), ("שלום",), ("c",), ("d",)]
    )
    link_chart(replace(net, nodes=nodes), tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    find(page, "gnp")
    assert page.text_content("#panel h2") == "⟦U+202E⟧gnp.exe"
    find(page, "שלום")
    assert page.evaluate("getComputedStyle(document.querySelector('#panel h2 bdi')).unicodeBidi") == "isolate"
