// The table twin: every tie that is shown as a row, sorted by any column.
import { claims, documents, documentsOf, edges, nodes, speakersOf } from "./data.js";
import { $, bdi, button, counted, el, keyed, words } from "./dom.js";
import { choose } from "./choose.js";
import { shown, state } from "./state.js";

const PAGE = 200;
const fewOf = (/** @type {string[]} */ all) => {
  const first = all.slice(0, 2).map((text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text)).join("; ");
  return all.length > 2 ? `${first} and ${all.length - 2} more` : first;
};
/** What a column sorts by and files hold, and what it shows where that is shorter.
 * @type {{name: string, text: (e: number) => string | number, short?: (e: number) => string}[]} */
export const COLUMNS = [
  { name: "From", text: (e) => nodes[edges[e].from].label },
  { name: "Tie", text: (e) => edges[e].label },
  { name: "To", text: (e) => nodes[edges[e].to].label },
  { name: "Category", text: (e) => words(edges[e].category) },
  { name: "When", text: (e) => edges[e].when || [...new Set(edges[e].claims.flatMap((c) => claims[c].held))].join(", ") },
  { name: "Support", text: (e) => words(edges[e].support) },
  { name: "Disputed", text: (e) => (edges[e].disputed ? "≠ disputed" : "") },
  { name: "Origins", text: (e) => edges[e].origins },
  { name: "According to", text: (e) => speakersOf(edges[e]).join(", "), short: (e) => fewOf(speakersOf(edges[e])) },
  { name: "Documents", text: (e) => documentsOf(edges[e]).map((d) => documents[d].title).join("; "), short: (e) => fewOf(documentsOf(edges[e]).map((d) => documents[d].title)) },
];
let sorted = 0, down = false, most = PAGE;
const collator = new Intl.Collator("en", { numeric: true });

/** The ties that are shown, in the order of the table. @returns {number[]} */
export const rows = () => {
  const { text } = COLUMNS[sorted], keyed = shown.edges.map((e) => ({ e, key: text(e) }));
  keyed.sort((a, b) => (typeof a.key === "number" ? a.key - Number(b.key) : collator.compare(a.key, String(b.key))) || a.e - b.e);
  return (down ? keyed.reverse() : keyed).map(({ e }) => e);
};
/** @param {number} at */
const sortBy = (at) => {
  down = sorted === at && !down;
  sorted = at;
  renderTable();
  $("table").querySelectorAll("th button").forEach((one, place) => { if (place === at) /** @type {HTMLElement} */ (one).focus(); });
};
const cell = (/** @type {number} */ e, /** @type {number} */ at) => {
  const { name, text, short = text } = COLUMNS[at], value = short(e);
  if (name === "Tie") return el("td", {}, keyed(button(() => choose({ type: "edge", id: e }), bdi(String(value))), `e${e}`));
  if (name === "From" || name === "To") return el("td", {}, keyed(button(() => choose({ type: "node", id: name === "From" ? edges[e].from : edges[e].to }), bdi(String(value))), `${name} ${e}`));
  return el("td", {}, value !== "" && bdi(String(value)));
};

export const renderTable = () => {
  const all = rows(), page = all.slice(0, most);
  const head = el("tr", {}, COLUMNS.map(({ name }, at) => {
    const made = el("th", { scope: "col" }, button(() => sortBy(at), name, at === sorted && el("span", { ariaHidden: "true" }, down ? " ▾" : " ▴")));
    made.setAttribute("aria-sort", at !== sorted ? "none" : down ? "descending" : "ascending");
    return made;
  }));
  const body = el("tbody", {}, page.map((e) => {
    const made = el("tr", {}, COLUMNS.map((_, at) => cell(e, at)));
    if (state.chosen?.type === "edge" && state.chosen.id === e) made.setAttribute("aria-current", "true");
    return made;
  }));
  const more = all.length > most && button(() => { most += PAGE; renderTable(); }, `${counted(all.length - most, "more row")}: show the next ${Math.min(PAGE, all.length - most)}`);
  const table = el("table", {}, el("caption", {}, counted(all.length, "tie"), ": what the chart shows, row by row"), el("thead", {}, head), body);
  $("table").replaceChildren(table, more || "");
};
