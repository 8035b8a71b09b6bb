# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # First look
# From the graph to the claims, from the claims to a network, and back from an edge to whoever says so. Open this file in Jupyter with jupytext (`pip install 'armsgraph[notebooks]' jupyterlab`), or run it as it is.

# %%
import armsgraph

kg = armsgraph.load()
kg

# %% [markdown]
# Every fact is a claim. Support says how well it is backed; dispute stands beside support and does not lower it.

# %%
claims = kg.claims()
print(claims.groupby(["support", "disputed"]).size())

# %% [markdown]
# Who is tied to whom: one edge per claim, never merged.

# %%
net = kg.network()
net

# %%
edges = net.frame
print(edges[edges["disputed"]][["source", "label", "target", "support", "when"]].to_string(index=False))

# %% [markdown]
# What was public before the listings of 24 May 2024 is another network, and support is derived again from what remains.

# %%
before = kg.network(known_on="2024-05-23")
print(before.basis())
print(*before.notes, sep="\n")

# %% [markdown]
# Two other projections: actors and the events in which they had a part, and the way of one commodity from sender to recipient.

# %%
print(kg.network(projection="events").basis())
print(kg.network(projection="supply", commodity="Munitions").basis())

# %% [markdown]
# And back from an edge: who says so, in which document, who denies it?

# %%
disputed = next(n for n, is_disputed in enumerate(net.edges.disputed) if is_disputed)
for iri in net.edges.claims[disputed]:
    claim = net.claims[iri]
    print(f"{claim.sentence} [{claim.support}{', disputed' if claim.disputed else ''}] {iri.short}")
    for verb, passages in (("asserted", claim.asserted), ("denied", claim.denied)):
        for passage in passages:
            print(
                f"  {verb} by {', '.join(passage.speakers)} in {passage.title} ({passage.publisher}, {passage.issued})"
            )
