"""The report: one file to read and to print, without scripts, that shows who says what and who denies it."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from armsgraph import pages
from armsgraph.charts import report
from armsgraph.errors import InputError, UnknownNameError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from listed import LIFE, WORLD, check, link, listing, on
from small import full, sources

# Anna met Boris and, as one paper alone has it, sent shells; Carl denies it, two reckon how many, a third says another.
SAID = """
per:anna skos:altLabel "안나"@ko , "Анна"@ru , "アンナ"@ja ; skos:hiddenLabel "Hanna" ; arms:externalIdentifier "OFAC:1" ;
    skos:editorialNote "Not the singer." .
per:other a arms:Person ; rdfs:label "ANNA" ; arms:externalIdentifier "OFAC:2" .
per:carl rdfs:label "Carl" .
a:kr arms:foundIn doc:paper ; arms:locator "p5" ; arms:paraphrase "Seoul tells of shells." ; arms:accessedAs armsv:PressRelay ;
    arms:hasCredibility armsv:Credibility2 .
doc:paper dcterms:title "서울의 목록"@ko ; arms:address "https://example.org/paper"^^xsd:anyURI ; arms:hasReliability armsv:ReliabilityB .
doc:old a arms:Document ; rdfs:label "Old" ; arms:address "javascript:window.ran=1"^^xsd:anyURI .
a:carl a arms:Attestation ; arms:foundIn doc:old ; arms:statedBy per:carl ; arms:spokenFor sta:united-states .
eve:shells a arms:Shipment ; rdfs:label "shells by sea" ; arms:sentBy per:anna ; arms:sentTo per:boris ; arms:when "2023-09/2023-10" .
c:shells a arms:Claim ; arms:isAbout eve:shells ; arms:assertedIn a:kr ; arms:deniedIn a:carl .
c:flag a arms:Claim ; rdf:subject per:anna ; rdf:predicate arms:hasNationality ; rdf:object sta:south-korea ;
    arms:assertedIn a:kr ; arms:heldOn "2024-01-02"^^xsd:date ; arms:conflictsWith c:other-flag ; arms:reason "One passport." .
c:other-flag a arms:Claim ; rdf:subject per:boris ; rdf:predicate arms:hasNationality ; rdf:object sta:south-korea ; arms:assertedIn a:press .
c:wrong a arms:Claim ; rdf:subject per:anna ; rdf:predicate arms:locatedIn ; rdf:object sta:south-korea ; arms:assertedIn a:press ;
    arms:hasSupport armsv:Refuted ; arms:reason "The paper mistakes her for another." .
c:tie a arms:Claim ; rdf:subject per:boris ; rdf:predicate arms:actedFor ; rdf:object per:anna ; arms:assertedIn a:kr .
est:a a arms:Estimate ; rdfs:label "about 1,000 shells" ; arms:estimates eve:shells ; arms:hasUnit armsv:Round ; arms:hasBound armsv:About ;
    arms:amountMin 1000 ; arms:estimatedBy per:carl ; arms:estimatedOn "2024-02-01"^^xsd:date .
est:b a arms:Estimate ; rdfs:label "3,000 to 4,000 shells" ; arms:estimates eve:shells ; arms:hasUnit armsv:Round ; arms:hasBound armsv:Between ;
    arms:amountMin 3000 ; arms:amountMax 4000 .
c:a a arms:Claim ; arms:isAbout est:a ; arms:assertedIn a:kr .
c:b a arms:Claim ; arms:isAbout est:b ; arms:assertedIn a:press .
"""
TEXT = WORLD + SAID


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(sources(TEXT))


@pytest.fixture(scope="module")
def anna(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("report") / "anna.html"
    report(kg, full("per:anna"), place)
    return place


def written(turtle: str, entity: str, place: Path) -> Path:
    """Write the report of an entity of a small graph."""
    report(KnowledgeGraph(sources(turtle)), full(entity), place / "report.html")
    return place / "report.html"


def opened(page: Page, place: Path) -> Page:
    page.goto(place.as_uri())
    return page


def sections(page: Page) -> list[str]:
    return page.eval_on_selector_all("section[id]", "all => all.map(one => one.id)")


# ---- the file


def test_the_file_has_no_script_and_its_policy_allows_none(anna: Path) -> None:
    text = anna.read_text("utf-8")
    assert "<script" not in text.lower()
    (policy,) = map(html.unescape, re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "img-src data:" in policy


def test_the_same_graph_gives_the_same_bytes(anna: Path, tmp_path: Path) -> None:
    assert written(TEXT, "per:anna", tmp_path).read_bytes() == anna.read_bytes()


def test_whoever_is_asked_for_by_name_must_be_there_and_be_no_document(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="nothing goes by 'Anya'; near: "):
        report(kg, "Anya", tmp_path / "r.html")
    with pytest.raises(UsageError, match="statements-of-a-document"):
        report(kg, full("doc:paper"), tmp_path / "r.html")
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_one_clear_line(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(InputError, match="cannot be written"):
        report(kg, full("per:anna"), tmp_path / "file" / "r.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_ground(scheme: str) -> None:
    light, dark = (dict(re.findall(r"--(\w+): #(\w{6})", rule)) for rule in pages.text("base.css").split("@media")[:2])
    colour = {**light, **(dark if scheme == "dark" else {})}
    for ink in ("ink", "soft", "accent", "warn"):
        for ground in ("ground", "surface", "raised", "asserted", "denied"):
            one, other = sorted((_luminance(colour[name]) for name in (ink, ground)), reverse=True)
            assert (one + 0.05) / (other + 0.05) >= 4.5, (ink, ground)


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ---- in the browser


@pytest.mark.browser
def test_opens_without_any_request_or_violation(page: Page, anna: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
    )
    opened(page, anna)
    assert [url for url in asked if not url.startswith("data:")] == [anna.as_uri()]
    assert page.evaluate("refused") == []
    assert page.evaluate("getComputedStyle(document.body).display") == "grid"


@pytest.mark.browser
def test_who_it_is_in_every_script(page: Page, anna: Path) -> None:
    opened(page, anna)
    for language, name in (("ko", "안나"), ("ru", "Анна"), ("ja", "アンナ")):
        assert page.locator(f"#identity bdi[lang={language}]").inner_text() == name
    told = page.inner_text("#identity")
    assert "OFAC:1" in told
    assert "Not the singer." in told
    assert "derived" in told
    assert "ANNA (person, OFAC:2)" in told
    assert "Hanna" not in told


@pytest.mark.browser
def test_unknown_is_not_no(page: Page, kg: KnowledgeGraph, tmp_path: Path) -> None:
    asked = listing("per:boris", "sta:south-korea", on("announcedOn", "2024-05-24"), "a:kr")
    asked += check("per:boris", "sta:united-states", "2024-05-03")
    opened(page, written(TEXT + asked, "per:boris", tmp_path))
    rows = {row.split("\t")[0].strip(): row for row in page.locator("#lists tbody tr").all_inner_texts()}
    assert "listed 2024-05-24" in rows["South Korea"]
    assert "not listed as of 2024-05-03" in rows["United States"]
    assert "unknown" in rows["European Union"]
    assert "unknown" in rows["japan"]
    # Anna bears a number of a list, and nobody knows since when.
    report(kg, full("per:anna"), tmp_path / "anna.html")
    assert "bears a number of that list, OFAC:1, without a day" in opened(page, tmp_path / "anna.html").inner_text(
        "#lists"
    )
    report(kg, full("per:carl"), tmp_path / "carl.html")
    assert "is unknown" in opened(page, tmp_path / "carl.html").inner_text("#lists")
    assert page.locator("#lists table").count() == 0


@pytest.mark.browser
def test_a_delisting_comes_first(page: Page, tmp_path: Path) -> None:
    opened(page, written(TEXT + LIFE, "per:anna", tmp_path))
    assert "South Korea, 2025-01-02" in page.inner_text("header .notice")
    assert page.evaluate(
        "document.querySelector('.notice').compareDocumentPosition(document.querySelector('main')) & 4"
    )
    assert "delisted 2025-01-02" in page.inner_text("#lists")
    assert "lifted 2025-01-02" in page.inner_text("#lists")


@pytest.mark.browser
def test_a_listing_tells_number_law_programme_and_measure(page: Page, tmp_path: Path) -> None:
    turtle = listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"), more="").replace(
        "arms:imposedBy", 'arms:listIdentifier "KR-7" ; arms:imposesMeasure armsv:AssetFreeze ; arms:hasLegalBasis ins:act ; arms:imposedBy', 1
    )  # fmt: skip
    opened(
        page, written(TEXT + turtle + 'ins:act a arms:LegalInstrument ; rdfs:label "the act" .', "per:anna", tmp_path)
    )
    row = page.locator("#lists tbody", has_text="KR-7").inner_text()
    assert all(part in row for part in ("South Korea", "the act", "asset freeze", "alleged"))


@pytest.mark.browser
def test_the_timeline_is_in_order_and_as_precise_as_its_sources(page: Page, anna: Path) -> None:
    opened(page, anna)
    assert page.locator("#timeline tbody th").all_inner_texts() == ["2023-09 to 2023-10", "held on 2024-01-02"]
    assert "sent by" in page.inner_text("#timeline")


@pytest.mark.browser
def test_ties_say_how_well_they_are_backed_and_by_whom(page: Page, anna: Path) -> None:
    opened(page, anna)
    row = page.locator("#ties tr", has_text="acted for")
    assert re.sub(r"\s+", " ", row.inner_text()).startswith("Boris acted for … alleged South Korea")
    assert page.locator("#ties tr", has_text="disputed").count() == 1


@pytest.mark.browser
def test_a_well_backed_detail_makes_no_event_better_backed(page: Page, tmp_path: Path) -> None:
    turtle = """
    a:boris a arms:Attestation ; arms:foundIn doc:old ; arms:statedBy per:boris .
    c:leg a arms:Claim ; rdf:subject eve:shells ; rdf:predicate arms:hasParticipant ; rdf:object per:other ; arms:assertedIn a:kr , a:boris .
    """
    opened(page, written(TEXT + turtle, "per:anna", tmp_path))
    assert "corroborated" in page.locator("article.claim", has_text="has participant ANNA").inner_text()
    assert "corroborated" not in page.inner_text("#timeline")
    assert "corroborated" not in page.inner_text("#ties")


@pytest.mark.browser
def test_estimates_stand_side_by_side_and_are_never_summed(
    page: Page, kg: KnowledgeGraph, anna: Path, tmp_path: Path
) -> None:
    report(kg, full("eve:shells"), tmp_path / "event.html")
    for place in (anna, tmp_path / "event.html"):
        opened(page, place)
        assert page.locator("#estimates table").count() == 1
        assert sorted(page.locator("#estimates tbody th").all_inner_texts()) == ["3,000 to 4,000", "about 1,000"]
        assert page.locator("#estimates td", has_text="unknown").count() >= 2
        for total in ("4,000 to 5,000", "5,000", "2,500"):
            assert total not in page.inner_text("body")


@pytest.mark.browser
def test_contradictions_denials_and_what_fell(page: Page, anna: Path) -> None:
    opened(page, anna)
    assert page.locator("#contradictions h3").all_inner_texts() == [
        "Claims that cannot both be true",
        "Denials beside what they deny",
        "Refuted or withdrawn",
    ]
    assert "One passport." in page.inner_text("#contradictions")
    assert "The paper mistakes her for another." in page.inner_text("#contradictions")
    sides = page.locator("#contradictions .side", has=page.locator(".side-name"))
    assert [sides.nth(n).locator(".side-name").inner_text() for n in (0, 1)] == ["Asserted", "Denied"]
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert "Carl (for United States)" in sides.nth(1).inner_text()


@pytest.mark.browser
def test_every_claim_says_who_where_and_how_well(page: Page, anna: Path) -> None:
    opened(page, anna)
    claim = page.locator("article.claim", has_text="shells by sea").first
    told = re.sub(r"\s+", " ", claim.inner_text())
    for part in (
        "according to South Korea in 서울의 목록, Paper, 2024-06-01, p5: Seoul tells of shells.",
        "read as press relaying it; source graded B; passage graded 2; an origin",
        "Denied according to Carl (for United States) in Old, undated",
        "alleged disputed 2023-09 to 2023-10",
        f"Cite as {full('c:shells')}",
    ):
        assert part in told
    assert page.evaluate("[...document.links].every(a => !a.hash || document.getElementById(a.hash.slice(1)))")


@pytest.mark.browser
def test_sources_open_in_a_new_tab_if_their_address_may(page: Page, anna: Path) -> None:
    opened(page, anna)
    (link,) = page.locator("a[href]:not([href^='#'])").all()
    wanted = {"href": "https://example.org/paper", "target": "_blank", "rel": "noopener noreferrer nofollow"}
    assert {name: link.get_attribute(name) for name in wanted} == wanted
    assert "javascript:window.ran=1" in page.inner_text("#sources")
    assert page.locator("#sources [lang=ko]").inner_text() == "서울의 목록"


@pytest.mark.browser
def test_a_package_tells_whom_it_targets(page: Page, tmp_path: Path) -> None:
    package = """
    act:p a arms:SanctionsAction ; rdfs:label "package" ; arms:imposedBy sta:south-korea ; arms:announcedOn "2024-05-24"^^xsd:date .
    c:p a arms:Claim ; arms:isAbout act:p ; arms:assertedIn a:kr .
    des:x a arms:Designation ; arms:partOfAction act:p ; arms:targets per:anna ; arms:listIdentifier "KR-7" .
    c:x a arms:Claim ; arms:isAbout des:x ; arms:assertedIn a:kr .
    del:y a arms:Delisting ; arms:partOfAction act:p ; arms:targets per:boris .
    c:y a arms:Claim ; arms:isAbout del:y ; arms:assertedIn a:kr .
    """.replace("del:", "des:off-")
    opened(page, written(TEXT + package, "act:p", tmp_path))
    assert sections(page)[:2] == ["identity", "targets"]
    assert page.locator("#targets tbody th").all_inner_texts() == ["Boris", "Anna"]
    assert "taken off" in page.locator("#targets tr", has_text="Boris").inner_text()
    assert "KR-7" in page.locator("#targets tr", has_text="Anna").inner_text()
    assert "Boris: South Korea, 2024-05-24" in page.inner_text("header .notice")
    told = page.inner_text("#identity")
    assert "imposed by" in told
    assert "2024-05-24" in told


@pytest.mark.browser
def test_what_there_is_none_of_is_left_out_and_said_to_be_unknown(page: Page, tmp_path: Path) -> None:
    opened(page, written(WORLD + link("per:anna", "actedFor", "per:boris"), "per:anna", tmp_path))
    assert sections(page) == ["identity", "lists", "ties", "claims", "sources"]
    assert "timeline; estimates, side by side; contradictions. That is not a no." in page.inner_text("nav")
    opened(page, written(WORLD, "per:anna", tmp_path))
    assert sections(page) == ["identity", "lists"]


def test_a_claim_about_something_of_no_known_class_is_told(tmp_path: Path) -> None:
    turtle = """
    eve:odd arms:hasParticipant per:anna .
    c:odd a arms:Claim ; arms:isAbout eve:odd ; arms:assertedIn a:kr ; arms:when "2020" .
    """
    assert "<bdi>odd</bdi>" in written(TEXT + turtle, "per:anna", tmp_path).read_text("utf-8")


@pytest.mark.browser
def test_headings_and_tables_are_in_order(page: Page, anna: Path) -> None:
    opened(page, anna)
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.locator("table").count() == page.locator("table > caption").count() > 3
    assert page.locator("th:not([scope])").count() == 0
    assert page.locator("tbody tr:not(:has(th)):not(:not(:first-child))").count() == 0


EVIL = "<script>window.ran=1</script><img src=x onerror=window.ran=1>\"'&{{ 7*7 }}"


@pytest.mark.browser
def test_text_of_data_stays_text(page: Page, tmp_path: Path) -> None:
    evil = EVIL.replace("\\", "\\\\").replace('"', '\\"')
    fields = (
        r'(rdfs:label|skos:altLabel|skos:editorialNote|arms:paraphrase|arms:locator|arms:reason|arms:when|dcterms:title|'
        r'arms:externalIdentifier|arms:listIdentifier) "[^"]*"'
    )  # fmt: skip
    turtle = re.sub(fields, rf'\1 "{evil}\\u202E"', TEXT + LIFE)
    turtle = turtle.replace("https://example.org/paper", "javascript:window.ran=1")
    assert turtle.count("window.ran") > 20
    opened(page, written(turtle, "per:anna", tmp_path))
    assert page.evaluate("window.ran") is None
    assert page.locator("script, img, a[href^='javascript']").count() == 0
    assert page.text_content("h1") == EVIL + "⟦U+202E⟧"
    assert EVIL in page.title()
    for part in sections(page):
        assert "<script>window.ran=1</script>" in page.inner_text(f"#{part}"), part
    assert "\u202e" not in page.inner_text("body")
    assert page.evaluate("getComputedStyle(document.querySelector('h1 bdi')).unicodeBidi") == "isolate"


@pytest.mark.browser
def test_prints_on_paper(chromium: Browser, page: Page, anna: Path) -> None:
    printed = opened(page, anna).pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 0
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    address = page.evaluate("getComputedStyle(document.querySelector('a.out'), '::after').content")
    assert "https://example.org/paper" in address
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('tr')).breakInside") == "avoid"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_runs_off_the_screen(page: Page, shipped: KnowledgeGraph, tmp_path: Path, width: int) -> None:
    report(shipped, "MAIA-1", tmp_path / "ship.html")
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, tmp_path / "ship.html")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for unread in ("[object", "undefined", "None", "NaN"):
        assert not re.search(rf"\b{re.escape(unread)}\b", page.inner_text("main")), unread
