# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Ranking under uncertainty
# A score alone misleads: the network is incomplete, disputed and told by few. Here every score comes with the range in which it lies if claims hold only as often as a table of assumptions says, and claims that share an origin rise and fall together.

# %%
import matplotlib.pyplot as plt

import armsgraph
from armsgraph.probability import assumptions

kg = armsgraph.load()
net = kg.network()
rank = armsgraph.analyses.centrality.rank

# %% [markdown]
# The table is an assumption. It has a name and a version, and it is printed with each result. A second one always stands beside it.

# %%
print(assumptions("graded"))

# %%
ranking = rank(net, by="betweenness", draws=300, seed=1)
ranking

# %% [markdown]
# The plain score (cross) against median and 90% range under both tables. Where the cross lies outside the range, the score lives on claims that are not likely to hold all at once.

# %%
top = ranking.frame().head(12).iloc[::-1].reset_index(drop=True)


def interval_plot(rows):
    """Draw plain scores, medians and ranges under both tables."""
    figure, axes = plt.subplots(figsize=(9, 6), layout="constrained")
    for shift, colour, columns, name in (
        (0.15, "#0072b2", ("median", "low", "high"), "table graded"),
        (-0.15, "#d55e00", ("beside_median", "beside_low", "beside_high"), "table wary"),
    ):
        middle, low, high = (rows[column] for column in columns)
        axes.hlines(rows.index + shift, low, high, color=colour, linewidth=2.5)
        axes.plot(middle, rows.index + shift, "o", color=colour, label=f"median and 90% range, {name}")
    axes.plot(rows["score"], rows.index, "kx", label="score if every claim is true")
    axes.set_yticks(rows.index, rows["name"])
    axes.set_xlabel("betweenness")
    axes.legend(loc="lower right", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


figure = interval_plot(top)
plt.show()

# %% [markdown]
# Who is in the top ten, and in how many draws? A rank that holds in half of the draws is half a rank.

# %%
print(ranking.frame()[["rank", "name", "score", "in_top", "beside_in_top"]].head(15).to_string(index=False))

# %% [markdown]
# Not all measures agree on who is central. Where they do, and the range is narrow, the finding is firm.

# %%
for measure in armsgraph.analyses.MEASURES:
    first = rank(net, by=measure, top=3, draws=100)
    names = ", ".join(f"{row['name']} ({row['in_top']:.0%})" for row in first.records())
    print(f"{measure:<12} {names}")

# %% [markdown]
# What changes if only what is more than alleged counts? The filter acts on claims; the ranking starts anew.

# %%
firm = kg.network(support=("Declared", "Corroborated"))
rank(firm, by="degree", top=5, draws=100)
