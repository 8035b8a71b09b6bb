"""Ratios against rdflib: loading with the rules, and ten named questions on the whole graph.

Run `python benchmarks/compare.py [--runs 5] [--limit 120]`. Both sides read the same files, apply the same rules and
answer the same queries with the same number of rows, one after the other on the same machine; what counts is the ratio
of the medians. In rdflib the rules grow faster than the data: on the whole graph it is stopped at the limit, and the
ratio is a lower bound. The two articles that the tests hold frozen are small enough for it to finish.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import rdflib

import armsgraph
from armsgraph import ontology, sources
from armsgraph.store import LocalStore
from armsgraph.table import Iri, Value
from timing import timed

ARTICLES = sorted((Path(__file__).parent.parent / "tests" / "samples" / "articles").glob("*/*.ttl"))
QUESTIONS = (
    "aircraft",
    "claims-about",
    "contradictions",
    "counted-groups",
    "routes",
    "denials",
    "designations-of",
    "estimates-side-by-side",
    "meetings",
    "things-by-name",
)


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each thing is timed")
    parser.add_argument("--limit", type=float, default=120, metavar="SECONDS", help="when rdflib is stopped")
    options = parser.parse_args()
    kg = armsgraph.load()
    shipped = sources.data_paths()
    print(f"{len(kg.store)} triples, {len(kg.claim_records)} claims; medians of {options.runs} runs")

    def both(what: str, paths: Sequence[Path], rules: bool) -> None:
        fast = timed(lambda: load(paths, rules), options.runs)
        slow = timed_apart(paths, rules, options)
        report(what, slow or options.limit, fast, bound="" if slow else "more than")

    both("load the two articles, with the rules", ARTICLES, rules=True)
    both("load everything, without the rules", shipped, rules=False)
    both("load everything, with the rules", shipped, rules=True)
    ratios = questions(kg, options.runs)
    print(f"{'ten questions, geometric mean':<44} {'':>39} {statistics.geometric_mean(ratios):14.1f} x")


def questions(kg: armsgraph.KnowledgeGraph, runs: int) -> list[float]:
    """Ask ten questions on both engines, over the same derived triples; return the ratios."""
    derived = kg.rdflib()
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
    return ratios


def load(paths: Sequence[Path], rules: bool) -> LocalStore:
    """Read files and apply the rules here."""
    store = LocalStore()
    for path in (*ontology.module_paths(), *paths):
        store.load(path)
    return sources.derive(store) if rules else store


def load_rdflib(paths: Sequence[Path], rules: bool) -> rdflib.Graph:
    """Read the same files and apply the same rules in rdflib."""
    graph = rdflib.Graph()
    for path in (*ontology.module_paths(), *paths):
        graph.parse(path)
    for _, update in ontology.rules() if rules else ():
        graph.update(update)
    return graph


def timed_apart(paths: Sequence[Path], rules: bool, options: argparse.Namespace) -> float | None:
    """Return the median of the seconds that rdflib takes in a process of its own, or None if the limit stops it."""
    spent = []
    for _ in range(options.runs):
        child = multiprocessing.get_context("spawn").Process(target=load_rdflib, args=(paths, rules))
        start = time.perf_counter()
        child.start()
        child.join(options.limit)
        if child.is_alive():
            child.kill()
            child.join()
            return None
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def report(what: str, slow: float, fast: float, bound: str = "") -> float:
    """Print both times and return their ratio."""
    print(
        f"{what:<44} rdflib {slow * 1000:10.1f} ms   armsgraph {fast * 1000:8.1f} ms   {bound:>9}{slow / fast:8.1f} x",
        flush=True,
    )
    return slow / fast


def value(parameter: ontology.Parameter) -> Value:
    """Return the default of a parameter as a term."""
    typed = ontology.typed(parameter, str(parameter.default))
    return Iri(typed) if parameter.kind in ("entity", "claim", "document", "concept") else typed


if __name__ == "__main__":
    main()
