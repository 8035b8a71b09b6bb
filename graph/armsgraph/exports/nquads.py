"""Knowledge → N-Quads (W3C, 2014): every triple, and each plain tie once more in a graph named by its claim."""

from __future__ import annotations

from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri

LOSES = (
    "N-Quads carries every triple of the whole graph in the default graph, derived ones included, and each plain tie "
    "once more in a graph that bears the name of the claim behind it; count in one of the two. The options of a view "
    "do not apply to it."
)
_TIES = """
SELECT DISTINCT ?claim ?subject ?predicate ?object WHERE {
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object . ?subject ?predicate ?object
  MINUS { ?claim arms:hasSupport armsv:Refuted }
  MINUS { ?claim arms:hasSupport armsv:Withdrawn }
  ?claim arms:restsOn ?passage
}
"""


def nquads(kg: KnowledgeGraph) -> bytes:
    """Return the graph as N-Quads: ask `GRAPH ?claim { ?a ?tie ?b }` for the claim of each tie."""
    ties = ((Iri(str(c)), (str(s), str(p), o)) for c, s, p, o in kg.select(_TIES) if o is not None)
    return kg.store.nquads(ties)
