"""Ratios against rdflib on the shipped data: loading with the rules, and ten named questions.

Run `python benchmarks/compare.py [--runs 5]`. Both sides read the same files, apply the same rules and answer the same
queries with the same row counts, one after the other on the same machine; what counts is the ratio of the medians.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable

import rdflib

import armsgraph
from armsgraph import ontology, sources
from armsgraph.table import Iri, Value

QUESTIONS = (
    "aircraft",
    "claims-about",
    "contradictions",
    "counted-groups",
    "dates-of-packages",
    "denials",
    "designations-of",
    "estimates-side-by-side",
    "meetings",
    "things-by-name",
)


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each thing is timed")
    runs = parser.parse_args().runs
    kg = armsgraph.load()
    derived = kg.rdflib()
    print(f"{len(kg.store)} triples, {len(kg.claim_records)} claims, medians of {runs} runs")
    report("load and rules", timed(load_rdflib, runs), timed(lambda: armsgraph.load().store, runs))
    ratios = []
    for name in QUESTIONS:
        question = ontology.question(name)
        ours = {p.name: value(p) for p in question.parameters}
        theirs = {n: rdflib.URIRef(v) if isinstance(v, Iri) else rdflib.Literal(v) for n, v in ours.items()}
        counts = len(kg.store.select(question.text, ours)), len(derived.query(question.text, initBindings=theirs))
        if counts[0] != counts[1]:
            sys.exit(f"{name}: {counts[0]} rows here, {counts[1]} in rdflib; the comparison is void")
        slow = timed(lambda q=question, t=theirs: list(derived.query(q.text, initBindings=t)), runs)
        fast = timed(lambda q=question, o=ours: kg.store.select(q.text, o), runs)
        ratios.append(report(f"{name} ({counts[0]} rows)", slow, fast))
    print(f"{'ten questions, geometric mean':<44} {statistics.geometric_mean(ratios):8.1f} x")


def load_rdflib() -> rdflib.Graph:
    """Read the same files and apply the same rules in rdflib."""
    graph = rdflib.Graph()
    for path in (*ontology.module_paths(), *sources.data_paths()):
        graph.parse(path)
    for _, update in ontology.rules():
        graph.update(update)
    return graph


def timed(call: Callable[[], object], runs: int) -> float:
    """Return the median of the seconds that a call takes."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def report(what: str, slow: float, fast: float) -> float:
    """Print both times and return their ratio."""
    print(
        f"{what:<44} rdflib {slow * 1000:10.1f} ms   armsgraph {fast * 1000:8.1f} ms   {slow / fast:8.1f} x", flush=True
    )
    return slow / fast


def value(parameter: ontology.Parameter) -> Value:
    """Return the default of a parameter as a term."""
    typed = ontology.typed(parameter, str(parameter.default))
    return Iri(typed) if parameter.kind in ("entity", "claim", "document", "concept") else typed


if __name__ == "__main__":
    main()
