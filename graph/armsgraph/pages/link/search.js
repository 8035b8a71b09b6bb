// Finding a node by any name in any script, by a former name, a slip of the pen, or a number.
import { nodes } from "./data.js";
import { bdi, button, el } from "./dom.js";
import { state } from "./state.js";
import { symbol } from "./symbols.js";

const LIMIT = 100, FEW = 8;
// Compatibility forms, marks, case, blanks and punctuation make no difference; Hangul matches by its letters.
/** @param {string} text */
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{P}\p{Z}\s]/gu, "").toLowerCase();
const keys = nodes.map(({ names, misspellings, identifiers, iri }) => [...names, ...misspellings, ...identifiers, iri].map(fold));
// Who and what one looks for comes before counted groups, posts and events.
const AFTER = ["Group", "Other", "Event"];
const place = (/** @type {number} */ n) => AFTER.indexOf(nodes[n].family);
const collator = new Intl.Collator("en");
const byLabel = nodes.map(({ id }) => id).sort((a, b) => place(a) - place(b) || collator.compare(nodes[a].label, nodes[b].label));

/** The nodes that a text finds: whole names and numbers first, then beginnings, then parts.
 * @param {string} query @returns {number[]} */
export const find = (query) => {
  const words = query.split(/\s+/).map(fold).filter(Boolean), whole = fold(query);
  const rank = (/** @type {number} */ n) => (keys[n].includes(whole) ? 0 : keys[n].some((key) => key.startsWith(whole)) ? 1 : 2);
  return byLabel.filter((n) => words.every((word) => keys[n].some((key) => key.includes(word))))
    .map((n) => [whole ? rank(n) : 0, n]).sort((a, b) => a[0] - b[0]).map(([, n]) => n);
};

/** @param {number} n @param {string} query @param {(n: number) => void} act */
const entry = (n, query, act) => {
  const { label, names, misspellings, identifiers, family, lists } = nodes[n], key = fold(query);
  const other = key && !fold(label).includes(key) && [...names, ...identifiers].find((name) => fold(name).includes(key));
  const slip = key && !other && !fold(label).includes(key) && misspellings.some((name) => fold(name).includes(key));
  const made = button(() => act(n), symbol(family, lists.length > 0), el("span", {}, bdi(label), other ? el("span", { className: "soft" }, " ", bdi(other)) : slip && el("span", { className: "soft" }, " by a misspelling")));
  made.dataset.node = String(n);
  made.tabIndex = -1;
  return made;
};

/** Let the arrow keys walk through the buttons of a list, and back to the field above it.
 * @param {HTMLElement} input @param {HTMLElement} results */
const walk = (input, results) => {
  const step = (/** @type {KeyboardEvent} */ event) => {
    const entries = [...results.querySelectorAll("button")], at = entries.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) return input.focus();
    if (!entries[next]) return;
    for (const one of entries) one.tabIndex = -1;
    entries[next].tabIndex = 0;
    entries[next].focus();
  };
  results.addEventListener("keydown", step);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") results.querySelector("button")?.click();
    if (event.key === "ArrowDown") step(event);
  });
};

/** Wire a field to a list of what it finds.
 * @param {HTMLInputElement} input @param {HTMLElement} results @param {(n: number) => void} act
 * @param {{limit?: number, all?: boolean, except?: number, count?: HTMLElement | null}} [given] */
export const searching = (input, results, act, { limit = LIMIT, all = true, except = -1, count = null } = {}) => {
  const search = () => {
    const query = input.value, found = (fold(query) || all ? find(query) : []).filter((n) => n !== except);
    results.replaceChildren(...found.slice(0, limit).map((n) => el("li", {}, entry(n, query, act))),
      ...(found.length > limit ? [el("li", { className: "more" }, `${found.length - limit} more; type to narrow down`)] : []));
    const first = results.querySelector("button");
    if (first) first.tabIndex = 0;
    if (count) count.textContent = fold(query) ? `${found.length} of ${nodes.length}` : `${nodes.length} nodes and events`;
    mark(results);
  };
  input.addEventListener("input", search);
  walk(input, results);
  search();
};
/** Mark what is chosen in a list of results. @param {HTMLElement} results */
export const mark = (results) => {
  const { chosen } = state;
  for (const one of results.querySelectorAll("button")) one.setAttribute("aria-current", String(chosen?.type === "node" && one.dataset.node === String(chosen.id)));
};

/** A field of its own for picking another node.
 * @param {string} label @param {(n: number) => void} act @param {number} except */
export const picker = (label, act, except) => {
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: false, placeholder: "name or number" }), results = el("ul", { className: "results" });
  results.setAttribute("aria-label", label);
  searching(input, results, act, { limit: FEW, all: false, except });
  return el("div", {}, el("label", {}, label, " ", input), results);
};
