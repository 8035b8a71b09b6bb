# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # SPARQL for researchers
# The plain triples are derived from claims: each means that some cited source asserts it and no curator has refuted or withdrawn it. The claim behind a triple says who, where, and who disputes it.

# %%
import armsgraph

kg = armsgraph.load()

# %% [markdown]
# The newcomer's whole query.

# %%
kg.select("SELECT ?a ?b { ?a arms:negotiatedWith ?b } ORDER BY ?a ?b").frame()

# %% [markdown]
# The same with the source of every row: from the triple to its claim, from there to the passage and the document.

# %%
kg.select("""
SELECT ?from ?to ?support ?speaker ?document ?day
WHERE {
  ?claim rdf:subject/rdfs:label ?from ; rdf:predicate arms:negotiatedWith ; rdf:object/rdfs:label ?to ;
         arms:hasSupport/rdfs:label ?support ; arms:assertedIn ?passage .
  ?passage arms:statedBy/rdfs:label ?speaker ; arms:foundIn ?source .
  ?source dcterms:title ?document
  OPTIONAL { ?source dcterms:issued ?day }
}
ORDER BY ?from ?to ?day
""").frame()

# %% [markdown]
# Sixty questions are asked already; each is a file in `ontology/queries` that may be pasted into any SPARQL editor.

# %%
from armsgraph import ontology

print(*(f"{question.name}: {question.summary}" for question in list(ontology.questions().values())[:10]), sep="\n")

# %% [markdown]
# A question takes names where it takes things: in any script, or a ship's IMO number.

# %%
kg.ask("designations-of", {"target": "9358010"}).frame()

# %% [markdown]
# Values from outside go in as parameters of variables that the query selects, never by pasting text into it.

# %%
kg.select(
    "SELECT ?name ?ship ?number { ?ship arms:imoNumber ?number ; rdfs:label ?name }", {"number": "9358010"}
).frame()

# %% [markdown]
# Claims that contradict each other stand side by side, with the curator's reason.

# %%
kg.ask("contradictions").frame().head()

# %% [markdown]
# For anything that SPARQL is not made for, the whole graph goes to rdflib.

# %%
graph = kg.rdflib()
print(len(graph), "triples")
