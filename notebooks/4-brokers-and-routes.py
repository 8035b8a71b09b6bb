# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Brokers and routes
# Who stands between North Korea, Russia and third countries, in which role; by which routes two actors are connected, and what each route hangs on; whose removal would part supplier from consignee.

# %%
import matplotlib.pyplot as plt

import armsgraph
from armsgraph.analyses import brokers, communities, cuts, routes

kg = armsgraph.load()
net = kg.network()

# %% [markdown]
# Roles after Gould and Fernandez (1989): who lies on a two-step path between two who are not tied themselves. `between` counts the paths whose ends are on different sides; nodes of unknown side take part in none, and `unknown` says how many neighbours that leaves out.

# %%
found = brokers.brokers(net, top=10, draws=200).frame()
print(
    found[
        ["name", "side", "representative", "gatekeeper", "liaison", "between", "low", "high", "in_top", "unknown"]
    ].to_string(index=False)
)

# %%
roles = ["coordinator", "consultant", "representative", "gatekeeper", "liaison"]
figure, axes = plt.subplots(figsize=(9, 5), layout="constrained")
left = 0
colours = ("#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00")
for role, colour in zip(roles, colours, strict=True):
    axes.barh(found["name"], found[role], left=left, color=colour, label=role)
    left = left + found[role]
axes.invert_yaxis()
axes.set_xlabel("open two-step paths, every claim taken for true")
axes.legend(frameon=False, loc="lower right")
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %% [markdown]
# Routes between two actors: each step with its claims, how often the whole stands over draws, whether dates fit and sources are independent.

# %%
print(routes.routes(net, "Rim Yong Hyok", "Wagner Group", most=2, draws=200).frame().iloc[:, :9].to_string(index=False))

# %% [markdown]
# A minimum cut of the supply of munitions: the fewest intermediaries, vessels and ports whose removal would part sender from recipient in the data. What is not in the data is not cut.

# %%
cut = cuts.cuts(kg, "Munitions", draws=100)
print(
    cut.frame()[["name", "kind", "claims", "probability"]].to_string(index=False)
    if "probability" in cut.columns
    else cut
)
print(cut.notes[1])

# %% [markdown]
# Communities, and how stable they are over the draws.

# %%
print(
    communities.communities(net, per="community", draws=100)
    .frame()
    .head(8)[["community", "around", "size", "stability", "beside_stability"]]
    .to_string(index=False)
)
