"""What the page of the link chart gives away: pictures, a table and a print, each of what is shown."""

from __future__ import annotations

import base64
import csv
import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from armsgraph import layout
from armsgraph.charts import link_chart
from armsgraph.pages import visible
from armsgraph.table import columns_of
from chart_page import COLOURS, ask, find, opened, rows, saved, shown, small, until, view

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "defs", "marker", "path", "rect", "g", "circle", "text"}


def picture(page: Page) -> ElementTree.Element:
    """Save the picture and check that it is one, with nothing in it that runs or leads anywhere."""
    root = ElementTree.fromstring(saved(page, "svg"))
    for one in root.iter():
        assert one.tag.removeprefix(SVG) in ALLOWED, one.tag
        for name, value in one.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name.lower()
            assert "url(" not in value or value == "url(#to)"
            assert "NaN" not in value
            assert "Infinity" not in value
            assert "undefined" not in value
    return root


def titles(root: ElementTree.Element) -> list[str]:
    return [group.findtext(f"{SVG}title") or "" for group in root.findall(f"{SVG}g")]


def named(root: ElementTree.Element, label: str) -> tuple[float, float]:
    """Return where in the picture of a node its symbol stands."""
    group = next(group for group in root.findall(f"{SVG}g") if group.findtext(f"{SVG}title") == label)
    place = re.match(r"translate\((\S+) (\S+)\)", group.get("transform", ""))
    assert place
    return float(place[1]), float(place[2])


# ---- SVG


def test_the_picture_has_every_node_and_tie_with_its_title(small_page: Page) -> None:
    root = picture(small_page)
    assert root.findtext(f"{SVG}title") == "Of a ship & a “state”"
    assert sorted(titles(root)) == ["MARIA", "North Korea", "Rim Yong Hyok", "seven individuals"]
    ties = [path.findtext(f"{SVG}title") for path in root.findall(f"{SVG}path")]
    assert sorted(filter(None, ties)) == [
        "North Korea sent by way of MARIA",
        "North Korea sent by way of MARIA",
        "Rim Yong Hyok is one of seven individuals",
        "Rim Yong Hyok met North Korea",
    ]
    texts = [text.text for text in root.findall(f"{SVG}text")]
    for told in ("MARIA", "supply", "diplomacy", "identity, counted lists", "4 nodes, 4 ties", "Of a ship & a “state”"):
        assert told in texts
    told = " ".join(filter(None, texts))
    assert "It does not say that it is so. Not an accusation, not legal advice, not a screening tool." in told


def test_every_word_of_the_picture_is_inside_it(page: Page, small_page: Page) -> None:
    ask(
        small_page, "source=publisher%3Apublisher+1&happened=2000-01-01/2030-12-31&origins=0&disputed=keep&events=nodes"
    )
    page.set_content(saved(small_page, "svg").decode())
    sides = """() => {
        const svg = document.querySelector("svg"), all = svg.getBoundingClientRect();
        return [...svg.querySelectorAll("text")].map((text) => [text.getBoundingClientRect(), text.textContent])
            .filter(([box]) => box.left < all.left || box.right > all.right || box.top < all.top || box.bottom > all.bottom + 1)
            .map(([, text]) => text);
    }"""
    assert page.evaluate(sides) == []


def test_lines_show_support_category_and_direction(small_page: Page) -> None:
    lines = {
        (
            path.findtext(f"{SVG}title") or "",
            path.get("stroke-width"),
            path.get("stroke-dasharray"),
            path.get("marker-end"),
        )
        for path in picture(small_page).findall(f"{SVG}path")
        if path.find(f"{SVG}title") is not None
    }
    # One origin is thin and two that share no voice are wider; who met is tied in no direction.
    assert lines == {
        ("North Korea sent by way of MARIA", "1.6", None, "url(#to)"),
        ("North Korea sent by way of MARIA", "3", None, "url(#to)"),
        ("Rim Yong Hyok met North Korea", "1.6", "2 4", None),
        ("Rim Yong Hyok is one of seven individuals", "1.6", "5 5", "url(#to)"),
    }


def test_parallel_ties_are_bent_apart(small_page: Page) -> None:
    paths = {
        path.get("d") or ""
        for path in picture(small_page).findall(f"{SVG}path")
        if "sent by" in (path.findtext(f"{SVG}title") or "")
    }
    assert len(paths) == 2
    assert all("Q" in path for path in paths)


def test_the_picture_has_what_is_shown_and_says_what_is_not(small_page: Page) -> None:
    ask(small_page, "without=Supply")
    root = picture(small_page)
    assert sorted(titles(root)) == ["North Korea", "Rim Yong Hyok", "seven individuals"]
    assert "3 nodes, 2 ties; without ties: Supply" in [text.text for text in root.findall(f"{SVG}text")]


def test_hostile_labels_are_text_in_the_picture(page: Page, tmp_path: Path) -> None:
    labels = ["</title><script>alert(1)</script>", '" onload="alert(1)', "\u202eevil & <b>", "a\x01\x0b"]
    link_chart(small(label=labels), tmp_path / "c.html", title="</svg><script>alert(1)</script>")
    root = picture(opened(page, tmp_path / "c.html"))
    assert sorted(titles(root)) == sorted(visible(label) for label in labels)


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF])
def test_what_no_xml_may_hold_spoils_no_picture(page: Page, tmp_path: Path, code: int) -> None:
    link_chart(small(label=[f"a{chr(code)}b", "c", "d", "e"]), tmp_path / "c.html")
    assert len(titles(picture(opened(page, tmp_path / "c.html")))) == 4
    assert saved(page, "png")[:4] == b"\x89PNG"


def test_labels_in_the_picture_cover_neither_each_other_nor_more_than_the_layout_gave_them(
    page: Page, whole_chart: Path
) -> None:
    opened(page, whole_chart, "without=Legal+Identity+Supply")
    root = picture(page)
    boxes = []
    for text in root.findall(f"{SVG}text"):
        if text.get("font-weight") in ("450", "650") and text.get("text-anchor") == "middle" and text.text:
            assert columns_of(text.text) <= layout.LINE_COLUMNS
            size, x, y = (float(text.get(name, "")) for name in ("font-size", "x", "y"))
            boxes.append((x - 0.2 * size * len(text.text), y - 0.7 * size, x + 0.2 * size * len(text.text), y))
    assert len(boxes) > 50
    assert not [
        (a, b) for a in boxes for b in boxes if a < b and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


# ---- PNG


def test_the_png_is_the_same_in_twice_as_many_pixels(small_page: Page) -> None:
    root, png = picture(small_page), saved(small_page, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * float(root.get("width", "")), 2 * float(root.get("height", "")))
    left, top, wide, _ = map(float, root.get("viewBox", "").split())
    pixel = width / wide
    for label, family in (("North Korea", "State"), ("Rim Yong Hyok", "Person")):
        x, y = named(root, label)
        assert colour_at(small_page, png, round((x - left) * pixel), round((y - top) * pixel)) == COLOURS[family]
    assert colour_at(small_page, png, 2, 2) == "#ffffff"


def colour_at(page: Page, png: bytes, x: int, y: int) -> str:
    """Let the browser draw a picture and tell the colour of one of its pixels."""
    return str(
        page.evaluate(
            """async ([picture, x, y]) => {
                const image = new Image();
                image.src = `data:image/png;base64,${picture}`;
                await image.decode();
                const canvas = document.createElement("canvas");
                [canvas.width, canvas.height] = [image.width, image.height];
                const ctx = canvas.getContext("2d");
                ctx.drawImage(image, 0, 0);
                return "#" + [...ctx.getImageData(x, y, 1, 1).data].slice(0, 3).map((band) => band.toString(16).padStart(2, "0")).join("");
            }""",
            [base64.b64encode(png).decode(), x, y],
        )
    )


def test_files_are_called_by_the_title(small_page: Page) -> None:
    for name in ("svg", "png", "csv"):
        with small_page.expect_download() as download:
            small_page.click(f"#{name}")
        assert download.value.suggested_filename == f"Of-a-ship-a-state.{name}"
        assert small_page.inner_text("#saved") == f"{name.upper()} saved"


# ---- CSV


def test_the_csv_has_a_row_for_each_tie_with_who_says_and_denies_it(small_page: Page) -> None:
    first = rows(small_page)[0]
    assert first == {
        "From": "North Korea", "Tie": "sent by way of", "To": "MARIA", "Category": "supply", "When": "2023-09", "Support": "alleged",
        "Disputed": "≠ disputed", "Origins": "1", "According to": "authority 0", "Documents": "title 0", "Denied by": "speaker nay",
        "Addresses": "https://example.org/0", "Claims": "https://w3id.org/armsgraph/claim/test/0", "From IRI": "urn:n:1", "To IRI": "urn:n:0",
    }  # fmt: skip
    assert [row["Origins"] for row in rows(small_page)] == ["1", "2", "1", "1"]


def test_the_csv_comes_in_the_order_of_the_table(small_page: Page) -> None:
    view(small_page, "table")
    small_page.get_by_role("button", name="To", exact=True).click()
    cells = small_page.locator("#table tbody td:nth-child(3)").all_inner_texts()
    assert [row["To"] for row in rows(small_page)] == cells == ["MARIA", "MARIA", "North Korea", "seven individuals"]
    small_page.get_by_role("button", name="From", exact=True).click()


def test_the_csv_runs_no_formula_and_reads_back(page: Page, tmp_path: Path) -> None:
    labels = ["=1+1", '@SUM("a,b")\nx', "+1", "-\t1"]
    net = small(label=labels)
    net.edges.label[:] = ['say "so", he', "two\nlines", "\tled by a tab", "=cmd|' /C calc'!A0"]
    link_chart(net, tmp_path / "c.html")
    opened(page, tmp_path / "c.html")
    text = saved(page, "csv").decode()
    assert text.endswith("\r\n")
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in table} == {15}
    assert {cell for row in table for cell in (row[0], row[2])} == {
        "From",
        "To",
        "'=1+1",
        '\'@SUM("a,b")\nx',
        "'+1",
        "'-\t1",
    }
    assert {row[1] for row in table} == {"Tie", 'say "so", he', "two\nlines", "'\tled by a tab", "'=cmd|' /C calc'!A0"}
    assert not [cell for row in table for cell in row if cell[:1] in tuple("=+-@\t\r")]


# ---- print


def test_the_print_has_the_picture_its_legend_the_ties_and_the_sources(small_page: Page) -> None:
    ask(small_page, "disputed=drop")
    small_page.evaluate("window.print = () => { window.printed = document.getElementById('print').cloneNode(true); }")
    small_page.click("#paper")
    until(small_page, "window.printed")
    assert small_page.evaluate("printed.querySelector('img').src.startsWith('data:image/svg+xml')")
    assert small_page.evaluate("printed.querySelectorAll('table tbody tr').length") == 3
    text = small_page.evaluate("printed.textContent")
    for told in ("Of a ship & a “state”", "4 nodes, 4 edges (Supply, Diplomacy, Identity)", "without what is disputed", "persons", "It does not say that it is so.", "identity, counted lists", "title 1", "publisher 2", "https://example.org/3"):  # fmt: skip
        assert told in text
    assert "title 4" not in text


def test_on_paper_is_the_print_alone_whatever_the_view(small_page: Page) -> None:
    for name in ("chart", "map", "table"):
        view(small_page, name)
        find(small_page, "maria")
        small_page.evaluate("dispatchEvent(new Event('beforeprint'))")
        small_page.emulate_media(media="print")
        until(small_page, "document.querySelector('#print img').complete")
        assert small_page.evaluate("document.querySelector('#print img').naturalWidth") > 600
        seen = small_page.evaluate(
            "[...document.body.children].filter((one) => one.checkVisibility()).map((one) => one.id || one.localName)"
        )
        assert seen == ["print"]
        if name == "map":
            marks = "[...document.querySelectorAll('#print .place')].map((one) => one.getBoundingClientRect().x)"
            one, other = small_page.evaluate(marks)
            assert abs(one - other) > 50
        assert small_page.locator("#print svg.map").count() == (name == "map")
        small_page.emulate_media(media="screen")
        small_page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert small_page.locator("#print *").count() == 0


def test_it_prints_to_pages(small_page: Page) -> None:
    paper = small_page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert len(paper) > 10_000


# ---- nothing shown


def test_where_nothing_is_shown_there_is_still_a_picture_a_table_and_a_print(small_page: Page) -> None:
    ask(small_page, "support=-")
    assert shown(small_page) == (0, 0)
    assert rows(small_page) == []
    root = picture(small_page)
    assert titles(root) == []
    assert min(float(root.get(name, "0")) for name in ("width", "height")) > 0
    assert saved(small_page, "png")[:4] == b"\x89PNG"
    small_page.evaluate("window.print = () => { window.printed_nothing = true; }")
    small_page.click("#paper")
    until(small_page, "window.printed_nothing")
