# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Coverage and lag
# Who is listed by whom, where a gap is known, and where nobody looked. Unknown is not no.

# %%
import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

import armsgraph
from armsgraph.analyses import coverage, lag

kg = armsgraph.load()

# %%
table = coverage.coverage(kg)
table

# %% [markdown]
# The heat map of the twenty most central that somebody lists. Blank is unknown: no listing is known here, and no check of the list.

# %%
rows = table.frame()
authorities = list(rows.columns[rows.columns.get_loc("score") + 1 : rows.columns.get_loc("iri")])
authorities = [
    name for name in authorities if rows[name].astype(str).str.match("listed|delisted|not listed|unknown").all()
]
top = rows.head(20)
states = ("unknown", "not listed", "delisted", "listed")
cells = np.array(
    [
        [next(n for n, state in enumerate(states) if str(cell).startswith(state)) for cell in row]
        for row in top[authorities].to_numpy()
    ]
)
colours = ("#f2f2f2", "#e69f00", "#56b4e9", "#0072b2")
figure, axes = plt.subplots(figsize=(10, 7), layout="constrained")
axes.imshow(cells, cmap=ListedColormap(colours), vmin=0, vmax=3, aspect="auto")
axes.set_xticks(range(len(authorities)), [name.replace("_", " ") for name in authorities], rotation=45, ha="right")
axes.set_yticks(range(len(top)), top["name"])
for (y, x), state in np.ndenumerate(cells):
    axes.text(
        x,
        y,
        ("", "no", "off", "yes")[state],
        ha="center",
        va="center",
        fontsize=7,
        color="white" if state == 3 else "black",
    )
figure.legend(
    handles=[Patch(color=colour, label=state) for colour, state in zip(colours, states, strict=True)],
    loc="outside lower center",
    ncols=4,
    frameon=False,
)
plt.show()

# %% [markdown]
# Lag: days from an event to its first public report, and to the first listing of somebody involved. Neither end is known to the day, so each lag is a range.

# %%
lags = lag.lag(kg)
print(*lags.notes, sep="\n")

# %%
found = lags.frame()
known = found.dropna(subset=["listing_lag_min", "listing_lag_max"]).head(20).iloc[::-1].reset_index(drop=True)
figure, axes = plt.subplots(figsize=(10, 7), layout="constrained")
for rows, shift, column, colour, name in (
    (known, 0, "listing", "#0072b2", "to the first listing"),
    (known.dropna(subset=["report_lag_min", "report_lag_max"]), 0.3, "report", "#d55e00", "to the first report"),
):
    low, high = (rows[f"{column}_lag_{end}"].astype(float) for end in ("min", "max"))
    axes.hlines(rows.index + shift, low, high, color=colour, linewidth=2, label=name)
    axes.plot(low, rows.index + shift, "|", high, rows.index + shift, "|", color=colour)
axes.axvline(0, color="black", linewidth=0.8)
axes.set_yticks(known.index, [textwrap.shorten(name, 60, placeholder=" …") for name in known["event"]], fontsize=7)
axes.set_xlabel("days after the event")
axes.legend(frameon=False)
axes.spines[["top", "right"]].set_visible(False)
plt.show()
