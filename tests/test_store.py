"""The store answers SPARQL alike in each engine, and reaches nowhere that nobody allowed."""

from __future__ import annotations

import datetime
import json
import math
import re
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from armsgraph import sparql
from armsgraph.errors import InputError
from armsgraph.sparql import refuse_reaching_out
from armsgraph.store import LocalStore, Params, Store, _term, _value, parse_turtle
from armsgraph.table import XSD, Iri, Text

SMALL = b"""@prefix ex: <http://example.org/> .
ex:a ex:knows ex:b ; ex:age 3 .
ex:b ex:knows ex:c ; ex:name "Be"@en .
"""


def filled(store: LocalStore, turtle: bytes = SMALL) -> LocalStore:
    store.add(parse_turtle(turtle, "small.ttl"))
    return store


# ---- a listener on loopback


class Listener:
    """An HTTP server that counts its requests and answers what it is told to."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []
        self.status, self.body = 200, b""
        self.wait = threading.Event()
        self.wait.set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                outer.requests.append((self.headers.get("Accept", ""), text))
                outer.wait.wait(5)
                self.send_response(outer.status)
                self.send_header("Content-Type", self.headers.get("Accept", "text/plain").split(",")[0])
                self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """A client that hung up is no concern of the test."""

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.wait.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


# ---- what is refused

# Each reaches out in Oxigraph or in an endpoint's parser if nothing stops it; LISTENER is the listener.
REACHING = {
    "plain": "SELECT * { SERVICE <LISTENER> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <LISTENER> { ?s ?p ?o } }",
    "lower case": "select * { service <LISTENER> { ?s ?p ?o } }",
    "no blanks": "SELECT*{?s?p trueSERVICE<LISTENER>{?a?b?c}}",
    "after a number": "SELECT*{?s?p 1SERVICE<LISTENER>{?a?b?c}}",
    "glued to a name": "PREFIX h:<LISTENER>SELECT*{SERVICEh:{?s?p?o}}",
    "after the dot of an empty local name": "PREFIX ex:<http://x/>SELECT*{?s?p ex:.SERVICE<LISTENER>{?a?b?c}}",
    "after an escaped dot": "PREFIX ex:<http://x/>SELECT*{?s?p ex:\\. .SERVICE<LISTENER>{?a?b?c}}",
    "by a variable": "SELECT * { VALUES ?e { <LISTENER> } SERVICE ?e { ?s ?p ?o } }",
    "sub-query": "SELECT * { { SELECT * { SERVICE <LISTENER> { ?s ?p ?o } } } }",
    "OPTIONAL": "SELECT * { OPTIONAL { SERVICE <LISTENER> { ?s ?p ?o } } }",
    "EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <LISTENER> { ?s ?p ?o } } }",
    "MINUS": "SELECT * { ?s ?p ?o MINUS { SERVICE <LISTENER> { ?s ?p ?o } } }",
    "GRAPH": "SELECT * { GRAPH ?g { SERVICE <LISTENER> { ?s ?p ?o } } }",
    "a comment that opens a string": 'SELECT * { # "\n SERVICE <LISTENER> { ?s ?p ?o } # "\n }',
    "a comment that opens an IRI": "SELECT * { # <\n SERVICE <LISTENER> { ?s ?p ?o } # >\n }",
    "a string that opens a comment": 'SELECT * { ?s ?p "#" . SERVICE <LISTENER> { ?s ?p ?o } }',
    "a string that ends in an escape": r'SELECT * { ?s ?p "\\" . SERVICE <LISTENER> { ?s ?p ?o } #" ' + "\n}",
    "a long string that holds quotes": 'SELECT * { ?s ?p """a"b""c""" . SERVICE <LISTENER> { ?s ?p ?o } #"""\n }',
    "an IRI that opens a string": "SELECT * { ?s <http://x/'> ?o . SERVICE <LISTENER> { ?s ?p ?o } #'\n }",
    "less-than that looks like an IRI": "SELECT * { FILTER(\"a\"<'>')SERVICE<LISTENER>{?s ?p ?o}#'\n}",
    "less-than and a comment": "PREFIX h:<LISTENER> SELECT * { FILTER(1<2)SERVICEh:#>\n{?s ?p ?o} }",
    "less-than and a long string": "SELECT * { FILTER(1<2)#>'''\nSERVICE<LISTENER>{?s ?p ?o}#'''\n}",
    "a quoted triple that looks like an IRI": "SELECT * { <<?s?p'>'>>?q ?r . SERVICE<LISTENER>{?a ?b ?c}#'\n}",
    "code points": "SELECT * { \\u0053ERVICE <LISTENER> { ?s ?p ?o } }",
    "long code points": "SELECT * { \\U00000053ERVICE <LISTENER> { ?s ?p ?o } }",
    "code points that end a string": 'SELECT * { ?s ?p "\\u0022 . SERVICE <LISTENER> { ?a ?b ?c} }',
    "FROM": "SELECT * FROM <LISTENER> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <LISTENER> { GRAPH ?g { ?s ?p ?o } }",
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "FROM hidden by less-than": "PREFIX h:<LISTENER> SELECT((1<2)AS?x)FROMh:#>\n{ ?s ?p ?o }",
    "ASK": "ASK FROM <LISTENER> { ?s ?p ?o }",
    "CONSTRUCT": "CONSTRUCT { ?s ?p ?o } FROM <LISTENER> WHERE { ?s ?p ?o }",
    "DESCRIBE": "DESCRIBE <http://x/> FROM <LISTENER>",
    "LOAD": "LOAD <LISTENER>",
    "LOAD after an update": "INSERT DATA { <x:a> <x:b> 1 };LOAD SILENT <LISTENER> INTO GRAPH <x:g>",
    "a prefix of that name": "PREFIX from: <LISTENER> SELECT * { ?s from:a ?o }",
}
INNOCENT = {
    "in a string": "SELECT * { ?s ?p ?o FILTER (?o = \"SERVICE <x> LOAD FROM\" || ?o = 'FROM \\' FROM') }",
    "in a long string": "SELECT * { ?s ?p ?o FILTER (?o = '''it's\n\"FROM\" SERVICE''') }",
    "in an IRI": "SELECT * { ?s <http://example.org/service/from#load> ?o }",
    "in a URN": "SELECT * { ?s <urn:example:service> ?o }",
    "in a compared IRI": "SELECT * { ?s ?p ?o FILTER(?s<<http://example.org/from>&&?o>3) }",
    "in a comment": "# FROM here to SERVICE\nSELECT * { ?s ?p ?o }  # LOAD",
    "in a local name": "PREFIX ex: <http://example.org/> SELECT * { ?s ex:fromPort ?o ; ex:service ex:a.from }",
    "in a variable": "SELECT ?from $service ?load { ?from ?service ?load }",
    "less-than": "SELECT * { ?s ?p ?o FILTER(?s<?o&&?o>3) }",
}


@pytest.fixture(params=["memory", "disk", "remote"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, listener: Listener) -> Callable[[bool], Store]:
    def opened(allow_remote: bool) -> Store:
        if request.param == "remote":
            listener.body = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
            return Store.remote(listener.address, allow_remote=allow_remote)
        return LocalStore(tmp_path / "store" if request.param == "disk" else None, allow_remote=allow_remote)

    return opened


def test_what_reaches_out_is_refused_in_every_engine(engine: Callable[[bool], Store], listener: Listener) -> None:
    store = engine(False)
    for name, query in REACHING.items():
        for answer in (store.select, store.ask, store.construct):
            with pytest.raises(InputError, match=r"^SPARQL line \d: (SERVICE|FROM|LOAD) reaches outside"):
                pytest.fail(f"{name}: {answer(query.replace('LISTENER', listener.address))!r}")
    assert listener.requests == []


def test_the_listener_hears_what_is_allowed(engine: Callable[[bool], Store], listener: Listener) -> None:
    store = engine(True)
    listener.body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:y"}}]}}'
    assert store.select(REACHING["plain"].replace("LISTENER", listener.address)).column("s") == ["x:y"]
    assert len(listener.requests) == 1


@pytest.mark.parametrize(
    "name", [n for n in REACHING if "code points" not in n and "LOAD" not in n and "prefix" not in n]
)
def test_oxigraph_itself_falls_for_each_trick(name: str) -> None:
    assert _reads_a_keyword(REACHING[name].replace("LISTENER", "http://127.0.0.1:9/"))


@pytest.mark.parametrize("name", INNOCENT)
def test_the_words_alone_are_harmless(name: str) -> None:
    LocalStore().select(INNOCENT[name])


def test_an_update_reaches_nowhere(listener: Listener) -> None:
    store = LocalStore()
    for update in ("LOAD <LISTENER>", "INSERT { ?s ?p ?o } WHERE { SERVICE <LISTENER> { ?s ?p ?o } }"):
        with pytest.raises(InputError, match="reaches outside"):
            store.update(update.replace("LISTENER", listener.address))
    assert listener.requests == []


def test_the_guard_reads_a_hostile_query_in_good_time() -> None:
    for hostile in (
        r"\'''" * 20_000,
        r"\"" * 40_000,
        "a." * 40_000,
        "<a'>" * 20_000,
        "<#>" * 30_000,
        "<" * 80_000,
        "'''" * 20_001,
    ):
        refuse_reaching_out("SELECT * { " + hostile)


TERMS = st.sampled_from(
    [
        "?s",
        "?v",
        "1",
        "true",
        "'a'",
        '"#"',
        "'>'",
        "'''>'''",
        r"'\''",
        "'a'@en",
        "ex:a",
        "ex:",
        "<http://x/>",
        "<a>",
        "<'>",
    ]
)
OPERATORS = st.sampled_from(["<", " < ", ">", "<=", "=", "!=", "&&", "||", "+", "-", "*", "/"])
GAPS = st.sampled_from(["", " ", ".", " . ", "\n", "#>\n", "#'\n", ".#'''\n", "# x\n"])
TESTS = st.builds("FILTER({}{}{})".format, TERMS, OPERATORS, TERMS)
BINDINGS = st.builds("BIND({}{}{} AS ?b)".format, TERMS, OPERATORS, TERMS)
TRIPLES = st.builds("{}{}{}{}{}".format, TERMS, GAPS, TERMS, GAPS, TERMS)
NOISE = st.sampled_from(["", "<<?s?p'>'>>?q ?r", "'", ">", '"', "OPTIONAL{?s ?p ?o}", "VALUES ?w{<'>}", r"\u0027"])
PARTS = st.builds("{}{}".format, TESTS | BINDINGS | TRIPLES | NOISE, GAPS)
SERVICES = st.sampled_from(["SERVICE<http://127.0.0.1:9/>{?a ?b ?c}", "service ex:a{}", "SERVICEex:{?a ?b ?c}"])


@settings(max_examples=1500)
@given(PARTS, PARTS, SERVICES, GAPS, NOISE)
@example("FILTER(\"a\"<'>')", "", "SERVICE<http://127.0.0.1:9/>{?a ?b ?c}", "#'\n", "")
def test_where_oxigraph_reads_a_service_the_guard_refuses(a: str, b: str, service: str, gap: str, noise: str) -> None:
    query = "SELECT * {" + a + b + service + gap + noise + "\n}"
    if _reads_a_keyword(query):
        with pytest.raises(InputError, match="reaches outside"):
            refuse_reaching_out(query)


def _reads_a_keyword(query: str) -> bool:
    """Tell whether Oxigraph reads SERVICE or FROM as a keyword: misspelt, the query is no longer valid."""
    misspelt = re.sub("(?i)SERVICE", "SERVIXE", re.sub("(?i)FROM", "FRXM", query))
    return _accepted(query) and not _accepted(misspelt)


def _accepted(query: str) -> bool:
    try:
        ox.Store().query(query, prefixes={"ex": "http://127.0.0.1:9/", "from": "http://127.0.0.1:9/"})
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        pass
    return True


# ---- parameters


def inline(query: str, params: Params) -> str:
    return sparql.inline(query, {name: str(_term(value)) for name, value in params.items()})


HOSTILE = [
    '"',
    "'",
    "\\",
    '"""',
    "'''",
    "\n",
    "\r",
    "\t",
    "}",
    "?x",
    "#",
    "<a>",
    "\\u0022",
    "\0",
    "é한\U0001f6a2",
    "\u2028",
    "",
]
TEXTS = st.text(st.sampled_from(["a", *"".join(HOSTILE)]), max_size=8) | st.text(max_size=8)
VALUES = st.one_of(
    TEXTS,
    TEXTS.map(lambda text: Text(text, language="ko")),
    TEXTS.map(lambda text: Text(text, datatype="http://example.org/kind")),
    st.text("abc:/?#[]@!$&'()*+,;=%20-._~é한", max_size=8).map(lambda end: Iri("http://example.org/" + end)),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False),
    st.decimals(-1000, 1000, places=3),
    st.dates(),
)
QUERIES = [
    "SELECT ?x ?s { ?s ?p ?x }",
    "SELECT DISTINCT ?s $x { ?s ?p ?o FILTER (?o = ?x) } # ?x",
    "SELECT ?s ?x ('?x' AS ?text) { ?s ?p ?o OPTIONAL { ?s ?p ?o FILTER (sameTerm(?o, ?x)) } }",
    "SELECT ?x (COUNT(?s) AS ?n) (STR(?x) AS ?t) { ?s ?p ?x } GROUP BY ?x ORDER BY ?x",
]


@settings(max_examples=300)
@given(VALUES, st.sampled_from(QUERIES))
def test_a_parameter_written_into_the_query_means_what_oxigraph_substitutes(value: Any, query: str) -> None:
    if isinstance(value, Iri) and not _is_iri(value):
        return
    store = filled(LocalStore())
    term = inline("?x", {"x": value})
    store.update("INSERT DATA { <http://example.org/s> <http://example.org/p> " + term + " , 'other' }")
    expected, got = store.select(query, {"x": value}), store.select(inline(query, {"x": value}))
    assert got.columns == expected.columns
    assert sorted(map(repr, got)) == sorted(map(repr, expected))
    # `filled` has one of the addresses already.
    counted = 2 if value == Iri("http://example.org/b") else 1
    assert ("http://example.org/s" in got.column("s")) if "s" in got.columns else got.column("n") == [counted]


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def test_a_hostile_parameter_stays_a_string() -> None:
    hostile = '" } SERVICE <http://example.org/> { ?s ?p ?o } #\n'
    text = inline("ASK { ?s ?p ?x }", {"x": hostile})
    refuse_reaching_out(text)
    assert text == 'ASK { ?s ?p "\\" } SERVICE <http://example.org/> { ?s ?p ?o } #\\n" }'


@pytest.mark.parametrize("value", [Iri("no iri"), Iri("a:b> <c:d"), Text("a", language="not a language")])
def test_a_parameter_that_is_no_term(value: Any) -> None:
    with pytest.raises(InputError):
        LocalStore().select("SELECT ?x {}", {"x": value})


def test_a_parameter_that_is_not_projected() -> None:
    with pytest.raises(InputError, match=r"does not contains variable \?x"):
        LocalStore().select("SELECT ?s { ?s ?p ?x }", {"x": 1})


# ---- a remote endpoint


def test_a_remote_select(listener: Listener) -> None:
    listener.body = json.dumps(
        {
            "head": {"vars": ["a", "b"]},
            "results": {"bindings": [{"a": {"type": "literal", "value": "3", "datatype": XSD + "integer"}}]},
        }
    ).encode()
    assert Store.remote(listener.address).select("SELECT ?a ?b { ?a ?p ?b }", {"b": "it's"}).rows == [(3, None)]
    assert listener.requests == [("application/sparql-results+json", 'SELECT ?a ("it\'s" AS ?b) { ?a ?p "it\'s" }')]


def test_a_remote_ask_and_construct(listener: Listener) -> None:
    store = Store.remote(listener.address)
    listener.body = b'{"head":{},"boolean":true}'
    assert store.ask("ASK { ?s ?p ?o }") is True
    listener.body = b"<a:b> <a:c> 1 ."
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }") == b"<a:b> <a:c> 1 ."
    assert [accept for accept, _ in listener.requests] == ["application/sparql-results+json", "text/turtle"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"<html>", b'{"head":{}}', b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"x"}}]}}',
     b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"http://x"}}', b"\xff\xfe", b'{"boolean":1}'],
)  # fmt: skip
def test_a_remote_answer_that_is_broken(listener: Listener, body: bytes) -> None:
    listener.body = body
    with pytest.raises(InputError) as caught:
        Store.remote(listener.address).select("SELECT * { ?s ?p ?o }")
    assert str(caught.value).startswith(listener.address)
    assert "\n" not in str(caught.value)


def test_a_remote_answer_of_the_other_kind(listener: Listener) -> None:
    listener.body = b'{"head":{},"boolean":true}'
    with pytest.raises(InputError, match="no SELECT query"):
        Store.remote(listener.address).select("ASK {}")


def test_a_remote_error(listener: Listener) -> None:
    listener.status = 500
    with pytest.raises(InputError, match=r"^http://127\.0\.0\.1:\d+/sparql: the endpoint did not answer \(.*500"):
        Store.remote(listener.address).ask("ASK {}")


def test_a_remote_endpoint_that_is_slow(listener: Listener) -> None:
    listener.wait.clear()
    for ask in (Store.remote(listener.address, timeout=0.2).ask, Store.remote(listener.address, timeout=0.2).construct):
        with pytest.raises(InputError, match=r"the endpoint did not answer .*timed out"):
            ask("ASK {}")


def test_a_remote_endpoint_that_is_not_there(listener: Listener) -> None:
    listener.close()
    with pytest.raises(InputError, match="the endpoint did not answer"):
        Store.remote(listener.address).ask("ASK {}")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/", "example.org", ""])
def test_a_remote_address_is_http(address: str) -> None:
    with pytest.raises(InputError, match="a SPARQL endpoint has an http or https address"):
        Store.remote(address)


# ---- a store of our own


def test_a_store_on_disk_keeps_its_triples(tmp_path: Path) -> None:
    store = filled(LocalStore(tmp_path / "store"))
    assert len(store) == 4
    before = store.turtle({})
    del store
    assert LocalStore(tmp_path / "store").turtle({}) == before


def test_the_prefixes_of_the_project_are_known_and_can_be_changed() -> None:
    ask = LocalStore().ask
    assert ask("ASK { FILTER (STR(arms:negotiatedWith) = 'https://w3id.org/armsgraph/ns#negotiatedWith') }")
    assert ask("PREFIX arms: <http://example.org/> ASK { FILTER (STR(arms:a) = 'http://example.org/a') }")


def test_a_copy_without_some_triples() -> None:
    store = filled(LocalStore())
    cut = ("http://example.org/a", "http://example.org/knows", Iri("http://example.org/b"))
    assert set(store) - set(store.copy(without=[cut])) == {cut}
    said = ("http://example.org/a", "http://example.org/says", Text("hä", "de"))
    assert set(store.copy(plus=[said])) - set(store) == {said}
    assert set(store.copy(plus=[said]).copy(without=[said])) == set(store)
    assert len(store) == 4


def test_answers_of_each_form() -> None:
    store = filled(LocalStore())
    table = store.select(
        "SELECT ?s ?n { ?s <http://example.org/knows> ?o OPTIONAL { ?s <http://example.org/age> ?n } }"
    )
    assert table.columns == ("s", "n")
    assert sorted(table, key=str) == [("http://example.org/a", 3), ("http://example.org/b", None)]
    assert store.ask("ASK { ?s ?p 3 }") is True
    assert store.ask("ASK { ?s ?p 4 }") is False
    assert len(rdflib.Graph().parse(data=store.construct("CONSTRUCT WHERE { ?s ?p ?o }"), format="turtle")) == 4


@pytest.mark.parametrize(
    ("ask", "query", "kind"),
    [("select", "ASK {}", "SELECT"), ("ask", "SELECT * {}", "ASK"), ("construct", "ASK {}", "CONSTRUCT or DESCRIBE")],
)
def test_a_query_of_another_form(ask: str, query: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"this is no {kind} query"):
        getattr(LocalStore(), ask)(query)


def test_a_query_that_cannot_be_read_names_the_place() -> None:
    store = LocalStore()
    for query in ("SELECT * {\n  ?s ?p }", "SELECT * {\n  ?s ?p ."):
        with pytest.raises(InputError, match=r"^SPARQL: error at 2:\d+: expected") as caught:
            store.select(query)
        assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match=r"^SPARQL update: error at 1:"):
        store.update("INSERT {")
    with pytest.raises(InputError, match=r"^SPARQL: .*surrogates"):
        store.select("SELECT * { ?s ?p '\udcff' }")


def test_turtle_is_sorted_and_says_the_same() -> None:
    quads = parse_turtle(SMALL, "small.ttl")
    one, other = LocalStore(), LocalStore()
    one.add(quads)
    other.add(reversed(quads))
    prefixes = {"ex": "http://example.org/"}
    text = one.turtle(prefixes)
    assert text == other.turtle(prefixes)
    assert text.decode().split() == (
        [
            "@prefix",
            "ex:",
            "<http://example.org/>",
            ".",
            "ex:a",
            "ex:age",
            "3",
            ";",
            "ex:knows",
            "ex:b",
            ".",
            "ex:b",
            "ex:knows",
            "ex:c",
            ";",
            "ex:name",
            '"Be"@en',
            ".",
        ]
    )
    read = rdflib.Graph().parse(data=text, format="turtle")
    assert set(read) == set(one.rdflib()) == set(rdflib.Graph().parse(data=SMALL, format="turtle"))


# ---- reading Turtle


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (b"<a:b> <a:c> 1 .\n<a:b> x .", r"f\.ttl:2: no valid Turtle: .*x is not a valid predicate"),
        (b"<a:b> <a:c> <d:e> <g:h> .", r"f\.ttl:1: no valid Turtle: .*dot is expected"),
        (b"<a:b> { <a:b> <a:c> 1 }", r"f\.ttl:1: no valid Turtle"),
        (b"\n\n\xff\xfe", r"f\.ttl:3: no valid Turtle: .*UTF-8"),
        (b"<b> <a:c> 1 .", r"f\.ttl:1: no valid Turtle: .*No scheme"),
        (b"<a:b> <a:c> <<( <a:b> <a:c> 1 )>> .", r"f\.ttl: triple terms .* write plain Turtle 1\.1"),
        (b"<< <a:b> <a:c> 1 >> <a:d> 2 .", r"f\.ttl: triple terms"),
        (b'<a:b> <a:c> "a"@ar--rtl .', r"f\.ttl: triple terms and text directions"),
    ],
)
def test_turtle_that_cannot_be_read_names_file_and_line(tmp_path: Path, turtle: bytes, message: str) -> None:
    (tmp_path / "f.ttl").write_bytes(turtle)
    with pytest.raises(InputError, match=message):
        LocalStore().load(tmp_path / "f.ttl")


def test_a_blank_node_of_one_file_is_not_that_of_another() -> None:
    store = LocalStore()
    for value in (b"1", b"2"):
        store.add(parse_turtle(b"_:a <a:b> " + value + b" .", "f.ttl"))
    assert store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }").rows == [(2,)]


# ---- values

# Forms for which rdflib has a Python value of the same type: it is the oracle.
ALIKE = [
    ("string", "a"), ("string", ""), ("boolean", "true"), ("boolean", "0"), ("boolean", "1"), ("integer", "007"),
    ("integer", "-5"), ("integer", "+5"), ("decimal", "1.50"), ("decimal", ".5"), ("decimal", "-3"), ("double", "1e3"),
    ("double", "-INF"), ("double", "2."), ("date", "2024-02-29"),
]  # fmt: skip
# Ill-typed, or of a type that Python does not know: the text as it stands, with its datatype.
TEXT = [
    ("boolean", "maybe"), ("boolean", "TRUE"), ("integer", "1_000"), ("integer", "1.0"), ("integer", "٣"), ("integer", ""),
    ("integer", "9" * 5000), ("decimal", "1e5"), ("decimal", "NaN"), ("double", "inf"), ("double", "1_0"), ("double", "x"),
    ("date", "2024-02-30"), ("date", "2024-W21-5"), ("date", "2024-05-24Z"), ("date", "20240524"), ("int", "5"),
    ("gYear", "2024"), ("gYearMonth", "2024-05"), ("dateTime", "2024-05-24T00:00:00Z"), ("anyURI", "http://x/"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "lexical"), ALIKE)
def test_a_literal_becomes_the_value_that_rdflib_gives(kind: str, lexical: str) -> None:
    expected = rdflib.Literal(lexical, datatype=rdflib.XSD[kind]).toPython()
    got: Any = _value(ox.Literal(lexical, datatype=ox.NamedNode(XSD + kind)))
    expected = str(expected) if kind == "string" else expected
    assert (got, type(got)) == (expected, type(expected))


@pytest.mark.parametrize(("kind", "lexical"), TEXT)
def test_a_literal_that_python_does_not_know_keeps_its_text(kind: str, lexical: str) -> None:
    got = _value(ox.Literal(lexical, datatype=ox.NamedNode(XSD + kind)))
    assert isinstance(got, Text)
    assert (str(got), got.datatype, got.language) == (lexical, XSD + kind, None)


def test_other_terms() -> None:
    number = _value(ox.Literal("NaN", datatype=ox.NamedNode(XSD + "double")))
    assert isinstance(number, float)
    assert math.isnan(number)
    tagged = _value(ox.Literal("a", language="EN-gb"))
    assert isinstance(tagged, Text)
    assert (str(tagged), tagged.language, tagged.datatype) == ("a", "en-gb", None)
    assert isinstance(_value(ox.NamedNode("http://x/")), Iri)
    assert _value(ox.BlankNode("a")) == Iri("_:a")
    assert _value(None) is None


@pytest.mark.parametrize(
    ("value", "term"),
    [
        (True, "true"), (3, "3"), (2.5, "'2.5'^^xsd:double"), (Decimal("1E+3"), "'1000'^^xsd:decimal"), ("a", "'a'"),
        (datetime.date(2024, 5, 24), "'2024-05-24'^^xsd:date"), (Text("a", language="en"), "'a'@en"),
        (datetime.datetime(2024, 5, 24, 1), "'2024-05-24T01:00:00'^^xsd:dateTime"),
        (Text("5", datatype=XSD + "int"), "'5'^^xsd:int"), (Iri("http://x/"), "<http://x/>"),
    ],
)  # fmt: skip
def test_a_value_becomes_a_term(value: Any, term: str) -> None:
    prefix = f"PREFIX xsd: <{XSD}> "
    assert LocalStore().ask(prefix + f"ASK {{ FILTER (sameTerm({inline('?x', {'x': value})}, {term})) }}")
    assert len(LocalStore().select(prefix + f"SELECT ?x {{ FILTER (sameTerm(?x, {term})) }}", {"x": value})) == 1


@pytest.mark.parametrize(
    "form", ["<http://e/x>", '"a\\tb\\nc\\"d\\\\e"', "true", "7", '"2024-05-24"^^xsd:date', '"북"@ko', '""']
)
def test_columns_are_the_cells_of_a_table_as_text(form: str) -> None:
    store = LocalStore()
    query = (
        f"SELECT ?a ?none ?b {{ VALUES (?a ?b) {{ ({form} 'x') ('y' {form}) }} OPTIONAL {{ ?a arms:isAbout ?none }} }}"
    )
    expected = [[text(cell) for cell in store.select(query).column(name)] for name in ("a", "none", "b")]
    assert store.columns(query) == expected
    assert expected[1] == ["", ""]
    with pytest.raises(InputError, match="no SELECT"):
        store.columns("ASK {}")


def test_several_queries_are_answered_by_name() -> None:
    store = LocalStore()
    rows = {name: [str(n) for n in range(size)] for name, size in (("none", 0), ("one", 1), ("many", 5000))}
    queries = {name: f"SELECT ?x {{ VALUES ?x {{ {' '.join(values)} }} }}" for name, values in rows.items()}
    with store.asking(queries) as answer:
        assert {name: answer(name) for name in reversed(rows)} == {name: [values] for name, values in rows.items()}
        # An answer is given once, so that whoever has read it lets go of it.
        with pytest.raises(KeyError):
            answer("one")


def test_one_query_of_several_that_fails_is_told_where_it_is_read() -> None:
    store = LocalStore()
    with store.asking(
        {"good": "SELECT ?x { BIND (1 AS ?x) }", "reaching": "SELECT * { SERVICE <http://e> {} }"}
    ) as answer:
        assert answer("good") == [["1"]]
        with pytest.raises(InputError, match="SERVICE"):
            answer("reaching")
    with pytest.raises(ZeroDivisionError), store.asking({"left": "SELECT ?x { BIND (1 AS ?x) }"}):
        raise ZeroDivisionError


def text(cell: object) -> str:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
