"""data/ → Store: load what is said, derive what follows, and leave attestations out of a view."""

from __future__ import annotations

import calendar
import datetime
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from armsgraph import ontology
from armsgraph.errors import InputError, LimitError
from armsgraph.resources import shipped
from armsgraph.store import LocalStore, Triple, parse_triples, parse_turtle, write_triples
from armsgraph.table import Iri

if TYPE_CHECKING:
    import pyoxigraph

# What a foreign file may cost its parser: seconds of processor time, bytes of memory.
PARSE_SECONDS = 60
PARSE_MEMORY = 4 * 2**30


@dataclass(frozen=True)
class Sources:
    """The files behind a graph, and what they assert before any rule has run."""

    paths: tuple[Path, ...]
    asserted: LocalStore

    def derived(self) -> LocalStore:
        """Return ontology, data and everything that the rules derive from them."""
        return derive(self.asserted.copy())

    def view(
        self, known_on: datetime.date | None = None, without: Sequence[Iri] = (), only: Sequence[Iri] = ()
    ) -> tuple[LocalStore, int]:
        """Derive again from what was public on a day, without some documents, or from what `only` some say.

        Returns the store and the number of undated documents that a `known_on` view leaves out.
        """
        left_out, undated = _passages_left_out(self.asserted, known_on, without, only)
        return derive(self.asserted.copy(without=left_out)), undated

    def changed(self, without: Iterable[Triple] = (), plus: Iterable[Triple] = ()) -> Sources:
        """Return the same with some assertions less and some more; these stay as they are."""
        return Sources(self.paths, self.asserted.copy(without, plus))

    def passages_of(self, documents: Sequence[Iri]) -> list[Triple]:
        """List the ties from claims to passages that fall when documents are withdrawn."""
        return _passages_left_out(self.asserted, None, documents, ())[0]

    def locate(self, node: str) -> str:
        """Say in which file and line a node is written down, as `file:line`, or nothing if no file has it."""
        return self._lines.get(node, "")

    @cached_property
    def _lines(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in self.paths:
            name = short_name(path)
            for number, node in _subjects(path.read_text("utf-8", "replace")):
                found.setdefault(node, f"{name}:{number}")
        return found


def read(extra: Iterable[str | os.PathLike[str]] = (), only: Iterable[str | os.PathLike[str]] | None = None) -> Sources:
    """Read the shipped data, or `only` the files named instead, and any overlay of the reader's own."""
    store = LocalStore()
    for path in ontology.module_paths():
        store.load(path)
    own = data_paths() if only is None else []
    for path in own:
        store.load(path)
    foreign = [path for given in (*(only or ()), *extra) for path in _turtle_files(Path(given))]
    for path in foreign:
        store.add(parse_apart(path))
    return Sources((*own, *foreign), store)


def data_paths() -> list[Path]:
    """Return the shipped Turtle files, in reading order."""
    return sorted(shipped("data").glob("*/*.ttl"))


def derive(store: LocalStore) -> LocalStore:
    """Apply the shipped rules in file order, in place."""
    for _, update in ontology.rules():
        store.update(update)
    return store


def parse_apart(path: Path) -> list[pyoxigraph.Quad]:
    """Parse a foreign Turtle file in a child process with a limit of time and memory: some files abort a parser."""
    if not path.is_file():
        raise InputError(f"{path}: {'a folder, no file' if path.is_dir() else 'no such file'}")
    command = [sys.executable, "-I", "-c", _CHILD, str(path), str(PARSE_SECONDS), str(PARSE_MEMORY)]
    environment = {**os.environ, "ARMSGRAPH_PATH": str(Path(__file__).parent.parent)}
    try:
        child = subprocess.run(  # noqa: S603 (our own interpreter, arguments in a list)
            command, capture_output=True, timeout=2 * PARSE_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise LimitError(f"{path}: parsing took more than {2 * PARSE_SECONDS} seconds") from None
    if child.returncode == InputError.exit_code:
        raise InputError(os.fsdecode(child.stderr).strip())
    if child.returncode:
        raise LimitError(f"{path}: the parser gave up (exit {child.returncode}); is this an ordinary Turtle file?")
    return parse_triples(child.stdout)


# Run in the child. Imported from the same folder as the parent, so that an overlay reads alike wherever it is run.
_CHILD = """
import os, sys
sys.path.append(os.environ["ARMSGRAPH_PATH"])
from armsgraph.sources import parse_here
parse_here(*sys.argv[1:])
"""


def parse_here(path: str, seconds: str, memory: str) -> None:
    """Parse a file within the limits and write it as N-Triples to standard output: the child's half of parse_apart."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    try:
        quads = parse_turtle(Path(path).read_bytes(), path)
    except InputError as error:
        _give_up(str(error))
    except OSError as error:
        _give_up(f"{path}: {error.strerror}")
    sys.stdout.buffer.write(write_triples(quads))


def _give_up(message: str) -> NoReturn:
    sys.stderr.buffer.write(os.fsencode(message))
    sys.exit(InputError.exit_code)


def short_name(path: Path) -> str:
    """Name a file as a reader of the repository would."""
    for root in (shipped("data").parent, Path.cwd()):
        if path.resolve().is_relative_to(root.resolve()):
            return path.resolve().relative_to(root.resolve()).as_posix()
    return str(path)


def _turtle_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.rglob("*.ttl"))
    if not found:
        raise InputError(f"{path}: no .ttl file in this folder")
    return found


_ISSUED = """
SELECT ?document (STR(?day) AS ?issued)
WHERE { ?document a arms:Document OPTIONAL { ?document dcterms:issued ?day } }
"""
_HOLDS = """
SELECT ?passage ?document WHERE { ?passage arms:foundIn ?document }
"""
_PASSAGES = """
SELECT ?claim ?link ?passage ?document
WHERE {
  VALUES ?link { arms:assertedIn arms:deniedIn }
  ?claim ?link ?passage . ?passage arms:cites*/arms:foundIn ?document
}
"""


def _passages_left_out(
    store: LocalStore, known_on: datetime.date | None, without: Sequence[Iri], only: Sequence[Iri]
) -> tuple[list[Triple], int]:
    """List the ties from claims to passages that a view cuts.

    A withdrawn document takes with it whoever cites it. A day, and a choice of documents, cuts by the document that
    holds the passage alone; what a passage cites stays on record, so that cutting the cited text makes no new origin
    of the citing one.
    """
    issued = {str(document): last_day(day) for document, day in store.select(_ISSUED)}
    late = {d for d, day in issued.items() if known_on and (day is None or day > known_on)}
    late |= {d for d in issued if only and d not in only}
    undated = sum(1 for day in issued.values() if day is None) if known_on else 0
    holds = {str(p): str(d) for p, d in store.select(_HOLDS)}
    cut = {
        (str(claim), str(link), Iri(str(passage)))
        for claim, link, passage, document in store.select(_PASSAGES)
        if holds.get(str(passage)) in late or document in without
    }
    return sorted(cut), undated


def last_day(issued: object) -> datetime.date | None:
    """Return the last day that a date, a month or a year can mean; what is none of these gives no day."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", str(issued or ""), re.ASCII)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return datetime.date(year, month, int(found[3] or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None


def _subjects(text: str) -> Iterator[tuple[int, str]]:
    """Find the lines that start with a prefixed name or an IRI, which is how a subject is written here."""
    prefixes = dict(re.findall(r"@prefix\s+([\w-]*):\s*<([^>]*)>", text))
    for number, line in enumerate(text.splitlines(), 1):
        start = re.match(r"<([^>\s]+)>|([\w-]*):([^\s;,]+)", line)
        if start and start[1]:
            yield number, start[1]
        elif start and start[2] in prefixes:
            yield number, prefixes[start[2]] + start[3]
