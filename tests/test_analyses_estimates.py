"""estimates: rivals stand side by side; nothing is added up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from armsgraph.analyses.estimates import estimates
from armsgraph.errors import UnknownNameError
from armsgraph.knowledge import KnowledgeGraph
from small import sources

TEXT = """
sta:a a arms:State ; rdfs:label "A"@en . sta:b a arms:State ; rdfs:label "B"@en .
eve:flow a arms:Shipment ; rdfs:label "shells said to have gone"@en . eve:men a arms:TroopDeployment ; rdfs:label "soldiers sent"@en .
doc:d a arms:Document . a:1 a arms:Attestation ; arms:foundIn doc:d ; arms:statedBy sta:a .
id:estimate-1 a arms:Estimate ; rdfs:label "later"@en ; arms:estimates eve:flow ; arms:hasUnit armsv:Container ; arms:hasBound armsv:AtLeast ;
  arms:amountMin 3000.50 ; arms:estimatedBy sta:a ; arms:estimatedOn "2024-02-01"^^xsd:date .
id:estimate-2 a arms:Estimate ; rdfs:label "earlier"@en ; arms:estimates eve:flow ; arms:hasUnit armsv:Container ; arms:hasBound armsv:Between ;
  arms:amountMin 1000 ; arms:amountMax 2000 ; arms:estimatedBy sta:b ; arms:estimatedOn "2023-10-01"^^xsd:date .
id:estimate-3 a arms:Estimate ; rdfs:label "men"@en ; arms:estimates eve:men ; arms:hasUnit armsv:HeadCount ; arms:hasBound armsv:About ;
  arms:amountMin 10000 ; arms:estimatedBy sta:b ; arms:estimatedOn "2024-10-01"^^xsd:date .
c:1 a arms:Claim ; arms:isAbout id:estimate-1 ; arms:assertedIn a:1 . c:2 a arms:Claim ; arms:isAbout id:estimate-2 ; arms:assertedIn a:1 .
c:3 a arms:Claim ; arms:isAbout id:estimate-3 ; arms:assertedIn a:1 .
"""


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    return KnowledgeGraph(sources(TEXT.replace("id:estimate-", "eve:estimate-")))


def test_rivals_stand_in_the_order_in_which_they_were_given(small: KnowledgeGraph) -> None:
    rows = estimates(small).records()
    assert [(row["of"], row["bound"], row["minimum"], row["maximum"], row["by"]) for row in rows] == [
        ("shells said to have gone", "between", 1000, 2000, "B"),
        ("shells said to have gone", "at least", Decimal("3000.5"), None, "A"),
        ("soldiers sent", "about", 10000, None, "B"),
    ]


def test_the_notes_tell_how_far_rivals_lie_apart_and_no_sum(small: KnowledgeGraph) -> None:
    (note,) = estimates(small).notes
    assert note == "shells said to have gone, container: 2 estimates, figures from 1,000 to 3,000.5"


def test_one_thing_and_one_unit(small: KnowledgeGraph) -> None:
    assert estimates(small, "SOLDIERS").column("of") == ["soldiers sent"]
    assert len(estimates(small, unit="container")) == 2


def test_an_unknown_thing_or_unit_names_the_nearest(small: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="no estimated quantity 'shels'; near: shells said"):
        estimates(small, "shels")
    with pytest.raises(UnknownNameError, match="no unit 'contaner'; near: container"):
        estimates(small, unit="contaner")


def test_none_at_all_says_so() -> None:
    table = estimates(KnowledgeGraph(sources("")))
    assert (len(table), table.notes) == (0, ("No estimate is of that thing in that unit.",))


def test_every_estimate_of_the_shipped_graph_is_there_with_its_claim(shipped: KnowledgeGraph) -> None:
    table = estimates(shipped)
    counted = shipped.select(
        "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c arms:isAbout/a arms:Estimate ; arms:assertedIn ?p . "
        "?c arms:isAbout/arms:hasUnit ?u . ?c arms:isAbout/arms:estimates ?f }"
    )
    assert len(set(table.column("claim"))) == counted.rows[0][0]
    assert len(table) > 150
