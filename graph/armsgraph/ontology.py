"""The shipped ontology: its modules, shapes, rules and named questions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

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


def _parameter(name: str, text: str) -> Parameter:
    match = _PARAM.match(text)
    if not match or match["kind"] not in KINDS:
        kinds = ", ".join(KINDS)
        raise InputError(f"{name}.rq: '{text}' is no parameter; write: name kind = default -- help (kinds: {kinds})")
    return Parameter(match["name"], match["kind"], match["default"], match["help"] or "")
