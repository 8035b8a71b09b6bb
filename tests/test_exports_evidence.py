"""evidence: what every flat format gets to know of an edge."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from armsgraph.exports.evidence import edges, flat, nodes
from networks import claim, network, passage

SAID = passage(
    "p",
    "paper",
    speakers=("Seoul", "Tokyo"),
    title="Ships listed",
    publisher="Daily",
    locator="p3",
    address="https://a.b/c",
)
RETOLD = passage("q", "other", speakers=("Seoul",), title="Again", publisher="", issued="")
WRONG = passage("w", "tabloid", speakers=("Nobody",), misreports=True)
DENIAL = passage("d", "tass", speakers=("Moscow",), title="No", publisher="TASS")
NET = network(
    [("a", "b")],
    [
        claim(
            "c0",
            SAID,
            RETOLD,
            WRONG,
            denied=(DENIAL,),
            conflicts=("c9",),
            disputed=True,
            earliest=datetime.date(2024, 5, 1),
        )
    ],
)


def test_who_says_so_where_and_who_denies_it() -> None:
    (row,) = edges(NET)
    assert (row["source"], row["target"], row["claim"], row["support"], row["disputed"]) == (
        "a",
        "b",
        "c0",
        "Alleged",
        True,
    )
    assert row["according_to"] == "Seoul; Tokyo"
    assert row["found_in"] == "Ships listed, Daily, 2024-01-01, p3, https://a.b/c; Again, undated"
    assert row["denied_by"] == "Moscow in No, TASS, 2024-01-01"
    assert (row["conflicts"], row["earliest"], row["latest"]) == ("c9", "2024-05-01", "")
    assert [node["label"] for node in nodes(NET)] == ["a", "b"]


def test_values() -> None:
    assert (flat(None), flat(("a", "b")), flat(True), flat(2), flat(0.5)) == ("", "a; b", True, 2, 0.5)
    assert flat("a\r\nb\rc") == "a\nb\nc"


@given(st.text())
def test_whatever_a_text_holds_xml_can_hold_what_is_left(text: str) -> None:
    kept = str(flat(text))
    assert len(kept) <= len(text)
    assert all(c in "\t\n" or 0x20 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD or ord(c) >= 0x10000 for c in kept)
    kept.encode()
