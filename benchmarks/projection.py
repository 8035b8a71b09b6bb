"""Ratio and memory against oxrdflib: a large graph of claims to columns and igraph, or by SELECT to networkx.

Run `python benchmarks/projection.py [--runs 5] [--edges 350000]`, with `armsgraph[fast]` and oxrdflib, which brings the
same engine to rdflib. Each run is a process of its own that loads the same triples, derived by the shipped rules; the
clock starts when they are loaded, and memory is the peak above what they take. Both sides must find the same edges.
The route through oxrdflib gives an edge what ours carries of it, and a node its label and class alone.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from armsgraph import ontology, sources, vocab
from armsgraph.network import fast
from armsgraph.projection import build
from armsgraph.store import LocalStore, parse_turtle

PER_ACTOR, PER_DOCUMENT, TWICE, DATED = 10, 175, 5, 2
LINKS = ("negotiatedWith", "memberOf", "employedBy", "ownedBy", "operatedBy", "facilitatedFor", "actedFor")
SELECT = """
PREFIX arms: <https://w3id.org/armsgraph/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?claim ?source ?target ?link ?label ?category ?support ?disputed ?when ?earliest ?latest ?confidence
       ?document ?reliability ?credibility
WHERE {
  ?link rdfs:subPropertyOf arms:connectedTo ; rdfs:label ?label ; arms:hasCategory ?category .
  ?claim rdf:predicate ?link ; rdf:subject ?source ; rdf:object ?target ; arms:hasSupport ?support ;
    arms:assertedIn ?passage .
  ?passage arms:foundIn ?document
  OPTIONAL { ?claim arms:isDisputed ?disputed }
  OPTIONAL { ?claim arms:when ?when }
  OPTIONAL { ?claim arms:earliest ?earliest }
  OPTIONAL { ?claim arms:latest ?latest }
  OPTIONAL { ?claim arms:hasConfidence ?confidence }
  OPTIONAL { ?document arms:hasReliability/skos:notation ?reliability }
  OPTIONAL { ?passage arms:hasCredibility/skos:notation ?credibility }
}
"""
NODES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?node ?label ?kind { ?node rdfs:label ?label ; a ?kind }
"""
SAID_ONCE = ("label", "category", "support", "disputed", "when", "earliest", "latest", "confidence")
BEST = ("reliability", "credibility")


def main() -> None:
    """Print the medians of both routes and their ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each route is run")
    parser.add_argument("--edges", type=int, default=350_000, metavar="N", help="claims, each of which makes an edge")
    options = parser.parse_args()
    if fast() is None:
        sys.exit("igraph is missing: pip install 'armsgraph[fast]'")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        triples = write(path, options.edges)
        print(f"medians of {options.runs} runs; {options.edges} edges in {triples} derived triples, seed 1", flush=True)
        runs = [(apart(through_oxrdflib, path), apart(to_columns, path)) for _ in range(options.runs)]
    if len({edges for pair in runs for edges, *_ in pair}) != 1 or runs[0][0][0] != options.edges:
        sys.exit(f"the two routes found different edges, {runs[0]}; the comparison is void")
    for n, (what, unit) in enumerate((("seconds", "s"), ("peak memory", "MB")), 1):
        slow, ours = (statistics.median(pair[side][n] for pair in runs) for side in (0, 1))
        print(
            f"{what:<12} oxrdflib to networkx {slow:8.2f} {unit}   armsgraph to columns and igraph {ours:8.2f} {unit}"
            f"   {slow / ours:6.1f} x, {ours / slow:.2f} of it"
        )


def write(path: Path, edges: int) -> int:
    """Write a generated graph and what the rules derive from it as N-Triples; return how many triples it has."""
    store = LocalStore()
    for module in ontology.module_paths():
        store.load(module)
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocab.PREFIXES.items())
    store.add(parse_turtle((prefixes + "\n".join(generated(edges))).encode(), "generated.ttl"))
    sources.derive(store)
    path.write_bytes(store.nquads())
    return len(store)


def generated(edges: int) -> Iterator[str]:
    """Yield the Turtle of actors, documents, and claims with one passage each, every fifth with two."""
    base, chance = vocab.BASE, random.Random(1)
    actors, documents = max(edges // PER_ACTOR, 2), max(edges // PER_DOCUMENT, 2)
    for n in range(actors):
        yield f'<{base}id/organization/o-{n}> a arms:Company ; rdfs:label "Company {n}"@en .'
    for n in range(documents):
        grade = f"armsv:Reliability{'ABCDEF'[n % 6]}"
        issued = f'"20{10 + n % 15}-01-01"^^xsd:date'
        yield (
            f'<{base}id/document/d-{n}> a arms:Document ; dcterms:title "Paper {n}"@en ; dcterms:issued {issued} ;'
            f" arms:hasReliability {grade} ; arms:isOriginalReporting true ."
        )
    for n in range(edges):
        one, other = chance.sample(range(actors), 2)
        passages = [f"<{base}attestation/d-{d}/{n}>" for d in chance.sample(range(documents), 1 + (n % TWICE == 0))]
        for passage in passages:
            document = f"<{base}id/document/{passage.split('/')[-2]}>"
            speaker = f"<{base}id/organization/o-{chance.randrange(actors)}>"
            yield f"{passage} a arms:Attestation ; arms:foundIn {document} ; arms:statedBy {speaker} ."
        day = f"20{10 + n % 15}-0{1 + n % 9}-15"
        dated = f' ; arms:when "{day}" ; arms:earliest "{day}"^^xsd:date ; arms:latest "{day}"^^xsd:date'
        yield (
            f"<{base}claim/generated/{n}> a arms:Claim ; rdf:subject <{base}id/organization/o-{one}> ;"
            f" rdf:predicate arms:{chance.choice(LINKS)} ; rdf:object <{base}id/organization/o-{other}> ;"
            f" arms:assertedIn {', '.join(passages)}{dated if n % DATED else ''} ."
        )


def to_columns(path: Path) -> Callable[[], int]:
    """Load the triples; return our route."""
    store = LocalStore()
    store.load(path)
    # Whoever has the triples loaded has the libraries; an engine may put off a part of loading to the first question.
    fast()
    store.ask("ASK {}")
    return lambda: len(build(store).igraph.es)


def through_oxrdflib(path: Path) -> Callable[[], int]:
    """Load the triples; return the route that one writes with oxrdflib and networkx at hand."""
    import networkx
    import rdflib

    graph = rdflib.Graph(store="Oxigraph")
    graph.parse(path, format="ox-nt")
    graph.query("ASK {}")

    def route() -> int:
        made: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
        for row in graph.query(SELECT):
            found = row.asdict()
            source, target, key = found["source"], found["target"], str(found["claim"])
            if made.has_edge(source, target, key):
                known = made.edges[source, target, key]
            else:
                made.add_edge(source, target, key, documents=[], **{n: _python(found.get(n)) for n in SAID_ONCE})
                known = made.edges[source, target, key]
            known["documents"].append(str(found["document"]))
            for grade in BEST:
                known[grade] = min(filter(None, (known.get(grade), _python(found.get(grade)))), default=None)
        for node, label, kind in graph.query(NODES):
            if node in made:
                made.nodes[node].update(label=str(label), kind=str(kind))
        return int(made.number_of_edges())

    return route


def _python(term: Any) -> Any:
    return term if term is None else term.toPython()


def apart(prepare: Callable[[Path], Callable[[], int]], path: Path) -> tuple[int, float, float]:
    """Run a route in a process of its own; return how many edges it found, seconds, and megabytes at the peak."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    child = multiprocessing.get_context("spawn").Process(target=measure, args=(prepare, path, theirs))
    child.start()
    theirs.close()
    try:
        found: tuple[int, float, float] = ours.recv()
    except EOFError:
        sys.exit("a route ended without an answer; the comparison is void")
    child.join()
    return found


def measure(prepare: Callable[[Path], Callable[[], int]], path: Path, answer: Any) -> None:
    """Measure a route in this process and send what was found."""
    route = prepare(path)
    # What loading held and let go must not serve the route unseen.
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    before = resident("VmRSS")
    # Linux forgets the highest mark so far, that of loading.
    Path("/proc/self/clear_refs").write_text("5")
    start = time.perf_counter()
    edges = route()
    spent = time.perf_counter() - start
    answer.send((edges, spent, resident("VmHWM") - before))
    answer.close()


def resident(which: str) -> float:
    """Return what the kernel says of this process's memory, in megabytes."""
    lines = Path(f"/proc/{os.getpid()}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


if __name__ == "__main__":
    main()
