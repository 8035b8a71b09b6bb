"""What if: designate somebody, remove somebody, withdraw a document or add a claim, and see what changes.

A scenario is a text file, one change to a line, names in quotes, `#` before a remark:

    designate "Rajin" by Japan on 2026-12-01
    remove "MAIA-1"
    withdraw doc:kyiv-post-2023-10-17
    claim "Azia Shipping Company" suppliedArmsTo "Wagner Group"

What it adds is spoken by nobody but the scenario itself and says "assumed": no source is credited with it.
"""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from armsgraph import vocab
from armsgraph.analyses import MEASURES
from armsgraph.analyses.centrality import DIGITS, Groups, Legal, States, order, ranked_part
from armsgraph.analyses.measures import check, score
from armsgraph.analyses.routes import find
from armsgraph.errors import InputError, UnknownNameError, UsageError
from armsgraph.knowledge import KnowledgeGraph, date
from armsgraph.network import Network
from armsgraph.simple import Projector
from armsgraph.store import Triple
from armsgraph.table import Cell, Iri, Table, Text

COLUMNS = ("what", "name", "before", "after", "change", "iri")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TITLE = "http://purl.org/dc/terms/title"
_BASE = f"{vocab.BASE}id/scenario/"
DOCUMENT, SPEAKER = Iri(_BASE + "document"), Iri(_BASE + "speaker")


@dataclass(frozen=True)
class Overlay:
    """The assertions that a scenario takes away and those that it adds."""

    cut: tuple[Triple, ...] = ()
    added: tuple[Triple, ...] = ()

    def undone(self) -> Overlay:
        """Return the overlay that brings back what this one changes."""
        return Overlay(self.added, self.cut)


def scenario(
    kg: KnowledgeGraph,
    overlay: Annotated[str, "File with one change to a line."],
    *,
    by: Annotated[str, "Measure of the ranking.", MEASURES] = "betweenness",
    k: Annotated[int, "How many places count as the top."] = 10,
    source: Annotated[Iri | None, "Compare the routes from here."] = None,
    target: Annotated[Iri | None, "Compare the routes to here."] = None,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
) -> Table:
    """Show what a scenario would change: listings, edges, ranking and, between two actors, routes.

    A scenario holds lines like `designate "Rajin" by Japan on 2026-12-01`, `remove "MAIA-1"`, `withdraw DOCUMENT` and
    `claim "Azia Shipping Company" suppliedArmsTo "Wagner Group"`. To remove takes what the graph claims of somebody,
    not what the scenario adds. The graph itself is not touched. Rows: `coverage`, who is on whose list; `edges` and
    `nodes`, how many; `ranking`, whoever is among the first k before or after and whose place differs; `route`, the
    fewest steps between source and target, and how many routes share nobody. Columns: before, after, change.
    """
    check(by)
    if k < 1:
        raise UsageError("the top holds one place at least")
    if (source is None) != (target is None):
        raise UsageError("routes are compared between two: give --source and --target")
    after = apply(kg, read(kg, overlay))
    kept = {"states": states, "groups": groups, "legal": legal}
    nets = kg.network(), after.network()
    rows = [*_coverage(kg, after), *_sizes(nets), *_ranking([ranked_part(net, **kept) for net in nets], by, k)]
    if source and target:
        ends = kg.resolve(source), kg.resolve(target)
        rows += _routes(nets, ends, kept, " – ".join(kg.entity_records[end].label for end in ends))
    notes = (
        "Assumed by the scenario, claimed by no source.",
        f"Before: {nets[0].basis()}",
        f"After: {nets[1].basis()}",
    )
    return Table(COLUMNS, rows, notes if rows else ("The scenario changes nothing that is shown here.", *notes[1:]))


def apply(kg: KnowledgeGraph, overlay: Overlay) -> KnowledgeGraph:
    """Return another graph, changed and derived again, for any analysis; the first stays as it is."""
    return KnowledgeGraph(kg.sources.changed(overlay.cut, overlay.added))


def read(kg: KnowledgeGraph, path: str | Path) -> Overlay:
    """Read a scenario file; whatever is unknown is refused by line before anything is computed."""
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: no UTF-8 text") from None
    return overlay(kg, lines, Path(path).name)


def overlay(kg: KnowledgeGraph, lines: Iterable[str], name: str = "scenario") -> Overlay:
    """Turn the lines of a scenario into an overlay."""
    cut: list[Triple] = []
    added: list[Triple] = []
    for number, line in enumerate(lines, 1):
        try:
            words = shlex.split(line, comments=True)
            if words:
                less, more = _change(kg, words, number, line.strip())
                cut += less
                added += more
        except ValueError:
            raise InputError(f"{name}:{number}: a quotation mark is not closed") from None
        except (UnknownNameError, UsageError) as error:
            raise InputError(f"{name}:{number}: {error}") from None
    if added:
        added += [
            (DOCUMENT, _RDF + "type", Iri(vocab.ARMS + "Document")),
            (DOCUMENT, _TITLE, Text(f"{name} (a scenario: assumed, no source)", "en")),
            (SPEAKER, _RDF + "type", Iri(vocab.ARMS + "Organization")),
            (SPEAKER, _LABEL, Text("nobody: assumed by a scenario", "en")),
        ]
    known = {(str(s), str(p), o) for s, p, o in kg.sources.asserted}
    return Overlay(
        tuple(t for t in dict.fromkeys(cut) if t in known), tuple(t for t in dict.fromkeys(added) if t not in known)
    )


Change = tuple[list[Triple], list[Triple]]


def _change(kg: KnowledgeGraph, words: Sequence[str], number: int, line: str) -> Change:
    verb, *rest = words
    verbs: dict[str, tuple[Callable[[KnowledgeGraph, Sequence[str], int, str], Change], str]] = {
        "designate": (_designate, 'designate "X" by Japan [on 2026-12-01]'),
        "remove": (_remove, 'remove "X"'),
        "withdraw": (_withdraw, "withdraw DOCUMENT"),
        "claim": (_claim, 'claim "X" suppliedArmsTo "Y"'),
    }
    if verb not in verbs:
        near = difflib.get_close_matches(verb, verbs, n=1, cutoff=0.4)
        hint = f"; near: {near[0]}" if near else ""
        raise UsageError(f"no change {verb!r}{hint}; a line begins with {', '.join(verbs)}")
    make, form = verbs[verb]
    try:
        return make(kg, rest, number, line)
    except _MisshapenError:
        raise UsageError(f"write it as: {form}") from None


# Who lists somebody.
LISTERS = ("State", "GovernmentBody", "InternationalBody")


class _MisshapenError(Exception):
    """A line that has too few or too many words."""


def _designate(kg: KnowledgeGraph, words: Sequence[str], number: int, line: str) -> Change:
    if len(words) not in (3, 5) or words[1] != "by" or (len(words) == 5 and words[3] != "on"):
        raise _MisshapenError
    target, authority = kg.resolve(words[0]), kg.resolve(words[2])
    kind = kg.entity_records[authority].kind
    if kind not in LISTERS:
        raise UsageError(f"{words[2]!r} is a {kind}; listings are by a {', '.join(LISTERS)}")
    listing = Iri(f"{_BASE}designation-{number}")
    label = f"assumed listing of {kg.entity_records[target].label} by {kg.entity_records[authority].label}"
    facts: list[Triple] = [
        (listing, _RDF + "type", Iri(vocab.ARMS + "Designation")),
        (listing, _LABEL, Text(label, "en")),
        (listing, vocab.ARMS + "targets", target),
        (listing, vocab.ARMS + "imposedBy", authority),
    ]
    if len(words) == 5:
        facts.append((listing, vocab.ARMS + "announcedOn", date(words[4])))
    return [], [*facts, *_said(number, line, [(vocab.ARMS + "isAbout", listing)])]


def _claim(kg: KnowledgeGraph, words: Sequence[str], number: int, line: str) -> Change:
    if len(words) != 3:
        raise _MisshapenError
    links = {Iri(str(link)).name: Iri(str(link)) for (link,) in kg.select(_LINKS)}
    if words[1] not in links:
        near = ", ".join(difflib.get_close_matches(words[1], links, n=3, cutoff=0.4))
        raise UnknownNameError(f"no link {words[1]!r}" + (f"; near: {near}" if near else ""))
    fact = [
        (_RDF + "subject", kg.resolve(words[0])),
        (_RDF + "predicate", links[words[1]]),
        (_RDF + "object", kg.resolve(words[2])),
    ]
    return [], _said(number, line, fact)


_LINKS = "SELECT ?link WHERE { ?link rdfs:subPropertyOf arms:connectedTo } ORDER BY ?link"


def _said(number: int, line: str, fact: Iterable[tuple[str, Iri]]) -> list[Triple]:
    """State a fact as a claim in one passage of the scenario."""
    claim, passage = Iri(f"{vocab.BASE}claim/scenario/{number}"), Iri(f"{vocab.BASE}attestation/scenario/{number}")
    return [
        (claim, _RDF + "type", Iri(vocab.ARMS_CLAIM)),
        *((claim, predicate, value) for predicate, value in fact),
        (claim, vocab.ARMS + "assertedIn", passage),
        (passage, _RDF + "type", Iri(vocab.ARMS + "Attestation")),
        (passage, vocab.ARMS + "foundIn", DOCUMENT),
        (passage, vocab.ARMS + "statedBy", SPEAKER),
        (passage, vocab.ARMS + "paraphrase", Text(f"assumed: {line}", "en")),
    ]


def _withdraw(kg: KnowledgeGraph, words: Sequence[str], number: int, line: str) -> Change:
    if len(words) != 1:
        raise _MisshapenError
    return kg.sources.passages_of([kg.document(words[0])]), []


def _remove(kg: KnowledgeGraph, words: Sequence[str], number: int, line: str) -> Change:
    """Take away whatever is asserted of a thing: each claim that names it, each leg of an event that leads to it."""
    if len(words) != 1:
        raise _MisshapenError
    thing = kg.resolve(words[0])
    store = kg.sources.asserted
    claims = {row[0] for row in store.select(_CLAIMS_OF, {"thing": thing})}
    ties = [(str(c), str(link), Iri(str(p))) for c, link, p in store.select(_PASSAGES) if c in claims]
    legs = [(str(event), str(leg), thing) for event, leg, _ in store.select(_LEGS_TO, {"thing": thing})]
    return [*ties, *legs], []


_CLAIMS_OF = """
SELECT DISTINCT ?claim ?thing WHERE { ?claim a arms:Claim ; rdf:subject|rdf:object|arms:isAbout ?thing }
"""
_PASSAGES = (
    "SELECT ?claim ?link ?passage WHERE { VALUES ?link { arms:assertedIn arms:deniedIn } ?claim ?link ?passage }"
)
_LEGS_TO = """
SELECT ?event ?leg ?thing WHERE { ?leg rdfs:subPropertyOf+ arms:hasLeg . ?event ?leg ?thing }
"""


def _coverage(kg: KnowledgeGraph, after: KnowledgeGraph) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for iri, entity in sorted(kg.entity_records.items(), key=lambda pair: (pair[1].label, pair[0])):
        before, then = set(entity.lists), set(after.entity_records[iri].lists)
        if before != then:
            signs = [*(f"+{name}" for name in sorted(then - before)), *(f"−{name}" for name in sorted(before - then))]
            listed = ("; ".join(sorted(lists)) or "nobody known" for lists in (before, then))
            rows.append(("coverage", entity.label, *listed, "; ".join(signs), iri))
    return rows


def _sizes(nets: Sequence[Network]) -> list[tuple[Cell, ...]]:
    counted = (("edges", [len(net.edges.key) for net in nets]), ("nodes", [len(net.nodes.iri) for net in nets]))
    return [
        (what, None, before, after, f"{after - before:+d}", None)
        for what, (before, after) in counted
        if before != after
    ]


def _ranking(parts: Sequence[Network], by: str, k: int) -> list[tuple[Cell, ...]]:
    before, after = (_places(part, by) for part in parts)
    labels = {iri: label for part in parts for iri, label in zip(part.nodes.iri, part.nodes.label, strict=True)}
    last = max(len(before), len(after)) + 1
    top = sorted(
        (iri for iri in labels if min(before.get(iri, last), after.get(iri, last)) <= k),
        key=lambda iri: (after.get(iri, last), before.get(iri, last), labels[iri]),
    )
    rows: list[tuple[Cell, ...]] = []
    for iri in top:
        here, there = before.get(iri), after.get(iri)
        if here != there:
            change = f"{here - there:+d} places" if here and there else "enters" if there else "leaves the network"
            rows.append(("ranking", labels[iri], here, there, change, iri))
    return rows


def _places(part: Network, by: str) -> dict[Iri, int]:
    """Return the place of each node in the ranking; equals share a place."""
    scores = score(Projector(part).simple(), by).round(DIGITS).tolist()
    places: dict[Iri, int] = {}
    last = (0, None)
    for n, node in enumerate(order(part, scores), 1):
        last = last if scores[node] == last[1] else (n, scores[node])
        places[part.nodes.iri[node]] = last[0]
    return places


def _routes(nets: Sequence[Network], ends: tuple[Iri, Iri], kept: dict[str, Any], name: str) -> list[tuple[Cell, ...]]:
    told: list[tuple[int | None, int]] = []
    for net in nets:
        try:
            found = find(net, *ends, most=1, draws=0, **kept)
        except UnknownNameError:
            told.append((None, 0))
        else:
            told.append((len(found.routes[0].hops), found.disjoint) if found.routes else (None, 0))
    (steps, disjoint), (later, left) = told
    change = (
        "parted" if steps and not later else "joined" if later and not steps else f"{(later or 0) - (steps or 0):+d}"
    )
    rows: list[tuple[Cell, ...]] = []
    if steps != later:
        rows.append(("route: fewest steps", name, steps, later, change, None))
    if disjoint != left:
        rows.append(("route: routes that share nobody", name, disjoint, left, f"{left - disjoint:+d}", None))
    return rows
