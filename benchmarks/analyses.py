"""Ratios against networkx: centrality, constraint and cuts on generated graphs, draws on the shipped network.

Run `python benchmarks/analyses.py [--runs 5] [--nodes 10000] [--edges 50000]`, with `armsgraph[fast]`. Both sides score
the same graph in the same process, one after the other, and where their scores differ the comparison stops. Where
networkx would take too long it does a sample of the sources, or of the nodes, and its time is scaled up: the line says
so. What counts is the ratio of the medians.
"""

from __future__ import annotations

import argparse
import random
import sys

import networkx

import armsgraph
from armsgraph.analyses import MEASURES, brokers, cuts, measures
from armsgraph.analyses.centrality import ranked_part, samples
from armsgraph.network import fast
from armsgraph.probability import assumptions
from armsgraph.simple import Projector, Simple
from timing import timed


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each thing is timed")
    parser.add_argument("--nodes", type=int, default=10_000, metavar="N", help="size of the generated graph")
    parser.add_argument("--edges", type=int, default=50_000, metavar="N", help="ties in it")
    parser.add_argument("--sample", type=int, default=20, metavar="N", help="sources, or nodes, that networkx does")
    parser.add_argument("--draws", type=int, default=1000, metavar="N", help="draws on the shipped network")
    options = parser.parse_args()
    if fast() is None:
        sys.exit("igraph is missing: pip install 'armsgraph[fast]'")
    print(f"medians of {options.runs} runs; generated graph: {options.nodes} nodes, {options.edges} ties, seed 1")
    for weights, strongest in (("unweighted", 1), ("weighted 1 to 3", 3)):
        graph = generated(options.nodes, options.edges, strongest)
        paths(graph, weights, options)
    structure(generated(options.nodes, options.edges, 3), options)
    flow(options)
    drawing(options)


def generated(nodes: int, edges: int, strongest: int) -> Simple:
    """Return a random simple graph with ties of strength 1 to `strongest`."""
    chance = random.Random(1)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < edges:
        one, other = chance.randrange(nodes), chance.randrange(nodes)
        if one != other:
            pairs.add((min(one, other), max(one, other)))
    return Simple(nodes, sorted(pairs), [chance.randint(1, strongest) for _ in pairs])


def paths(graph: Simple, weights: str, options: argparse.Namespace) -> None:
    """Time exact betweenness and closeness."""
    theirs, distance = graph.networkx, "distance" if graph.unit > 1 else None
    sources = random.Random(2).sample(range(graph.size), options.sample)
    scale = graph.size / options.sample
    note = f"networkx: {options.sample} of {graph.size} sources"
    ours = timed(lambda: measures.betweenness(fresh(graph)), options.runs)
    slow = timed(
        lambda: networkx.betweenness_centrality_subset(theirs, sources, list(theirs), weight=distance), options.runs
    )
    report(f"betweenness, {weights}", slow * scale, ours, note)
    ours = timed(lambda: measures.closeness(fresh(graph)), options.runs)
    slow = timed(lambda: [networkx.closeness_centrality(theirs, node, distance) for node in sources], options.runs)
    report(f"closeness, {weights}", slow * scale, ours, note)
    agree(
        [measures.closeness(graph)[node] / graph.unit for node in sources],
        [networkx.closeness_centrality(theirs, node, distance) for node in sources],
    )
    # Betweenness of a sample is another number: that the two agree is seen on a graph small enough for the whole.
    few = generated(200, 600, max(graph.weight))
    whole = networkx.betweenness_centrality(few.networkx, weight=distance)
    agree(measures.betweenness(few).tolist(), [whole[node] for node in range(few.size)])


def structure(graph: Simple, options: argparse.Namespace) -> None:
    """Time Burt's constraint."""
    theirs = graph.networkx
    nodes = random.Random(3).sample(range(graph.size), 10 * options.sample)
    ours = timed(lambda: brokers.constraint(fresh(graph)), options.runs)
    slow = timed(lambda: networkx.constraint(theirs, nodes=nodes, weight="weight"), options.runs)
    scale = graph.size / len(nodes)
    report("constraint, weighted 1 to 3", slow * scale, ours, f"networkx: {len(nodes)} of {graph.size} nodes")
    expected = networkx.constraint(theirs, nodes=nodes, weight="weight")
    agree([brokers.constraint(graph)[node] for node in nodes], [expected[node] for node in nodes])
    whole = timed(lambda: networkx.constraint(built(graph), weight="weight"), options.runs)
    report("constraint, weighted 1 to 3", whole, ours, "networkx: all nodes at once, by scipy; both build their graph")
    ready = timed(lambda: networkx.constraint(theirs, weight="weight"), options.runs)
    ours = timed(lambda: brokers.constraint(graph), options.runs)
    report("constraint, weighted 1 to 3", ready, ours, "the same, both graphs built before")


def built(graph: Simple) -> networkx.Graph[int]:
    """Build the graph as a user of networkx does."""
    theirs: networkx.Graph[int] = networkx.Graph()
    theirs.add_nodes_from(range(graph.size))
    theirs.add_weighted_edges_from((*pair, weight) for pair, weight in zip(graph.pairs, graph.weight, strict=True))
    return theirs


def flow(options: argparse.Namespace) -> None:
    """Time a minimum vertex cut of a directed graph in layers, as supply goes."""
    chance = random.Random(4)
    layers, width = 8, max(options.nodes // 40, 4)
    size = layers * width + 2
    arcs = {
        (layer * width + chance.randrange(width), (layer + 1) * width + chance.randrange(width))
        for layer in range(layers - 1)
        for _ in range(4 * width)
    }
    arcs |= {(size - 2, n) for n in range(width)} | {((layers - 1) * width + n, size - 1) for n in range(width)}
    theirs = networkx.DiGraph(arcs)
    ours = timed(lambda: cuts.minimum_cut(size, sorted(arcs), size - 2, size - 1), options.runs)
    slow = timed(lambda: networkx.minimum_node_cut(theirs, size - 2, size - 1), options.runs)
    report("minimum vertex cut", slow, ours, f"{size} nodes, {len(arcs)} arcs in {layers} layers")
    found = cuts.minimum_cut(size, sorted(arcs), size - 2, size - 1) or []
    agree([len(found)], [len(networkx.minimum_node_cut(theirs, size - 2, size - 1))])


def drawing(options: argparse.Namespace) -> None:
    """Time draws of the five measures on the shipped network, in passes of networkx over the same five."""
    net = ranked_part(armsgraph.load().network())
    graph = Projector(net).simple().networkx
    largest = graph.subgraph(max(networkx.connected_components(graph), key=len))

    def one_pass() -> None:
        networkx.degree_centrality(graph)
        networkx.betweenness_centrality(graph, weight="distance")
        networkx.closeness_centrality(graph, distance="distance")
        networkx.eigenvector_centrality(largest, weight="weight", tol=1e-12, max_iter=100_000)
        networkx.pagerank(graph, weight="weight", tol=1e-12, max_iter=100_000)

    slow = timed(one_pass, options.runs)
    ours = timed(lambda: samples(net, MEASURES, assumptions("graded"), options.draws), options.runs)
    what = f"{options.draws} draws of the five measures, {len(graph)} nodes"
    print(f"{what:<44} one pass of networkx {slow * 1000:.0f} ms   armsgraph {ours:.2f} s = {ours / slow:.1f} passes")


def fresh(graph: Simple) -> Simple:
    """Return a copy that has not yet been turned into a graph of igraph: building it is part of the job."""
    return Simple(graph.size, graph.pairs, graph.weight)


def agree(ours: list[float], theirs: list[float]) -> None:
    """Stop where the two sides do not say the same: the comparison would be void."""
    worst = max(abs(a - b) for a, b in zip(ours, theirs, strict=True))
    if worst > 1e-9:
        sys.exit(f"the results differ by {worst}; the comparison is void")


def report(what: str, slow: float, ours: float, note: str) -> None:
    """Print both times and their ratio."""
    print(f"{what:<30} networkx {slow:9.2f} s   armsgraph {ours:7.3f} s   {slow / ours:8.1f} x   ({note})", flush=True)


if __name__ == "__main__":
    main()
