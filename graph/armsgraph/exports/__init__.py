"""Network or knowledge → file: one file per format, each with the evidence kept and a word on what it cannot carry."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

# What takes a view of the network, and what takes the whole graph.
NETWORK_FORMATS = ("csv", "ftm", "gexf", "graphml")
GRAPH_FORMATS = ("jsonld", "nquads")
FORMATS = (*NETWORK_FORMATS, *GRAPH_FORMATS)


def __getattr__(name: str) -> ModuleType:
    """Import an export on first use."""
    if name in FORMATS:
        return import_module(f"armsgraph.exports.{'csv_pair' if name == 'csv' else name}")
    raise AttributeError(f"no export {name!r}; there are {', '.join(FORMATS)}")
