"""Network × assumptions → draws: which edges stand if the sources are as good as a table of probabilities says.

No source gives a probability. A table is an assumption, named and versioned, that turns the traits of a claim into one:

    q(origin) = support · disputed · reliability(origin) · credibility(origin) · confidence
    p(claim)  = 1 − (1 − q₁) · Π (1 − further · qᵢ)        the best origin first, origins that share a voice as one

What an authority declares of its own act takes no grade: q = support · disputed · confidence. A claim without a known
origin takes `origins,none` times the best passage that asserts it. Within a draw every origin, one voice in one
document, has one number in [0, 1), and all that rests on it holds where that number lies below q: claims that share an
origin rise and fall together. An edge stands where all claims hold on which it hangs.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from armsgraph import vocab
from armsgraph.claims import Claim, Passage
from armsgraph.errors import InputError, UsageError
from armsgraph.network import Network
from armsgraph.table import Iri

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask: TypeAlias = NDArray[np.bool_]

SHIPPED = ("graded", "wary", "certain")
FOLDER = Path(__file__).parent / "assumptions"
# The values of each trait, from what weighs most to what weighs least; behind | stand those outside the order.
TRAITS = {
    "support": "Corroborated Alleged | Declared",
    "disputed": "false true",
    "reliability": "A B C D E | F ungraded",
    "credibility": "1 2 3 4 5 | 6 ungraded",
    "confidence": "High Moderate Low | unstated",
    "origins": "| none further",
}
# What identifies an origin: the document and whose word it is.
Origin: TypeAlias = tuple[Iri, tuple[Iri, ...]]
# An origin and the probability that it gives a claim.
Chance: TypeAlias = tuple[Origin, float]


@dataclass(frozen=True)
class Assumptions:
    """A table of probabilities by trait and value; see the head of this module for what is done with them."""

    name: str
    version: str
    about: str
    values: Mapping[tuple[str, str], float]

    def __str__(self) -> str:
        return told([self])

    def probability(self, claim: Claim) -> float:
        """Return the probability that the claim holds."""
        return _held(self.chances(claim))

    def chances(self, claim: Claim) -> list[Chance]:
        """Return the origins on which a claim rests and what each gives it, the best first; no two share a voice."""
        if claim.support not in vocab.SUPPORT[:3]:
            return []
        common = self.values["support", claim.support] * self.values["disputed", str(claim.disputed).lower()]
        common *= self.values["confidence", claim.confidence or "unstated"]
        said = [(_origin(p), common * self._grade(p)) for p in claim.asserted if not p.misreports]
        if claim.support == "Declared":
            return [(min(said, key=_best_first)[0], common)] if said else []
        relayed = [(origin, q * self.values["origins", "none"]) for origin, q in said]
        choices = list(_apart([(_origin(p), common * self._grade(p)) for p in claim.origins]))
        # However weak an origin, whoever relays the claim lends it some credit.
        choices += [_relayed(choice, relay) for choice in choices for relay in relayed]
        return max(map(self._weighed, choices), key=_held)

    def _weighed(self, choice: Sequence[Chance]) -> list[Chance]:
        best_first = sorted(choice, key=_best_first)
        return best_first[:1] + [(origin, q * self.values["origins", "further"]) for origin, q in best_first[1:]]

    def _grade(self, passage: Passage) -> float:
        reliability = self.values["reliability", passage.reliability or "ungraded"]
        return reliability * self.values["credibility", passage.credibility or "ungraded"]


def _origin(passage: Passage) -> Origin:
    return passage.document, passage.voices


def _best_first(chance: Chance) -> tuple[float, Origin]:
    return -chance[1], chance[0]


def _held(chances: Sequence[Chance]) -> float:
    return 1 - math.prod(1 - q for _, q in chances)


def _apart(found: Sequence[Chance]) -> Iterator[list[Chance]]:
    """Yield the choices of origins no two of which share a voice; of equal voices only the best counts.

    A choice to which another origin could be added is left out, as far as that is seen at once: it is no better.
    """
    best: dict[tuple[Iri, ...], Chance] = {}
    for chance in sorted(found, key=_best_first):
        best.setdefault(chance[0][1], chance)
    # Who speaks with others comes first: whoever shares no voice with the rest is in every choice.
    waiting: list[tuple[list[Chance], list[Chance]]] = [([], sorted(best.values(), key=_joint_first))]
    while waiting:
        chosen, left = waiting.pop()
        if not left:
            yield chosen
            continue
        first, *rest = left
        apart = [chance for chance in rest if _share_no_voice(first, chance)]
        if len(apart) < len(rest):
            waiting.append((chosen, rest))
        waiting.append(([*chosen, first], apart))


def _joint_first(chance: Chance) -> tuple[int, Origin]:
    return -len(chance[0][1]), chance[0]


def _share_no_voice(one: Chance, other: Chance) -> bool:
    return set(one[0][1]).isdisjoint(other[0][1])


def _relayed(choice: Sequence[Chance], relay: Chance) -> list[Chance]:
    """Return a choice in which whoever relays the claim stands in for those who share its voice, else for the best."""
    apart = [chance for chance in choice if _share_no_voice(chance, relay)]
    return [relay, *(apart if len(apart) < len(choice) else sorted(choice, key=_best_first)[1:])]


def told(tables: Sequence[Assumptions]) -> str:
    """Tell tables in a few lines, one beside the other: they are printed with every result that rests on them."""
    lines = ["Assumed, not measured (probabilities, in the order of the tables):"]
    lines += [f"  {table.name}, version {table.version}: {table.about}" for table in tables]
    for trait in TRAITS:
        cells = ((value, " | ".join(f"{table.values[trait, value]:g}" for table in tables)) for value in _values(trait))
        lines.append(f"  {trait}: {', '.join(f'{value} {cell}' for value, cell in cells)}")
    return "\n".join(lines)


def assumptions(name: str | Path) -> Assumptions:
    """Return a shipped table by its name, or read one from a CSV file.

    Every trait and value must stand once, with a probability from 0 to 1; a lower grade may not weigh more.
    """
    path = FOLDER / f"{name}.csv" if name in SHIPPED else Path(name)
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        known = ", ".join(SHIPPED)
        raise InputError(f"{name}: {error.strerror}; give a CSV file or one of the shipped tables: {known}") from None
    except UnicodeDecodeError:
        raise InputError(f"{name}: no UTF-8 text") from None
    return read_assumptions(lines, str(name))


def read_assumptions(lines: Sequence[str], name: str) -> Assumptions:
    """Read a table from the lines of a CSV file, whose name stands in every complaint."""
    head: dict[str, str] = {}
    values: dict[tuple[str, str], float] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            key, _, text = line.removeprefix("#").partition(":")
            head[key.strip()] = text.strip()
        elif line.strip() and line.strip() != "trait,value,probability":
            key_of, probability = _entry(line, f"{name}:{number}")
            if key_of in values:
                raise InputError(f"{name}:{number}: {','.join(key_of)} stands twice; keep one line")
            values[key_of] = probability
    missing = [f"{trait},{value}" for trait in TRAITS for value in _values(trait) if (trait, value) not in values]
    if missing:
        raise InputError(f"{name}: no line for {'; '.join(missing)}; each trait and value needs a probability")
    for trait, order in TRAITS.items():
        for higher, lower in pairwise(order.partition("|")[0].split()):
            if values[trait, lower] > values[trait, higher]:
                raise InputError(f"{name}: {trait},{lower} weighs more than {trait},{higher}; a lower one may not")
    return Assumptions(head.get("name", name), head.get("version", "?"), head.get("about", "no word on why"), values)


def _values(trait: str) -> list[str]:
    return TRAITS[trait].replace("|", " ").split()


def _entry(line: str, where: str) -> tuple[tuple[str, str], float]:
    cells = [cell.strip() for cell in next(csv.reader([line]))]
    if len(cells) != 3:
        raise InputError(f"{where}: {len(cells)} cells; write trait,value,probability")
    trait, value, text = cells
    if trait not in TRAITS:
        raise InputError(f"{where}: no trait {trait!r}; there are {', '.join(TRAITS)}")
    if value not in _values(trait):
        raise InputError(f"{where}: no {trait} {value!r}; there are {', '.join(_values(trait))}")
    try:
        probability = float(text)
    except ValueError:
        raise InputError(f"{where}: {text!r} is no number; write a probability from 0 to 1") from None
    if not 0 <= probability <= 1:
        raise InputError(f"{where}: {text} is no probability; write a number from 0 to 1")
    return (trait, value), probability


class Draws:
    """Seeded draws of which edges of a network stand.

    Draw number `n` is the same whatever else is drawn, in whatever order and by however many processes: it hangs on
    the seed, on `n` and on the origins behind the network, not on the order of its claims.
    """

    def __init__(self, net: Network, table: Assumptions, seed: int = 1) -> None:
        import numpy as np

        if seed < 0:
            raise UsageError("a seed is a whole number from 0")
        self.table = table
        self.seed = seed
        claims = sorted(net.edge_claims)
        chances = [table.chances(net.claims[iri]) for iri in claims]
        origins = sorted({origin for found in chances for origin, _ in found})
        place = {origin: n for n, origin in enumerate(origins)}
        self.origins = len(origins)
        self.probability: dict[Iri, float] = {iri: _held(found) for iri, found in zip(claims, chances, strict=True)}
        # Three flat tables: chance → claim, its origin and threshold; edge → the claims on which it hangs.
        self._claim_of = np.array([n for n, found in enumerate(chances) for _ in found], dtype=np.intp)
        self._origin_of = np.array([place[origin] for found in chances for origin, _ in found], dtype=np.intp)
        self._threshold = np.array([q for found in chances for _, q in found], dtype=np.float64)
        self._claims = len(claims)
        at = {iri: n for n, iri in enumerate(claims)}
        self._hangs_on = np.array([at[claim] for behind in net.edges.claims for claim in behind], dtype=np.intp)
        counts = [len(behind) for behind in net.edges.claims]
        self._starts = np.cumsum([0, *counts])[:-1].astype(np.intp)

    def standing(self, number: int) -> Mask:
        """Return for each edge, in order, whether it stands in that draw."""
        import numpy as np

        luck = np.random.default_rng((self.seed, number)).random(self.origins)
        holds = np.zeros(self._claims, dtype=np.bool_)
        holds[self._claim_of[luck[self._origin_of] < self._threshold]] = True
        if not len(self._starts):
            return np.zeros(0, dtype=np.bool_)
        return np.logical_and.reduceat(holds[self._hangs_on], self._starts)
