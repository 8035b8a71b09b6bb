"""A table is written as CSV, JSON and text without doing harm on the way."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import sys
import unicodedata
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armsgraph.errors import UsageError
from armsgraph.store import LocalStore
from armsgraph.table import Cell, Iri, Table, Text, as_csv, as_json, as_text, columns_of, readable

SMALL = Table(("name", "number"), [("림용혁", 1), ("Rim", None)])


def test_rows_columns_and_records() -> None:
    assert len(SMALL) == 2
    assert list(SMALL) == [("림용혁", 1), ("Rim", None)]
    assert SMALL.column("number") == [1, None]
    assert SMALL.records() == [{"name": "림용혁", "number": 1}, {"name": "Rim", "number": None}]
    assert SMALL.without(["name", "unheard of"]) == Table(("number",), [(1,), (None,)])


# ---- as an object


LONG = Table(("number",), [(n,) for n in range(25)], ("a note",))


def test_it_tells_its_size_and_shows_the_first_rows() -> None:
    assert repr(LONG) == "<Table: 25 rows of number>"
    lines = str(LONG).splitlines()
    assert [line.strip() for line in lines[2:]] == [*map(str, range(20)), "… and 5 more rows"]
    assert str(SMALL).count("\n") == 4


def test_some_columns_in_the_order_asked_for() -> None:
    assert SMALL.only(["number", "name"]).rows == [(1, "림용혁"), (None, "Rim")]
    with pytest.raises(UsageError, match="no column 'nmae'; there are name, number"):
        SMALL.only(["nmae"])


def test_parts_of_it_keep_its_notes() -> None:
    assert LONG.head(2) == Table(("number",), [(0,), (1,)], ("a note",))
    assert len(LONG.head(None)) == 25
    assert LONG.without(["number"]).notes == ("a note",)


def test_a_notebook_shows_it_with_its_notes_and_runs_nothing() -> None:
    html = Table(("<b>",), [("<script>alert(1)</script>",), (0.123456,)], ("a < b",))._repr_html_()
    cells = re.findall("<t[dh]>(.*?)</t[dh]>", html)
    assert cells == ["&lt;b&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;", "0.1235"]
    assert html.endswith("<p>a &lt; b</p>")


@pytest.mark.parametrize(
    ("cell", "shown"), [(0.000123456, "0.0001235"), (9999.96, "10000"), (12345.6, "12346"), (2.0, "2")]
)
def test_floats_are_cut_for_the_eye_alone(cell: float, shown: str) -> None:
    assert as_text(Table(("x",), [(cell,)])).split()[-1] == shown
    assert as_csv(Table(("x",), [(cell,)])) == f"x\n{cell}\n"


# ---- CSV


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_that_would_start_a_formula_is_led_by_an_apostrophe(lead: str) -> None:
    for cell in (lead + "cmd|' /C calc'!A0", Text(lead + "1", language="en"), Iri(lead)):
        [[_], [written]] = csv.reader(io.StringIO(as_csv(Table(("a",), [(cell,)])), newline=""))
        assert written == "'" + cell.replace("\r", "\n")


@given(st.text("a,;=\"'\r\n\t", max_size=8), st.sampled_from(",\t"))
def test_a_cell_starts_no_row_of_its_own(text: str, separator: str) -> None:
    written = as_csv(Table(("a", "b"), [(text, "x" + text)]), separator)
    assert "\r" not in written
    [_, [first, second]] = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    assert second == "x" + first.removeprefix("'") or text.startswith("'")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (-5, "-5"), (Decimal("-1.50"), "-1.50"), (-2.5, "-2.5"), (True, "true"), (False, "false"), (None, ""),
        (datetime.date(2024, 5, 24), "2024-05-24"), ("a=b", "a=b"), ("a,b", '"a,b"'), ('a"b', '"a""b"'),
        ("a\nb", '"a\nb"'), (Iri("http://x/"), "http://x/"), ("림용혁", "림용혁"),
    ],
)  # fmt: skip
def test_other_cells_are_written_as_they_are(cell: Cell, written: str) -> None:
    assert as_csv(Table(("a", "b"), [(cell, 1)])) == f"a,b\n{written},1\n"


def test_the_separator_can_be_a_tab() -> None:
    assert as_csv(SMALL, "\t") == "name\tnumber\n림용혁\t1\nRim\t\n"


# ---- JSON: Oxigraph's own serializer is the oracle

QUERY = """
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?a ?b {
  VALUES (?a ?b) {
    ("a" "a"@en) ("림 \\"\\\\\\n\\t" <http://example.org/é>) (1 -2) (1.5 1.0e1) (true false) (UNDEF "")
    ("2024-05-24"^^xsd:date "2024-05-24T00:00:00Z"^^xsd:dateTime) ("2024"^^xsd:gYear "x"^^<http://example.org/kind>)
    ("1.25"^^xsd:decimal "100"^^xsd:decimal) ("NaN"^^xsd:double "INF"^^xsd:double) ("-INF"^^xsd:double "maybe"^^xsd:boolean)
  }
}
"""


def test_json_says_what_oxigraph_says() -> None:
    solutions = ox.Store().query(QUERY)
    assert isinstance(solutions, ox.QuerySolutions)
    expected = json.loads(solutions.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    got = json.loads(as_json(LocalStore().select(QUERY)))
    assert _by_value(got) == _by_value(expected)
    assert len(got["results"]["bindings"]) == 11


def _by_value(document: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> object:
    """Let 1.0E1 and 10.0 be the same double."""
    for row in document["results"]["bindings"]:
        for term in row.values():
            if term.get("datatype", "").endswith("#double"):
                term["value"] = repr(float(term["value"]))
    return document


def test_json_tells_a_blank_node_from_an_iri() -> None:
    written = json.loads(as_json(Table(("a",), [(Iri("_:b0"),)])))
    assert written["results"]["bindings"] == [{"a": {"type": "bnode", "value": "b0"}}]


def test_json_writes_numbers_as_xml_schema_does() -> None:
    row = (Decimal("1E+3"), float("inf"), float("-inf"), float("nan"))
    written = json.loads(as_json(Table(("a", "b", "c", "d"), [row])))
    assert [term["value"] for term in written["results"]["bindings"][0].values()] == ["1000", "INF", "-INF", "NaN"]


# ---- text


def test_text_is_aligned_by_terminal_columns() -> None:
    assert as_text(SMALL) == "name    number\n──────  ──────\n림용혁  1\nRim\n"


def test_text_is_cut_to_the_width_of_the_terminal() -> None:
    wide = Table(("a", "b"), [("림" * 30, "short")])
    lines = as_text(wide, width=30).splitlines()
    assert max(columns_of(line) for line in lines) <= 30
    assert lines[-1].split() == ["림" * 10 + "…", "short"]


def test_text_without_rows() -> None:
    assert as_text(Table(("a", "bcd"), [])) == "a  bcd\n─  ───\n"


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4), st.integers(0, 60))
def test_text_has_one_line_per_row_whatever_the_cells(rows: list[tuple[str, str]], width: int) -> None:
    lines = as_text(Table(("a", "b"), list(rows)), width).split("\n")
    assert len(lines) == 2 + len(rows) + 1
    assert not [c for line in lines for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Rim", 3),
        ("림", 2),
        ("カ", 2),
        ("ｶ", 1),
        ("名", 2),
        ("e\u0301", 1),
        ("Ａ", 2),
        ("림".encode().decode(), 2),
    ],
)
def test_columns(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "�[31mred"), ("a\r\nb\tc", "a  b c"), ("\x07\x08\x7f\x9b", "����"), ("\u202egpj", "�gpj"),
        ("\u2066\u2069\u200f", "���"), ("\u200b\ufeff", "��"), ("a\u2028b\u2029", "a�b�"), ("\udcff", "�"), ("é 한 🚢", "é 한 🚢"),
    ],
)  # fmt: skip
def test_what_steers_a_terminal_is_replaced(text: str, shown: str) -> None:
    assert readable(text) == shown


# ---- DataFrames


def test_a_frame() -> None:
    pandas = pytest.importorskip("pandas")
    pandas.testing.assert_frame_equal(
        SMALL.frame(), pandas.DataFrame({"name": ["림용혁", "Rim"], "number": [1.0, None]})
    )
    assert list(Table(("a",), []).frame().columns) == ["a"]


def test_without_pandas_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'armsgraph\[frames\]'"):
        SMALL.frame()
