"""Knowledge → JSON-LD 1.1 (W3C, 2020): every triple, asserted or derived, one object per thing."""

from __future__ import annotations

import json
import re

from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri, binding
from armsgraph.vocab import PREFIXES

LOSES = (
    "JSON-LD carries every triple of the whole graph, derived ones included; the options of a view do not apply to it. "
    "What was derived and what was asserted stand side by side."
)
_LOCAL = re.compile(r"[\w-][\w.-]*", re.ASCII)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def jsonld(kg: KnowledgeGraph) -> bytes:
    """Return the graph as JSON-LD with a context of its own; nothing is fetched to read it."""
    things: dict[str, dict[str, list[object]]] = {}
    for subject, predicate, value in sorted(kg.store, key=lambda triple: tuple(map(str, triple))):
        thing = things.setdefault(str(subject), {})
        if predicate == _TYPE:
            thing.setdefault("@type", []).append(_short(str(value)))
        elif value is not None:
            thing.setdefault(_short(str(predicate)), []).append(_node(binding(value)))
    graph = [{"@id": _short(iri), **thing} for iri, thing in things.items()]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _node(term: dict[str, str]) -> object:
    if term["type"] == "uri":
        return {"@id": _short(term["value"])}
    if "xml:lang" in term:
        return {"@value": term["value"], "@language": term["xml:lang"]}
    kind = term.get("datatype", _STRING)
    return term["value"] if kind == _STRING else {"@value": term["value"], "@type": _short(kind)}


def _short(iri: str) -> str:
    prefix, _, local = Iri(iri).short.partition(":")
    return f"{prefix}:{local}" if prefix in PREFIXES and _LOCAL.fullmatch(local) else iri
