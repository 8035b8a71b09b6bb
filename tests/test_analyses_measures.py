"""measures: equal to networkx on published covert networks, on random multigraphs and by hand, with igraph and without."""

from __future__ import annotations

import json
import lzma
import math
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armsgraph.analyses import MEASURES, measures
from armsgraph.analyses.centrality import rank, ranked_part
from armsgraph.analyses.measures import score
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.simple import Projector, Simple
from networks import network

# igraph's PageRank (PRPACK) was 8e-12 from networkx at its tightest tolerance; all else agrees to rounding.
TOLERANCE = 1e-9
Graph = networkx.Graph


@pytest.fixture(params=["igraph", "networkx"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test once with igraph and once as on a machine without it."""
    if request.param == "networkx":
        monkeypatch.setattr("armsgraph.simple.fast", lambda: None)
    return str(request.param)


def oracle(graph: Simple, by: str) -> dict[int, float]:
    """Score in networkx, with distances of 1/weight told in whole numbers."""
    theirs: Graph = networkx.Graph()
    theirs.add_nodes_from(range(graph.size))
    # The least common multiple makes them whole, so that equal paths tie in networkx too.
    unit = math.lcm(*graph.weight)
    for (one, other), weight in zip(graph.pairs, graph.weight, strict=True):
        theirs.add_edge(one, other, weight=weight, distance=unit // weight)
    if by == "degree":
        return networkx.degree_centrality(theirs)
    if by == "betweenness":
        return networkx.betweenness_centrality(theirs, weight="distance")
    if by == "closeness":
        scaled = networkx.closeness_centrality(theirs, distance="distance")
        return {node: value * unit for node, value in scaled.items()}
    if by == "pagerank":
        return networkx.pagerank(theirs, weight="weight", tol=1e-13, max_iter=100_000)
    if not graph.pairs:
        return dict.fromkeys(theirs, 0.0)
    largest = max(networkx.connected_components(theirs), key=lambda part: (len(part), -min(part)))
    part = theirs.subgraph(largest)
    found = (
        networkx.eigenvector_centrality_numpy(part, weight="weight")
        if len(part) > 2
        else dict.fromkeys(part, 1 / math.sqrt(len(part)))
    )
    return {node: abs(found.get(node, 0.0)) for node in theirs}


def agree(graph: Simple, by: str) -> None:
    theirs = oracle(graph, by)
    ours = score(graph, by)
    assert len(ours) == len(theirs)
    assert np.abs(ours - np.array([theirs[n] for n in range(graph.size)])).max(initial=0) < TOLERANCE, by


def simple(size: int, ties: dict[tuple[int, int], int]) -> Simple:
    pairs = sorted(ties)
    return Simple(size, pairs, [ties[pair] for pair in pairs])


# ---- published networks


@cache
def covert(material: Path) -> dict[str, Any]:
    packed = material / "lists" / "covert_networks" / "covert_networks_dev.json.xz"
    networks: dict[str, Any] = json.loads(lzma.decompress(packed.read_bytes()))
    return networks


def graphs(entry: dict[str, Any]) -> Iterator[Simple]:
    """Read each graph of an entry as ties; a weight that is no whole number above nought makes the graph unweighted."""
    for graph in entry["graphs"].values():
        weights = graph["edge"].get("weight") or [1] * len(graph["edges"])
        if any(not float(w).is_integer() or not 1 <= w <= 12 for w in weights):
            weights = [1] * len(graph["edges"])
        ties: dict[tuple[int, int], int] = {}
        for (one, other), weight in zip(graph["edges"], weights, strict=True):
            if one != other:
                ties[min(one, other), max(one, other)] = int(weight)
        yield simple(graph["n"], ties)


# Nodes times ties: over paths networkx takes seconds for the one graph of the forty networks that is larger.
MANY = 3_000_000


@pytest.mark.material
@pytest.mark.parametrize("by", MEASURES)
def test_equal_to_networkx_on_forty_published_networks(by: str, material: Path, engine: str) -> None:
    entries = covert(material)
    assert len(entries) == 40
    # Without igraph it is networkx that follows the paths: small graphs tell whether it is asked the right thing.
    limit = math.inf if by not in ("betweenness", "closeness") else MANY if engine == "igraph" else MANY // 100
    compared = set()
    for number, entry in entries.items():
        for graph in graphs(entry):
            if graph.pairs and graph.size * len(graph.pairs) < limit:
                agree(graph, by)
                compared.add(number)
    assert len(compared) == 40 or engine == "networkx"


@pytest.mark.material
def test_the_projection_holds_every_tie_of_forty_published_networks(material: Path) -> None:
    for entry in covert(material).values():
        for graph in graphs(entry):
            ties = list(zip(graph.pairs, graph.weight, strict=True))
            net = network([(f"{one:04}", f"{other:04}") for (one, other), weight in ties for _ in range(weight)])
            found = Projector(net).simple()
            label = [int(name) for name in net.nodes.label]
            assert [(label[one], label[other]) for one, other in found.pairs] == graph.pairs
            assert found.weight == graph.weight


@pytest.mark.material
@pytest.mark.parametrize("by", ["degree", "betweenness", "closeness"])
def test_koschade_finds_samudra_and_idris_most_central(by: str, material: Path) -> None:
    """Koschade (2006), Studies in Conflict and Terrorism 29: the Bali cell of Jemaah Islamiyah by his three measures.

    He counts ties without their strength. The finding holds in every draw as long as every claim does.
    """
    (graph,) = covert(material)["covert_26"]["graphs"].values()
    assert (graph["n"], len(graph["edges"])) == (17, 63)
    names = graph["vertex"]["name"]
    net = network([(names[a], names[b]) for a, b in graph["edges"]])
    first, second, third = rank(net, by, 3, k=2, table="certain", beside="certain", draws=5).records()
    assert (first["name"], second["name"]) == ("SAMUDRA", "IDRIS")
    assert [row["in_top"] for row in (first, second, third)] == [1, 1, 0]


@pytest.mark.material
def test_koschade_with_the_strength_of_ties(material: Path) -> None:
    # Told by the strength of contacts the two still lead in between; in closeness Imron comes before Idris.
    (graph,) = covert(material)["covert_26"]["graphs"].values()
    names = graph["vertex"]["name"]
    ties = zip(graph["edges"], graph["edge"]["weight"], strict=True)
    net = network([(names[a], names[b]) for (a, b), weight in ties for _ in range(int(weight))])
    leading = {by: [row["name"] for row in rank(net, by, 3, draws=0).records()] for by in ("betweenness", "closeness")}
    assert leading == {"betweenness": ["SAMUDRA", "IDRIS", "IMRON"], "closeness": ["SAMUDRA", "IMRON", "IDRIS"]}


# ---- random graphs, and such as are known to everybody


@pytest.mark.parametrize("by", MEASURES)
@pytest.mark.parametrize("seed", range(10))
def test_equal_on_random_directed_graphs_with_parallel_edges(by: str, seed: int, engine: str) -> None:
    chance = random.Random(seed)
    names = [f"n{n:02}" for n in range(chance.randint(5, 40))]
    ties = [(chance.choice(names), chance.choice(names)) for _ in range(chance.randint(5, 150))]
    net = network(ties)
    graph = Projector(net).simple()
    # Loops go, direction goes, parallel claims become strength: counted here by another way.
    strength: dict[tuple[str, str], int] = {}
    for one, other in ties:
        if one != other:
            strength[min(one, other), max(one, other)] = strength.get((min(one, other), max(one, other)), 0) + 1
    label = net.nodes.label
    found = zip(graph.pairs, graph.weight, strict=True)
    assert {(label[one], label[other]): weight for (one, other), weight in found} == strength
    agree(graph, by)


@pytest.mark.parametrize("by", MEASURES)
@pytest.mark.parametrize(
    "make", [networkx.florentine_families_graph, networkx.karate_club_graph, networkx.davis_southern_women_graph]
)
def test_equal_on_well_known_networks(by: str, make: Callable[[], Graph], engine: str) -> None:
    known = networkx.convert_node_labels_to_integers(make())
    agree(simple(len(known), {(min(a, b), max(a, b)): 1 for a, b in known.edges}), by)


ties = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 7),
    max_size=20,
)


@pytest.mark.parametrize("by", MEASURES)
@given(drawn=ties)
@settings(max_examples=60)
def test_equal_on_small_graphs_of_every_shape(by: str, drawn: dict[tuple[int, int], int]) -> None:
    agree(simple(8, drawn), by)


@pytest.mark.parametrize("by", MEASURES)
def test_equal_on_the_shipped_network(by: str, shipped: KnowledgeGraph, engine: str) -> None:
    agree(Projector(ranked_part(shipped.network())).simple(), by)


# ---- by hand


def test_a_path_of_three() -> None:
    path = simple(3, {(0, 1): 1, (1, 2): 1})
    assert score(path, "betweenness").tolist() == [0, 1, 0]
    assert score(path, "degree").tolist() == [0.5, 1, 0.5]
    assert score(path, "closeness") == pytest.approx([2 / 3, 1, 2 / 3])
    assert score(path, "eigenvector") == pytest.approx([0.5, math.sqrt(0.5), 0.5])


def test_a_strong_tie_is_short(engine: str) -> None:
    # 0–1–2 over ties of three claims each is 2/3 long, 0–2 directly is 1 long.
    triangle = simple(3, {(0, 1): 3, (1, 2): 3, (0, 2): 1})
    assert score(triangle, "betweenness").tolist() == [0, 1, 0]
    assert score(triangle, "closeness") == pytest.approx([2, 3, 2])


def test_the_largest_component_gets_the_eigenvector_and_of_equals_the_first(engine: str) -> None:
    scores = score(simple(5, {(0, 1): 1, (2, 3): 1, (3, 4): 1}), "eigenvector")
    assert scores[:2].tolist() == [0, 0]
    assert scores[3] > scores[2] > 0
    twins = score(simple(4, {(0, 1): 1, (2, 3): 1}), "eigenvector")
    assert twins == pytest.approx([math.sqrt(0.5), math.sqrt(0.5), 0, 0])


@pytest.mark.parametrize("by", MEASURES)
@pytest.mark.parametrize("size", [0, 1, 3])
def test_without_ties_all_are_alike(by: str, size: int, engine: str) -> None:
    scores = score(simple(size, {}), by).tolist()
    assert scores == [pytest.approx(1 / max(size, 1) if by == "pagerank" else 0)] * size


def test_where_floats_could_not_tell_distances_apart_networkx_counts() -> None:
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
    assert math.prod(primes) > 2**53
    wheel = simple(len(primes) + 1, {(0, n): prime for n, prime in enumerate(primes, 1)})
    assert wheel.igraph is None
    agree(wheel, "betweenness")


def test_long_ways_that_differ_by_one_part_although_igraph_would_take_them_for_equal() -> None:
    # Both are some 10^10 long: by 0–2–3, over the stronger second tie, it is one shorter.
    ways = simple(4, {(0, 1): 1, (1, 3): 10**5, (0, 2): 1, (2, 3): 10**5 + 1})
    assert ways.igraph is None
    scores = score(ways, "betweenness").tolist()
    assert scores[2] > scores[1]
    agree(ways, "betweenness")


@pytest.mark.parametrize("dense", [0, measures.DENSE])
def test_eigenvector_without_igraph_by_either_way(dense: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("armsgraph.simple.fast", lambda: None)
    monkeypatch.setattr(measures, "DENSE", dense)
    for make in (networkx.karate_club_graph(), networkx.star_graph(9), networkx.path_graph(40)):
        agree(simple(len(make), {(min(a, b), max(a, b)): 1 for a, b in make.edges}), "eigenvector")


def test_eigenvector_of_a_long_path_by_formula(engine: str) -> None:
    # Of a path of n nodes it is sin(πk/(n+1)); here power iteration would stop 6e-7 short.
    path = np.sin(np.pi * np.arange(1, 501) / 501)
    found = score(simple(500, {(n, n + 1): 1 for n in range(499)}), "eigenvector")
    assert np.abs(found - path / np.linalg.norm(path)).max() < TOLERANCE


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no measure 'betweeness' \(near: betweenness\); choose from degree, "):
        score(simple(2, {(0, 1): 1}), "betweeness")
