"""Store × shapes → violations: queries over the whole graph in Oxigraph, the other shapes in pySHACL."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

from armsgraph.resources import shipped
from armsgraph.sources import Sources
from armsgraph.store import LocalStore
from armsgraph.table import Cell, Iri, readable

_VARIABLE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, order=True)
class Violation:
    """A node that breaks a rule: the rule is the name of a shape, `where` is `file:line`, or nothing if unknown.

    A blank node is named `[]`, since any other name would change from run to run.
    """

    node: str
    rule: str
    message: str
    value: str
    where: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return readable(f"{place}{Iri(self.node).short}: {self.message} ({self.rule})")


def validate(sources: Sources) -> list[Violation]:
    """Check what the data assert against the shipped shapes; return what breaks them, sorted."""
    found = {*_by_query(sources.asserted), *_by_pyshacl(sources.asserted)}
    where = {node: sources.locate(node) for node in {violation.node for violation in found}}
    return sorted(replace(violation, where=where[violation.node]) for violation in found)


def _by_query(data: LocalStore) -> Iterator[Violation]:
    for rule, message, query in _queries():
        for row in data.select(query).records():
            name = "[]" if str(row["value"]).startswith("_:") else str(row["value"])
            yield Violation(name, rule, _filled(message, row), str(row.get("detail") or ""))


def _by_pyshacl(data: LocalStore) -> Iterator[Violation]:
    import pyshacl
    from rdflib import RDF, SH, BNode, Graph

    shapes = _shapes().rdflib()
    shapes.remove((None, SH.sparql, None))
    with _without_tracebacks():
        _, report, _ = pyshacl.validate(data.rdflib(), shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, shape, message, value = (
            report.value(result, term) for term in (SH.focusNode, SH.sourceShape, SH.resultMessage, SH.value)
        )
        rule = _local(shapes.value(predicate=SH.property, object=shape) or shape)
        name = "[]" if isinstance(node, BNode) else str(node)
        yield Violation(name, rule, str(message), "" if value in (None, node) else str(value))


@contextmanager
def _without_tracebacks() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-formed literal, which a shape reports in one line."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


@cache
def _shapes() -> LocalStore:
    shapes = LocalStore()
    shapes.load(shipped("ontology") / "shapes.ttl")
    return shapes


@cache
def _queries() -> tuple[tuple[str, str, str], ...]:
    """Return the rule, the message and the query of each shape that is a query over the whole graph."""
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in _shapes().select(_DECLARED))
    return tuple((_local(shape), str(text), prefixes + str(query)) for shape, text, query in _shapes().select(_QUERIES))


_DECLARED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?prefix ?namespace WHERE { ?declaration sh:prefix ?prefix ; sh:namespace ?namespace } ORDER BY ?prefix
"""
_QUERIES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?shape ?message ?query
WHERE { ?shape sh:sparql ?constraint . ?constraint sh:message ?message ; sh:select ?query }
ORDER BY ?shape ?message
"""


def _local(iri: object) -> str:
    return str(iri).rsplit("#", 1)[-1]


def _filled(message: str, row: Mapping[str, Cell]) -> str:
    return _VARIABLE.sub(lambda variable: Iri(str(row[variable[1]])).short, message)
