"""The shipped ontology: its modules, shapes, rules and named questions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from armsgraph import vocab
from armsgraph.errors import InputError, UnknownNameError, UsageError
from armsgraph.resources import shipped
from armsgraph.table import Value

# Loaded into every store, so that a query can follow sub-classes, sub-properties and broader concepts.
MODULES = ("core", "events", "sanctions", "claims", "vocab")

_HEADER = re.compile(r"^#\+\s*(?P<key>\w+):\s*(?P<text>.*\S)\s*$")
_PARAM = re.compile(r"^(?P<name>\w+)\s+(?P<kind>\w+)(?:\s*=\s*(?P<default>\S+))?(?:\s+--\s*(?P<help>.+))?$")
KINDS = ("entity", "claim", "document", "concept", "date", "integer", "text")


@dataclass(frozen=True)
class Parameter:
    """A typed parameter of a question; without a default it must be given."""

    name: str
    kind: str
    default: str | None
    help: str


@dataclass(frozen=True)
class Question:
    """A named SPARQL query: what it asks, for whom, and with which parameters."""

    name: str
    summary: str
    reader: str
    parameters: tuple[Parameter, ...]
    text: str


def module_paths() -> list[Path]:
    """Return the Turtle files that every store holds."""
    return [shipped("ontology") / f"{name}.ttl" for name in MODULES]


@cache
def rules() -> tuple[tuple[str, str], ...]:
    """Return the derivations as (file name, SPARQL update), in the order in which they run."""
    return tuple((path.name, path.read_text("utf-8")) for path in sorted((shipped("ontology") / "rules").glob("*.ru")))


@cache
def questions() -> Mapping[str, Question]:
    """Return the named questions by name."""
    paths = sorted((shipped("ontology") / "queries").glob("*.rq"))
    return {path.stem: read_question(path.stem, path.read_text("utf-8")) for path in paths}


def question(name: str) -> Question:
    """Return one named question, or raise UnknownNameError with the nearest names."""
    import difflib

    found = questions().get(name)
    if found is None:
        near = difflib.get_close_matches(name, questions(), n=3, cutoff=0.4)
        raise UnknownNameError(f"no question {name!r}" + (f"; near: {', '.join(near)}" if near else ""))
    return found


def read_question(name: str, text: str) -> Question:
    """Read the `#+ key: text` lines on top of a query file."""
    summary = reader = ""
    parameters = []
    for line in text.splitlines():
        header = _HEADER.match(line)
        if not header:
            continue
        if header["key"] == "summary":
            summary = header["text"]
        elif header["key"] == "reader":
            reader = header["text"]
        elif header["key"] == "param":
            parameters.append(_parameter(name, header["text"]))
        else:
            raise InputError(f"{name}.rq: unknown header {header['key']!r}; known: summary, reader, param")
    if not summary or not reader:
        raise InputError(f"{name}.rq: a question starts with '#+ summary:' and '#+ reader:'")
    return Question(name, summary, reader, tuple(parameters), text)


def typed(parameter: Parameter, text: str) -> Value:
    """Turn the text of a date, integer or text parameter into its value; names are resolved by the caller."""
    try:
        if parameter.kind == "date":
            return datetime.date.fromisoformat(text)
        if parameter.kind == "integer":
            return int(Decimal(text))
    except (ValueError, InvalidOperation):
        example = "2024-05-24" if parameter.kind == "date" else "3"
        raise UsageError(f"{parameter.name}={text}: not a valid {parameter.kind}; write it like {example}") from None
    return text


def with_prefixes(query: str) -> str:
    """Declare the project's prefixes on top of a query, on one line, save those that it declares itself."""
    own = {prefix.lower() for prefix in re.findall(r"(?i)\bPREFIX\s+([\w-]*):", query)}
    return "".join(f"PREFIX {p}: <{iri}> " for p, iri in vocab.PREFIXES.items() if p not in own) + query


def query_form(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, whichever a query starts with after its prologue."""
    bare = re.sub(r"<[^<>\s]*>|#[^\n]*", " ", query)
    found = re.search(r"(?i)(?<![\w:?$-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", bare)
    return found[1].upper() if found else "SELECT"


def _parameter(name: str, text: str) -> Parameter:
    match = _PARAM.match(text)
    if not match or match["kind"] not in KINDS:
        raise InputError(f"{name}.rq: '{text}' is no parameter; write: name kind = default -- help ({', '.join(KINDS)})")
    return Parameter(match["name"], match["kind"], match["default"], match["help"] or "")


def vocabulary() -> str:
    """Return the source of vocab.py: namespaces, tie categories, support levels and every term as a Python name."""
    import pyoxigraph as ox

    triples = [quad for path in module_paths() for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    typed_terms = {
        quad.subject.value for quad in triples if quad.predicate.value == _RDF + "type" and isinstance(quad.subject, ox.NamedNode)
    }
    schemes = {
        scheme: [
            quad.subject.value.split("#")[1]
            for quad in triples
            if quad.predicate.value == _SKOS + "inScheme" and quad.object.value == f"{BASE}vocab#{scheme}"  # type: ignore[union-attr]
        ]
        for scheme in ("TieCategories", "SupportLevels")
    }
    lines = [
        '"""Namespaces and terms as Python names. Generated by `make vocab` from ontology/; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        f'BASE = "{BASE}"',
        'ARMS = BASE + "ns#"',
        'ARMSV = BASE + "vocab#"',
        "",
        "PREFIXES = {",
        '    "arms": ARMS,',
        '    "armsv": ARMSV,',
        *(f'    "{prefix}": BASE + "id/{kind}/",' for prefix, kind in KINDS_OF_THINGS.items()),
        *(f'    "{prefix}": "{namespace}",' for prefix, namespace in _STANDARD.items()),
        "}",
        "",
        *_tuple("CATEGORIES", schemes["TieCategories"]),
        *_tuple("SUPPORT", schemes["SupportLevels"]),
    ]
    for namespace, name in (("ns#", "ARMS"), ("vocab#", "ARMSV")):
        local = sorted(term.split("#")[1] for term in typed_terms if term.startswith(BASE + namespace))
        lines += ["", f"# {namespace}", *(f'{_constant(name, term)} = {name} + "{term}"' for term in local)]
    return "\n".join(lines) + "\n"


BASE = "https://w3id.org/armsgraph/"
KINDS_OF_THINGS = {
    "act": "action",
    "air": "aircraft",
    "des": "designation",
    "doc": "document",
    "est": "estimate",
    "eve": "event",
    "fac": "facility",
    "grp": "group",
    "ins": "instrument",
    "org": "organization",
    "per": "person",
    "pla": "place",
    "prg": "programme",
    "sta": "state",
    "ves": "vessel",
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_STANDARD = {
    "rdf": _RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": _SKOS,
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _tuple(name: str, values: list[str]) -> list[str]:
    return [f"{name} = (", *(f'    "{value}",' for value in values), ")"]


def _constant(namespace: str, term: str) -> str:
    return f"{namespace}_{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', term).upper()}"
