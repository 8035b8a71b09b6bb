"""Hold triples and answer SPARQL: in memory, on disk, or at a remote endpoint. Only this module knows an engine."""

from __future__ import annotations

import csv
import datetime
import http.client
import io
import os
import re
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from armsgraph.errors import InputError
from armsgraph.sparql import inline, refuse_reaching_out
from armsgraph.table import XSD, Cell, Iri, Table, Text, Value
from armsgraph.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

Params = Mapping[str, Value]
Triple = tuple[str, str, Value]  # a string that is no Iri is a literal as object


class Engine(Protocol):
    """What each engine offers: SPARQL in, a table, a truth or Turtle out."""

    def select(self, query: str, params: Params) -> Table: ...
    def columns(self, query: str) -> list[list[str]]: ...
    def ask(self, query: str, params: Params) -> bool: ...
    def construct(self, query: str, params: Params) -> bytes: ...


class Store:
    """Triples in one default graph, and the SPARQL that reads them.

    Queries that could reach the network or the file system (SERVICE, LOAD, FROM) are refused in every engine,
    unless the store was opened with `allow_remote=True`.
    """

    def __init__(self, engine: Engine, allow_remote: bool = False) -> None:
        self._engine = engine
        self._allow_remote = allow_remote

    @classmethod
    def remote(cls, address: str, timeout: float = 30.0, allow_remote: bool = False) -> Store:
        """Ask the SPARQL endpoint at `address`; `timeout` in seconds."""
        return cls(RemoteEngine(address, timeout), allow_remote)

    def select(self, query: str, params: Params | None = None) -> Table:
        """Answer a SELECT query; `params` binds variables by name, never by text."""
        return self._engine.select(self._guarded(query), params or {})

    def columns(self, query: str) -> list[list[str]]:
        """Answer a SELECT query as one list of text per variable; what is unbound is empty."""
        return self._engine.columns(self._guarded(query))

    @contextmanager
    def asking(self, queries: Mapping[str, str]) -> Iterator[Callable[[str], list[list[str]]]]:
        """Begin to answer SELECT queries, the first of them first, as many at the same time as there are processors.

        What is yielded gives the columns of a query by its name, once, and waits for them where they are not yet there.
        """
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            begun = {name: pool.submit(self.columns, query) for name, query in queries.items()}
            try:
                yield lambda name: begun.pop(name).result()
            finally:
                pool.shutdown(cancel_futures=True)

    def ask(self, query: str, params: Params | None = None) -> bool:
        """Answer an ASK query."""
        return self._engine.ask(self._guarded(query), params or {})

    def construct(self, query: str, params: Params | None = None) -> bytes:
        """Answer a CONSTRUCT or DESCRIBE query as Turtle."""
        return self._engine.construct(self._guarded(query), params or {})

    def _guarded(self, query: str) -> str:
        if not self._allow_remote:
            refuse_reaching_out(query)
        return query


class LocalStore(Store):
    """A store of our own, in memory or on disk, that can be filled and to which rules can be applied."""

    def __init__(self, path: Path | None = None, allow_remote: bool = False) -> None:
        import pyoxigraph

        self._triples = pyoxigraph.Store() if path is None else pyoxigraph.Store(str(path))
        super().__init__(OxigraphEngine(self._triples), allow_remote)

    def __len__(self) -> int:
        return len(self._triples)

    def load(self, path: Path) -> None:
        """Add a Turtle file of ours; a syntax error names file and line."""
        self.add(parse_turtle(path.read_bytes(), str(path)))

    def add(self, triples: Iterable[pyoxigraph.Quad]) -> None:
        """Add parsed triples."""
        self._triples.bulk_extend(triples)

    def update(self, update: str) -> None:
        """Apply one of the shipped rules."""
        refuse_reaching_out(update)
        with _one_clear_line("SPARQL update"):
            self._triples.update(update)

    def copy(self, without: Iterable[Triple] = (), plus: Iterable[Triple] = ()) -> LocalStore:
        """Return a new store in memory, less some triples and with some more."""
        other = LocalStore(allow_remote=self._allow_remote)
        other._triples.bulk_extend(iter(self._triples))
        for triple in without:
            other._triples.remove(_quad(triple))
        other._triples.bulk_extend(map(_quad, plus))
        return other

    def turtle(self, prefixes: Mapping[str, str]) -> bytes:
        """Write every triple as Turtle, sorted, so that equal stores give equal bytes."""
        import pyoxigraph as ox

        quads = sorted(self._triples, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
        triples = [quad.triple for quad in quads]
        return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""

    def nquads(self, named: Iterable[tuple[Iri, Triple]] = ()) -> bytes:
        """Write every triple, and some in graphs of their own besides, as sorted N-Quads."""
        import pyoxigraph as ox

        quads = ((ox.NamedNode(graph), _quad(triple)) for graph, triple in named)
        besides = (ox.Quad(quad.subject, quad.predicate, quad.object, graph) for graph, quad in quads)
        lines = ox.serialize([*self._triples, *besides], format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(lines.splitlines(keepends=True)))

    def rdflib(self) -> rdflib.Graph:
        """Copy every triple into an rdflib graph.

        The copy is the reader's own: rdflib follows SERVICE and FROM, so ask it nothing that you did not write.
        """
        import pyoxigraph as ox
        import rdflib

        graph = rdflib.Graph()
        triples = ox.serialize([quad.triple for quad in self._triples], format=ox.RdfFormat.N_TRIPLES)
        return graph.parse(data=triples, format="nt")

    def __iter__(self) -> Iterator[tuple[Cell, Cell, Cell]]:
        for quad in self._triples:
            yield _value(quad.subject), _value(quad.predicate), _value(quad.object)


class OxigraphEngine:
    """SPARQL answered by Oxigraph in this process."""

    def __init__(self, triples: pyoxigraph.Store) -> None:
        self._triples = triples

    def select(self, query: str, params: Params) -> Table:
        with _one_clear_line("SPARQL"):
            return _table(self._run(query, params))

    def columns(self, query: str) -> list[list[str]]:
        with _one_clear_line("SPARQL"):
            return _columns(self._run(query, {}))

    def ask(self, query: str, params: Params) -> bool:
        with _one_clear_line("SPARQL"):
            return _truth(self._run(query, params))

    def construct(self, query: str, params: Params) -> bytes:
        with _one_clear_line("SPARQL"):
            return _turtle(self._run(query, params))

    def _run(
        self, query: str, params: Params
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        import pyoxigraph as ox

        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): _term(value) for name, value in params.items()
        }
        return self._triples.query(query, substitutions=bound, prefixes=PREFIXES)


class RemoteEngine:
    """SPARQL answered elsewhere, by the SPARQL 1.1 Protocol (W3C, 2013), query via POST."""

    def __init__(self, address: str, timeout: float) -> None:
        if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
            raise InputError(f"{address}: a SPARQL endpoint has an http or https address")
        self._address = address
        self._timeout = timeout

    def select(self, query: str, params: Params) -> Table:
        with _one_clear_line(self._address):
            return _table(_results(self._post(query, params, _JSON)))

    def columns(self, query: str) -> list[list[str]]:
        found = self.select(query, {})
        return [["" if cell is None else str(cell) for cell in found.column(name)] for name in found.columns]

    def ask(self, query: str, params: Params) -> bool:
        with _one_clear_line(self._address):
            return _truth(_results(self._post(query, params, _JSON)))

    def construct(self, query: str, params: Params) -> bytes:
        return self._post(query, params, "text/turtle")

    def _post(self, query: str, params: Params, accept: str) -> bytes:
        text = inline(query, {name: str(_term(value)) for name, value in params.items()})
        headers = {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": accept}
        request = urllib.request.Request(self._address, text.encode(), headers)  # noqa: S310 (scheme checked above)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                return bytes(answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise InputError(f"{self._address}: the endpoint did not answer ({error})") from None


_JSON = "application/sparql-results+json"


def parse_turtle(data: bytes, name: str) -> list[pyoxigraph.Quad]:
    """Parse Turtle 1.1; a syntax error names the file and the line.

    Blank nodes get new names, since `_:a` in one file is not `_:a` in another.
    """
    import pyoxigraph as ox

    try:
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE, without_named_graphs=True, rename_blank_nodes=True))
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise InputError(f"{name}{line}: no valid Turtle: {_one_line(error)}") from None
    if any(isinstance(quad.object, ox.Triple) or getattr(quad.object, "direction", None) for quad in quads):
        raise InputError(f"{name}: triple terms and text directions are RDF 1.2; write plain Turtle 1.1")
    return quads


def parse_triples(data: bytes) -> list[pyoxigraph.Quad]:
    """Parse N-Triples that this package wrote itself."""
    import pyoxigraph as ox

    return list(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


def write_triples(quads: Iterable[pyoxigraph.Quad]) -> bytes:
    """Write N-Triples."""
    import pyoxigraph as ox

    return ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES) or b""


# The answer of an engine must die on the thread that made it, so none may stay in a frame that a traceback keeps.


def _table(answer: object) -> Table:
    import pyoxigraph as ox

    try:
        if not isinstance(answer, ox.QuerySolutions):
            raise InputError("this is no SELECT query")
        names = tuple(variable.value for variable in answer.variables)
        rows: list[tuple[Cell, ...]] = []
        for solution in answer:
            rows.append(tuple(_value(term) for term in solution))
        return Table(names, rows)
    finally:
        del answer


def _columns(answer: object) -> list[list[str]]:
    """Read an answer by way of SPARQL 1.1 CSV (W3C, 2013), which makes no term of Python's for each cell."""
    import pyoxigraph as ox

    try:
        if not isinstance(answer, ox.QuerySolutions):
            raise InputError("this is no SELECT query")
        text = (answer.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode()
    finally:
        del answer
    if '"' not in text:
        width = text.count(",", 0, text.index("\r\n")) + 1
        # The text of a large answer is large: each step lets go of what the one before it made.
        text = text.replace("\r\n", ",")
        cells = text.split(",")
        del text
        return [cells[n : len(cells) - 1 : width] for n in range(width, 2 * width)]
    # A blank cell that is alone on its line reads as a row of no cells.
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    return [[row[n] if row else "" for row in rows] for n in range(len(names))]


def _truth(answer: object) -> bool:
    import pyoxigraph as ox

    try:
        if not isinstance(answer, ox.QueryBoolean):
            raise InputError("this is no ASK query")
        return bool(answer)
    finally:
        del answer


def _turtle(answer: object) -> bytes:
    import pyoxigraph as ox

    try:
        if not isinstance(answer, ox.QueryTriples):
            raise InputError("this is no CONSTRUCT or DESCRIBE query")
        return ox.serialize(answer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    finally:
        del answer


def _results(answer: bytes) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean:
    import pyoxigraph as ox

    return ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)


@contextmanager
def _one_clear_line(what: str) -> Iterator[None]:
    """Turn what an engine raises into one line; Oxigraph binds only what is projected (SEP-0007)."""
    try:
        yield
    except SyntaxError as error:
        raise InputError(f"{what}: {_one_line(error)}") from None
    except (RuntimeError, OSError, ValueError) as error:
        raise InputError(f"{what}: {error}") from None


def _one_line(error: SyntaxError) -> str:
    # Oxigraph lists whatever character might follow; a reader wants the place and the first guesses.
    words = re.sub(r", \[[^]]*\]", "", " ".join(str(error.msg or error).split()))
    if "Prefix not found" in words:
        return f"{words.split(': ')[0]}: a prefix is not declared; known without declaring: {', '.join(PREFIXES)}"
    return words if len(words) <= 200 else words[:200] + " …"


def _quad(triple: Triple) -> pyoxigraph.Quad:
    import pyoxigraph as ox

    subject, predicate, value = triple
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), _term(value))


def _term(value: Value) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    import pyoxigraph as ox

    if isinstance(value, Iri):
        try:
            return ox.NamedNode(value)
        except ValueError:
            raise InputError(f"{value!r} is no valid IRI") from None
    if isinstance(value, Text) and value.language:
        return ox.Literal(str(value), language=value.language)
    if isinstance(value, Text) and value.datatype:
        return ox.Literal(str(value), datatype=ox.NamedNode(value.datatype))
    if isinstance(value, datetime.date):
        kind = "dateTime" if isinstance(value, datetime.datetime) else "date"
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + kind))
    if isinstance(value, Decimal):
        return ox.Literal(f"{value:f}", datatype=ox.NamedNode(XSD + "decimal"))
    return ox.Literal(value if isinstance(value, bool | int | float) else str(value))


def _value(term: object) -> Cell:
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.BlankNode):
        return Iri(f"_:{term.value}")
    if not isinstance(term, ox.Literal):
        return Text(str(term))
    if term.language:
        return Text(term.value, language=term.language)
    return _typed(term.value, term.datatype.value)


def _typed(lexical: str, datatype: str) -> Value:
    kind = datatype.removeprefix(XSD)
    if kind == "string":
        return lexical
    form, read = _PYTHON.get(kind, (None, None))
    if form and read and form.fullmatch(lexical):
        try:
            return read(lexical)
        except ValueError:  # 30 February, a number of more digits than Python reads
            pass
    return Text(lexical, datatype=datatype)


# The datatypes with a Python counterpart; Python's own readers also take forms that XSD does not know.
_PYTHON: dict[str, tuple[re.Pattern[str], Callable[[str], Value]]] = {
    "boolean": (re.compile("true|false|1|0"), lambda lexical: lexical in ("true", "1")),
    "integer": (re.compile("[+-]?[0-9]+"), int),
    "decimal": (re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"), Decimal),
    "double": (re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN"), float),
    "date": (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), datetime.date.fromisoformat),
}
