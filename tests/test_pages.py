"""Text from data is harmless in every page."""

import base64
import hashlib
import json

import pytest

from armsgraph import pages


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
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"a</script><!--": ["<&>\u2028\u2029", 1, None, True, ["림"]]}


def test_data_can_be_encoded_whatever_it_holds() -> None:
    assert json.loads(str(pages.data(["\ud800\u202e"])).encode()) == ["⟦U+D800⟧⟦U+202E⟧"]


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
