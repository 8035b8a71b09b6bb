"""Files become a graph: foreign ones apart from us, ours found again by line, and views derived anew."""

from __future__ import annotations

import calendar
import datetime
import sys
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from armsgraph import sources
from armsgraph.errors import InputError, LimitError
from armsgraph.sources import Sources, parse_apart, read, short_name
from armsgraph.store import LocalStore
from armsgraph.table import Iri

ROOT = Path(__file__).parent.parent
GOOD = "@prefix ex: <http://example.org/> .\nex:a ex:b ex:c , 'é한' .\n"


def written(place: Path, turtle: str | bytes) -> Path:
    place.write_bytes(turtle if isinstance(turtle, bytes) else turtle.encode())
    return place


# ---- foreign files


def test_a_good_file(tmp_path: Path) -> None:
    store = LocalStore()
    store.add(parse_apart(written(tmp_path / "good.ttl", GOOD)))
    assert set(store.rdflib()) == set(rdflib.Graph().parse(data=GOOD, format="turtle"))
    assert len(store) == 2


@pytest.mark.parametrize(
    "name", ["with blanks.ttl", 'it\'s "quoted".ttl', "two\nlines.ttl", "-c.ttl", "림용혁.ttl", "\udcff.ttl"]
)
def test_a_file_of_any_name(tmp_path: Path, name: str) -> None:
    assert len(parse_apart(written(tmp_path / name, GOOD))) == 2
    broken = written(tmp_path / name, GOOD + "ex:a ex:b")
    with pytest.raises(InputError, match="no valid Turtle") as caught:
        parse_apart(broken)
    assert str(caught.value).startswith(f"{broken}:")


@pytest.mark.parametrize(
    ("turtle", "line"),
    [
        (GOOD + "\n\nex:a b ex:c .\n", 5),
        ("<x:a> <x:b> <x:c> <x:g> .", 1),
        (GOOD.splitlines()[0] + "\nex:g { ex:a ex:b ex:c }", 2),
        (b"\x7fELF\x02\x01\x01\0\0", 1),
        (b"\x1f\x8b\x08\0", 1),
        ('<?xml version="1.0"?><rdf:RDF/>', 1),
        ('{"@context": {}}', 1),
    ],
    ids=["typo", "N-Quads", "TriG", "binary", "gzip", "RDF/XML", "JSON-LD"],
)
def test_a_file_that_is_no_turtle_names_the_line(tmp_path: Path, turtle: str | bytes, line: int) -> None:
    place = written(tmp_path / "bad.ttl", turtle)
    with pytest.raises(InputError) as caught:
        parse_apart(place)
    assert str(caught.value).startswith(f"{place}:{line}: no valid Turtle: ")
    assert "\n" not in str(caught.value)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl: no such file$"):
        parse_apart(tmp_path / "none.ttl")
    with pytest.raises(InputError, match=r": a folder, no file$"):
        parse_apart(tmp_path)
    with pytest.raises(InputError, match=r"none\.ttl: no such file$"):
        read(extra=[tmp_path / "none.ttl"])


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file of the kernel that cannot be read")
def test_a_file_that_cannot_be_read() -> None:
    with pytest.raises(InputError, match=r"^/proc/self/mem: Input/output error$"):
        parse_apart(Path("/proc/self/mem"))


@pytest.fixture(scope="module")
def costly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One statement with 1.5 million objects: some seconds and some hundred megabytes of parsed triples."""
    return written(tmp_path_factory.mktemp("costly") / "costly.ttl", "<x:a> <x:b> " + "1," * 1_500_000 + "1 .")


def test_a_file_that_takes_too_much_memory(costly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PARSE_MEMORY", 200 * 2**20)
    with pytest.raises(
        LimitError, match=r"costly\.ttl: the parser gave up \(exit -?\d+\); is this an ordinary Turtle file"
    ):
        parse_apart(costly)


def test_a_file_that_takes_too_much_processor_time(costly: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PARSE_SECONDS", 1)
    with pytest.raises(
        LimitError, match=r"costly\.ttl: (the parser gave up \(exit -\d+\)|parsing took more than 2 seconds)"
    ):
        parse_apart(costly)


def test_the_child_dies_alone(costly: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A parser out of memory leaves this process able to read the next file."""
    monkeypatch.setattr(sources, "PARSE_MEMORY", 200 * 2**20)
    with pytest.raises(LimitError):
        parse_apart(costly)
    assert len(parse_apart(written(tmp_path / "good.ttl", GOOD))) == 2


# ---- reading


def test_only_reads_the_given_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    one = written(tmp_path / "one.ttl", "<x:a> <x:b> 1 .")
    two = written(tmp_path / "folder" / "deep" / "two.ttl", "<x:a> <x:b> 2 .")
    written(tmp_path / "folder" / "notes.txt", "no Turtle")
    found = read(extra=[tmp_path / "folder"], only=[str(one)])
    assert found.paths == (one, two)
    assert found.asserted.select("SELECT ?n { <x:a> <x:b> ?n } ORDER BY ?n").column("n") == [1, 2]


def test_an_overlay_lies_on_top_of_the_shipped_data(tmp_path: Path) -> None:
    one = written(tmp_path / "one.ttl", "<x:a> <x:b> 1 .")
    found = read(extra=[one])
    assert found.paths == (*sources.data_paths(), one)
    shipped = [path.relative_to(ROOT / "data").as_posix() for path in sorted((ROOT / "data").glob("*/*.ttl"))]
    assert [path.as_posix().split("/data/")[-1] for path in found.paths[:-1]] == shipped


# ---- a node found again

LOCATED = """# ex:a is not here
@prefix ex: <http://example.org/> .
@prefix exl: <http://example.org/long/> .

ex:a ex:b ex:c .
ex:c ex:b ex:a .
exl:d
    ex:b ex:a .
<http://other.example/x> ex:b 1 .
"""


@pytest.mark.parametrize(
    ("node", "line"),
    [
        ("http://example.org/a", 5),
        ("http://example.org/c", 6),
        ("http://example.org/long/d", 7),
        ("http://other.example/x", 9),
    ],
)
def test_a_node_is_found_in_its_file(tmp_path: Path, node: str, line: int) -> None:
    place = written(tmp_path / "located.ttl", LOCATED)
    other = written(tmp_path / "before.ttl", "<x:y> <x:z> 1 .")
    assert Sources((other, place), LocalStore()).locate(node) == f"{place}:{line}"


@pytest.mark.parametrize("node", ["http://example.org/", "http://example.org/d", "_:b0", "", "a"])
def test_a_node_that_no_file_writes_down(tmp_path: Path, node: str) -> None:
    assert Sources((written(tmp_path / "located.ttl", LOCATED),), LocalStore()).locate(node) == ""


def test_a_file_is_named_as_a_reader_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert short_name(ROOT / "data" / "entities" / "states.ttl") == "data/entities/states.ttl"
    assert short_name(ROOT / "data" / ".." / "data" / "x.ttl") == "data/x.ttl"
    assert short_name(tmp_path / "mine.ttl") == str(tmp_path / "mine.ttl")
    monkeypatch.chdir(tmp_path)
    assert short_name(tmp_path / "mine.ttl") == short_name(Path("mine.ttl")) == "mine.ttl"


# ---- views

# Three documents: Alpha's of 10 May, Beta's of May (no day given), and a relay of Alpha's of 20 May; one more has no date.
SMALL = """
@prefix arms: <https://w3id.org/armsgraph/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex:alpha a arms:State . ex:beta a arms:State . ex:gamma a arms:Organization . ex:delta a arms:State .
ex:doc-alpha a arms:Document ; dcterms:issued "2024-05-10"^^xsd:date .
ex:doc-beta a arms:Document ; dcterms:issued "2024-05"^^xsd:gYearMonth .
ex:doc-relay a arms:Document ; dcterms:issued "2024-05-20"^^xsd:date .
ex:doc-undated a arms:Document .
ex:p-alpha a arms:Attestation ; arms:foundIn ex:doc-alpha ; arms:statedBy ex:alpha .
ex:p-beta a arms:Attestation ; arms:foundIn ex:doc-beta ; arms:statedBy ex:beta .
ex:p-relay a arms:Attestation ; arms:foundIn ex:doc-relay ; arms:statedBy ex:gamma ; arms:cites ex:p-alpha .
ex:p-undated a arms:Attestation ; arms:foundIn ex:doc-undated ; arms:statedBy ex:delta .
ex:both a arms:Claim ; rdf:subject ex:x ; rdf:predicate arms:controls ; rdf:object ex:y ; arms:assertedIn ex:p-alpha , ex:p-beta .
ex:relayed a arms:Claim ; rdf:subject ex:x ; rdf:predicate arms:controls ; rdf:object ex:z ; arms:assertedIn ex:p-relay .
ex:late a arms:Claim ; rdf:subject ex:y ; rdf:predicate arms:controls ; rdf:object ex:z ; arms:assertedIn ex:p-undated .
ex:denied a arms:Claim ; rdf:subject ex:z ; rdf:predicate arms:controls ; rdf:object ex:y ;
    arms:assertedIn ex:p-alpha ; arms:deniedIn ex:p-beta .
"""
TIES = """
SELECT ?claim (STR(?support) AS ?level) ?disputed (EXISTS { ?s ?p ?o } AS ?drawn) {
  ?claim arms:hasSupport ?support ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
  OPTIONAL { ?claim arms:isDisputed ?disputed }
}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return read(only=[written(tmp_path_factory.mktemp("views") / "small.ttl", SMALL)])


def standing(store: LocalStore) -> dict[str, tuple[str, bool, bool]]:
    """Say of each claim its support, whether it is disputed, and whether its plain triple is there."""
    return {
        str(claim).rsplit("/", 1)[-1]: (str(level).rsplit("#", 1)[-1], disputed is True, drawn is True)
        for claim, level, disputed, drawn in store.select(TIES)
    }


WHOLE = {
    "both": ("Corroborated", False, True),
    "relayed": ("Alleged", False, True),
    "late": ("Alleged", False, True),
    "denied": ("Alleged", True, True),
}


def test_the_whole(small: Sources) -> None:
    assert standing(small.derived()) == WHOLE
    store, undated = small.view()
    assert (standing(store), undated) == (WHOLE, 0)


@pytest.mark.parametrize(
    ("day", "changed"),
    [
        # Before anything: nothing is asserted, so no plain triple; a claim without passages counts as alleged.
        ("2024-05-09", {"both": ("Alleged", False, False), "relayed": ("Alleged", False, False), "late": ("Alleged", False, False),
                        "denied": ("Alleged", False, False)}),
        # Alpha alone; what says "May" may be of its last day.
        ("2024-05-10", {"both": ("Alleged", False, True), "relayed": ("Alleged", False, False), "late": ("Alleged", False, False),
                        "denied": ("Alleged", False, True)}),
        ("2024-05-30", {"both": ("Alleged", False, True), "late": ("Alleged", False, False), "denied": ("Alleged", False, True)}),
        ("2024-05-31", {"late": ("Alleged", False, False)}),
    ],
)  # fmt: skip
def test_what_was_known_on_a_day(small: Sources, day: str, changed: dict[str, tuple[str, bool, bool]]) -> None:
    store, undated = small.view(known_on=datetime.date.fromisoformat(day))
    assert standing(store) == {**WHOLE, **changed}
    assert undated == 1


def test_without_a_document_whoever_cites_it_falls_too(small: Sources) -> None:
    store, undated = small.view(without=[Iri("http://example.org/doc-alpha")])
    assert undated == 0
    assert standing(store) == {
        **WHOLE,
        "both": ("Alleged", False, True),
        "relayed": ("Alleged", False, False),
        "denied": ("Alleged", True, False),
    }


def test_without_the_citing_document_the_cited_stands(small: Sources) -> None:
    store, _ = small.view(without=[Iri("http://example.org/doc-relay")])
    assert standing(store) == {**WHOLE, "relayed": ("Alleged", False, False)}


def test_a_view_leaves_the_sources_alone(small: Sources) -> None:
    before = set(small.asserted)
    small.view(known_on=datetime.date(2024, 1, 1), without=[Iri("http://example.org/doc-alpha")])
    assert set(small.asserted) == before


# ---- the last day that a date can mean


@given(st.dates())
def test_a_day_means_itself_and_a_month_its_end(day: datetime.date) -> None:
    assert sources.last_day(day.isoformat()) == day
    assert sources.last_day(day.isoformat() + "T23:00:00Z") == day
    end = datetime.date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
    assert sources.last_day(day.isoformat()[:7]) == end
    assert sources.last_day(day.isoformat()[:4]) == datetime.date(day.year, 12, 31)


@pytest.mark.parametrize(
    ("issued", "day"),
    [("2024-02", (2024, 2, 29)), ("2023-02", (2023, 2, 28)), ("1900-02", (1900, 2, 28)), ("2000-02", (2000, 2, 29)),
     ("2024-04", (2024, 4, 30)), ("2024-12", (2024, 12, 31)), ("9999", (9999, 12, 31)), ("2024Z", (2024, 12, 31))],
)  # fmt: skip
def test_ends_of_months(issued: str, day: tuple[int, int, int]) -> None:
    assert sources.last_day(issued) == datetime.date(*day)


@pytest.mark.parametrize(
    "issued",
    [
        None,
        "",
        "soon",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "0000",
        "24 May 2024",
        "20240524",
        "-0044",
        "2024-5-1",
        "２０２４",
    ],
)
def test_what_is_no_date_gives_no_day(issued: str | None) -> None:
    assert sources.last_day(issued) is None
