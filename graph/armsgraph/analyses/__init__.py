"""Network → rows: one file per analysis."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

ANALYSES = (
    "brokers",
    "centrality",
    "communities",
    "coverage",
    "cuts",
    "estimates",
    "fragility",
    "lag",
    "quarters",
    "routes",
    "scenario",
    "stress",
)
MEASURES = ("degree", "betweenness", "closeness", "eigenvector", "pagerank")


def __getattr__(name: str) -> ModuleType:
    """Import an analysis on first use."""
    if name in ANALYSES:
        return import_module(f"armsgraph.analyses.{name}")
    raise AttributeError(f"no analysis {name!r}; there are {', '.join(ANALYSES)}")
