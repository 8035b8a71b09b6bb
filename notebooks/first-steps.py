# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # First steps
# From the graph to a ranking, and back from a score to the sources behind it. Open this file in Jupyter with jupytext, or run it as it is.

# %%
import armsgraph

kg = armsgraph.load()
claims = kg.claims()
print(claims.groupby(["support", "disputed"]).size())

# %% [markdown]
# Who is tied to whom: one edge per claim. What was public before the listings of 24 May 2024 is another network,
# and support is derived again from what remains.

# %%
net = kg.network()
before = kg.network(known_on="2024-05-23")
print(net.basis())
print(before.basis())
edges = net.frame
print(edges[edges["disputed"]][["source", "label", "target", "support"]])

# %% [markdown]
# A ranking. `firm` is the share of a node's ties that is more than alleged: read it before the score.

# %%
ranking = armsgraph.analyses.centrality.rank(net, by="betweenness", top=10).frame()
print(ranking[["rank", "name", "score", "firm", "disputed"]])

# %% [markdown]
# And back: which claims tie the first in the ranking to others, and who says so?

# %%
first = ranking.iloc[0]["iri"]
for claim in kg.profile(first).claims:
    speakers = sorted({name for passage in claim.asserted for name in passage.speakers})
    print(f"{claim.sentence} [{claim.support}] according to {', '.join(speakers)}")
