"""fragility: what falls with one source, by hand, and as a graph that is built without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from armsgraph.analyses.fragility import carries, fragility, kendall
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from networks import claim, network, passage

# a–b–c–d: the paper alone has a–b; paper and list have b–c; a reprint of the list alone has c–d.
PAPER = passage("p", "paper", ["reporter"])
LIST = passage("l", "list", ["us", "japan"])
REPRINT = passage("r", "reprint", ["us"], behind=(LIST,))
CHAIN = network(
    [("a", "b"), ("b", "c"), ("c", "d")], [claim("c0", PAPER), claim("c1", PAPER, LIST), claim("c2", REPRINT)]
)


def test_a_chain_by_hand() -> None:
    rows = {row["iri"]: row for row in fragility(CHAIN, k=1).records()}
    assert list(rows) == ["list", "paper", "reprint"]
    # b and c are equally between; without a–b only c is, without c–d only b.
    assert [rows["paper"][c] for c in ("edges", "claims", "nodes", "left_top", "joined_top")] == [1, 1, 1, "b", ""]
    assert (rows["paper"]["furthest_fall"], rows["paper"]["places"]) == ("b", 1)
    # The reprint falls with the list that it cites.
    for source in ("list", "reprint"):
        assert [rows[source][c] for c in ("edges", "claims", "nodes", "left_top")] == [1, 1, 1, "c"]


def test_a_voice_falls_only_where_nobody_else_speaks() -> None:
    rows = {row["iri"]: row for row in fragility(CHAIN, "voices", k=1).records()}
    # The list is Japan's too, so its passage stands without the US; the reprint speaks with the voice of the US alone.
    assert {voice: row["edges"] for voice, row in rows.items()} == {"reporter": 1, "us": 1}
    assert CHAIN.fallen(voices=["us", "japan"]) == {"c2"}
    assert CHAIN.fallen(voices=["us", "japan", "reporter"]) == {"c0", "c1", "c2"}


def test_what_others_say_too_hangs_on_nobody() -> None:
    both = network([("a", "b")], [claim("c0", PAPER, LIST)])
    table = fragility(both)
    assert len(table) == 0
    assert table.notes[1] == "0 of 2 documents carry an edge alone; 0 of 1 edges hang on a single one of them."


def test_a_passage_that_misreports_holds_nothing_up() -> None:
    wrong = passage("w", "tabloid", misreports=True)
    assert carries(network([("a", "b")], [claim("c0", PAPER, wrong)]), "documents", PAPER.document) == [0]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=12))
def test_tau_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    ours = kendall(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert ours is None
    else:
        assert ours == pytest.approx(kendalltau(one, other).statistic)


# ---- removing a source is rebuilding without it


def keys_without(kg: KnowledgeGraph, net: Network, document: str) -> tuple[set[str], set[str]]:
    rebuilt = kg.network(without=[document])
    return {net.edges.key[n] for n in net.standing(documents=[document])}, set(rebuilt.edges.key)


def bare(keys: set[str]) -> set[str]:
    """Drop what tells edges of one claim apart: the last edge of a claim needs no such mark."""
    return {key.partition("#")[0] for key in keys}


def test_as_built_without_each_document_of_the_articles(kg: KnowledgeGraph) -> None:
    net = kg.network()
    for document in sorted(net.documents):
        ours, rebuilt = keys_without(kg, net, document)
        assert bare(ours) == bare(rebuilt), document
        assert len(ours) == len(rebuilt), document


def test_as_built_without_the_documents_that_carry_most(shipped: KnowledgeGraph) -> None:
    net = shipped.network()
    table = fragility(net, top=3, states=True, groups=True, legal=True)
    assert table.rows[0][1] > 20  # type: ignore[operator]
    for document in table.column("iri"):
        ours, rebuilt = keys_without(shipped, net, str(document))
        assert bare(ours) == bare(rebuilt), document
        assert len(ours) == len(rebuilt), document


def test_the_shipped_network_hangs_on_few_voices(shipped: KnowledgeGraph) -> None:
    table = fragility(shipped.network(), "voices", top=5)
    assert "United States" in table.column("name")
    assert all(-1 <= tau <= 1 for tau in table.column("tau") if tau is not None)  # type: ignore[operator]


# ---- bad input


def test_nothing_to_look_at_says_why() -> None:
    table = fragility(network([]))
    assert len(table) == 0
    assert "may put some back" in table.notes[0]


@pytest.mark.parametrize("given", [{"k": 0}, {"top": -1}, {"by": "fame"}, {"what": "papers"}])
def test_what_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        fragility(CHAIN, **given)  # type: ignore[arg-type]
