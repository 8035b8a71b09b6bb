"""Small graphs for tests: a few triples, the shipped ontology, and what the rules make of them."""

from __future__ import annotations

from functools import cache

from armsgraph import ontology, vocab
from armsgraph.sources import Sources, derive
from armsgraph.store import LocalStore, parse_turtle
from armsgraph.table import Iri

PREFIXES = {
    **vocab.PREFIXES,
    "a": vocab.BASE + "attestation/paper/",
    "c": vocab.BASE + "claim/2024-01-01-test/",
}
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@cache
def _ontology() -> LocalStore:
    store = LocalStore()
    for path in ontology.module_paths():
        store.load(path)
    return store


def asserted(turtle: str) -> LocalStore:
    """Return the ontology and these triples; the usual prefixes are known, a: are passages and c: claims."""
    store = _ontology().copy()
    store.add(parse_turtle((HEADER + turtle).encode(), "test.ttl"))
    return store


def derived(turtle: str) -> LocalStore:
    """Return the same with everything that the rules derive."""
    return derive(asserted(turtle))


def sources(turtle: str) -> Sources:
    """Return the same as sources of a graph."""
    return Sources((), asserted(turtle))


def full(name: str) -> Iri:
    """Turn a prefixed name into an IRI."""
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local)


def holds(store: LocalStore, triple: str) -> bool:
    """Tell whether a triple, written as in SPARQL with prefixed names, is in the store."""
    header = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    return store.ask(f"{header} ASK {{ {triple} }}")


def support(store: LocalStore, claim: str) -> list[str]:
    """Return every support level of a claim."""
    rows = store.select(
        "SELECT ?level ?claim WHERE { ?claim <" + vocab.ARMS + "hasSupport> ?level }", {"claim": full(claim)}
    )
    return [str(level).split("#")[1] for level, _ in rows]
