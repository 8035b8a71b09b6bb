"""The armsgraph command. Data go to standard output, talk to standard error; heavy imports stay inside the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import click

from armsgraph import __version__
from armsgraph.analyses import ANALYSES
from armsgraph.errors import ArmsgraphError, FindingsError, InputError, UsageError
from armsgraph.exports import FORMATS as EXPORTS
from armsgraph.vocab import CATEGORIES, SUPPORT

if TYPE_CHECKING:
    from pathlib import Path

    from armsgraph.claims import Claim, Passage
    from armsgraph.entities import Entity
    from armsgraph.knowledge import KnowledgeGraph
    from armsgraph.network import Network
    from armsgraph.table import Table
    from armsgraph.validation import Violation

Command = Callable[..., None]
FORMATS = ("table", "csv", "tsv", "json")


def main() -> None:
    """Run the command; whatever goes wrong becomes one line and an exit code."""
    try:
        cli(prog_name="armsgraph", standalone_mode=False)
        sys.stdout.flush()
    except ArmsgraphError as error:
        _fail(str(error), error.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), UsageError.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped", 130)
    except BrokenPipeError:
        _leave_closed_pipe()
    except SystemExit:
        # click leaves with 1 when the reader of our output has seen enough.
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            _leave_closed_pipe()
        raise
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}", InputError.exit_code)
    except UnicodeError as error:
        _fail(f"text that cannot be written here ({error}); try PYTHONIOENCODING=utf-8", InputError.exit_code)
    except (RecursionError, MemoryError) as error:
        _fail(f"a limit was hit ({type(error).__name__})", 4)


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="armsgraph %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """The DPRK–Russia arms network as a graph of claims: who says it, who disputes it.

    Exit codes: 0 fine, 1 findings, 2 usage, 3 bad input, 4 a limit was hit.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def overlay(command: Command) -> Command:
    """Add the option for files of the reader's own."""
    return click.option(
        "-x", "--extra", multiple=True, metavar="PATH", help="Turtle file or folder to lay over the shipped data."
    )(command)


def output(*formats: str) -> Callable[[Command], Command]:
    """Add the option for the form of the answer."""
    return click.option(
        "-f", "--format", "form", type=click.Choice(formats), default="table", help="Form of the answer."
    )


def chosen(command: Command) -> Command:
    """Add the option that chooses columns."""
    return click.option("--columns", metavar="A,B,…", help="Only these columns, in this order.")(command)


def view(command: Command) -> Command:
    """Add the options that choose a view of the network."""
    options = [
        click.option("--known-on", metavar="DATE", help="Only what documents had made public by that day."),
        click.option("--valid-on", metavar="DATE", help="Only what may have held on that day."),
        click.option("--without", multiple=True, metavar="DOCUMENT", help="Withdraw a document and whoever cites it."),
        click.option("--only", multiple=True, metavar="DOCUMENT", help="Only what this document says."),
        click.option("--category", "categories", multiple=True, type=click.Choice(CATEGORIES), help="Only these ties."),
        click.option("--support", multiple=True, type=click.Choice(SUPPORT[:3]), help="Only claims backed so well."),
        click.option(
            "--disputed",
            type=click.Choice(["keep", "drop", "only"]),
            default="keep",
            show_default=True,
            help="What to do with disputed claims.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def kept(command: Command) -> Command:
    """Add the options that put back what rankings and paths leave out."""
    options = [
        click.option("--states", is_flag=True, help="Let states count as actors."),
        click.option("--groups", is_flag=True, help="Let counted groups count as actors."),
        click.option("--legal", is_flag=True, help="Let an authority's listing count as a tie."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@cli.command()
@click.option("-o", "--output", "folder", default="build", show_default=True, metavar="DIR", help="Where to write.")
@overlay
def build(folder: str, extra: tuple[str, ...]) -> None:
    """Do the main job: load, derive, validate, rank, chart.

    Writes kg.ttl, network.graphml, ranking.csv and chart.html, and says what is central and what stands behind it.
    """
    from armsgraph.analyses.centrality import rank, ranked_part
    from armsgraph.charts import link_chart
    from armsgraph.exports.graphml import graphml
    from armsgraph.files import write_whole
    from armsgraph.table import as_csv

    kg = _load(extra)
    violations = kg.validate()
    for violation in violations:
        _say(str(violation), err=True)
    if violations:
        raise FindingsError(f"{len(violations)} violations; nothing was written")
    net = kg.network()
    ranking = rank(net)
    place = _folder(folder)
    write_whole(place / "kg.ttl", kg.turtle())
    write_whole(place / "network.graphml", graphml(net))
    write_whole(place / "ranking.csv", as_csv(ranking).encode())
    link_chart(net, place / "chart.html")
    made = ", ".join(f"{name} ({_size(place / name)})" for name in ("kg.ttl", "network.graphml", "ranking.csv"))
    claims, documents = kg.claim_records, [e for e in kg.entity_records.values() if e.kind == "Document"]
    click.echo(f"Graph     {len(claims)} claims in {len(documents)} documents, no violation")
    click.echo(f"Wrote     {made}")
    chart = place / "chart.html"
    click.echo(f"Chart     {chart} ({_size(chart)}): open it in a browser, no network needed")
    click.echo("Central   by betweenness, without states, groups and listings:")
    for row in ranking.head(5).records():
        span = f", 90% range {row['low']:.3f} to {row['high']:.3f}, in the top ten of {row['in_top']:.0%} of draws"
        _say(f"  {row['rank']}. {row['name']} ({row['kind']}), {row['score']:.3f}{span}")
    click.echo(f"          {ranking.notes[1]}")
    click.echo(f"Behind    {ranked_part(net).basis()}")


@cli.command()
@click.argument("query", default="-")
@output(*FORMATS, "ttl")
@overlay
def query(query: str, form: str, extra: tuple[str, ...]) -> None:
    """Run SPARQL: a file, the text itself, or - for standard input.

    SELECT gives a table, ASK true or false, CONSTRUCT and DESCRIBE give Turtle. Prefixes of the project are known.
    """
    from armsgraph.sparql import query_form

    text = _query_text(query)
    kind = query_form(text)
    for warning in _undeclared(text):
        _say(warning, err=True)
    store = _load(extra).store
    if kind == "ASK":
        click.echo("true" if store.ask(text) else "false")
    elif kind in ("CONSTRUCT", "DESCRIBE"):
        sys.stdout.buffer.write(store.construct(text))
    elif form == "ttl":
        raise UsageError("-f ttl is for CONSTRUCT and DESCRIBE; a SELECT gives table, csv, tsv or json")
    else:
        _show(store.select(text), form)


@cli.command()
@click.argument("name", required=False)
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="Set a parameter of the question.")
@click.option("--sparql", is_flag=True, help="Show the query instead of its answer.")
@output(*FORMATS)
@overlay
def ask(name: str | None, params: tuple[str, ...], sparql: bool, form: str, extra: tuple[str, ...]) -> None:
    """Ask a named question; without a name, list them."""
    from armsgraph import ontology

    if name is None:
        _list_questions()
    elif sparql:
        click.echo(ontology.question(name).text, nl=False)
    else:
        found = ontology.question(name)
        given = dict(_pair(param) for param in params)
        answer = _load(extra).ask(name, given)
        click.echo(found.summary, err=True)
        _show(answer, form)
        if not len(answer):
            notes = [line.removeprefix("# ") for line in found.text.splitlines() if line.startswith("# ")]
            click.echo(" ".join(("No row answers it.", *notes)), err=True)


@cli.command()
@click.argument("entity")
@overlay
def show(entity: str, extra: tuple[str, ...]) -> None:
    """Tell what is claimed about somebody or something, and by whom.

    ENTITY is a name in any script, an IMO or register number, an IRI, or the address of one claim. A plain triple in
    the graph means that some cited source asserts it and no curator has refuted or withdrawn it: no more.
    """
    kg = _load(extra)
    claim = kg.claim(entity)
    if claim:
        _claim(claim)
        return
    profile = kg.profile(entity)
    found = profile.entity
    _say(f"{found.label} ({found.kind})", bold=True)
    _field("names", found.names[1:])
    _field("numbers", found.identifiers)
    _field("side", found.sides)
    _field("role", [f"{role} (derived from its ties)" for role in found.roles])
    _field("listed by", found.lists)
    _field("iri", [found.iri])
    _field("note", found.notes)
    _field("not to be confused with", [_told_apart(other) for other in kg.namesakes(entity)])
    for claim in profile.claims:
        _say("")
        _claim(claim)
    if not profile.claims:
        _say("No claim is about it.")


class Analyses(click.Group):
    """The analyses as sub-commands, each built from its function when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the analyses."""
        return list(ANALYSES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command of one analysis."""
        return _analysis(name) if name in ANALYSES else None

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return what was called, or complain with the nearest names."""
        import difflib

        if args and args[0] not in ANALYSES and not args[0].startswith("-"):
            near = ", ".join(difflib.get_close_matches(args[0], ANALYSES, n=3, cutoff=0.4))
            hint = f"; near: {near}" if near else f"; there are {', '.join(ANALYSES)}"
            raise UsageError(f"no analysis {args[0]!r}{hint}")
        return super().resolve_command(context, args)


@cli.group(cls=Analyses, invoke_without_command=True)
@click.pass_context
def analyse(context: click.Context) -> None:
    """Analyse the network; each answer says what it rests on.

    An analysis prints its rows on standard output, and on standard error what stands behind them.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


class Later(click.Command):
    """An analysis under a name of its own, built when it is called."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of the analysis itself."""
        return _analysis("centrality").make_context(info_name, args, parent, **extra)


def _analysis(name: str) -> click.Command:
    import inspect

    from armsgraph import commands

    function = commands.analysis(name)
    parameters = commands.parameters(function)

    def run(extra: tuple[str, ...], form: str, columns: str | None, **given: Any) -> None:
        kg = _load(extra)
        own = {p.name: given.pop(p.name) for p in parameters if p.name}
        for option in commands.named(function):
            value = own[option]
            own[option] = [kg.resolve(v) for v in value] if isinstance(value, tuple) else value and kg.resolve(value)
        if "progress" in inspect.signature(function).parameters:
            own["progress"] = commands.terminal_progress(name)
        table = function(_network(kg, given) if commands.wants_network(function) else kg, **own)
        _show(table.only(columns.split(",")) if columns else table, form)
        _notes(table)

    command = click.command(name, help=commands.help_of(function))(
        chosen(output(*FORMATS)(overlay(view(run) if commands.wants_network(function) else run)))
    )
    command.params = parameters + command.params
    return command


cli.add_command(Later("rank", help="Rank who is central, with the range of each score: analyse centrality."))


@cli.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@view
@kept
@overlay
def path(
    source: str, target: str, states: bool, groups: bool, legal: bool, extra: tuple[str, ...], **options: Any
) -> None:
    """Show how two are connected, each step with its claims.

    The shortest route is shown, of equally long ones the strongest, with its weakest link and what it rests on.
    `analyse routes` lists the others.
    """
    from armsgraph.analyses import routes

    kg = _load(extra)
    ends = kg.resolve(source), kg.resolve(target)
    net = _network(kg, options)
    found = routes.find(net, *ends, states=states, groups=groups, legal=legal)
    if not found.routes:
        raise FindingsError(routes.NO_PATH)
    route = found.routes[0]
    for number, hop in enumerate(route.hops, 1):
        _say(f"{number}. {hop.source} – {hop.target}", bold=True)
        for claim in hop.claims:
            _claim(claim, indent="   ")
    weakest, (table, beside) = route.weakest, (table.name for table in found.tables)
    backed = weakest.support + (", disputed" if weakest.disputed else "")
    _say(f"Weakest   {weakest.source} – {weakest.target} ({backed}): stands in {weakest.probability:.0%} ({table})")
    _say(f"Whole     stands in {route.probability:.0%} of {found.draws} draws ({table}), {route.beside:.0%} ({beside})")
    _say(f"Dates     {route.dates}")
    _say(f"Sources   {route.sources}; origins: {route.origins}")
    _say(f"Others    {'at least ' if found.more else ''}{len(found.routes) - 1}; {routes.apart(found)}")
    _basis("fewest steps", found.part)


@cli.command()
@click.argument("out", metavar="OUT.html")
@click.option("--around", metavar="ENTITY", help="Only what is near this entity, along any tie.")
@click.option("--hops", type=click.IntRange(1), metavar="N", help="How near, in steps.  [default: 2]")
@click.option("--query", "query_file", metavar="FILE", help="Only edges whose ends a SELECT query returns.")
@click.option("--scores", metavar="FILE.csv", help="Show a score on the nodes, as rank -f csv writes it.")
@click.option("--score", metavar="COLUMN", help="Which column of these scores.  [default: score]")
@click.option("--by", type=click.Choice(["size", "colour"]), help="What shows it.  [default: size]")
@view
@overlay
def chart(
    out: str,
    around: str | None,
    hops: int | None,
    query_file: str | None,
    scores: str | None,
    score: str | None,
    by: Literal["size", "colour"] | None,
    extra: tuple[str, ...],
    **options: Any,
) -> None:
    """Draw the link chart: one HTML file that opens anywhere, offline."""
    from armsgraph.charts import link_chart
    from armsgraph.charts.scores import read

    if hops and around is None:
        raise UsageError("--hops says how near to what --around names")
    if (score or by) and scores is None:
        raise UsageError("--score and --by say what to do with --scores")
    known = read(scores, score or "score") if scores is not None else None
    kg = _load(extra)
    net = _network(kg, options)
    if query_file:
        answer = kg.select(_read(query_file))
        net = net.among({cell for row in answer for cell in row})
    if around is not None:
        net = net.around(kg.resolve(around), hops or 2)
    if not net.edges.key:
        raise FindingsError("no edge is left to draw; widen the view")
    if known is not None and not set(net.nodes.iri) & set(known):
        raise UsageError(f"{scores}: none of its {len(known)} scores is of a node that is drawn")
    link_chart(net, out, scores=known, score=score or "score", by=by or "size")
    _basis(out, net)


@cli.command()
@click.argument("entity")
@click.option("-o", "--output", "out", metavar="OUT.html", help="Where to write.  [default: the end of its IRI, .html]")
@overlay
def report(entity: str, out: str | None, extra: tuple[str, ...]) -> None:
    """Write what is claimed of somebody, a ship or an event as one HTML page to read or print, offline.

    ENTITY is a name in any script, an IMO or register number, or an IRI. Who says so, who denies it and in which
    document stands beside each claim; what nobody looked up is unknown, and never a no.
    """
    import re
    from pathlib import Path

    from armsgraph.charts import report

    kg = _load(extra)
    iri = kg.resolve(entity)
    named = re.sub(r"[^0-9A-Za-z]+", "-", iri.name).strip("-")[:80] or "report"
    place = Path(f"{named}.html" if out is None else out)
    report(kg, iri, place)
    _say(f"{place}: {kg.entity_records[iri].label}, {_size(place)}; open it in a browser, no network needed", err=True)


@cli.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(EXPORTS))
@click.argument("out", metavar="OUT")
@view
@overlay
def export(form: str, out: str, extra: tuple[str, ...], **options: Any) -> None:
    """Write the network for another program, with who says each edge: csv, ftm, gexf, graphml, jsonld or nquads.

    OUT is a file, - for standard output, or for csv a folder for nodes.csv and edges.csv. Says what the format cannot
    carry. jsonld and nquads hold the whole graph, the others the network of the view.
    """
    from armsgraph import exports

    kg, module = _load(extra), getattr(exports, form)
    if form in exports.GRAPH_FORMATS:
        if any(value not in (None, (), "keep") for value in options.values()):
            raise UsageError(f"{form} holds the whole graph; the options of a view are for the other formats")
        _export(out, getattr(module, form)(kg))
    else:
        net = _network(kg, options)
        if form == "csv":
            if out == "-":
                raise UsageError("csv is two files, nodes.csv and edges.csv: name a folder")
            for name, data in module.csv_pair(net).items():
                _export(str(_folder(out) / name), data)
        else:
            _export(out, module.ftm(kg, net) if form == "ftm" else getattr(module, form)(net))
        _basis(form, net)
    click.echo(module.LOSES, err=True)


def _export(out: str, data: bytes) -> None:
    from armsgraph.files import write_whole

    if out == "-":
        sys.stdout.buffer.write(data)
    else:
        write_whole(out, data)
        click.echo(f"{out}: {len(data) / 1000:,.0f} kB", err=True)


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]…")
def validate(paths: tuple[str, ...]) -> None:
    """Check the shipped data and the files given.

    A violation names file, line, node and rule; any makes the exit code 1.
    """
    from armsgraph.knowledge import load

    violations = load(extra=paths).validate()
    for violation in violations:
        _say(str(violation))
    if violations:
        raise FindingsError(f"{len(violations)} violation{'s' if len(violations) > 1 else ''}")
    click.echo("No violation.", err=True)


@cli.command()
@click.argument("out", metavar="OUT.ttl")
def stub(out: str) -> None:
    """Write an empty dossier, valid as it stands, that shows where each thing goes.

    The name of the file is that of the dossier: 2024-05-24-seoul-and-tokyo.ttl.
    """
    from armsgraph.files import write_whole
    from armsgraph.importers import stub

    path = _new_dossier(out)
    write_whole(path, stub(path.stem).encode())
    click.echo(f"{out}: fill it in, then run: armsgraph validate {out}", err=True)


@cli.command(name="import")
@click.argument("table", metavar="TABLE.csv", required=False)
@click.argument("out", metavar="OUT.ttl", required=False)
@click.option("--template", "wants_template", is_flag=True, help="Print the empty spreadsheet and stop.")
@overlay
def import_(table: str | None, out: str | None, wants_template: bool, extra: tuple[str, ...]) -> None:
    """Turn a spreadsheet of claims into a dossier; what cannot be placed is refused by row and column.

    One row for each passage that asserts or denies a fact. Nothing is written unless every row fits.
    """
    from armsgraph.importers import spreadsheet, template

    if wants_template:
        click.echo(template(), nl=False)
        return
    if table is None or out is None:
        raise UsageError("say which table and where to write: armsgraph import claims.csv 2024-05-24-words.ttl")
    import datetime

    from armsgraph.files import write_whole

    path, text = _new_dossier(out), _read(table).removeprefix("\ufeff")
    try:
        made = spreadsheet(_load(extra), text, path.stem, datetime.date.today())
    except InputError as error:
        for line in str(error).splitlines():
            _say(f"{table}: {line}", err=True)
        raise InputError(f"{table}: not every cell could be placed; nothing was written") from None
    faults = _faults_alone(made.turtle, path.name, extra)
    for fault in faults:
        row = made.rows.get(fault.node)
        _say(f"{table}: row {row or '?'}: {fault.message}", err=True)
    if faults:
        raise FindingsError(f"{len(faults)} rows break a rule; nothing was written")
    write_whole(path, made.turtle.encode())
    click.echo(f"{out}: claims: {made.claims}, passages: {made.passages}, no violation", err=True)


def _faults_alone(turtle: str, name: str, extra: tuple[str, ...]) -> list[Violation]:
    """Check Turtle that is not yet a file as if it were."""
    import tempfile
    from pathlib import Path

    from armsgraph.knowledge import load

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.write_text(turtle, "utf-8")
        return load(extra=[*extra, place]).validate()


def _new_dossier(out: str) -> Path:
    from pathlib import Path

    from armsgraph.importers.stub import dossier_name
    from armsgraph.sources import data_paths

    path = Path(out)
    if path.suffix != ".ttl":
        raise UsageError(f"{out}: a dossier is a .ttl file")
    dossier_name(path.stem)
    if path.exists():
        raise InputError(f"{out}: is there already; choose another name, numbers of claims are never used again")
    if path.stem in {shipped.stem for shipped in data_paths()}:
        raise InputError(f"{out}: the shipped data have a dossier of that name; choose another")
    return path


def _load(extra: tuple[str, ...]) -> KnowledgeGraph:
    from armsgraph.knowledge import load

    return load(extra)


def _network(kg: KnowledgeGraph, options: dict[str, Any]) -> Network:
    chosen = {name: value for name, value in options.items() if value not in (None, ())}
    return kg.network(**chosen)


def _show(table: Table, form: str) -> None:
    from armsgraph import table as forms

    if form == "json":
        click.echo(forms.as_json(table), nl=False)
    elif form in ("csv", "tsv"):
        click.echo(forms.as_csv(table, "," if form == "csv" else "\t"), nl=False)
    else:
        import shutil

        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        click.echo(forms.as_text(table, width), nl=False)


def _notes(table: Table) -> None:
    for note in table.notes:
        for line in note.splitlines():
            _say(line, err=True)


def _basis(what: str, net: Network) -> None:
    click.echo(f"{what}: {net.basis()}", err=True)
    for note in net.notes:
        click.echo(note, err=True)


def _claim(claim: Claim, indent: str = "") -> None:
    status = claim.support + (", disputed" if claim.disputed else "") + (f", {claim.when}" if claim.when else "")
    _say(f"{indent}{claim.sentence}  [{status}]  {claim.iri.short}", bold=not indent)
    for verb, passages in (("asserted", claim.asserted), ("denied", claim.denied)):
        said_by = ""
        for passage in sorted(passages, key=lambda one: one.according_to):
            if passage.according_to != said_by:
                said_by = passage.according_to
                _say(f"{indent}  {verb} by {said_by}")
            _say(f"{indent}    {_source(passage)}: {passage.paraphrase}")
            for told in passage.relies_on:
                _say(f"{indent}      relying on {told}")
            if passage.address:
                _say(f"{indent}      {passage.address}")
    if claim.reason:
        _say(f"{indent}  curator: {claim.reason}")
    for note in claim.notes:
        _say(f"{indent}  note: {note}")
    for other in claim.conflicts:
        _say(f"{indent}  conflicts with {other.short}")


def _undeclared(query: str) -> list[str]:
    """Name the terms of a query that the ontology does not declare: they match nothing, and would pass unseen."""
    import difflib
    import re

    from armsgraph import vocab

    terms = {value for name, value in vars(vocab).items() if name.startswith("ARMS") and isinstance(value, str)}
    warnings = []
    for prefix, name in dict.fromkeys(re.findall(r"\b(armsv?):(\w+)", query)):
        namespace = vocab.PREFIXES[prefix]
        if namespace + name not in terms:
            known = [term.removeprefix(namespace) for term in terms if term.startswith(namespace)]
            near = ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.6))
            warnings.append(
                f"armsgraph: {prefix}:{name} is no term of the ontology" + (f"; near: {near}" if near else "")
            )
    return warnings


def _told_apart(entity: Entity) -> str:
    return f"{entity.label} ({'; '.join(entity.identifiers) or entity.kind})"


def _source(passage: Passage) -> str:
    grade = f"grade {passage.reliability}" if passage.reliability else ""
    parts = (passage.publisher, passage.issued, passage.locator, passage.accessed_as, grade)
    return ", ".join(part for part in parts if part)


def _field(name: str, values: Any) -> None:
    if values:
        _say(f"  {name:<9} {'; '.join(values)}")


def _say(text: str, bold: bool = False, err: bool = False) -> None:
    """Print a line that may hold text from data."""
    from armsgraph.table import readable

    text = readable(text)
    styled = bold and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(click.style(text, bold=True) if styled else text, err=err)


def _list_questions() -> None:
    from armsgraph import ontology
    from armsgraph.table import Iri

    for question in ontology.questions().values():
        needs = " ".join(f"-p {p.name}={Iri(p.default or p.kind.upper()).short}" for p in question.parameters)
        _say(f"{question.name}  {needs}".rstrip(), bold=True)
        _say(f"    {question.summary}")


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"-p {text}: write key=value")
    return key, value


def _query_text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    first = query.split(maxsplit=1)[0].upper() if query.strip() else ""
    is_text = "{" in query or "\n" in query or first in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE")
    return query if is_text and not os.path.exists(query) else _read(query)  # noqa: PTH110


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        with open(name, encoding="utf-8") as file:  # noqa: PTH123 (pathlib takes a tenth of the time of --help)
            return file.read()
    except UnicodeDecodeError:
        raise InputError(f"{name}: no UTF-8 text") from None
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}") from None


def _folder(name: str) -> Path:
    from pathlib import Path

    place = Path(name)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{name}: no folder can be made there ({error.strerror})") from None
    return place


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1000:,.0f} kB"


def _leave_closed_pipe() -> None:
    # Keep the interpreter from flushing into the pipe that its reader closed.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _fail(message: str, code: int) -> None:
    from armsgraph.table import readable

    click.echo(f"armsgraph: {readable(message)}", err=True)
    sys.exit(code)
