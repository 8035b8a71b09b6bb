"""Small networks without a store: nodes, edges and the claims behind them, for tests of what looks at columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from armsgraph.claims import Claim, Passage
from armsgraph.network import Edges, Network, Nodes
from armsgraph.table import Iri


def passage(name: str, document: str = "", voices: Sequence[str] = (), **given: object) -> Passage:
    """Return a passage of a document, by default one of its own, in the voice of its own document."""
    document = document or f"doc-{name}"
    values: dict[str, object] = {
        "iri": Iri(name),
        "speakers": (),
        "spoken_for": (),
        "document": Iri(document),
        "title": document,
        "publisher": "",
        "issued": "2024-01-01",
        "address": "",
        "locator": "",
        "paraphrase": "",
        "accessed_as": "",
        "reliability": "B",
        "voices": tuple(Iri(voice) for voice in voices) or (Iri(f"voice-{document}"),),
    }
    values["voice_names"] = tuple(values["voices"])  # type: ignore[arg-type]
    return Passage(**{**values, **given})  # type: ignore[arg-type]


def claim(name: str, *origins: Passage, **given: object) -> Claim:
    """Return a claim asserted by passages that are its origins; without any it has one of its own."""
    said = origins or (passage(f"p-{name}"),)
    values: dict[str, object] = {
        "iri": Iri(name),
        "sentence": name,
        "subject": Iri("s"),
        "predicate": Iri("p"),
        "object": Iri("o"),
        "support": "Alleged",
        "disputed": False,
        "when": "",
        "earliest": None,
        "latest": None,
        "held_on": (),
        "reason": "",
        "asserted": said,
        "denied": (),
        "conflicts": (),
        "origins": said,
    }
    return Claim(**{**values, **given})  # type: ignore[arg-type]


def network(
    pairs: Sequence[tuple[str, str]],
    claims: Sequence[Claim] = (),
    kinds: dict[str, str] | None = None,
    sides: dict[str, str] | None = None,
    category: str = "Dealing",
    directed: bool = True,
) -> Network:
    """Return a network with one edge per pair, each on the claim in its place, by default on one of its own.

    Names are IRIs and labels alike; `kinds` are Person and `sides` nobody's unless told.
    """
    names = sorted({end for pair in pairs for end in pair})
    behind = list(claims) or [claim(f"c{n}") for n in range(len(pairs))]
    empty: list[tuple[str, ...]] = [() for _ in names]
    nodes = Nodes(
        iri=[Iri(name) for name in names],
        label=names,
        kind=[(kinds or {}).get(name, "Person") for name in names],
        names=[(name,) for name in names],
        misspellings=empty,
        identifiers=empty,
        sides=[((sides or {})[name],) if name in (sides or {}) else () for name in names],
        roles=empty,
        lists=empty,
        notes=empty,
        translations=empty,
        position=[None] * len(names),
        listings=[() for _ in names],
    )
    count = len(pairs)
    undated: list[datetime.date | None] = [None] * count
    edges = Edges(
        key=[f"{c.iri}#{n}" for n, c in enumerate(behind)],
        source=[names.index(one) for one, _ in pairs],
        target=[names.index(other) for _, other in pairs],
        directed=[directed] * count,
        label=["tie"] * count,
        category=[category] * count,
        support=[c.support for c in behind],
        disputed=[c.disputed for c in behind],
        claim=[c.iri for c in behind],
        claims=[(c.iri,) for c in behind],
        event=[None] * count,
        event_label=[""] * count,
        when=[c.when for c in behind],
        predicate=[None] * count,
        earliest=[c.earliest for c in behind] or undated,
        latest=[c.latest for c in behind] or undated,
        documents=[c.documents for c in behind],
        reliability=["B"] * count,
        credibility=[""] * count,
        confidence=[""] * count,
    )
    return Network(nodes, edges, {c.iri: c for c in behind})


def dense(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Write out columns of what a chart is told, where what is usual in a column stands once for all."""
    found = dict(columns)
    for name, column in columns.items():
        if isinstance(column, dict):
            rest = {int(place): value for place, value in column["but"].items()}
            found[name] = [rest.get(n, column["usual"]) for n in range(column["of"])]
    return found
