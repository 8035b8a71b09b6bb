"""Text from data is harmless in every page."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armsgraph import pages
from armsgraph.charts.link import MODULES


def test_markup_is_escaped_and_steering_characters_are_shown() -> None:
    template = pages.environment(given='<b title="x">\u202eevil\x00').from_string("{{ given }}")
    assert template.render() == "&lt;b title=&#34;x&#34;&gt;⟦U+202E⟧evil⟦U+0000⟧"


@pytest.mark.parametrize("code", [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x7F, 0xD800])
def test_each_steering_character_gets_a_mark(code: int) -> None:
    assert pages.visible(f"a{chr(code)}b") == f"a⟦U+{code:04X}⟧b"


@pytest.mark.parametrize("text", ["림용혁", "Ким Чен Ын", "金正恩", "שלום", "می\u200cخواهم", "two\nlines", "é"])
def test_names_in_any_script_stay_as_they_are(text: str) -> None:
    assert pages.visible(text) == text


def test_data_cannot_end_its_element_and_reads_back() -> None:
    given = {"a</script><!--": ["<&>\u2028\u2029", 1, None, True, ("림",)]}
    written = str(pages.data(given))
    assert "<" not in written
    assert json.loads(written) == {"a</script><!--": ["<&>\u2028\u2029", 1, None, True, ["림"]]}
    assert in_a_page(written) == ["script", written, "/script", "b", "after", "/b"]


def in_a_page(written: str) -> list[str]:
    """Read a page as Python's parser of HTML does: a script element with this in it, then another element."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.append(tag)

        def handle_endtag(self, tag: str) -> None:
            found.append("/" + tag)

        def handle_data(self, data: str) -> None:
            found.append(data)

    reader = Reader()
    reader.feed(f'<script type="application/json">{written}</script><b>after</b>')
    reader.close()
    return found


def test_data_can_be_encoded_whatever_it_holds() -> None:
    assert json.loads(str(pages.data(["\ud800\u202e"])).encode()) == ["⟦U+D800⟧⟦U+202E⟧"]


# Where a string may stand in a value; data() writes it as it is unless something steers.
PLACES = {
    "alone": lambda text: text,
    "in a list": lambda text: [1, [text]],
    "in a tuple": lambda text: (text,),
    "as a value": lambda text: {"a": {"b": text}},
    "as a key": lambda text: {text: 1},
    "last of many": lambda text: ["x"] * 1000 + [text],
}
# Each character that steers, plain control characters among them; tabs and line ends are no more than white space.
STEERING = [*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("place", PLACES)
def test_what_steers_is_shown_wherever_it_stands(place: str) -> None:
    for code in {*STEERING, 0xD800, 0xDBFF, 0xDC00, 0xDFFF} - {ord("\n"), ord("\t")}:
        written = pages.data(PLACES[place](f"a{chr(code)}b"))
        assert json.loads(written) == json.loads(json.dumps(PLACES[place](f"a⟦U+{code:04X}⟧b"))), hex(code)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "text", ["two\nlines", "a\ttab", "back\\slash", "\\u202e", "\\b", '"\\"', "림", "می\u200cخواهم", "😀"]
)
def test_what_does_not_steer_reads_back_as_it_was(place: str, text: str) -> None:
    assert json.loads(pages.data(PLACES[place](text))) == json.loads(json.dumps(PLACES[place](text)))


@given(
    st.recursive(
        st.text() | st.integers() | st.none() | st.booleans() | st.floats(),
        lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    )
)
def test_data_is_safe_and_visible_whatever_it_holds(value: object) -> None:
    written = str(pages.data(value))
    assert "<" not in written
    assert in_a_page(written)[1:3] == [written, "/script"]
    assert written == pages.visible(written)
    assert all(pages.visible(text) == text for text in strings(json.loads(written, parse_constant=pytest.fail)))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_foreign_json_is_embedded_with_its_meaning() -> None:
    assert json.loads(str(pages.embed('{"a": "</script>\u2028"}'))) == {"a": "</script>\u2028"}
    assert "</" not in pages.embed('"</script>"')


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c&d=%20#e", "HTTP://example.org", "https://ko.example/림"]
)
def test_web_addresses_become_links(address: str) -> None:
    assert pages.web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "java\nscript:alert(1)",
        " https://example.org",
        "https://example.org/\n",
        "https://example.org/a b",
        'https://example.org/"onclick=x',
        "https://example.org/\u202egpj",
        "//example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
    ],
)
def test_other_addresses_do_not(address: str) -> None:
    assert pages.web_address(address) == ""


def test_the_hash_is_that_of_the_text_as_a_browser_reads_it() -> None:
    source, allowed = pages.inline("a\r\nb\rc")
    assert source == "a\nb\nc"
    assert allowed == "'sha256-" + base64.b64encode(hashlib.sha256(b"a\nb\nc").digest()).decode() + "'"


@pytest.mark.parametrize("source", ["x</script >", "x</STYLE>", "<!-- x"])
def test_a_script_that_would_end_its_element_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="end of its own element"):
        pages.inline(source)


def test_a_value_that_a_template_misses_is_an_error() -> None:
    with pytest.raises(Exception, match="undefined"):
        pages.environment().from_string("{{ nothing }}").render()


# ---- one script of several modules


def bundled(monkeypatch: pytest.MonkeyPatch, **modules: str) -> str:
    monkeypatch.setattr(pages, "text", lambda name: modules[name.removeprefix("some/").removesuffix(".js")])
    return pages.bundle("some", list(modules))


def test_modules_become_one_script_and_keep_their_names_to_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    script = bundled(
        monkeypatch,
        one="const own = 2;\nexport const double = (n) => own * n;\nexport const three$ = 3;",
        two='import { double, three$ } from "./one.js";\nconst own = 7;\nexport const six = double(three$);',
        three='import { six } from "./two.js";\nconsole.log(six);\nconsole.log(typeof own, typeof double);',
    )
    assert script.startswith('"use strict";\n(() => {\n')
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    assert "const { double, three$ } = $one;" in script
    assert "return { double, three$ };" in script
    node = shutil.which("node")
    if node:
        said = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True, timeout=60)
        assert said.stdout.split() == ["6", "undefined", "undefined"]


def test_a_module_that_exports_nothing_is_a_block_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "const $one = (() => {\nlet a = 1;\nreturn {  };\n})();" in bundled(monkeypatch, one="let a = 1;")


def test_every_module_of_the_chart_is_in_its_script_after_what_it_imports() -> None:
    folder = resources.files(pages).joinpath("link")
    assert sorted(MODULES) == sorted(
        path.name.removesuffix(".js") for path in folder.iterdir() if path.name.endswith(".js")
    )
    for place, module in enumerate(MODULES):
        source = pages.text(f"link/{module}.js")
        imported = re.findall(r'from "\./(\w+)\.js"', source)
        assert set(imported) <= set(MODULES[:place]), module
    # No module syntax is left over that the bundle does not know.
    assert not re.search(r"^\s*(import|export)\b", pages.bundle("link", MODULES), re.MULTILINE)
