"""Network → GEXF 1.2 (Gephi's own format)."""

from __future__ import annotations

import io

from armsgraph.exports.graphml import as_graph
from armsgraph.network import Network

LOSES = (
    "GEXF keeps every edge with its claim, speakers, documents and denials as text; several values of one column are "
    "joined by '; '. Every edge is written as directed, since Gephi merges parallel edges of unlike direction: the "
    "column `directed` says which may be read either way. Paraphrases and derivations are not in it."
)


def gexf(net: Network) -> bytes:
    """Return the network as GEXF; the id of an edge is its claim."""
    import networkx

    graph = as_graph(net)
    for *_, key, row in graph.edges(keys=True, data=True):
        row["id"] = key
    out = io.BytesIO()
    networkx.write_gexf(graph, out, version="1.2draft")
    return out.getvalue() + b"\n"
