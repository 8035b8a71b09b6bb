"""Ratios against pyvis: writing a large chart, and how soon a chart can be read; what search and filters take.

Run `python benchmarks/charts.py [--runs 5] [--nodes 5000] [--edges 10000] [--small 300]`, with `armsgraph[fast,test]`
and a Chromium. Both sides draw the same directed multigraph. Ours lays it out, escapes it and puts the evidence of each
edge into the page; pyvis writes `from_nx` and `generate_html`, and leaves the layout to the browser. Readable is our
first drawing, and in the page of pyvis the moment when its loading bar is gone; its links to a network fail at once.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import networkx
from playwright.sync_api import Browser, Page, sync_playwright

from armsgraph.charts import link_chart
from armsgraph.claims import Claim, Passage
from armsgraph.network import CATEGORIES, SUPPORT, Edges, Network, Nodes
from armsgraph.table import Iri
from timing import timed

KINDS = ("Person", "Company", "Vessel", "GovernmentBody", "Port", "MilitaryUnit")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each thing is timed")
    parser.add_argument("--nodes", type=int, default=5000, metavar="N", help="nodes of the large chart")
    parser.add_argument("--edges", type=int, default=10_000, metavar="N", help="edges of the large chart")
    parser.add_argument("--small", type=int, default=300, metavar="N", help="nodes of the chart that is opened")
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no browser found; looked for chromium, chromium-browser, google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        writing(Path(folder), generated(options.nodes, options.edges), options.runs)
        small = generated(options.small, 2 * options.small)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            reading(browser, Path(folder), small, options.runs)
            browser.close()


def generated(nodes: int, edges: int) -> Network:
    """Return a random directed multigraph of which each edge has a claim, a passage and a document of its own."""
    chance = random.Random(1)
    none: list[tuple[str, ...]] = [() for _ in range(nodes)]
    labels = [f"{chance.choice(KINDS)} number {n}" for n in range(nodes)]
    columns: dict[str, list[Any]] = {
        "iri": [Iri(f"https://w3id.org/armsgraph/id/organization/o-{n}") for n in range(nodes)],
        "label": labels,
        "kind": [label.split()[0] for label in labels],
        "names": [(label, f"alias of {label}") for label in labels],
        "position": [None] * nodes,
    }
    claims = [claim(n, chance.randrange(nodes), chance.randrange(nodes), chance) for n in range(edges)]
    place = {iri: n for n, iri in enumerate(columns["iri"])}
    behind: dict[str, list[Any]] = {
        "key": [str(c.iri) for c in claims],
        "source": [place[c.subject] for c in claims],
        "target": [place[Iri(str(c.object))] for c in claims],
        "directed": [True] * edges,
        "label": ["is tied to"] * edges,
        "category": [chance.choice(CATEGORIES) for _ in claims],
        "support": [c.support for c in claims],
        "disputed": [c.disputed for c in claims],
        "claim": [c.iri for c in claims],
        "claims": [(c.iri,) for c in claims],
        "when": [c.when for c in claims],
        "documents": [c.documents for c in claims],
    }
    empty = {"event": None, "predicate": None, "earliest": None, "latest": None}
    rest = {name: [empty.get(name, "")] * edges for name in Edges.__dataclass_fields__ if name not in behind}
    named = {name: columns.get(name, none) for name in Nodes.__dataclass_fields__}
    return Network(Nodes(**named), Edges(**behind, **rest), {c.iri: c for c in claims})


def claim(number: int, one: int, other: int, chance: random.Random) -> Claim:
    """Return a claim that ties two, with its passage."""
    base = "https://w3id.org/armsgraph/"
    said = Passage(
        iri=Iri(f"{base}attestation/d-{number}/a"),
        speakers=(f"Speaker {number % 50}",),
        spoken_for=(),
        document=Iri(f"{base}id/document/d-{number}"),
        title=f"Report number {number} on <goods> & their ways",
        publisher=f"Paper {number % 20}",
        issued=f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-15",
        address=f"https://example.org/report/{number}",
        locator="p3",
        paraphrase=f"The report ties the two, in its paragraph number {number}.",
        accessed_as="full text",
        reliability="B",
        is_origin=True,
        voices=(Iri(f"{base}id/organization/v-{number % 50}"),),
    )
    return Claim(
        iri=Iri(f"{base}claim/generated/{number}"),
        sentence=f"number {one} is tied to number {other}",
        subject=Iri(f"{base}id/organization/o-{one}"),
        predicate=Iri("https://w3id.org/armsgraph/ns#associatedWith"),
        object=Iri(f"{base}id/organization/o-{other}"),
        support=chance.choice(SUPPORT),
        disputed=chance.random() < 0.1,
        when=said.issued,
        earliest=None,
        latest=None,
        held_on=(),
        reason="",
        asserted=(said,),
        denied=(),
        conflicts=(),
        origins=(said,),
    )


def multigraph(net: Network) -> networkx.MultiDiGraph[int]:
    """Return the same graph as pyvis takes it, with a label and a title on nodes and edges."""
    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    for n, label in enumerate(net.nodes.label):
        graph.add_node(n, label=label, title=net.nodes.kind[n])
    for n, key in enumerate(net.edges.key):
        sentence = net.claims[net.edges.claim[n]].sentence
        graph.add_edge(net.edges.source[n], net.edges.target[n], key=key, label=net.edges.label[n], title=sentence)
    return graph


def by_pyvis(graph: networkx.MultiDiGraph[int], folder: Path) -> None:
    """Write the chart of pyvis as its users do."""
    import contextlib

    import pyvis.network

    # In its other modes the page asks a network for vis-network itself, and never draws without one.
    chart = pyvis.network.Network(directed=True, cdn_resources="in_line")
    chart.from_nx(graph)
    with contextlib.chdir(folder):
        (folder / "pyvis.html").write_text(chart.generate_html(), "utf-8")


def writing(folder: Path, net: Network, runs: int) -> None:
    """Time the writing of a large chart."""
    graph = multigraph(net)
    net.claims  # noqa: B018 - read before either clock starts
    slow = timed(lambda: by_pyvis(graph, folder), runs)
    ours = timed(lambda: link_chart(net, folder / "ours.html"), runs)
    what = f"write {len(net.nodes.iri)} nodes, {len(net.edges.key)} edges"
    sizes = f"{megabytes(folder / 'pyvis.html')} MB and {megabytes(folder / 'ours.html')} MB"
    print(f"{what:<38} pyvis {slow:7.2f} s   armsgraph {ours:7.2f} s   {slow / ours:6.1f} x   ({sizes})", flush=True)


def reading(browser: Browser, folder: Path, net: Network, runs: int) -> None:
    """Time how soon a small chart can be read, and what search and filter take in it."""
    link_chart(net, folder / "ours.html")
    by_pyvis(multigraph(net), folder)
    bar_gone = (
        "() => { const bar = document.getElementById('loadingBar'); return bar && bar.style.display === 'none'; }"
    )
    drawn = "() => document.documentElement.dataset.ready === 'true'"
    slow = [opened(browser, folder / "pyvis.html", bar_gone) for _ in range(runs)]
    ours = [opened(browser, folder / "ours.html", drawn) for _ in range(runs)]
    theirs, own = statistics.median(slow), statistics.median(ours)
    what = f"readable at {len(net.nodes.iri)} nodes"
    sizes = f"{megabytes(folder / 'pyvis.html')} MB and {megabytes(folder / 'ours.html')} MB"
    print(f"{what:<38} pyvis {theirs:7.2f} s   armsgraph {own:7.2f} s   {theirs / own:6.1f} x   ({sizes})", flush=True)
    page = shown(browser, folder / "ours.html", drawn)
    search = statistics.median(page.evaluate(SEARCH) for _ in range(runs))
    filtered = statistics.median(page.evaluate(FILTER) for _ in range(runs))
    print(f"{'in the page':<38} search {search:.1f} ms   filter {filtered:.1f} ms, drawing included", flush=True)
    page.context.close()


SEARCH = """() => {
  const field = document.getElementById("search"), start = performance.now();
  field.value = "number 7";
  field.dispatchEvent(new Event("input"));
  return performance.now() - start;
}"""
FILTER = """() => {
  const box = document.querySelector("#categories input"), start = performance.now();
  box.click();
  return performance.now() - start;
}"""


def shown(browser: Browser, path: Path, condition: str) -> Page:
    """Open a page of which every request to a network fails at once, and wait for a condition."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.route(lambda address: address.startswith("http"), lambda route: route.abort())
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function(condition, timeout=300_000, polling=10)
    return page


def opened(browser: Browser, path: Path, condition: str) -> float:
    """Return the seconds until a condition holds in a page that is opened afresh."""
    start = time.perf_counter()
    page = shown(browser, path, condition)
    spent = time.perf_counter() - start
    page.context.close()
    return spent


def megabytes(path: Path) -> str:
    """Return the size of a file."""
    return f"{path.stat().st_size / 1e6:.2f}"


if __name__ == "__main__":
    main()
