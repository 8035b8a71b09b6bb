// The page: views of one selection, the keys, the colours of light and dark.
import { documentsOf, edges } from "./data.js";
import { $, counted, field } from "./dom.js";
import { fit, goTo, network, recolour, repaint, zoomBy } from "./canvas.js";
import { choose, close, open, visit } from "./choose.js";
import { drawn, MOST } from "./drawn.js";
import { learnDays, setFilters } from "./filters.js";
import { keep, read } from "./hash.js";
import { renderMap } from "./map.js";
import { setOut } from "./out.js";
import { fillPanel } from "./panel.js";
import { wayBetween } from "./paths.js";
import { mark, searching } from "./search.js";
import { renderSources } from "./sources.js";
import { change, FACETS, onChange, shown, state, VIEWS, without } from "./state.js";
import { renderTable } from "./table.js";
import { renderTimeline } from "./timeline.js";

// ---- the views
/** @type {Record<import("./state.js").View, () => void>} */
const render = { chart: repaint, table: renderTable, timeline: renderTimeline, map: renderMap, sources: renderSources };
let laid = false;
const showView = () => {
  for (const name of VIEWS) {
    const on = state.view === name, tab = $(`tab-${name}`);
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $(name).hidden = !on;
  }
  if (state.view !== "chart") repaint();
  render[state.view]();
  if (state.view === "chart" && !laid) {
    network.setSize("100%", "100%");
    network.redraw();
    fit();
    laid = true;
  }
};
VIEWS.forEach((name, place) => {
  const tab = $(`tab-${name}`);
  tab.addEventListener("click", () => change({ view: name }));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = VIEWS[(place + step + VIEWS.length) % VIEWS.length];
    change({ view: next });
    $(`tab-${next}`).focus();
  });
});

// ---- the chart
network.on("click", (/** @type {{nodes: string[], edges: string[]}} */ { nodes: [key], edges: [line] }) => {
  const node = drawn.at.get(key), found = drawn.lines.find((one) => one.key === line);
  if (node) choose(node.community ? { type: "community", id: node.community } : { type: "node", id: node.node });
  else if (found) choose(found.ties.length === 1 ? { type: "edge", id: found.ties[0] } : { type: "ties", id: found.ties });
  else if (state.chosen) close();
});
network.on("doubleClick", (/** @type {{nodes: string[]}} */ { nodes: [key] }) => {
  const node = drawn.at.get(key);
  if (node?.community) open(node.community);
});
$("fit").addEventListener("click", fit);
$("in").addEventListener("click", () => zoomBy(1.4));
$("out").addEventListener("click", () => zoomBy(1 / 1.4));

// ---- menu, keys, theme
const setMenu = (/** @type {boolean} */ on) => {
  $("side").classList.toggle("open", on);
  $("menu").setAttribute("aria-expanded", String(on));
};
$("menu").addEventListener("click", () => setMenu(!$("side").classList.contains("open")));
const typing = () => document.activeElement?.matches("input, select, textarea") ?? false;
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing()) {
    event.preventDefault();
    setMenu(true);
    $("search").focus();
  }
  if (event.key === "Escape" && state.chosen) close();
  else if (event.key === "Escape") setMenu(false);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
addEventListener("resize", () => { if (state.view === "map") renderMap(); });

// ---- the start
/** Why nothing is shown. */
const nothing = () => {
  const hidden = without(FACETS.family | FACETS.category).length;
  return `No tie passes the filters. ${hidden ? `${counted(hidden, "tie")} would be there with every kind of node and of tie.` : "Let them through more."}`;
};
learnDays(documentsOf);
const updateFilters = setFilters();
searching(field("search"), $("list"), (n) => {
  setMenu(false);
  visit(n);
}, { count: $("count") });
setOut();
onChange(() => {
  updateFilters();
  showView();
  fillPanel();
  mark($("list"));
  $("left").textContent = drawn.collapsed.size ? `Dashed circles are communities: ${drawn.collapsed.size} of them, drawn as one each because more than ${MOST} nodes are shown. Click one to open it.` : drawn.left ? `${drawn.left} nodes are not drawn; let the filters through less.` : shown.edges.length ? "" : nothing();
  keep();
});
change(read(location.hash));
const { chosen } = state;
if (chosen) goTo(chosen.type === "node" ? [chosen.id] : chosen.type === "edge" ? [edges[chosen.id].from, edges[chosen.id].to] : chosen.type === "path" ? wayBetween(chosen.id) : [], 1);
document.documentElement.dataset.ready = "true";
