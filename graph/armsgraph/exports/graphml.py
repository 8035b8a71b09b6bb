"""Network → GraphML (Brandes et al. 2002), which Gephi, yEd and igraph read."""

from __future__ import annotations

import re

from armsgraph.network import Network

# XML 1.0 has no form for most control characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def graphml(net: Network) -> bytes:
    """Return the network as GraphML; the values of a column that holds several are joined by `; `."""
    import networkx

    graph = net.networkx.copy()
    for _, attributes in graph.nodes(data=True):
        _flatten(attributes)
    for *_, attributes in graph.edges(keys=True, data=True):
        _flatten(attributes)
    return "\n".join(networkx.generate_graphml(graph, named_key_ids=True)).encode() + b"\n"


def _flatten(attributes: dict[str, object]) -> None:
    for name, value in attributes.items():
        flat = "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else value
        attributes[name] = flat if isinstance(flat, bool | int | float) else _UNPRINTABLE.sub("�", str(flat))
