"""paths: the fewest steps, never by way of a state, a group or a list."""

from __future__ import annotations

import pytest

from armsgraph.analyses import routes
from armsgraph.errors import FindingsError, UsageError
from armsgraph.knowledge import KnowledgeGraph


def test_wagner_reaches_komid_by_its_man_and_rim(kg: KnowledgeGraph) -> None:
    hops = routes.shortest(kg.network(), kg.resolve("Wagner Group"), kg.resolve("KOMID"))
    assert [hop.source for hop in hops] == ["Wagner Group", "Russian of Wagner (unnamed)", "Rim Yong Hyok"]
    assert hops[-1].target == "Korea Mining Development Trading Corporation"
    assert [claim.sentence for claim in hops[1].claims] == ["Rim Yong Hyok negotiated with Russian of Wagner (unnamed)"]


def test_no_path_runs_through_a_state_a_group_or_a_list(kg: KnowledgeGraph) -> None:
    # Both ships were listed by one state, counted in one group and moved goods between the same two states: no bridge.
    net, ends = kg.network(), (kg.resolve("MARIA"), kg.resolve("MAIA-1"))
    with pytest.raises(FindingsError, match="no path"):
        routes.shortest(net, *ends)
    assert len(routes.shortest(net, *ends, groups=True)) == 2
    assert len(routes.shortest(net, *ends, states=True)) == 2


def test_a_state_may_be_an_end(kg: KnowledgeGraph) -> None:
    hops = routes.shortest(kg.network(), kg.resolve("North Korea"), kg.resolve("Russia"))
    assert len(hops) == 1
    assert any(claim.disputed for claim in hops[0].claims)


def test_the_two_ends_differ(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="two different ends"):
        routes.shortest(kg.network(), kg.resolve("Russia"), kg.resolve("Russia"))


def test_an_end_without_an_edge_has_no_path(kg: KnowledgeGraph) -> None:
    with pytest.raises(FindingsError, match="no path"):
        routes.shortest(kg.network(), kg.resolve("MARIA"), kg.resolve("Seoul"))
