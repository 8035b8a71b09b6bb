"""A knowledge graph of the DPRK–Russia arms network in which every edge says who claims it and who disputes it.

>>> import armsgraph
>>> kg = armsgraph.load()
>>> net = kg.network(known_on="2024-05-24")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from armsgraph import analyses, charts, exports
    from armsgraph.knowledge import KnowledgeGraph, load

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__", "analyses", "charts", "exports", "load"]


def __getattr__(name: str) -> Any:
    """Import on first use, so that `armsgraph --help` stays light."""
    if name in ("analyses", "charts", "exports"):
        return import_module(f"armsgraph.{name}")
    if name in ("KnowledgeGraph", "load"):
        return getattr(import_module("armsgraph.knowledge"), name)
    raise AttributeError(f"module 'armsgraph' has no attribute {name!r}")
