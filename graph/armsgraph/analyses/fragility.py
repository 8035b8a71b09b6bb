"""Which sources a network hangs on: leave one out at a time, and look what falls and how the ranking changes.

A document takes with it whoever cites it; a voice, the word of one authority, person or paper, takes every passage in
which nobody else speaks. Sensitivity by deletion, as the jackknife of Tukey (1958) does it with observations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from armsgraph.analyses import MEASURES
from armsgraph.analyses.centrality import DIGITS, NOTHING, Groups, Legal, Progress, States, ranked_part
from armsgraph.analyses.measures import check, score
from armsgraph.errors import UsageError
from armsgraph.network import Network
from armsgraph.simple import Projector
from armsgraph.table import Cell, Iri, Table

What: TypeAlias = Literal["documents", "voices"]
COLUMNS = ("name", "edges", "claims", "nodes", "left_top", "joined_top", "tau", "furthest_fall", "places", "iri")


def fragility(
    net: Network,
    what: Annotated[What, "Leave out a document, or all that one voice says."] = "documents",
    *,
    by: Annotated[str, "Measure of the ranking.", MEASURES] = "betweenness",
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
    k: Annotated[int, "How many places count as the top."] = 10,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
    progress: Progress | None = None,
) -> Table:
    """Tell what would fall if one source were left out, the source on which most edges hang first.

    `edges`, `claims` and `nodes` count what it alone supports. `left_top` names who leaves the first k places of the
    ranking and `joined_top` who comes in; whoever ties with the k-th is in. `tau` is Kendall's tau-b between the
    rankings with and without the source, over all nodes (1: the same order; empty: no order to compare).
    `furthest_fall` is who loses most places, and `places` how many. A source that only repeats what others say as well
    carries nothing alone and has no row.
    """
    import numpy as np

    check(by)
    if what not in get_args(What):
        raise UsageError(f"no source {what!r}; choose from {', '.join(get_args(What))}")
    if k < 1 or (top or 0) < 0:
        raise UsageError("the top holds one place at least, and rows cannot be fewer than 0")
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    if not part.edges.key:
        return Table(COLUMNS, [], (NOTHING, *net.notes))
    named = _sources(part, what)
    carried = [(source, carries(part, what, source)) for source in sorted(named)]
    alone = sorted((found for found in carried if found[1]), key=lambda found: (-len(found[1]), named[found[0]]))
    projector = Projector(part)
    whole = _Ranking(part, score(projector.simple(), by).round(DIGITS).tolist(), k)
    rows: list[tuple[Cell, ...]] = []
    for n, (source, edges) in enumerate(alone[: top or None], 1):
        standing = np.ones(len(part.edges.key), dtype=np.bool_)
        standing[edges] = False
        after = _Ranking(part, score(projector.simple(standing), by).round(DIGITS).tolist(), k)
        claims = {claim for edge in edges for claim in part.edges.claims[edge]} & part.fallen(**{what: [source]})
        counts = len(edges), len(claims), len(part.nodes.iri) - len(part.only(np.flatnonzero(standing)).nodes.iri)
        rows.append((named[source], *counts, *whole.compared(after), source))
        if progress:
            progress(n, len(alone[: top or None]))
    hanging = {edge for _, edges in alone for edge in edges}
    note = (
        f"{len(alone)} of {len(named)} {what} carry an edge alone; {len(hanging)} of {len(part.edges.key)} edges hang "
        f"on a single one of them."
    )
    return Table(COLUMNS, rows, (f"{by}: {part.basis()}", note, *net.notes))


def carries(net: Network, what: What, source: Iri) -> list[int]:
    """Return the positions of the edges that fall with one document or voice."""
    left = set(net.standing(**{what: [source]}))
    return [n for n in range(len(net.edges.key)) if n not in left]


def _sources(net: Network, what: What) -> dict[Iri, str]:
    """Name every document, or voice, behind the edges, those on which others rely included."""
    found: dict[Iri, str] = {}
    for claim in net.edge_claims:
        for asserted in net.claims[claim].asserted:
            for passage in (asserted, *asserted.behind):
                if what == "voices":
                    found.update(zip(passage.voices, passage.voice_names, strict=True))
                else:
                    details = ", ".join(part for part in (passage.publisher, passage.issued) if part)
                    found[passage.document] = f"{passage.title} ({details or 'undated'})"
    return found


@dataclass(frozen=True)
class _Ranking:
    """Scores of the nodes of a network, and what they make of the top."""

    net: Network
    scores: Sequence[float]
    k: int

    @property
    def top(self) -> set[int]:
        """Who is among the first k or ties with the k-th; nobody is there with a score of nothing."""
        bar = sorted(self.scores, reverse=True)[: self.k][-1]
        return {n for n, value in enumerate(self.scores) if value >= bar and value > 0}

    def places(self) -> list[int]:
        """Return the place of each node: one more than the number of those before it."""
        ordered = sorted(self.scores, reverse=True)
        first: dict[float, int] = {}
        for n, value in enumerate(ordered, 1):
            first.setdefault(value, n)
        return [first[value] for value in self.scores]

    def compared(self, after: _Ranking) -> tuple[Cell, ...]:
        """Return who left and joined the top, tau-b, and who fell how far."""
        tau = kendall(self.scores, after.scores)
        falls = [there - here for here, there in zip(self.places(), after.places(), strict=True)]
        furthest = min(range(len(falls)), key=lambda n: (-falls[n], self.net.nodes.label[n]))
        fell = (self.net.nodes.label[furthest], falls[furthest]) if falls[furthest] > 0 else (None, 0)
        names = (self._names(self.top - after.top), self._names(after.top - self.top))
        return *names, None if tau is None else round(tau, 4), *fell

    def _names(self, nodes: set[int]) -> str:
        return "; ".join(sorted(self.net.nodes.label[n] for n in nodes))


def kendall(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Kendall's tau-b (Kendall 1945), from -1 to 1, or None where one side knows no order at all."""
    import numpy as np

    here, there = (np.sign(np.subtract.outer(scores, scores)) for scores in (np.array(one), np.array(other)))
    pairs = np.sqrt((here**2).sum() * (there**2).sum())
    return float((here * there).sum() / pairs) if pairs else None
