"""What the link chart is told: columns worked out by hand on two ties and two events, and laws on the shipped graph."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from armsgraph import layout
from armsgraph.charts import told as module
from armsgraph.charts.told import LEG, THROUGH, TIE, Told, family
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.listings import Listing
from armsgraph.network import CATEGORIES, Edges, Network, Nodes
from armsgraph.table import Iri
from networks import claim, dense, network, passage

CLAIM = "https://w3id.org/armsgraph/claim/"
# One document in two passages, the second wrong; another without an address that may be a link.
LETTER = passage(
    "letter-1", "letter", ["moscow"], title="A letter", publisher="The Post", address="https://example.org/a",
    speakers=("Ivan",), spoken_for=("Russia",), locator="p5", paraphrase="He writes.", accessed_as="full text",
    credibility="2", is_origin=True,
)  # fmt: skip
WRONG = replace(LETTER, iri=Iri("letter-2"), is_origin=False, misreports=True, relies_on=("a rumour",))
RADIO = passage("radio-1", "radio", ["seoul"], title="", address="javascript:alert(1)", is_origin=True, reliability="")
NAY = passage("nay-1", "nay", ["pyongyang"])
MET = claim(
    f"{CLAIM}x/1", LETTER, RADIO, sentence="alpha met beta", support="Corroborated", asserted=(LETTER, WRONG, RADIO),
    denied=(NAY,), disputed=True, subject=Iri("alpha"), object=Iri("beta"), conflicts=(Iri(f"{CLAIM}x/2"), Iri(f"{CLAIM}y/9")),
    held_on=(datetime.date(2023, 9, 13),), reason="One of them.", notes=("Read with care.",), confidence="Low",
)  # fmt: skip
SHIPPED = claim(
    f"{CLAIM}x/2", RADIO, sentence="beta shipped to gamma", subject=Iri("shipment"), object=None, asserted=(RADIO,), when="2023",
    earliest=datetime.date(2023, 1, 1), latest=datetime.date(2023, 12, 31),
)  # fmt: skip


def small() -> Network:
    """Alpha is tied to beta, and beta to gamma by a shipment; it has a port as a third leg, and beta's slip is Gamma."""
    net = network([("alpha", "beta"), ("beta", "gamma")], [MET, SHIPPED], kinds={"gamma": "Bank"})
    net.edges.event[1] = Iri("shipment")
    net.edges.claims[1] = (SHIPPED.iri, MET.iri)
    listing = Listing(
        Iri("listing"), Iri("beta"), Iri("us"), "United States", SHIPPED.iri, True, None, None, "2022",
        datetime.date(2024, 5, 1),
    )  # fmt: skip
    other = replace(listing, authority_label="Japan", claim=Iri("unknown"), lifted=None, text="2023-06")
    nodes = replace(
        net.nodes,
        names=[("alpha",), ("beta", "Бета"), ("gamma", "Gam-ma")],
        misspellings=[(), ("Gam ma",), ()],
        lists=[(), ("United States",), ()],
        listings=[(), (listing, other), ()],
        position=[None, None, (130.3, 42.23)],
    )
    return replace(net, nodes=nodes, legs=legs)


def legs() -> Network:
    """A shipment with three legs, and an event far away with two of which the chart knows nobody."""
    pairs = [("beta", "shipment"), ("gamma", "shipment"), ("port", "shipment"), ("stranger", "war"), ("other", "war")]
    kinds = {"shipment": "Shipment", "port": "Port", "war": "Event"}
    return network(pairs, [SHIPPED, SHIPPED, SHIPPED, claim("w"), claim("w2")], kinds=kinds, category="Supply")


def told(net: Network, scores: Mapping[Iri, float] | None = None) -> Told:
    """Tell of a network, the columns written out."""
    found = module.told(net, scores)
    return replace(
        found, columns={name: dense(part) if isinstance(part, dict) else part for name, part in found.columns.items()}
    )


@pytest.fixture(scope="module")
def given() -> Told:
    return told(small(), {Iri("beta"): 0.5})


def nodes(given: Told) -> Any:
    return given.columns["nodes"]


def test_events_and_their_other_legs_come_after_the_nodes_and_far_events_do_not(given: Told) -> None:
    assert nodes(given)["label"] == ["alpha", "beta", "gamma", "port", "shipment"]
    assert nodes(given)["iri"] == ["alpha", "beta", "gamma", "port", "shipment"]
    assert nodes(given)["happening"] == [False, False, False, False, True]
    assert nodes(given)["kind"] == ["Person", "Person", "Bank", "Port", "Shipment"]
    assert nodes(given)["family"] == ["Person", "Person", "Company", "Place", "Other"]


def test_ties_come_first_then_legs_to_the_same_nodes(given: Told) -> None:
    edges = given.columns["edges"]
    assert given.ends == [(0, 1), (1, 2), (1, 4), (2, 4), (3, 4)]
    assert edges["layer"] == [TIE, THROUGH, LEG, LEG, LEG]
    assert edges["event"] == [-1, 4, 4, 4, 4]
    assert edges["category"] == ["Dealing", "Dealing", "Supply", "Supply", "Supply"]
    assert edges["key"] == ["x/1#0", "x/2#1", "x/2#0", "x/2#1", "x/2#2"]


def test_an_edge_has_the_origins_of_its_weakest_claim(given: Told) -> None:
    # Of the three passages that assert that they met one gets it wrong; two voices apart are two origins.
    assert given.columns["claims"]["independent"] == [2, 1]
    assert given.columns["edges"]["claims"] == [[0], [1, 0], [1], [1], [1]]
    assert given.columns["edges"]["origins"] == [2, 1, 1, 1, 1]


def test_two_origins_of_one_voice_are_one() -> None:
    again = replace(LETTER, iri=Iri("letter-3"), document=Iri("copy"))
    net = network([("a", "b")], [claim("c", LETTER, again)])
    assert told(net).columns["edges"]["origins"] == [1]


def test_an_edge_that_only_relays_tell_has_no_origin() -> None:
    net = network([("a", "b")], [claim("c", origins=(), asserted=(LETTER,))])
    assert told(net).columns["edges"]["origins"] == [0]


def test_days_are_written_and_missing_ones_are_empty(given: Told) -> None:
    edges = given.columns["edges"]
    assert list(zip(edges["when"], edges["earliest"], edges["latest"], strict=True)) == [
        ("", "", ""),
        *[("2023", "2023-01-01", "2023-12-31")] * 4,
    ]


def test_a_claim_points_at_passages_and_at_the_claims_against_it(given: Told) -> None:
    claims = {name: column[0] for name, column in given.columns["claims"].items()}
    assert claims == {
        "iri": "x/1",
        "sentence": "alpha met beta",
        "support": "Corroborated",
        "disputed": True,
        "when": "",
        "held": ("2023-09-13",),
        "confidence": "Low",
        "reason": "One of them.",
        "notes": ("Read with care.",),
        "asserted": [0, 1, 2],
        "origins": [0, 2],
        "independent": 2,
        "denied": [3],
        "conflicts": (1,),
        "elsewhere": ("y/9",),
    }


def test_each_passage_and_each_document_stands_once(given: Told) -> None:
    passages, documents = given.columns["passages"], given.columns["documents"]
    assert passages["document"] == [0, 0, 1, 2]
    assert passages["misreports"] == [False, True, False, False]
    assert {name: column[0] for name, column in passages.items()} == {
        "document": 0,
        "speakers": ("Ivan",),
        "authorities": ("Russia",),
        "locator": "p5",
        "paraphrase": "He writes.",
        "accessed": "full text",
        "credibility": "2",
        "relies": (),
        "misreports": False,
    }
    assert documents["iri"] == ["letter", "radio", "nay"]
    # What has no title goes by the end of its IRI.
    assert documents["title"] == ["A letter", "radio", "nay"]
    assert documents["reliability"] == ["B", "", "B"]


def test_only_an_address_of_the_web_becomes_a_link_and_the_other_is_still_told(given: Told) -> None:
    documents = given.columns["documents"]
    assert documents["address"] == ["https://example.org/a", "javascript:alert(1)", ""]
    assert documents["barred"] == [False, True, True]


def test_namesakes_share_a_name_however_it_is_written_or_misspelt(given: Told) -> None:
    # "Gam ma" is a slip for beta and "Gam-ma" a name of gamma.
    assert nodes(given)["namesakes"] == [[], [2], [1], [], []]


def test_listings_have_their_claim_where_the_chart_knows_it(given: Told) -> None:
    assert nodes(given)["listings"] == [
        [],
        [["United States", "2022", "2024-05-01", 1], ["Japan", "2023-06", "", -1]],
        *[[]] * 3,
    ]


def test_a_node_knows_the_claims_about_it(given: Told) -> None:
    assert nodes(given)["claims"] == [[0], [0], [], [], [1]]


def test_a_claim_about_a_node_and_itself_is_told_once() -> None:
    loop = claim("c", subject=Iri("a"), object=Iri("a"))
    assert told(network([("a", "a")], [loop])).columns["nodes"]["claims"] == [[0]]


def test_scores_are_there_for_whoever_has_one(given: Told) -> None:
    assert nodes(given)["score"] == [None, 0.5, None, None, None]


def test_events_stand_near_those_whom_they_tie_and_belong_to_no_community(given: Told) -> None:
    arranged = layout.arrange(small())
    assert given.places[:3] == arranged.places
    assert given.places[3:] == layout.beside(arranged.places, given.ends[2:], 2)
    assert nodes(given)["community"] == [*arranged.community, 0, 0]


def test_the_legend_has_what_is_there_in_its_order(given: Told) -> None:
    assert given.columns["families"] == [
        ["Person", "persons"],
        ["Company", "companies, organizations"],
        ["Place", "places and facilities"],
        ["Event", "events"],
    ]
    assert given.columns["categories"] == ["Dealing", "Supply"]


def test_kinds_have_symbols_and_unknown_ones_that_of_others() -> None:
    kinds = ["State", "Bank", "ArmedGroup", "BorderCrossing", "Post", "Anything"]
    assert list(map(family, kinds)) == ["State", "Company", "Military", "Place", "Other", "Other"]


def test_a_network_without_legs_has_no_events() -> None:
    columns = told(replace(small(), legs=None)).columns
    assert columns["nodes"]["label"] == ["alpha", "beta", "gamma"]
    assert columns["edges"]["layer"] == [TIE, THROUGH]
    assert columns["edges"]["event"] == [-1, -1]


def test_nothing_is_told_of_nothing() -> None:
    found = told(Network(Nodes(), Edges(), {}))
    assert (found.places, found.ends, found.columns["families"], found.columns["categories"]) == ([], [], [], [])
    assert not any(column for group in ("nodes", "edges", "claims") for column in found.columns[group].values())


@pytest.mark.parametrize(
    "column",
    [
        [None, 0.0, None, None],
        [0.0, None, None, None],
        [False, False, True],
        ["", "", "x"],
        [(), (), ("x",)],
        [[], [], []],
        [0, 0, 0, 2],
        ["B", "B", "B", "C"],
    ],
)
def test_a_column_that_is_mostly_alike_reads_back_as_it_was(column: list[object]) -> None:
    written = module._sparse({"a": column, "full": list(range(len(column)))})
    assert isinstance(written["a"], dict)
    assert isinstance(written["full"], list)
    assert dense(json.loads(json.dumps(written)))["a"] == json.loads(json.dumps(column))


# ---- laws on the shipped graph


@pytest.fixture(scope="module")
def whole(shipped: KnowledgeGraph) -> tuple[Network, Told]:
    net = shipped.network()
    return net, told(net)


def test_columns_are_of_one_length_and_can_be_written(whole: tuple[Network, Told]) -> None:
    _, found = whole
    json.dumps(found.columns)
    for group in ("nodes", "edges", "claims", "passages", "documents"):
        assert len({len(column) for column in found.columns[group].values()}) == 1, group
    assert len(found.places) == len(found.columns["nodes"]["iri"])
    assert len(found.ends) == len(found.columns["edges"]["key"])
    assert len(set(found.columns["nodes"]["iri"])) == len(found.places)
    rows = (found.columns["edges"][name] for name in ("key", "layer", "claims"))
    named = {(key or claims[-1], layer == LEG) for key, layer, claims in zip(*rows, strict=True)}
    assert len(named) == len(found.ends), "an edge in an address is one edge"


def test_the_edges_of_the_network_come_as_they_are(whole: tuple[Network, Told]) -> None:
    net, found = whole
    columns, count = found.columns, len(net.edges.key)
    assert found.ends[:count] == list(zip(net.edges.source, net.edges.target, strict=True))
    for n, behind in enumerate(net.edges.claims):
        assert [CLAIM + columns["claims"]["iri"][place] for place in columns["edges"]["claims"][n]] == list(behind)
        assert columns["edges"]["origins"][n] == min(net.claims[iri].independent for iri in behind)
        event = columns["edges"]["event"][n]
        assert (columns["nodes"]["iri"][event] if event >= 0 else None) == (
            net.edges.event[n].short if net.edges.event[n] else None  # type: ignore[union-attr]
        )


def test_whatever_is_pointed_at_is_there_and_nothing_is_told_for_nothing(whole: tuple[Network, Told]) -> None:
    _, found = whole
    columns = found.columns
    size = {group: len(next(iter(columns[group].values()))) for group in ("claims", "passages", "documents")}
    pointed = {
        "claims": {c for group in ("edges", "nodes") for places in columns[group]["claims"] for c in places},
        "passages": {p for name in ("asserted", "denied") for places in columns["claims"][name] for p in places},
        "documents": set(columns["passages"]["document"]),
    }
    for group, places in pointed.items():
        assert places <= set(range(size[group]))
    assert pointed["passages"] == set(range(size["passages"]))
    assert pointed["documents"] == set(range(size["documents"]))
    ends = {end for pair in found.ends for end in pair}
    assert ends == set(range(len(found.places))), "nobody is drawn without a tie"


def test_every_leg_ends_in_an_event_and_every_event_has_one(whole: tuple[Network, Told]) -> None:
    _, found = whole
    happening, edges = found.columns["nodes"]["happening"], found.columns["edges"]
    by_layer = Counter(edges["layer"])
    assert min(by_layer[TIE], by_layer[THROUGH], by_layer[LEG]) > 100
    for (_, to), layer, event in zip(found.ends, edges["layer"], edges["event"], strict=True):
        if layer == LEG:
            assert happening[to]
            assert event == to
        if layer == TIE:
            assert event == -1
    with_legs = {to for (_, to), layer in zip(found.ends, edges["layer"], strict=True) if layer == LEG}
    assert with_legs == {n for n, event in enumerate(happening) if event}


def test_families_and_categories_are_those_that_are_there(whole: tuple[Network, Told]) -> None:
    _, found = whole
    assert set(found.columns["categories"]) == set(found.columns["edges"]["category"]) == set(CATEGORIES)
    shown = {
        "Event" if event else name
        for name, event in zip(found.columns["nodes"]["family"], found.columns["nodes"]["happening"], strict=True)
    }
    assert {name for name, _ in found.columns["families"]} == shown
