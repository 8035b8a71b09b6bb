"""Who is on whose list: entities by authorities, where a list that nobody looked through is unknown and never a no."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Collection, Iterable, Sequence
from typing import Annotated

from armsgraph.analyses.centrality import DIGITS, States, ranked_part
from armsgraph.analyses.measures import betweenness
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph, date
from armsgraph.listings import AUTHORITIES, REGISTERS, UNKNOWN, Standing, lists
from armsgraph.simple import Projector
from armsgraph.table import Cell, Iri, Table

PLACES = ("Place", "Port", "Facility", "BorderCrossing")

Day = datetime.date


def coverage(
    kg: KnowledgeGraph,
    authorities: Annotated[Sequence[str], "Authority; repeat for several. [default: all]", tuple(AUTHORITIES)] = (),
    *,
    on: Annotated[Day | str | None, "Whose lists held whom on this day. [default: as far as the graph knows]"] = None,
    gaps: Annotated[bool, "Only who is listed by one and, as far as is known, not by another."] = False,
    top: Annotated[int | None, "Number of rows; 0 for all."] = None,
    states: States = False,
) -> Table:
    """Tell who is on whose list, on whose not, and where nobody has looked, the central ones with gaps first.

    A cell of an authority is `listed` with the day, `delisted` with the day, `not listed as of` the day on which
    somebody looked for the entity on the whole list by number or under all its names (on the list that the claim cites:
    an authority may keep others), or `unknown`. A day is that of announcement, else that of effect (in force) or of
    print (printed), else the time within which the listing was first seen, in EDTF: 2022-05-06/2022-05-08 is between
    two days, ../2025-06-08 is by that day.

    `listed_by` counts the authorities that list the entity, and `second_hand` those of them whose own word the graph
    does not hold. `not_listed` counts those that took it off or on whose list it was not found, `unknown` the rest.
    `score` is betweenness (Freeman 1977) as centrality gives it, every claim taken for true; it is empty for whoever
    has no tie. Rows: listed somewhere first, then by `not_listed`, then by `score`. Whoever has a tie or is listed has
    a row; counted groups have none, and their listing lists no member.

    With `on`, a listing counts from the last day on which it can have begun to the day of its end, and a check only if
    it had been made by then. A listing that may or may not have begun is unknown.
    """
    chosen, day = _chosen(authorities), None if on is None else date(on)
    if (top or 0) < 0:
        raise UsageError("rows cannot be fewer than 0")
    part = ranked_part(kg.network(), states=states)
    scores = dict(zip(part.nodes.iri, betweenness(Projector(part).simple()).round(DIGITS).tolist(), strict=True))
    known = lists(kg.store, chosen)
    targets = {target for target, _ in known.listed}
    rows: list[tuple[Cell, ...]] = []
    for iri in targets | set(scores):
        entity = kg.entity_records[iri]
        if (entity.kind == "State" and not states) or (entity.kind in PLACES and iri not in targets):
            continue
        cells = [known.standing(iri, name, day) for name in chosen]
        counts = _counts(cells)
        if not gaps or 0 < counts[0] < len(cells):
            claims = dict.fromkeys(claim.short for cell in cells for claim in cell.claims)
            texts = [cell.text for cell in cells]
            rows.append((entity.label, entity.kind, *counts, scores.get(iri), *texts, ", ".join(claims), iri))
    header = ("name", "kind", *COUNTED, "score", *chosen, "claims", "iri")
    table = Table(header, sorted(rows, key=lambda row: _order(dict(zip(header, row, strict=True)))))
    if not rows:
        reason = "is listed by one and not, as far as is known, by another" if gaps else "is listed or has a tie"
        return Table(header, [], (f"Nobody {reason}.",))
    notes = (f"score: betweenness, {part.basis()}", *_notes(kg, table, chosen, known.listed, day))
    return Table(header, table.rows[: top or None], notes)


COUNTED = ("listed_by", "not_listed", "unknown", "second_hand")


def _counts(cells: Iterable[Standing]) -> tuple[int, int, int, int]:
    words = [cell.text.split()[0] for cell in cells]
    return (
        words.count("listed"),
        words.count("not") + words.count("delisted"),
        words.count(UNKNOWN),
        sum(cell.second_hand for cell in cells),
    )


def _order(row: dict[str, Cell]) -> tuple[object, ...]:
    listed, missing, unknown = (int(str(row[name])) for name in ("listed_by", "not_listed", "unknown"))
    score = row["score"] if isinstance(row["score"], float) else -1.0
    return not listed, -missing if listed else 0, -score, -unknown, row["name"], row["iri"]


def _chosen(names: Sequence[str]) -> list[str]:
    if isinstance(names, str):
        raise UsageError(f"authorities takes a list: write authorities=[{names!r}]")
    for name in names:
        if name not in AUTHORITIES:
            near = difflib.get_close_matches(name.casefold().replace(" ", "_"), AUTHORITIES, n=1, cutoff=0.4)
            hint = f" (near: {near[0]})" if near else ""
            raise UsageError(f"no authority {name!r}{hint}; choose from {', '.join(AUTHORITIES)}")
    return [name for name in AUTHORITIES if name in names or not names]


def _notes(
    kg: KnowledgeGraph, table: Table, chosen: Sequence[str], listed: Collection[tuple[Iri, str]], on: Day | None
) -> tuple[str, ...]:
    cells = [(Iri(str(row["iri"])), name, str(row[name])) for row in table.records() for name in chosen]
    unknown = [(iri, name) for iri, name, text in cells if text == UNKNOWN]
    checked = sum(text.startswith("not listed") for *_, text in cells)
    told = [
        f"Unknown is not no: {len(unknown)} of {len(cells)} cells, where nobody entered a listing or looked for the "
        f"entity on the whole list. Looked for and not found: {checked} cells."
    ]
    if on:
        later = sum(cell in listed for cell in unknown)
        told.append(f"Of the unknown on {on}, listed later or on a day that may be later: {later} cells.")
    silent = [name for name in chosen if name not in {authority for _, authority in listed}]
    if silent:
        told.append(f"This graph holds no listing by name from: {', '.join(silent)}.")
    numbered: dict[str, set[str]] = {}
    for iri, name in unknown:
        schemes = {number.split(":")[0] for number in kg.entity_records[iri].identifiers}
        if (iri, name) not in listed and any(REGISTERS.get(scheme) == name for scheme in schemes):
            numbered.setdefault(name, set()).add(kg.entity_records[iri].label)
    for name, who in numbered.items():
        told.append(
            f"Unknown, though they bear a number of that list, {name}, without a day: {', '.join(sorted(who))}."
        )
    return tuple(told)
