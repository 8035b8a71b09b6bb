# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What one source carries
# A network is as good as what it hangs on. Leave one document out, or all that one voice says, and see what falls; let part of the ties be missing, and see what is left of the top.

# %%
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt

import armsgraph
from armsgraph.analyses import fragility, quarters, scenario, stress

kg = armsgraph.load()
net = kg.network()

# %% [markdown]
# Voices first: how many edges would fall if one authority's word were not taken?

# %%
voices = fragility.fragility(net, "voices", top=10)
print(voices.frame()[["name", "edges", "claims", "nodes", "left_top", "tau"]].to_string(index=False))
print(voices.notes[1])

# %%
documents = fragility.fragility(net, "documents", top=12).frame().iloc[::-1]
figure, axes = plt.subplots(figsize=(10, 5), layout="constrained")
axes.barh([iri.short for iri in documents["iri"]], documents["edges"], color="#0072b2")
axes.set_xlabel("edges that hang on this document alone")
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %% [markdown]
# What if ties are missing: at random, around the centre, or a document at a time? The band is the middle 90% of the draws.

# %%
missing = stress.stress(net, draws=60).frame()
figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
for (pattern, rows), colour in zip(missing.groupby("pattern"), ("#0072b2", "#d55e00", "#009e73"), strict=True):
    axes.plot(rows["missing"], rows["overlap_median"], "o-", color=colour, label=pattern)
    axes.fill_between(rows["missing"], rows["overlap_low"], rows["overlap_high"], color=colour, alpha=0.12)
axes.set_xlabel("share of the ties that is missing")
axes.set_ylabel("share of the top ten still there")
axes.set_ylim(0, 1.05)
axes.legend(frameon=False)
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %% [markdown]
# When did the network become public? Each quarter holds what documents had said by then.

# %%
line = quarters.quarters(net, since="2022-01-01").frame()
figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
axes.bar(line["quarter"], line["edges"], color="#c9d8e6", label="edges public by then")
axes.bar(line["quarter"], line["new_edges"], color="#0072b2", label="new in the quarter")
axes.tick_params(axis="x", rotation=60)
axes.legend(frameon=False)
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %% [markdown]
# What if? An overlay is a few lines of text; the graph itself stays as it is.

# %%
with tempfile.TemporaryDirectory() as folder:
    overlay = Path(folder) / "scenario.txt"
    overlay.write_text('designate "Rajin" by Japan on 2026-12-01\nremove "Rim Yong Hyok"\n', "utf-8")
    difference = scenario.scenario(kg, str(overlay), source="Wagner Group", target="KOMID")
difference
