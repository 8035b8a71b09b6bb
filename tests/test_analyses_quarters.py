"""quarters: what is there when, by hand, and as a graph that is built as of a day."""

from __future__ import annotations

import datetime

import pytest

from armsgraph.analyses.quarters import _quarters, quarters
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from networks import claim, network, passage

DAY = datetime.date


def said(name: str, issued: str, **given: object) -> object:
    return passage(name, f"doc-{name}", issued=issued, title=f"Paper {name}", publisher="Daily", **given)


# a–b public in Q1 and again in Q4; b–c some time in 2023-11 (month precision); c–d undated.
NET = network(
    [("a", "b"), ("b", "c"), ("c", "d")],
    [
        claim(
            "c0", said("p", "2023-02-01"), said("q", "2023-11-05"), earliest=DAY(2022, 12, 30), latest=DAY(2023, 1, 2)
        ),  # type: ignore[arg-type]
        claim("c1", said("r", "2023-11"), held_on=(DAY(2023, 5, 1),)),  # type: ignore[arg-type]
        claim("c2", said("s", "")),  # type: ignore[arg-type]
    ],
)


def test_quarters_of_a_year() -> None:
    assert _quarters(DAY(2023, 8, 15), DAY(2024, 1, 1)) == [
        (DAY(2023, 8, 15), DAY(2023, 9, 30)),
        (DAY(2023, 10, 1), DAY(2023, 12, 31)),
        (DAY(2024, 1, 1), DAY(2024, 1, 1)),
    ]


def test_what_was_public_by_hand() -> None:
    table = quarters(NET)
    assert [row[:7] for row in table] == [
        ("2023-Q1", 1, 1, 2, 2, 1, 1),
        ("2023-Q2", 1, 0, 2, 0, 1, 1),
        ("2023-Q3", 1, 0, 2, 0, 1, 1),
        ("2023-Q4", 2, 1, 3, 1, 2, 3),
    ]
    assert [row[7:] for row in table][-1] == ("b", None, None)  # the only one in between
    assert "edges, 1 of 3" in table.notes[1]


def test_what_happened_by_hand() -> None:
    table = quarters(NET, clock="happened")
    assert [row[:4] for row in table] == [("2022-Q4", 1, 1, 2), ("2023-Q1", 1, 0, 2), ("2023-Q2", 1, 1, 2)]


def test_first_appearance_of_each_actor() -> None:
    rows = quarters(NET, "actors").records()
    assert [(row["quarter"], row["day"], row["name"], row["document"], row["edges"]) for row in rows] == [
        ("2023-Q1", DAY(2023, 2, 1), "a", "Paper p (Daily)", 1),
        ("2023-Q1", DAY(2023, 2, 1), "b", "Paper p (Daily)", 2),
        ("2023-Q4", DAY(2023, 11, 30), "c", "Paper r (Daily)", 1),
    ]
    assert [(row["name"], row["rank"]) for row in rows] == [("a", 2), ("b", 1), ("c", 2)]


def test_change_of_rank() -> None:
    rows = [row[:4] for row in quarters(NET, "ranks", k=1)]
    assert rows == [("b", "2023-Q1", 1, None), ("b", "2023-Q2", 1, 0), ("b", "2023-Q3", 1, 0), ("b", "2023-Q4", 1, 0)]
    second = [row[:4] for row in quarters(NET, "ranks", k=2) if row[0] == "a"]
    assert second[-1] == ("a", "2023-Q4", 2, -1)


def test_since_and_until() -> None:
    assert [row[0] for row in quarters(NET, since="2023-08-01", until="2023-12-01")] == ["2023-Q3", "2023-Q4"]
    # What was there before is not there for the first time.
    assert quarters(NET, since="2023-08-01").rows[0][1:5] == (1, 0, 2, 0)
    with pytest.raises(UsageError, match="'' is no date"):
        quarters(NET, until="")
    assert quarters(NET, since=DAY(2023, 8, 1)) == quarters(NET, since="2023-08-01")


def test_days_within_a_quarter_are_kept_to() -> None:
    # c joins on 30 November; until the day before it is not there, and b has one edge.
    assert quarters(NET, until="2023-11-29").rows[-1][1:3] == (1, 0)
    assert [row["name"] for row in quarters(NET, "actors", since="2023-11-01").records()] == ["c"]
    assert [row["name"] for row in quarters(NET, "actors", since="2023-12-01", until="2023-12-31").records()] == []
    before = quarters(NET, "actors", until="2023-11-29").records()
    assert [(row["name"], row["edges"]) for row in before] == [("a", 1), ("b", 1)]


def bare(net: Network, edges: list[int]) -> set[tuple[str, int, int]]:
    nodes = net.nodes.iri
    return {(net.edges.claim[n], nodes[net.edges.source[n]], nodes[net.edges.target[n]]) for n in edges}  # type: ignore[misc]


def test_as_the_graph_that_is_built_as_of_each_quarter(kg: KnowledgeGraph) -> None:
    table = quarters(kg.network(), states=True, groups=True, legal=True, since="2023-01-01").records()
    assert len(table) > 4
    for row in table:
        year, quarter = int(str(row["quarter"])[:4]), int(str(row["quarter"])[-1])
        end = DAY(year, 3 * quarter, {1: 31, 2: 30, 3: 30, 4: 31}[quarter])
        built = kg.network(known_on=end).without(kinds=["Post"])
        assert (row["edges"], row["nodes"]) == (len(built.edges.key), len(built.nodes.iri)), end


def test_the_shipped_network_as_built(shipped: KnowledgeGraph) -> None:
    rows = {row["quarter"]: row for row in quarters(shipped.network(), states=True, groups=True, legal=True).records()}
    built = shipped.network(known_on="2024-06-30").without(kinds=["Post"])
    assert (rows["2024-Q2"]["edges"], rows["2024-Q2"]["nodes"]) == (len(built.edges.key), len(built.nodes.iri))


def test_nothing_to_follow_says_why() -> None:
    assert "may put some back" in quarters(network([])).notes[0]
    undated = network([("a", "b")], [claim("c0", said("p", ""))])  # type: ignore[arg-type]
    assert (
        quarters(undated).notes[0].endswith("bound them: edges, 1 of 1.")
        or "edges, 1 of 1" in quarters(undated).notes[0]
    )


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"show": "all"}, "no view 'all'"),
        ({"clock": "mine"}, "no clock 'mine'; choose from public, happened"),
        ({"since": "1 May"}, "'1 May' is no date"),
        ({"since": "2025-01-01", "until": "2024-01-01"}, "is after until"),
        ({"by": "fame"}, "no measure"),
        ({"k": 0}, "one place at least"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        quarters(NET, **given)  # type: ignore[arg-type]
