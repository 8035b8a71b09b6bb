"""A line of a table of the report: what it says, how well that is backed, and by which claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from armsgraph.charts.sections.times import dated
from armsgraph.claims import Claim
from armsgraph.vocab import SUPPORT


@dataclass(frozen=True)
class Line:
    """A line of a table: how well it is backed, whether any of it is disputed, and the claims behind it.

    `kind` is what it is filed under; `inward` tells of a tie that it runs from the other end to the thing.
    """

    label: str
    value: str
    claims: tuple[Claim, ...] = ()
    support: str = ""
    disputed: bool = False
    kind: str = ""
    inward: bool = False

    @classmethod
    def of(cls, label: str, value: str, claims: Sequence[Claim], kind: str = "") -> Line:
        """Return a line that is as well backed as the best of its claims: any of them says all of it."""
        disputed = any(claim.disputed for claim in claims)
        return cls(label, value, tuple(claims), best(claim.support for claim in claims), disputed, kind)

    @property
    def dates(self) -> list[str]:
        """When the claims say that it was, each once."""
        return list(dict.fromkeys(filter(None, map(dated, self.claims))))

    @property
    def speakers(self) -> list[str]:
        """Whoever says so, each once."""
        said = (p.according_to for claim in self.claims for p in claim.asserted if not p.misreports)
        return list(dict.fromkeys(said))


def merged(lines: Iterable[Line]) -> list[Line]:
    """Join the lines that say the same; one is as well backed as the best of them."""
    found: dict[tuple[str, str, str, bool], list[Line]] = {}
    for line in lines:
        found.setdefault((line.kind, line.label, line.value, line.inward), []).append(line)
    return [
        replace(
            same[0],
            claims=tuple({claim.iri: claim for line in same for claim in line.claims}.values()),
            support=best(line.support for line in same),
            disputed=any(line.disputed for line in same),
        )
        for same in found.values()
    ]


def best(support: Iterable[str]) -> str:
    """Return the strongest of some support, or nothing."""
    return min(support, key=SUPPORT.index, default="")
