"""probability: what a table makes of a claim, by hand and by law, and draws that keep what shares an origin together."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armsgraph import probability
from armsgraph.claims import Claim, Passage
from armsgraph.errors import InputError, UsageError
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.probability import FOLDER, SHIPPED, Assumptions, Draws, assumptions, read_assumptions
from networks import claim, network, passage

GRADED = assumptions("graded")
LINES = (FOLDER / "graded.csv").read_text("utf-8").splitlines()


def graded(letter: str, name: str = "p", voice: str = "", **given: object) -> Passage:
    return passage(name, voices=[voice or f"voice-{name}"], reliability=letter, **given)


# ---- by hand, with the shipped table: Alleged 0.9, B 0.9, C 0.8, D 0.65, disputed 0.6, moderate 0.9, none 0.7, further 0.5


def test_one_origin() -> None:
    assert GRADED.probability(claim("c", graded("B"))) == pytest.approx(0.9 * 0.9)
    assert GRADED.probability(claim("c", graded("B"), disputed=True)) == pytest.approx(0.9 * 0.9 * 0.6)
    assert GRADED.probability(claim("c", graded("B"), confidence="Moderate")) == pytest.approx(0.9 * 0.9 * 0.9)
    assert GRADED.probability(claim("c", graded("C", credibility="3"))) == pytest.approx(0.9 * 0.8 * 0.85)
    assert GRADED.probability(claim("c", graded(""))) == pytest.approx(0.9 * 0.5)


def test_two_origins_apart_weigh_more_and_a_second_of_one_voice_does_not() -> None:
    apart = claim("c", graded("B", "p"), graded("D", "q"), support="Corroborated")
    assert GRADED.probability(apart) == pytest.approx(1 - (1 - 0.9) * (1 - 0.5 * 0.65))
    one = claim("c", graded("B", "p", "us"), graded("D", "q", "us"))
    assert GRADED.probability(one) == GRADED.probability(claim("c", graded("B", "p", "us")))


def test_of_a_joint_statement_and_two_apart_the_better_reading_counts() -> None:
    joint = passage("j", voices=["us", "japan"], reliability="A")
    both = claim("c", graded("B", "p", "us"), graded("B", "q", "japan"), joint, support="Corroborated")
    assert GRADED.probability(both) == pytest.approx(max(0.95, 1 - 0.1 * (1 - 0.45)))


def test_who_declares_an_own_act_takes_no_grade() -> None:
    for letter in "AF":
        assert GRADED.probability(claim("c", graded(letter), support="Declared")) == pytest.approx(0.99)


def test_without_a_known_origin_whoever_relays_it_lends_some_credit() -> None:
    relayed = claim("c", graded("B"))
    assert GRADED.probability(Claim(**{**vars(relayed), "origins": ()})) == pytest.approx(0.9 * 0.9 * 0.7)


def test_what_supports_nothing_has_no_chance() -> None:
    assert GRADED.probability(claim("c", graded("A"), support="Refuted")) == 0
    assert GRADED.probability(claim("c", graded("A"), support="Withdrawn")) == 0
    nobody = Claim(**{**vars(claim("c")), "asserted": (), "origins": ()})
    assert GRADED.probability(nobody) == 0
    wrong = Claim(**{**vars(claim("c")), "asserted": (passage("p", misreports=True),), "origins": ()})
    assert GRADED.probability(wrong) == 0


# ---- laws, under each shipped table

passages = st.builds(
    lambda n, voices, letter, digit: passage(
        f"p{n}", voices=sorted({f"v{v}" for v in voices}), reliability=letter, credibility=digit
    ),
    st.integers(0, 30),
    st.lists(st.integers(0, 4), min_size=1, max_size=3),
    st.sampled_from(["A", "B", "C", "D", "E", "F", ""]),
    st.sampled_from(["1", "2", "3", "4", "5", "6", ""]),
)
claims = st.builds(
    lambda found, relays, support, disputed, confidence: claim(
        "c",
        support=support,
        disputed=disputed,
        confidence=confidence,
        asserted=tuple({p.iri: p for p in [*found, *relays]}.values()),
        origins=tuple({p.iri: p for p in found}.values()),
    ),
    st.lists(passages, max_size=4),
    st.lists(passages, min_size=1, max_size=3),
    st.sampled_from(["Declared", "Corroborated", "Alleged"]),
    st.booleans(),
    st.sampled_from(["High", "Moderate", "Low", ""]),
)
tables = st.sampled_from([assumptions(name) for name in SHIPPED])


def regraded(one: Claim, **given: object) -> Claim:
    """Give every passage of a claim other grades."""

    def change(p: Passage) -> Passage:
        return Passage(**{**vars(p), **{name: value for name, value in given.items() if getattr(p, name)}})

    return Claim(
        **{**vars(one), "asserted": tuple(map(change, one.asserted)), "origins": tuple(map(change, one.origins))}
    )


@given(claims, tables)
def test_it_lies_between_nought_and_one(one: Claim, table: Assumptions) -> None:
    assert 0 <= table.probability(one) <= 1


@given(claims, tables, st.sampled_from(["reliability", "credibility"]), st.integers(0, 3))
def test_a_lower_grade_never_raises_it(one: Claim, table: Assumptions, grade: str, place: int) -> None:
    order = "ABCDE" if grade == "reliability" else "12345"
    higher = table.probability(regraded(one, **{grade: order[place]}))
    assert table.probability(regraded(one, **{grade: order[place + 1]})) <= higher + 1e-12


@given(claims, tables)
def test_less_confidence_and_dispute_never_raise_it(one: Claim, table: Assumptions) -> None:
    values = [table.probability(Claim(**{**vars(one), "confidence": c})) for c in ("High", "Moderate", "Low")]
    assert values == sorted(values, reverse=True)
    calm, disputed = (table.probability(Claim(**{**vars(one), "disputed": d})) for d in (False, True))
    assert disputed <= calm


@given(claims, passages, tables)
def test_corroboration_never_lowers_it(one: Claim, further: Passage, table: Assumptions) -> None:
    known = {voice for origin in one.origins for voice in origin.voices}
    if one.support == "Declared" or known & set(further.voices) or further.iri in {p.iri for p in one.asserted}:
        return
    more = {"asserted": (*one.asserted, further), "origins": (*one.origins, further)}
    support = "Corroborated" if one.origins else one.support
    better = Claim(**{**vars(one), **more, "support": support})
    assert table.probability(better) >= table.probability(one) - 1e-12


@given(claims, tables)
def test_no_two_of_the_origins_that_count_share_a_voice(one: Claim, table: Assumptions) -> None:
    voices = [voice for (_, spoken), _ in table.chances(one) for voice in spoken]
    assert len(voices) == len(set(voices))


@given(claims, st.sampled_from([assumptions("graded"), assumptions("wary")]))
def test_no_choice_of_origins_apart_gives_more(one: Claim, table: Assumptions) -> None:
    # By brute force over all sets of origins, where nobody else relays the claim.
    if one.support == "Declared" or not one.origins:
        return
    alone = Claim(**{**vars(one), "asserted": one.origins})
    common = table.values["support", one.support] * table.values["disputed", str(one.disputed).lower()]
    common *= table.values["confidence", one.confidence or "unstated"]
    best = 0.0
    for size in range(1, len(one.origins) + 1):
        for chosen in combinations(one.origins, size):
            spoken = [voice for origin in chosen for voice in origin.voices]
            if len(spoken) == len(set(spoken)):
                grades = [
                    table.values["reliability", p.reliability or "ungraded"]
                    * table.values["credibility", p.credibility or "ungraded"]
                    for p in chosen
                ]
                first, *rest = sorted((common * grade for grade in grades), reverse=True)
                further = table.values["origins", "further"]
                best = max(best, 1 - (1 - first) * math.prod(1 - further * q for q in rest))
    assert table.probability(alone) == pytest.approx(best)


def test_many_origins_take_no_time() -> None:
    # All sets of them would be 2^40.
    apart = [graded("D", f"p{n}") for n in range(40)]
    joint = passage("j", voices=[f"voice-p{n}" for n in range(40)], reliability="A")
    expected = 1 - (1 - 0.65) * (1 - 0.5 * 0.65) ** 39
    assert GRADED.probability(claim("c", *apart, joint, support="Corroborated")) == pytest.approx(expected)


@given(claims)
def test_when_all_is_certain_every_claim_holds(one: Claim) -> None:
    assert assumptions("certain").probability(one) == 1


@given(claims, st.randoms())
def test_the_order_of_passages_does_not_matter(one: Claim, chance: object) -> None:
    said, first = list(one.asserted), list(one.origins)
    chance.shuffle(said)  # type: ignore[attr-defined]
    chance.shuffle(first)  # type: ignore[attr-defined]
    turned = Claim(**{**vars(one), "asserted": tuple(said), "origins": tuple(first)})
    assert GRADED.probability(turned) == GRADED.probability(one)


# ---- draws


def frequencies(net_claims: list[Claim], draws: int) -> np.ndarray:
    net = network([(f"a{n}", f"b{n}") for n in range(len(net_claims))], net_claims)
    drawn = Draws(net, GRADED)
    return np.array([drawn.standing(n) for n in range(draws)])


def test_a_claim_holds_as_often_as_its_probability_says() -> None:
    two = claim("c", graded("B", "p"), graded("C", "q"), support="Corroborated", disputed=True, confidence="Moderate")
    common = 0.6 * 0.9
    by_hand = 1 - (1 - common * 0.9) * (1 - 0.5 * common * 0.8)
    assert GRADED.probability(two) == pytest.approx(by_hand)
    draws = 20_000
    found = frequencies([two], draws).mean()
    assert abs(found - by_hand) < 4 * math.sqrt(by_hand * (1 - by_hand) / draws)


def test_claims_that_share_an_origin_rise_and_fall_together() -> None:
    shared = graded("C", "p")
    other_passage = graded("C", "q", "voice-p", document="doc-p")  # the same voice in the same document
    standing = frequencies(
        [claim("c0", shared), claim("c1", shared), claim("c2", other_passage), claim("c3", graded("C", "r"))], 500
    )
    assert (standing[:, 0] == standing[:, 1]).all()
    assert (standing[:, 0] == standing[:, 2]).all()
    both = (standing[:, 0] & standing[:, 3]).mean()
    assert both == pytest.approx(0.72 * 0.72, abs=4 * math.sqrt(0.25 / 500))
    assert (standing[:, 0] != standing[:, 3]).any()


def test_the_better_graded_of_two_on_one_origin_stands_whenever_the_other_does() -> None:
    shared = graded("C", "p")
    standing = frequencies([claim("c0", shared), claim("c1", shared, disputed=True)], 500)
    assert not (standing[:, 1] & ~standing[:, 0]).any()
    assert standing[:, 0].sum() > standing[:, 1].sum() > 0


def test_an_edge_stands_where_all_its_claims_hold() -> None:
    behind = [claim("c0", graded("C", "p")), claim("c1", graded("C", "q"))]
    net = network([("a", "b"), ("c", "d")], behind)
    net.edges.claims[0] = (behind[0].iri, behind[1].iri)
    drawn = Draws(net, GRADED)
    standing = np.array([drawn.standing(n) for n in range(2000)])
    assert not (standing[:, 0] & ~standing[:, 1]).any()
    assert standing[:, 0].mean() == pytest.approx(0.72**2, abs=0.045)


def test_a_draw_is_the_same_in_whatever_order_claims_and_edges_stand() -> None:
    behind = [claim(f"c{n}", graded("CD"[n % 2], f"p{n % 3}")) for n in range(6)]
    pairs = [(f"a{n}", f"b{n}") for n in range(6)]
    turned = [5, 2, 0, 3, 1, 4]
    here = Draws(network(pairs, behind), GRADED, seed=7)
    there = Draws(network([pairs[n] for n in turned], [behind[n] for n in turned]), GRADED, seed=7)
    for number in (0, 1, 99):
        assert here.standing(number)[turned].tolist() == there.standing(number).tolist()


def test_seeds_differ_and_numbers_differ() -> None:
    net = network([(f"a{n}", "b") for n in range(40)], [claim(f"c{n}", graded("D", f"p{n}")) for n in range(40)])
    one, other = Draws(net, GRADED, seed=1), Draws(net, GRADED, seed=2)
    assert one.standing(0).tolist() == Draws(net, GRADED, seed=1).standing(0).tolist()
    assert one.standing(0).tolist() != one.standing(1).tolist()
    assert one.standing(0).tolist() != other.standing(0).tolist()


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(UsageError, match="a seed is a whole number from 0"):
        Draws(network([("a", "b")]), GRADED, seed=-1)


def test_no_edges_no_draws() -> None:
    assert Draws(network([]), GRADED).standing(0).tolist() == []


def test_every_edge_of_the_shipped_network_has_a_chance(shipped: KnowledgeGraph) -> None:
    drawn = Draws(shipped.network(), GRADED)
    values = list(drawn.probability.values())
    assert len(values) > 1000
    assert 0.2 < min(values) < max(values) <= 1
    certain = Draws(shipped.network(), assumptions("certain"))
    assert all(certain.standing(n).all() for n in range(20))


# ---- tables


def test_the_shipped_tables_tell_themselves() -> None:
    for name in SHIPPED:
        assert str(assumptions(name)).startswith("Assumed, not measured")
        assert f"  {name}, version 1: " in str(assumptions(name))
    both = probability.told([GRADED, assumptions("wary")])
    assert "support: Corroborated 1 | 0.95, Alleged 0.9 | 0.7, Declared 0.99 | 0.97" in both
    assert both.count("\n") == 2 + len(probability.TRAITS)


def test_a_wary_reader_believes_nothing_more(shipped: KnowledgeGraph) -> None:
    wary = assumptions("wary")
    assert all(wary.values[key] <= value for key, value in GRADED.values.items())


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("\n".join(["# name: mine", *LINES[3:]]).replace("Alleged,0.9", "Alleged,0.25"), "utf-8")
    table = assumptions(mine)
    assert (table.name, table.version) == ("mine", "?")
    assert table.probability(claim("c", graded("A"))) == pytest.approx(0.25 * 0.95)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("reliability,B,0.9", "reliability,B,1.1", r"t.csv:11: 1.1 is no probability; write a number from 0 to 1"),
        ("reliability,B,0.9", "reliability,B,-0.1", r"t.csv:11: -0.1 is no probability"),
        ("reliability,B,0.9", "reliability,B,nan", r"t.csv:11: nan is no probability"),
        ("reliability,B,0.9", "reliability,B,inf", r"t.csv:11: inf is no probability"),
        ("reliability,B,0.9", "reliability,B,high", r"t.csv:11: 'high' is no number"),
        ("reliability,B,0.9", "reliability,B", r"t.csv:11: 2 cells; write trait,value,probability"),
        ("reliability,B,0.9", "reliability,Z,0.9", r"t.csv:11: no reliability 'Z'; there are A, B, C"),
        ("reliability,B,0.9", "fame,B,0.9", r"t.csv:11: no trait 'fame'; there are support, disputed"),
        ("reliability,B,0.9", "reliability,A,0.9", r"t.csv:11: reliability,A stands twice"),
        ("reliability,B,0.9", "", r"t.csv: no line for reliability,B; each trait"),
        ("reliability,B,0.9", "reliability,B,0.7", r"t.csv: reliability,C weighs more than reliability,B"),
        ("support,Alleged,0.9", "support,Alleged,1\nsupport,Alleged,1", r"t.csv:8: support,Alleged stands twice"),
    ],
)
def test_a_faulty_table_is_refused_by_line(old: str, new: str, complaint: str) -> None:
    text = "\n".join(LINES)
    assert old in text
    with pytest.raises(InputError, match=complaint):
        read_assumptions(text.replace(old, new).splitlines(), "t.csv")


def test_a_table_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gradet: No such file or directory; give a CSV file or .* graded, wary"):
        assumptions("gradet")
    (tmp_path / "t.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"t\.csv: no UTF-8 text"):
        assumptions(tmp_path / "t.csv")
