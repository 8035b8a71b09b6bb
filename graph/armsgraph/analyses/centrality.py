"""Who is central, and how sure that is: a measure over the network as it stands and over draws of its claims.

The plain score takes every claim for true. The range shows what becomes of it when claims hold only as often as a table
of assumptions says (armsgraph.probability): Monte Carlo over the claims, after the networks measured with error of
Butts (2003) and Peixoto (2018). A second table stands beside the first, so that a reader sees what the table does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeAlias

from armsgraph.analyses import MEASURES
from armsgraph.analyses.measures import check, score
from armsgraph.errors import UsageError
from armsgraph.network import Network, fast
from armsgraph.probability import Assumptions, Draws, assumptions, told
from armsgraph.simple import Projector
from armsgraph.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.float64]

Progress: TypeAlias = Callable[[int, int], None]

# A range leaves out one draw in twenty at each end.
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
# How many draws unless told: without igraph one takes some fifty times as long.
DRAWS, DRAWS_SLOW = 1000, 100
# Scores that differ by less are equal: noise in the last digits of a float parts nobody.
DIGITS = 12

# Why an analysis of actors has no rows.
NOTHING = "No edge of this view is between actors; --states, --groups or --legal may put some back."

States = Annotated[bool, "Let states count as actors."]
Groups = Annotated[bool, "Let counted groups count as actors."]
Legal = Annotated[bool, "Let an authority's listing count as a tie."]
DrawCount = Annotated[int | None, "Number of draws; 0 for none. [default: 1000, or 100 without armsgraph[fast]]"]
Seed = Annotated[int, "Seed of the draws."]
Workers = Annotated[int, "Number of processes; the answer is the same."]
TableName = Annotated[str, "Table of probabilities: graded, wary, certain, or a CSV file."]


def rank(
    net: Network,
    by: Annotated[str, "Measure.", MEASURES] = "betweenness",
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
    *,
    k: Annotated[int, "How many places count as the top, in the column in_top."] = 10,
    table: TableName = "graded",
    beside: Annotated[str, "Second table, shown beside the first."] = "wary",
    draws: DrawCount = None,
    seed: Seed = 1,
    workers: Workers = 1,
    states: States = False,
    groups: Groups = False,
    legal: Legal = False,
    progress: Progress | None = None,
) -> Table:
    """Rank who is central, with the range in which each score lies if the sources are as good as assumed.

    States, Groups and the category Legal are left out unless asked for: an authority's listing is no tie, and a state
    or a counted set is no actor among others. Posts are left out always. Betweenness and closeness go by distance, the
    inverse of the number of claims that tie two; eigenvector and PageRank by that number; degree counts neighbours.
    Equal scores share a rank. `score` takes every claim for true; `median`, `low` and `high` are the middle and the 90%
    range over the draws, which only ever take ties away, so that `score` may lie above `high`; `in_top` is the share of
    draws in which the node is among the first k. The columns that start with `beside` say the same under the second
    table. `firm` is the share of a node's edges that is more than Alleged and `disputed` the share that is disputed.
    """
    check(by)
    tables = assumptions(table), assumptions(beside)
    part = ranked_part(net, states=states, groups=groups, legal=legal)
    columns = ("median", "low", "high", "in_top")
    header = ("rank", "name", "kind", "score", *columns, *(f"beside_{c}" for c in columns), "firm", "disputed", "iri")
    if not part.edges.key:
        return Table(header, [], (NOTHING, *net.notes))
    count = draw_count(draws)
    plain = score(Projector(part).simple(), by).round(DIGITS).tolist()
    ranges: list[list[tuple[Cell, ...]]] = []
    for n, assumed in enumerate(tables):
        drawn = samples(part, [by], assumed, count, seed, workers, _half(progress, n))[0]
        ranges.append(summary(drawn, k) if count else [(None,) * len(columns)] * len(plain))
    shares = _shares(part)
    if top and top < 0:
        raise UsageError("rows cannot be fewer than 0")
    rows: list[tuple[Cell, ...]] = []
    for n, node in enumerate(order(part, plain), 1):
        position = rows[-1][0] if rows and rows[-1][3] == plain[node] else n
        names = part.nodes.label[node], part.nodes.kind[node]
        both = *ranges[0][node], *ranges[1][node]
        rows.append((position, *names, plain[node], *both, *shares[node], part.nodes.iri[node]))
    notes = (f"{by}: {part.basis()}", *drawn_notes(count, seed, tables), *net.notes)
    return Table(header, rows[: top or None], notes)


def ranked_part(net: Network, *, states: bool = False, groups: bool = False, legal: bool = False) -> Network:
    """Return the part of a network that rankings and paths look at.

    Posts are always left out: an office outlives its holders and ties them to nobody.
    """
    kinds = ["Post", *([] if states else ["State"]), *([] if groups else ["Group"])]
    return net.without(kinds=kinds, categories=[] if legal else ["Legal"])


def samples(
    net: Network,
    measures: Sequence[str],
    table: Assumptions,
    draws: int,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
) -> Samples:
    """Return the scores of every node in every draw, in the shape measures by draws by nodes."""
    import numpy as np

    for name in measures:
        check(name)
    if draws < 0 or workers < 1:
        raise UsageError("draws cannot be fewer than 0, nor processes fewer than 1")
    draw = partial(_scored, Projector(net), Draws(net, table, seed), tuple(measures))
    found = np.zeros((len(measures), draws, len(net.nodes.iri)))
    for n, scores in enumerate(mapped(draw, draws, workers)):
        found[:, n] = scores
        if progress:
            progress(n + 1, draws)
    return found


def _scored(projector: Projector, draws: Draws, measures: Sequence[str], number: int) -> Samples:
    import numpy as np

    graph = projector.simple(draws.standing(number))
    return np.array([score(graph, name) for name in measures])


def mapped(draw: Callable[[int], Samples], draws: int, workers: int) -> Iterable[Samples]:
    """Return what each draw gives, in order, from one process or several."""
    if workers == 1:
        yield from map(draw, range(draws))
    else:
        with ProcessPoolExecutor(workers) as pool:
            yield from pool.map(draw, range(draws), chunksize=max(1, draws // (4 * workers)))


def summary(drawn: Samples, k: int) -> list[tuple[Cell, ...]]:
    """Return for each node the median, the low and the high end of the range, and the share of draws in the top k.

    Whoever ties with the k-th is in the top too, except with a score of nothing.
    """
    import numpy as np

    if k < 1:
        raise UsageError("the top holds one place at least")
    rounded = drawn.round(DIGITS)
    low, middle, high = np.quantile(rounded, [LOW, MIDDLE, HIGH], axis=0)
    bar = np.sort(rounded, axis=1)[:, -min(k, rounded.shape[1])]
    in_top = ((rounded >= bar[:, None]) & (rounded > 0)).mean(axis=0)
    columns = (middle.round(DIGITS), low.round(DIGITS), high.round(DIGITS), in_top.round(4))
    return list(zip(*(column.tolist() for column in columns), strict=True))


def order(net: Network, scores: Sequence[float]) -> list[int]:
    """Return the positions of the nodes, the best first, equals by name."""
    return sorted(range(len(scores)), key=lambda n: (-scores[n], net.nodes.label[n], net.nodes.iri[n]))


def draw_count(draws: int | None) -> int:
    """Return how many draws to make: as many as asked for, else as many as are quick."""
    return (DRAWS if fast() else DRAWS_SLOW) if draws is None else draws


def drawn_notes(count: int, seed: int, tables: Sequence[Assumptions]) -> tuple[str, ...]:
    """Tell what was assumed in the draws."""
    if not count:
        return ("No draws: the scores take every claim for true.",)
    return (
        f"Ranges: the middle 90% of {count} draws, seed {seed}, with {tables[0].name}; "
        f"beside it {' and '.join(table.name for table in tables[1:])}.",
        told(tables),
    )


def _half(progress: Progress | None, half: int) -> Progress | None:
    return (lambda done, of: progress(half * of + done, 2 * of)) if progress else None


def _shares(net: Network) -> list[tuple[float, float]]:
    edges, firm, disputed = ([0] * len(net.nodes.iri) for _ in range(3))
    for n, ends in enumerate(zip(net.edges.source, net.edges.target, strict=True)):
        for end in ends:
            edges[end] += 1
            firm[end] += net.edges.support[n] != "Alleged"
            disputed[end] += net.edges.disputed[n]
    return [(round(f / e, 3), round(d / e, 3)) for e, f, d in zip(edges, firm, disputed, strict=True)]
