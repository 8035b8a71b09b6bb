"""scenario: what changes, that the graph itself does not, and that nothing invented is put into a real mouth."""

from __future__ import annotations

from pathlib import Path

import pytest

from armsgraph import vocab
from armsgraph.analyses.scenario import Overlay, apply, overlay, read, scenario
from armsgraph.errors import InputError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri

MAIA = Iri(f"{vocab.BASE}id/vessel/imo-9358010")


def triples(kg: KnowledgeGraph) -> set[tuple[object, ...]]:
    return set(kg.sources.asserted)


def write(folder: Path, *lines: str) -> str:
    place = folder / "scenario.txt"
    place.write_text("\n".join(lines) + "\n", "utf-8")
    return str(place)


def rows(kg: KnowledgeGraph, path: str, **given: object) -> dict[tuple[str, str | None], tuple[object, ...]]:
    found = scenario(kg, path, **given).records()  # type: ignore[arg-type]
    return {(row["what"], row["name"]): (row["before"], row["after"], row["change"]) for row in found}  # type: ignore[misc]


LINES = (
    "# what if",
    'designate "Wagner Group" by Japan on 2026-12-01',
    'remove "MAIA-1"',
    'claim "MARIA" suppliedArmsTo "Wagner Group"  # a remark',
)


def test_a_designation_a_removal_and_a_claim(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = rows(kg, write(tmp_path, *LINES))
    assert found["coverage", "Wagner Group"] == ("nobody known", "Japan", "+Japan")
    assert found["coverage", "MAIA-1"][1] == "nobody known"
    edges = kg.network().edges
    ships = kg.network().nodes.iri.index(MAIA)
    gone = sum(ships in pair for pair in zip(edges.source, edges.target, strict=True))
    # One edge for the listing, one for the claim; all of MAIA-1 are gone.
    before, after, change = found["edges", None]
    assert (before, after) == (len(edges.key), len(edges.key) - gone + 2)
    assert change == f"{2 - gone:+d}"


def test_the_graph_itself_is_not_touched(kg: KnowledgeGraph, tmp_path: Path) -> None:
    before, derived = triples(kg), set(kg.store)
    scenario(kg, write(tmp_path, *LINES))
    assert triples(kg) == before
    assert set(kg.store) == derived


def test_done_and_undone_is_where_one_began(kg: KnowledgeGraph) -> None:
    change = overlay(kg, [*LINES, f"withdraw {sorted(kg.network().documents)[0]}"])
    there = apply(kg, change)
    assert triples(there) != triples(kg)
    back = apply(there, change.undone())
    assert triples(back) == triples(kg)
    assert back.network().edges == kg.network().edges


def test_to_withdraw_is_to_build_without(kg: KnowledgeGraph) -> None:
    document = sorted(kg.network().documents)[0]
    there = apply(kg, overlay(kg, [f"withdraw {document}"]))
    assert there.network().edges == kg.network(without=[document]).edges


def test_an_empty_scenario_changes_nothing(kg: KnowledgeGraph, tmp_path: Path) -> None:
    path = write(tmp_path, "# nothing", "")
    assert read(kg, path) == Overlay()
    table = scenario(kg, path)
    assert len(table) == 0
    assert table.notes[0] == "The scenario changes nothing that is shown here."


def test_nothing_assumed_is_put_into_a_real_mouth(kg: KnowledgeGraph) -> None:
    there = apply(kg, overlay(kg, LINES))
    new = [claim for iri, claim in there.claim_records.items() if iri not in kg.claim_records]
    assert len(new) == 2
    for claim in new:
        (passage,) = claim.asserted
        assert passage.speakers == ("nobody: assumed by a scenario",)
        assert passage.paraphrase.startswith("assumed: ")
        assert "assumed, no source" in passage.title
        assert claim.support == "Alleged"  # Japan's listing is not declared by Japan


def test_routes_part_and_join(kg: KnowledgeGraph, tmp_path: Path) -> None:
    ends = {"source": "Rim Yong Hyok", "target": "MARIA"}
    joined = rows(kg, write(tmp_path, 'claim "Rim Yong Hyok" controls "MARIA"'), **ends)
    found = next(value for (what, _), value in joined.items() if what == "route: fewest steps")
    assert found[1] == 1
    parted = rows(kg, write(tmp_path, 'remove "MARIA"'), **ends)
    assert all(value[1] in (None, 0) for (what, _), value in parted.items() if what.startswith("route"))


def test_the_ranking_tells_who_rises_falls_enters_and_leaves(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = rows(kg, write(tmp_path, 'remove "Rim Yong Hyok"'), by="degree", k=3)
    here = found["ranking", "Rim Yong Hyok"]
    assert here[1:] == (None, "leaves the network")
    assert {what for what, _ in found} >= {"ranking", "edges"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("designate MARIAH by Japan", r"scenario\.txt:2: nothing goes by 'MARIAH'; near: MARIA"),
        ("designate MARIA by Japann", r"scenario\.txt:2: nothing goes by 'Japann'; near: Japan"),
        ("designate MAIA-1 by MARIA", r"scenario\.txt:2: 'MARIA' is a Vessel; listings are by a State, GovernmentBody"),
        ("designate MARIA by Japan on 2026-13-01", r"scenario\.txt:2: '2026-13-01' is no date"),
        ("designate MARIA Japan", r"scenario\.txt:2: write it as: designate"),
        ("designate MARIA by Japan at 2026-12-01", r"scenario\.txt:2: write it as: designate"),
        ("remove", r"scenario\.txt:2: write it as: remove"),
        ("remove Atlantis", r"scenario\.txt:2: nothing goes by 'Atlantis'"),
        ("withdraw MARIA", r"scenario\.txt:2: 'MARIA' is .*, no document"),
        ("claim MARIA suppliedArms Russia", r"scenario\.txt:2: no link 'suppliedArms'; near: suppliedArmsTo"),
        ("abolish MARIA", r"scenario\.txt:2: no change 'abolish'; a line begins with designate, remove"),
        ('remove "MARIA', r"scenario\.txt:2: a quotation mark is not closed"),
    ],
)
def test_what_is_unknown_is_refused_by_line(kg: KnowledgeGraph, tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        scenario(kg, write(tmp_path, "# first", line))


def test_a_file_that_cannot_be_read(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: No such file"):
        scenario(kg, str(tmp_path / "none.txt"))
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"b\.txt: no UTF-8 text"):
        scenario(kg, str(tmp_path / "b.txt"))
    with pytest.raises(UsageError, match="give --source and --target"):
        scenario(kg, write(tmp_path, ""), source="MARIA")  # type: ignore[arg-type]
