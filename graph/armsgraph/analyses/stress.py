"""How stable the top is if part of the network is missing: what nobody found, told or could see.

Edges are taken away by chance, and the ranking of what is left is compared with the whole: Costenbader and Valente
(2003), Borgatti, Carley and Krackhardt (2006). It tells of ties that are missing, not of ties that are wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

from armsgraph.analyses import MEASURES
from armsgraph.analyses.centrality import (
    DIGITS,
    HIGH,
    LOW,
    MIDDLE,
    NOTHING,
    Groups,
    Legal,
    Progress,
    Seed,
    States,
    Workers,
    mapped,
    ranked_part,
)  # fmt: skip
from armsgraph.analyses.fragility import kendall
from armsgraph.analyses.measures import check, score
from armsgraph.errors import UsageError
from armsgraph.network import Network
from armsgraph.simple import Projector
from armsgraph.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATTERNS = ("random", "centre", "source")
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5)
_SPANS = ("low", "median", "high")
COLUMNS = (
    "pattern", "missing", *(f"overlap_{s}" for s in _SPANS), *(f"tau_{s}" for s in _SPANS), "first_stays", "edges_left",
)  # fmt: skip


def stress(
    net: Network,
    *,
    by: Annotated[str, "Measure of the ranking.", MEASURES] = "betweenness",
    pattern: Annotated[Sequence[str], "Which edges are missing; repeat for several.", PATTERNS] = PATTERNS,
    missing: Annotated[Sequence[float], "Share of the edges that is missing; repeat for several."] = SHARES,
    k: Annotated[int, "How many places count as the top."] = 10,
    draws: Annotated[int, "Number of draws for each row."] = 200,
    seed: Seed = 1,
    workers: Workers = 1,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
    progress: Progress | None = None,
) -> Table:
    """Tell how much of the top is left if a share of the edges is missing.

    Patterns: `random` takes edges evenly; `centre` takes an edge with a chance that grows with the degree of its ends,
    as if the best hidden were the best tied; `source` takes whole documents, with all edges that need them, until the
    share is reached. `overlap` is the share of the top k that is still in the top k of what is left, `tau` Kendall's
    tau-b with the whole ranking, each as the middle 90% of the draws and their median; `first_stays` is the share of
    draws in which the first is first still, `edges_left` the mean share of edges left. Whoever ties with the k-th is in
    the top; every node keeps its place among the nodes, with a score of nothing if it has no edge left.
    """
    import numpy as np

    check(by)
    if isinstance(pattern, str) or isinstance(missing, float):
        raise UsageError(f"pattern and missing take lists: write pattern=[{PATTERNS[0]!r}], missing=[{SHARES[1]}]")
    _check(pattern, missing, k, draws)
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    if not part.edges.key:
        return Table(COLUMNS, [], (NOTHING, *net.notes))
    projector = Projector(part)
    whole = score(projector.simple(), by).round(DIGITS)
    trials = [(name, share) for name in pattern for share in missing]
    rows: list[tuple[Cell, ...]] = []
    for n, (name, share) in enumerate(trials, 1):
        trial = _Trial(projector, _Taking.of(part, name), by, share, (seed, PATTERNS.index(name), round(share * 1e6)))
        found = np.array(list(mapped(partial(_outcome, trial, whole, k), draws, workers)))
        means = found[:, 2:].mean(axis=0).round(4).tolist()
        rows.append((name, share, *_span(found[:, 0]), *_span(found[:, 1]), *means))
        if progress:
            progress(n, len(trials))
    note = f"{draws} draws for each row, seed {seed}; the top are {int(_in_top(whole, k).sum())} of {len(whole)} nodes."
    return Table(COLUMNS, rows, (f"{by}: {part.basis()}", note, *net.notes))


@dataclass(frozen=True)
class _Trial:
    """What one row of the table repeats."""

    projector: Projector
    taking: _Taking
    by: str
    share: float
    seed: tuple[int, ...]


def _outcome(trial: _Trial, whole: NDArray[np.float64], k: int, number: int) -> NDArray[np.float64]:
    """Take a share of the edges away and compare: overlap of the top, tau, whether the first stays, share left."""
    import numpy as np

    standing = trial.taking.standing(np.random.default_rng((*trial.seed, number)), trial.share)
    left = score(trial.projector.simple(standing), trial.by).round(DIGITS)
    before, after = _in_top(whole, k), _in_top(left, k)
    tau = kendall(whole.tolist(), left.tolist())
    first = left[whole == whole.max()].max() == left.max() > 0
    return np.array([(before & after).sum() / before.sum(), np.nan if tau is None else tau, first, standing.mean()])


def _span(values: NDArray[np.float64]) -> list[float | None]:
    """Return low end, median and high end; nothing where no draw knows an order to compare."""
    import numpy as np

    known = values[~np.isnan(values)]
    return np.quantile(known, [LOW, MIDDLE, HIGH]).round(4).tolist() if len(known) else [None] * 3


def _in_top(scores: NDArray[np.float64], k: int) -> NDArray[np.bool_]:
    import numpy as np

    top: NDArray[np.bool_] = (scores >= np.sort(scores)[-min(k, len(scores))]) & (scores > 0)
    return top


@dataclass(frozen=True)
class _Taking:
    """How edges are taken away: with what chance each, or, by source, what falls with which document."""

    chance: NDArray[np.float64]
    sources: _Sources | None = None

    @staticmethod
    def of(net: Network, pattern: str) -> _Taking:
        """Prepare one of PATTERNS for a network."""
        import numpy as np

        ends = np.array([net.edges.source, net.edges.target], dtype=np.intp)
        degree = np.bincount(ends.ravel(), minlength=len(net.nodes.iri))
        grows = degree[ends].sum(axis=0) if pattern == "centre" else np.ones(ends.shape[1])
        return _Taking(grows / grows.sum(), _Sources.of(net) if pattern == "source" else None)

    def standing(self, chance: np.random.Generator, share: float) -> NDArray[np.bool_]:
        """Return which edges are left."""
        import numpy as np

        size = len(self.chance)
        count = round(share * size)
        if self.sources:
            falls = self.sources.falls(chance)
            # All edges that fall with the last document needed fall together.
            return falls > np.sort(falls)[count - 1] if count else np.ones(size, dtype=np.bool_)
        standing = np.ones(size, dtype=np.bool_)
        standing[chance.choice(size, count, replace=False, p=self.chance)] = False
        return standing


@dataclass(frozen=True)
class _Sources:
    """Flat tables from edges to claims, to passages, to the documents that each passage needs."""

    documents: int
    needs: tuple[NDArray[np.intp], NDArray[np.intp]]
    asserted: tuple[NDArray[np.intp], NDArray[np.intp]]
    hangs_on: tuple[NDArray[np.intp], NDArray[np.intp]]

    @staticmethod
    def of(net: Network) -> _Sources:
        """Read the tables off a network; a passage that misreports asserts nothing."""
        claims = sorted(net.edge_claims)
        said = [[p for p in net.claims[claim].asserted if not p.misreports] for claim in claims]
        chains = [sorted({q.document for q in (p, *p.behind)}) for found in said for p in found]
        place = {document: n for n, document in enumerate(sorted({d for chain in chains for d in chain}))}
        at = {claim: n for n, claim in enumerate(claims)}
        numbers = iter(range(len(chains)))
        return _Sources(
            len(place),
            _ragged([[place[d] for d in chain] for chain in chains]),
            _ragged([[next(numbers) for _ in found] for found in said]),
            _ragged([[at[claim] for claim in behind] for behind in net.edges.claims]),
        )

    def falls(self, chance: np.random.Generator) -> NDArray[np.int64]:
        """Take the documents away in a drawn order; return with which each edge falls, counted from nought."""
        import numpy as np

        taken = chance.permutation(self.documents)
        passages = np.minimum.reduceat(taken[self.needs[0]], self.needs[1])
        claims = np.maximum.reduceat(passages[self.asserted[0]], self.asserted[1])
        edges: NDArray[np.int64] = np.minimum.reduceat(claims[self.hangs_on[0]], self.hangs_on[1])
        return edges


def _ragged(rows: list[list[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the rows end to end, and where each starts."""
    import numpy as np

    starts = np.cumsum([0, *map(len, rows)])[:-1]
    return np.array([cell for row in rows for cell in row], dtype=np.intp), starts.astype(np.intp)


def _check(pattern: Sequence[str], missing: Sequence[float], k: int, draws: int) -> None:
    for name in pattern:
        if name not in PATTERNS:
            raise UsageError(f"no pattern {name!r}; choose from {', '.join(PATTERNS)}")
    for share in missing:
        if not 0 <= share < 1:
            raise UsageError(f"{share:g} is no share of edges that can be missing; write a number from 0 to below 1")
    if k < 1 or draws < 1:
        raise UsageError("the top holds one place at least, and a row needs one draw at least")
