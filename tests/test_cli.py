"""The command: data on standard output, talk on standard error, one clear line and an exit code when it fails."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armsgraph import cli, knowledge, ontology, sources
from armsgraph.knowledge import KnowledgeGraph

COMMANDS = sorted(cli.cli.commands)
COUNT = "SELECT (COUNT(*) AS ?n) { ?claim a arms:Claim }"


@dataclass
class Answer:
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kg: KnowledgeGraph) -> Run:
    """Run the command in this process; the shipped graph is derived once for all."""
    load = knowledge.load
    monkeypatch.setattr(knowledge, "load", lambda extra=(): load(extra) if extra else kg)

    def ran(*arguments: str, stdin: str = "") -> Answer:
        monkeypatch.setattr(sys, "argv", ["armsgraph", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = 0
        try:
            cli.main()
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 1
        return Answer(code, *capsys.readouterr())

    return ran


def apart(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", _MAIN, *arguments]
    options.setdefault("env", {**os.environ, **options.pop("also", {})})
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False, **options)


_MAIN = "from armsgraph.cli import main; main()"


def fails(answer: Answer, code: int, *parts: str) -> None:
    """Assert that a call failed with one clear line on standard error that holds these parts."""
    assert (answer.code, answer.err.count("\n")) == (code, 1), answer
    assert answer.err.startswith("armsgraph: ")
    for part in parts:
        assert part in answer.err


# ---- help


def test_the_commands() -> None:
    assert {"ask", "build", "chart", "path", "query", "rank", "report", "show", "validate"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_option_says_what_it_does(name: str, run: Run) -> None:
    command = cli.cli.commands[name]
    assert command.help
    assert command.help.split("\n")[0].endswith(".")
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts[0]} has no help"
    answer = run(name, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: armsgraph {name} ")
    assert run(name, "-h") == answer


def test_help_version_and_no_command(run: Run) -> None:
    assert run("--help").out == run().out
    assert all(f"\n  {name} " in run().out for name in COMMANDS)
    assert run("--version").out == "armsgraph 0.1.0\n"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["rank", "--help"], ["ask", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    heavy = [
        "rdflib",
        "networkx",
        "pyvis",
        "pyoxigraph",
        "pandas",
        "numpy",
        "rustworkx",
        "pyshacl",
        "jinja2",
        "IPython",
    ]
    code = f"import sys, atexit; atexit.register(lambda: print([m for m in {heavy} if m in sys.modules])); {_MAIN}"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"


# ---- query


def test_a_query_is_a_file_the_text_or_standard_input(run: Run, tmp_path: Path, kg: KnowledgeGraph) -> None:
    (tmp_path / "count.rq").write_text(COUNT)
    expected = f"n\n{len(kg.claim_records)}\n"
    for answer in (
        run("query", "-f", "csv", str(tmp_path / "count.rq")),
        run("query", "-f", "csv", COUNT),
        run("query", "-f", "csv", "-", stdin=COUNT),
        run("query", "-f", "csv", stdin=COUNT),
    ):
        assert (answer.code, answer.out, answer.err) == (0, expected, "")


def test_the_formats(run: Run) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("x" 1) (<http://example.org/> UNDEF) } }'
    assert (
        run("query", query).out
        == "a                    b\n───────────────────  ─\nx                    1\nhttp://example.org/\n"
    )
    assert run("query", query, "-f", "csv").out == "a,b\nx,1\nhttp://example.org/,\n"
    assert run("query", query, "--format", "tsv").out == "a\tb\nx\t1\nhttp://example.org/\t\n"
    assert json.loads(run("query", query, "-f", "json").out)["results"]["bindings"][1] == {
        "a": {"type": "uri", "value": "http://example.org/"}
    }
    assert run("query", "ASK { ?c a arms:Claim }").out == "true\n"
    assert run("query", "ASK { ?c a arms:Nothing }").out == "false\n"


def test_construct_and_describe_give_turtle(run: Run) -> None:
    made = run("query", "CONSTRUCT { ?s a arms:State } WHERE { ?s a arms:State }", "-f", "ttl")
    assert {str(o) for o in rdflib.Graph().parse(data=made.out, format="turtle").objects()} == {
        "https://w3id.org/armsgraph/ns#State"
    }
    described = run("query", "DESCRIBE <https://w3id.org/armsgraph/id/state/russia>\n")
    assert len(rdflib.Graph().parse(data=described.out, format="turtle")) > 1


def test_turtle_is_no_form_of_a_table(run: Run) -> None:
    fails(run("query", "SELECT * {}", "-f", "ttl"), 2, "-f ttl is for CONSTRUCT and DESCRIBE")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { ?s ?p }", "1:19"),
        ("SELECT *\n{ ?s ?p }", "2:10"),
        ("\n\nSELEKT", "3:7"),
        ("ASK { arm:x ?p ?o }", "1:"),
    ],
)
def test_a_query_that_cannot_be_read_names_the_place(run: Run, query: str, place: str) -> None:
    fails(run("query", "-", stdin=query), 3, f"SPARQL: error at {place}")


def test_a_query_that_reaches_out_is_refused(run: Run) -> None:
    fails(run("query", "SELECT *\nFROM <file:///etc/passwd> { ?s ?p ?o }"), 3, "SPARQL line 2: FROM reaches outside")


def test_a_query_file_that_is_not_there_or_no_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe")
    fails(run("query", str(tmp_path / "none.rq")), 3, "none.rq: No such file")
    fails(run("query", str(tmp_path / "binary.rq")), 3, "binary.rq: no UTF-8 text")
    fails(run("query", str(tmp_path)), 3, "Is a directory")


# ---- ask


def test_the_questions_are_listed(run: Run) -> None:
    answer = run("ask")
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines()[::2]] == list(ontology.questions())


def test_a_question_is_asked_and_shown(run: Run, kg: KnowledgeGraph) -> None:
    found = ontology.question("vessels")
    answer = run("ask", "vessels", "-f", "csv")
    assert (answer.code, answer.err.splitlines()[0]) == (0, found.summary)
    assert len(list(csv.reader(io.StringIO(answer.out)))) == 1 + len(kg.ask("vessels"))
    assert run("ask", "vessels", "--sparql").out == found.text


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["vesels"], ["no question 'vesels'", "vessels"]),
        (["known-on", "-p", "nothing=1"], ["has no parameter nothing"]),
        (["known-on", "-p", "day"], ["write key=value"]),
        (["claims-about", "-p", "thing=Rim Yong Hyuk"], ["nothing goes by 'Rim Yong Hyuk'", "Rim Yong-hyok"]),
    ],
)
def test_a_question_asked_wrongly(run: Run, arguments: list[str], parts: list[str]) -> None:
    fails(run("ask", *arguments), 2, *parts)


def test_a_date_that_is_none(run: Run) -> None:
    [day] = [p.name for p in ontology.question("known-on").parameters if p.kind == "date"]
    fails(
        run("ask", "known-on", "-p", f"{day}=yesterday"),
        2,
        f"{day}=yesterday: not a valid date; write it like 2024-05-24",
    )


# ---- show, rank, path


@pytest.mark.parametrize("name", ["Rim Yong Hyok", "림용혁", "rim yong-hyok", "person/rim-yong-hyok", "OFAC:44294"])
def test_show_finds_by_any_name(run: Run, name: str) -> None:
    answer = run("show", name)
    assert answer.code == 0
    assert answer.out.startswith("Rim Yong Hyok (Person)\n")
    assert "asserted by" in answer.out


@pytest.mark.parametrize("name", ["Rim Yong Hyuk", "림용학"])
def test_an_unknown_entity_names_the_nearest(run: Run, name: str) -> None:
    fails(run("show", name), 2, f"nothing goes by '{name}'; near: ", "Rim Yong-hyok" if name.isascii() else "림용혁")


@pytest.mark.parametrize(
    "name", ["", "\x1b[31m", "\u202e", "'; DROP TABLE", "<script>", "{}", "a" * 10_000, "\udcff", "\n"]
)
def test_hostile_names(run: Run, name: str) -> None:
    answer = run("show", "--", name)
    fails(answer, 2, "nothing goes by ")
    assert not {"\x1b", "\u202e", "\udcff"} & set(answer.err)


def test_hostile_data_steers_no_terminal(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "hostile.ttl"
    place.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        r'<https://w3id.org/armsgraph/id/vessel/x> a <https://w3id.org/armsgraph/ns#Vessel> ; rdfs:label "Evil \u001B[2J\u202E\nship" .'
    )
    for answer in (
        run("show", "vessel/x", "-x", str(place)),
        run("query", "SELECT ?l { <https://w3id.org/armsgraph/id/vessel/x> rdfs:label ?l }", "-x", str(place)),
    ):
        assert answer.code == 0
        assert "Evil �[2J� ship" in answer.out


def test_rank(run: Run) -> None:
    answer = run("rank", "--top", "3", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert len(rows) == 3
    assert float(rows[0]["score"]) >= float(rows[1]["score"]) >= float(rows[2]["score"]) > 0
    assert answer.err.startswith("betweenness: ")
    assert "documents" in answer.err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["rank", "--by", "fame"], "'fame' is not one of 'degree', 'betweenness'"),
        (["rank", "--category", "Love"], "'Love' is not one of 'Dealing'"),
        (["rank", "--support", "Refuted"], "'Refuted' is not one of 'Declared', 'Corroborated', 'Alleged'"),
        (["rank", "--disputed", "maybe"], "'maybe' is not one of 'keep', 'drop', 'only'"),
        (["rank", "--top", "many"], "'many' is not a valid integer"),
        (["analyse", "centralty"], "no analysis 'centralty'; near: centrality"),
        (["rank", "--known-on", "24 May"], "'24 May' is no date; write it like 2024-05-24"),
        (["rank", "--valid-on", "2024-02-30"], "'2024-02-30' is no date"),
        (["rank", "--without", "no such paper"], "nothing goes by 'no such paper'"),
        (["path", "Russia"], "Missing argument 'TO'"),
        (["path", "Russia", "Atlantis"], "nothing goes by 'Atlantis'"),
        (["nonsense"], "No such command 'nonsense'"),
        (["rank", "--nonsense"], "No such option"),
        (["chart"], "Missing argument 'OUT.html'"),
        (["report"], "Missing argument 'ENTITY'"),
        (["report", "doc:seed-000"], "is a document"),
    ],
)
def test_usage_errors(run: Run, arguments: list[str], part: str) -> None:
    fails(run(*arguments), 2, part)


def test_a_view_tells_how_many_documents_it_leaves_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<http://example.org/d> a <https://w3id.org/armsgraph/ns#Document> .")
    answer = run("rank", "--known-on", "2024-05-24", "-x", str(tmp_path))
    assert answer.code == 0
    bibliography = "".join(path.read_text("utf-8") for path in sources.data_paths() if path.parent.name == "documents")
    undated = sum("dcterms:issued" not in block for block in bibliography.split(" a arms:Document ;")[1:])
    assert undated > 20
    assert f"because they bear no date: documents, {undated + 1}" in answer.err


def test_path(run: Run) -> None:
    answer = run("path", "North Korea", "Russia", "--states")
    assert answer.code == 0
    assert answer.out.startswith("1. North Korea – ")


# ---- overlays and validation


def test_an_overlay_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text('<http://example.org/a> <http://example.org/b> "mine" .')
    query = "SELECT ?o { <http://example.org/a> ?p ?o }"
    assert run("query", query, "-f", "csv", "-x", str(tmp_path)).out == "o\nmine\n"


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["show", "Russia"], ["rank"], ["path", "Russia", "Iran"]])
def test_an_overlay_with_an_error_names_file_and_line(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "bad.ttl").write_text("<a:b> <a:c> 1 .\n<a:b> nonsense 2 .")
    fails(run(*command, "-x", str(tmp_path / "bad.ttl")), 3, f"{tmp_path / 'bad.ttl'}:2: no valid Turtle")
    fails(run(*command, "-x", str(tmp_path / "none.ttl")), 3, "none.ttl: no such file")


def test_the_shipped_data_are_valid(run: Run) -> None:
    answer = run("validate")
    assert (answer.code, answer.out, answer.err) == (0, "", "No violation.\n")


def test_a_violation_is_a_finding_with_its_place(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "claim.ttl"
    place.write_text(
        "@prefix arms: <https://w3id.org/armsgraph/ns#> .\n\n<https://w3id.org/armsgraph/claim/mine/1> a arms:Claim .\n"
    )
    answer = run("validate", str(place))
    assert answer.code == 1
    assert answer.out.startswith(f"{place}:3: claim:mine/1: ")
    assert answer.err == f"armsgraph: {answer.out.count(chr(10))} violation{'s' * (answer.out.count(chr(10)) > 1)}\n"
    answer = run("build", "-o", str(tmp_path / "build"), "-x", str(place))
    assert answer.code == 1
    assert not (tmp_path / "build").exists()


# ---- files that are written


def test_build_makes_what_it_says(run: Run, tmp_path: Path, kg: KnowledgeGraph) -> None:
    answer = run("build", "-o", str(tmp_path / "deep" / "build"))
    assert (answer.code, answer.err) == (0, "")
    made = {path.name: path for path in (tmp_path / "deep" / "build").iterdir()}
    assert {"chart.html", "kg.ttl", "network.graphml", "ranking.csv"} <= set(made)
    assert all(name in answer.out for name in made)
    assert len(rdflib.Graph().parse(made["kg.ttl"])) == len(kg.store)
    assert f"{len(kg.claim_records)} claims" in answer.out
    with made["ranking.csv"].open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["name"] in answer.out


def test_the_chart_is_drawn_from_a_view(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "chart.html"
    answer = run("chart", str(out), "--around", "Rim Yong Hyok", "--hops", "1")
    assert answer.code == 0
    assert answer.err.startswith(f"{out}: ")
    assert "Rim Yong Hyok" in out.read_text("utf-8")
    (tmp_path / "some.rq").write_text("SELECT ?a ?b { ?a arms:negotiatedWith ?b }")
    assert run("chart", str(out), "--query", str(tmp_path / "some.rq")).code == 0


def test_a_report_is_written_where_it_is_told_or_after_its_subject(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("report", "림용혁", "-o", "rim.html").err.startswith("rim.html: Rim Yong Hyok, ")
    assert run("report", "MAIA-1").err.startswith("imo-9358010.html: MAIA-1, ")
    assert {path.name for path in tmp_path.iterdir()} == {"rim.html", "imo-9358010.html"}
    fails(run("report", "Rim Yong Hyuk"), 2, "nothing goes by 'Rim Yong Hyuk'; near: Rim Yong")
    fails(run("report", "MAIA-1", "-o", str(tmp_path)), 3, "cannot be written (Is a directory)")
    fails(
        run("report", "MAIA-1", "-o", str(tmp_path / "rim.html" / "x.html")), 3, "cannot be written (Not a directory)"
    )


@pytest.mark.parametrize(
    ("end", "name"), [("..", "report"), ("a%2F..%2Fb", "a-2F-2Fb"), ("김", "report"), (".hidden", "hidden")]
)
def test_no_address_makes_a_report_leave_the_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, name: str
) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    (tmp_path / "mine.ttl").write_text(f"<urn:x/{end}> a <https://w3id.org/armsgraph/ns#Person> .")
    assert run("report", f"urn:x/{end}", "-x", str(tmp_path / "mine.ttl")).code == 0
    assert [path.name for path in (tmp_path / "in").iterdir()] == [f"{name}.html"]


def test_the_chart_shows_a_ranking_that_was_written_before(run: Run, tmp_path: Path) -> None:
    scores, out = tmp_path / "ranking.csv", tmp_path / "chart.html"
    scores.write_text(run("rank", "-f", "csv", "--draws", "2", "--top", "5").out, "utf-8")
    view = (str(out), "--around", "Rim Yong Hyok", "--hops", "1", "--scores", str(scores))
    assert run("chart", *view, "--score", "median", "--by", "colour").code == 0
    assert '"scale":{"by":"colour","name":"median"}' in out.read_text("utf-8")
    fails(run("chart", *view, "--score", "size"), 2, "no column 'size' among")
    scores.write_text("iri,score\nurn:nobody,1\n", "utf-8")
    fails(run("chart", *view), 2, "ranking.csv: none of its 1 scores is of a node that is drawn")


def test_an_option_of_a_chart_that_would_do_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "chart.html")
    fails(run("chart", out, "--hops", "3"), 2, "--hops says how near to what --around names")
    fails(run("chart", out, "--by", "colour"), 2, "--score and --by say what to do with --scores")
    fails(run("chart", out, "--around", ""), 2, "nothing goes by ''")
    assert list(tmp_path.iterdir()) == []


def test_a_chart_without_edges_is_a_finding(run: Run, tmp_path: Path) -> None:
    fails(run("chart", str(tmp_path / "chart.html"), "--known-on", "1900-01-01"), 1, "no edge is left to draw")
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "file").write_text("old")
    fails(run("chart", str(tmp_path / "folder.html")), 3, "folder.html: cannot be written (Is a directory)")
    fails(run("chart", str(tmp_path / "file" / "x.html")), 3, "cannot be written (Not a directory)")
    fails(run("build", "-o", str(tmp_path / "file")), 3, "file: no folder can be made there")
    assert (tmp_path / "file").read_text() == "old"


# Files of at most 10,000 bytes: the chart is larger.
_CRAMPED = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); \
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)); {_MAIN}"


def test_a_disk_that_is_full_leaves_the_old_file_whole(tmp_path: Path) -> None:
    out = tmp_path / "chart.html"
    out.write_text("old")
    command = [sys.executable, "-B", "-c", _CRAMPED, "chart", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "cannot be written (File too large); the old file is untouched" in done.stderr
    assert (out.read_text(), list(tmp_path.iterdir())) == ("old", [out])


# ---- the terminal around it


@pytest.mark.parametrize("call", ["query 'SELECT * { ?s ?p ?o }'", "show Russia", "ask claims-about", "ask"])
def test_a_closed_pipe_is_no_error(call: str) -> None:
    command = f"{sys.executable} -c '{_MAIN}' {call} 2>/dev/null | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")


def test_a_closed_pipe_leaves_no_traceback() -> None:
    command = f"{sys.executable} -c '{_MAIN}' query 'SELECT * {{ ?s ?p ?o }}' | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", _MAIN, "query", "SELECT * { ?s ?p ?o }"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (3, "armsgraph: output: No space left on device\n")


def test_an_encoding_that_has_no_hangul() -> None:
    done = apart("query", "SELECT ('림' AS ?a) {}", also={"PYTHONIOENCODING": "latin-1"})
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "try PYTHONIOENCODING=utf-8" in done.stderr


@pytest.mark.parametrize(("also", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals_that_want_it(also: dict[str, str], coloured: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    assert ("\x1b[" in _on_a_terminal(["ask"], {**environment, "TERM": "xterm", **also})) is coloured
    assert "\x1b[" not in apart("ask", env=environment).stdout


def _on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", _MAIN, *arguments], stdout=theirs, env=environment) as process:
        os.close(theirs)
        text = b"".join(_chunks(ours))
    os.close(ours)
    assert process.returncode == 0
    return text.decode()


def _chunks(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:  # Linux: the other side is closed
            return
        if not chunk:
            return
        yield chunk


# ---- whatever else is thrown at it

WORDS = st.sampled_from([
    "-", "--", "-x", "-f", "-p", "-o", "--extra", "--top", "--by", "--known-on", "--without", "--category", "--support", "--around",
    "--hops", "--query", "--states", "csv", "json", "ttl", "table", "1", "-1", "2024-05-24", "2024-02-30", "Rim", "Russia", "Legal",
    "Wagner", "vessels", "thing=Rim", "=", "a=b", "SELECT * {}", "ASK {", "{", "CONSTRUCT {} {}", "DESCRIBE <x:y>", "\n", "", "out.html",
    "../", "/dev/null", "~", "*", "\x1b[0m", "\udcff", "림용혁", "9" * 30, "0", "pagerank", "betweenness", "Declared",
])  # fmt: skip
ANYTHING = st.lists(WORDS | st.text(st.characters(exclude_characters="\0"), max_size=6), max_size=5)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(COMMANDS), arguments=ANYTHING, stdin=st.text(max_size=20))
def test_whatever_the_arguments_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str], stdin: str
) -> None:
    if name == "serve" or any("/" in word and set(word) <= set("./~") for word in arguments):
        return  # a server that waits, an overlay of the whole disk
    monkeypatch.chdir(tmp_path)
    answer = run(name, *arguments, stdin=stdin)
    assert answer.code in range(5)
    assert "Traceback" not in answer.out + answer.err
    if answer.code > 1:
        fails(answer, answer.code)


def test_show_prints_the_address_of_each_claim_and_takes_it(run: Run) -> None:
    answer = run("show", "Wagner Group")
    assert "claim:2024-05-24-seoul-and-tokyo/77" in answer.out
    claim = run("show", "claim:2024-05-24-seoul-and-tokyo/4")
    assert claim.out.startswith("North Korean negotiator (unnamed) negotiated with Russian of Wagner (unnamed)")
    assert "relying on UN Panel of Experts" in claim.out


def test_a_query_may_be_written_without_braces(run: Run) -> None:
    assert "Rim Yong Hyok" in run("query", "DESCRIBE per:rim-yong-hyok").out
    fails(run("query", "SELECT ?a where"), 3, "SPARQL")


def test_an_unknown_prefix_is_named_as_such(run: Run) -> None:
    fails(run("query", "SELECT * { ?s nope:x ?o }"), 3, "a prefix is not declared; known without declaring: arms")


def test_a_folder_without_turtle_is_no_success(run: Run, tmp_path: Path) -> None:
    fails(run("validate", str(tmp_path)), 3, "no .ttl file in this folder")


def test_an_empty_ranking_says_what_may_be_put_back(run: Run) -> None:
    assert "--states" in run("rank", "--disputed", "only", "--category", "Legal").err


def test_a_term_that_nobody_declared_is_named(run: Run) -> None:
    answer = run("query", "SELECT ?s WHERE { ?s arms:designatedByy ?o }")
    assert answer.code == 0
    assert "arms:designatedByy is no term of the ontology; near: designatedBy" in answer.err
    assert "no term" not in run("query", "SELECT ?s WHERE { ?s arms:designatedBy ?o } LIMIT 1").err


def test_an_empty_answer_says_what_to_watch_for(run: Run) -> None:
    assert "No row on the shipped data: no source read tells of one." in run("ask", "delistings").err


def test_a_stub_is_written_once_and_valid(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "2024-06-01-example.ttl"
    assert run("stub", str(out)).code == 0
    assert run("validate", str(out)).code == 0
    fails(run("stub", str(out)), 3, "is there already")
    fails(run("stub", str(tmp_path / "example.ttl")), 2, "is no name of a dossier")
    fails(run("stub", str(tmp_path / "2024-06-01-example.txt")), 2, "a dossier is a .ttl file")
    fails(run("stub", str(tmp_path / "2006-un-sanctions.ttl")), 3, "the shipped data have a dossier of that name")


def test_an_import_writes_all_or_nothing(run: Run, tmp_path: Path) -> None:
    header = "subject,predicate,object,held_on,document,speaker,access,paraphrase\n"
    table, out = tmp_path / "claims.csv", tmp_path / "2023-10-17-owner.ttl"
    table.write_text(header + "MARYA,ownedBy,M Leasing LLC,2023-10-17,seed-001,Radio Free Asia,Excerpt,It owns her.\n")
    refused = run("import", str(table), str(out))
    assert refused.code == 3
    assert "not every cell could be placed; nothing was written" in refused.err
    assert f"{table}: row 2, column subject: nothing goes by 'MARYA'" in refused.err
    table.write_text(
        header + "MARIA,holdsPost,M Leasing LLC,2023-10-17,seed-001,Radio Free Asia,Excerpt,It owns her.\n"
    )
    refused = run("import", str(table), str(out))
    assert refused.code == 1
    assert "nothing was written" in refused.err
    assert f"{table}: row 2: the object of arms:holdsPost is no arms:Post" in refused.err
    assert not out.exists()
    table.write_text(
        header + "MARIA,ownedBy,M Leasing LLC,2023-10-17,seed-001,Radio Free Asia,Excerpt,It owns her.\n", "utf-8-sig"
    )
    assert run("import", str(table), str(out)).code == 0
    assert run("validate", str(out)).code == 0
    fails(run("import", str(table), str(out)), 3, "is there already")


def test_an_import_says_what_it_needs(run: Run, tmp_path: Path) -> None:
    assert run("import", "--template").out.startswith("subject,subject_class,predicate")
    fails(run("import"), 2, "say which table and where to write")
    fails(run("import", str(tmp_path / "no.csv"), str(tmp_path / "2023-a.ttl")), 3, "no.csv: No such file or directory")
