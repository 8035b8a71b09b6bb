"""stress: what is left of the top when edges are missing."""

from __future__ import annotations

import numpy as np
import pytest

from armsgraph.analyses import MEASURES
from armsgraph.analyses.stress import PATTERNS, _Sources, _Taking, stress
from armsgraph.errors import UsageError
from armsgraph.knowledge import KnowledgeGraph
from networks import claim, network, passage

STAR = network([("hub", f"leaf{n}") for n in range(9)] + [("x", "y")])


@pytest.mark.parametrize("by", MEASURES)
def test_with_nothing_missing_all_stays(by: str) -> None:
    for row in stress(STAR, by=by, missing=[0], k=1, draws=3).records():
        assert [row[c] for c in ("overlap_low", "overlap_median", "tau_median", "first_stays", "edges_left")] == [1] * 5


def test_the_hub_of_a_star_outlasts_half_of_its_ties() -> None:
    (row,) = stress(STAR, by="degree", pattern=["random"], missing=[0.5], k=1, draws=50).records()
    assert (row["overlap_median"], row["first_stays"], row["edges_left"]) == (1, 1, 0.5)


def test_two_equal_ties_by_hand() -> None:
    # One of two separate pairs is missing: the top four by degree become two.
    (row,) = stress(
        network([("a", "b"), ("c", "d")]), by="degree", pattern=["random"], missing=[0.5], k=4, draws=9
    ).records()
    assert (row["overlap_low"], row["overlap_high"], row["first_stays"]) == (0.5, 0.5, 1)
    assert row["tau_median"] is None  # all were equal: no order to compare


def test_around_the_centre_the_ties_of_the_best_tied_go_first() -> None:
    taking = {pattern: _Taking.of(STAR, pattern) for pattern in ("random", "centre")}
    assert taking["random"].chance == pytest.approx([0.1] * 10)
    assert taking["centre"].chance == pytest.approx([10 / 92] * 9 + [2 / 92])
    # Over many draws of half of the edges the lone pair survives more often than a spoke.
    left = np.array([taking["centre"].standing(np.random.default_rng(n), 0.5) for n in range(400)]).mean(axis=0)
    assert left[9] > 0.7 > left[:9].max()


def test_whole_documents_go_at_a_time() -> None:
    paper, reprint = passage("p", "paper"), passage("r", "reprint", behind=(passage("p", "paper"),))
    behind = [claim("c0", paper), claim("c1", paper), claim("c2", paper, passage("l", "list")), claim("c3", reprint)]
    net = network([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], behind)
    sources = _Sources.of(net)
    documents = ["list", "paper", "reprint"]

    class Order:
        def __init__(self, *taken: str) -> None:
            self.taken = taken

        def permutation(self, size: int) -> np.ndarray:
            assert size == 3
            return np.array([self.taken.index(document) for document in documents])

    # With the paper go two claims and what cites it; the third waits for the list too.
    assert sources.falls(Order("paper", "list", "reprint")).tolist() == [0, 0, 1, 0]  # type: ignore[arg-type]
    assert sources.falls(Order("list", "reprint", "paper")).tolist() == [2, 2, 2, 1]  # type: ignore[arg-type]
    for seed in range(20):
        standing = _Taking.of(net, "source").standing(np.random.default_rng(seed), 0.5)
        assert standing[0] == standing[1]
        assert standing.sum() <= 2


def test_the_same_for_a_seed_and_any_number_of_processes() -> None:
    path = network([(f"n{n}", f"n{n + 1}") for n in range(12)])
    alone = stress(path, missing=[0.3], draws=12)
    assert stress(path, missing=[0.3], draws=12, workers=3) == alone
    assert stress(path, missing=[0.3], draws=12, seed=2).rows != alone.rows


def test_the_top_of_the_shipped_network_wears_off(shipped: KnowledgeGraph) -> None:
    rows = stress(shipped.network(), missing=[0.05, 0.5], draws=30).records()
    assert [(row["pattern"], row["missing"]) for row in rows] == [(p, m) for p in PATTERNS for m in (0.05, 0.5)]
    for little, much in zip(rows[::2], rows[1::2], strict=True):
        assert little["overlap_median"] > much["overlap_median"]
        assert little["tau_median"] > much["tau_median"]


def test_nothing_to_look_at_says_why() -> None:
    assert "may put some back" in stress(network([])).notes[0]
    for one in ({"pattern": "random"}, {"missing": 0.1}):
        with pytest.raises(UsageError, match="take lists"):
            stress(network([]), **one)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"pattern": ["whim"]}, "no pattern 'whim'; choose from random, centre, source"),
        ({"missing": [1]}, "1 is no share of edges that can be missing"),
        ({"missing": [-0.1]}, "-0.1 is no share"),
        ({"missing": [float("nan")]}, "nan is no share"),
        ({"draws": 0}, "one draw at least"),
        ({"by": "fame"}, "no measure"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        stress(STAR, **given)  # type: ignore[arg-type]
