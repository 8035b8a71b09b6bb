"""Network → GraphML (Brandes et al. 2002), which Gephi, yEd, Cytoscape and igraph read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armsgraph.exports import evidence
from armsgraph.network import Network

if TYPE_CHECKING:
    import networkx

LOSES = (
    "GraphML keeps every edge with its claim, speakers, documents and denials as text; several values of one column "
    "are joined by '; '. Every edge is written as directed: the column `directed` says which may be read either way. "
    "Paraphrases and derivations are not in it."
)


def graphml(net: Network) -> bytes:
    """Return the network as GraphML; the key of an edge is its claim."""
    import networkx

    return "\n".join(networkx.generate_graphml(as_graph(net), named_key_ids=True)).encode() + b"\n"


def as_graph(net: Network) -> networkx.MultiDiGraph[str]:
    """Return the network in networkx with flat attributes alone."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for row in evidence.nodes(net):
        graph.add_node(str(row.pop("iri")), **row)
    for row in evidence.edges(net):
        graph.add_edge(row.pop("source"), row.pop("target"), key=row.pop("key"), **row)
    return graph
