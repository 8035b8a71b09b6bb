// The filters, each with how much it would show, and the legend in one.
import { categories, documents, edges, families, hasEvents, nodes, scaled } from "./data.js";
import { $, button, counted, el, field, svg } from "./dom.js";
import { ANY, authorities, change, FACETS, initial, LANGUAGES, NONE, shown, sources, spansOf, state, SUPPORT, told, without } from "./state.js";
import { isUnfiltered } from "./hash.js";
import { CATEGORY, stroke, symbol, WIDTHS } from "./symbols.js";

/** A box for one choice of a filter; `number` is filled when counts change.
 * @param {() => boolean} on @param {(on: boolean) => void} act @param {Node | string} picture @param {string} text */
const key = (on, act, picture, text) => {
  const box = el("input", { type: "checkbox" }), number = el("span", { className: "number" });
  box.addEventListener("change", () => act(box.checked));
  return { made: el("label", { className: "key" }, box, picture, el("span", {}, text), number), update: (/** @type {number} */ count) => { box.checked = on(); number.textContent = String(count); } };
};
/** @template T @param {Set<T>} all @param {T} one @param {boolean} inside */
const toggled = (all, one, inside) => {
  const found = new Set(all);
  if (inside) found.add(one); else found.delete(one);
  return found;
};

// ---- kinds, categories, support
const familyKeys = families.map(([name, plural]) => ({ name, ...key(() => !state.families.has(name), (on) => change({ families: toggled(state.families, name, !on) }), symbol(name), plural) }));
const categoryKeys = categories.map((name) => ({ name, ...key(() => !state.categories.has(name), (on) => change({ categories: toggled(state.categories, name, !on) }), stroke(name, 2.4), CATEGORY[name] ?? name) }));
/** @type {Record<string, string>} */
const BACKED = { Declared: "declared: an authority of its own act", Corroborated: "corroborated: two voices apart", Alleged: "alleged: nobody independent" };
const supportKeys = SUPPORT.map((name) => ({ name, ...key(() => state.support.has(name), (on) => change({ support: toggled(state.support, name, on) }), "", BACKED[name]) }));

// ---- choices
/** @param {string} value @param {string} text */
const option = (value, text) => el("option", { value }, text);
const fillChoices = () => {
  $("listed").append(option("", "everybody"), option(ANY, "listed by an authority"), option(NONE, "not known to be listed"), ...authorities.map(([name, count]) => option(name, `${name} (${count})`)));
  const group = (/** @type {string} */ label, /** @type {string} */ prefix) => {
    const found = [...sources].filter(([name]) => name.startsWith(prefix)).sort((a, b) => a[1].localeCompare(b[1], "en"));
    return el("optgroup", { label }, found.map(([name, text]) => option(name, text.length > 70 ? `${text.slice(0, 69)}…` : text)));
  };
  $("source").append(option("", "any source"), group("Speakers and authorities", "voice:"), group("Publishers", "publisher:"), group("Documents", "doc:"));
  $("language").append(...Object.entries(LANGUAGES).filter(([tag]) => !tag || nodes.some(({ translations }) => translations.some((name) => name.endsWith(`@${tag}`)))).map(([tag, text]) => option(tag, text)));
  for (const name of /** @type {const} */ (["listed", "source", "disputed", "language"])) field(name).addEventListener("change", () => change({ [name]: field(name).value }));
  field("origins").addEventListener("change", () => change({ origins: Math.max(0, Math.min(9, Math.trunc(+field("origins").value) || 0)) }));
  field("events").addEventListener("change", () => change({ events: field("events").checked }));
  field("events").disabled = !hasEvents;
};

// ---- days: bars of what there is, and a slider for either end
const month = (/** @type {number} */ n) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
const number = (/** @type {string} */ text) => +text.slice(0, 4) * 12 + (text.length >= 7 ? +text.slice(5, 7) - 1 : 0);
const lastNumber = (/** @type {string} */ text) => +text.slice(0, 4) * 12 + (text.length >= 7 ? +text.slice(5, 7) - 1 : 11);
const saidDays = (/** @type {import("./data.js").Tie} */ edge) => daysSaid.get(edge.id) ?? [];
/** @type {Map<number, string[]>} */
const daysSaid = new Map();
export const learnDays = (/** @type {(edge: import("./data.js").Tie) => number[]} */ documentsOf) => {
  for (const edge of edges) daysSaid.set(edge.id, documentsOf(edge).map((d) => documents[d].issued).filter(Boolean));
};
/** @param {"said" | "happened"} name @param {number} facet @param {(edge: import("./data.js").Tie) => [string, string][]} spans */
const range = (name, facet, spans) => {
  const all = edges.flatMap((edge) => spans(edge).flat()).filter((day) => /^[12]\d{3}/.test(day)).map(number);
  // A few days of long ago would leave the slider no room for the others: it begins where they do.
  const sorted = all.sort((a, b) => a - b), low = sorted[Math.floor(sorted.length / 25)], high = sorted[sorted.length - 1], box = $(name);
  if (!all.length) {
    box.hidden = true;
    return { update: () => {} };
  }
  const slider = (/** @type {string} */ label) => el("input", { type: "range", min: String(low), max: String(high), step: "1", ariaLabel: label });
  const [from, to] = [slider(`${box.dataset.title}: from`), slider(`${box.dataset.title}: to`)], words = el("output", {}), none = el("span", { className: "soft" });
  const bars = svg("svg", { viewBox: "0 0 120 24", preserveAspectRatio: "none", "aria-hidden": "true" });
  const reset = button(() => change({ [name]: ["", ""] }), "Any day");
  box.append(el("div", { className: "bars" }, bars), from, to, el("p", { className: "soft" }, words, none), reset);
  const act = () => {
    const [a, b] = [+from.value, +to.value].sort((x, y) => x - y);
    change({ [name]: /** @type {[string, string]} */ ([a > low ? month(a) : "", b < high ? month(b) : ""]) });
  };
  for (const one of [from, to]) one.addEventListener("input", act);
  return {
    update: () => {
      const [a, b] = state[name], start = a ? Math.max(low, number(a)) : low, end = b ? lastNumber(b) : high;
      [from.value, to.value] = [String(start), String(end)];
      for (const [one, at] of /** @type {[HTMLInputElement, number][]} */ ([[from, start], [to, end]])) one.setAttribute("aria-valuetext", month(at));
      const width = Math.max(1, (high - low + 1) / 60), counts = new Array(Math.ceil((high - low + 1) / width)).fill(0);
      let undated = 0;
      for (const edge of without(facet)) {
        const days = spans(edge);
        if (!days.length) undated += 1;
        for (const at of new Set(days.map(([day]) => Math.floor((number(day) - low) / width)))) if (at >= 0 && at < counts.length) counts[at] += 1;
      }
      const most = Math.max(1, ...counts);
      bars.replaceChildren(...counts.map((count, at) => {
        const inside = (at + 1) * width + low > start && at * width + low <= end, tall = count ? Math.max(1, Math.sqrt(count / most) * 24) : 0;
        return svg("rect", { x: (at * 120) / counts.length, y: 24 - tall, width: Math.max(0.5, 120 / counts.length - 0.4), height: tall, class: inside ? "in" : "out" });
      }));
      words.textContent = `${a || "the first"} to ${b || "the last"}`;
      none.textContent = (a || b) && undated ? `; without a day, left out: ${undated}` : "";
      reset.hidden = !(a || b);
    },
  };
};

/** Set the filters up; what comes back brings them up to date. */
export const setFilters = () => {
  $("families").append(...familyKeys.map(({ made }) => made), el("p", { className: "key" }, symbol("Company", true), el("span", {}, "pennant: listed by an authority")));
  $("categories").append(...categoryKeys.map(({ made }) => made));
  $("support").append(...supportKeys.map(({ made }) => made));
  $("widths").append(...["only relayed: no origin known", "one origin", "two origins that share no voice", "three or more"].map((text, n) => el("div", { className: "key" }, stroke("ink", WIDTHS[n], []), el("span", {}, text))),
    el("div", { className: "key" }, el("span", { className: "mark" }, "≠"), el("span", {}, "disputed: denied, or in conflict")), el("div", { className: "key" }, el("span", { className: "mark" }, "12"), el("span", {}, "so many ties between the two")));
  if (scaled) $("widths").append(el("p", { className: "soft" }, scaled));
  fillChoices();
  const said = range("said", FACETS.said, (edge) => saidDays(edge).map((day) => [day, day])), happened = range("happened", FACETS.happened, spansOf);
  $("reset").addEventListener("click", () => change({ ...initial(), view: state.view }));
  return () => {
    const ofFamily = new Map(), free = without(FACETS.family);
    for (const n of new Set(free.flatMap(({ from, to }) => [from, to]))) ofFamily.set(nodes[n].family, (ofFamily.get(nodes[n].family) ?? 0) + 1);
    for (const { name, update } of familyKeys) update(ofFamily.get(name) ?? 0);
    const counts = (/** @type {number} */ facet, /** @type {"category" | "support"} */ by) => without(facet).reduce((found, edge) => found.set(edge[by], (found.get(edge[by]) ?? 0) + 1), /** @type {Map<string, number>} */ (new Map()));
    const inCategory = counts(FACETS.category, "category"), inSupport = counts(FACETS.support, "support");
    for (const { name, update } of categoryKeys) update(inCategory.get(name) ?? 0);
    for (const { name, update } of supportKeys) update(inSupport.get(name) ?? 0);
    for (const name of /** @type {const} */ (["listed", "source", "disputed", "language"])) field(name).value = state[name];
    field("origins").value = String(state.origins);
    field("events").checked = state.events;
    said.update();
    happened.update();
    $("shown").textContent = `${counted(shown.nodes.size, "node")} and ${counted(shown.edges.length, "tie")} shown`;
    $("told").textContent = told().join("; ");
    $("reset").hidden = isUnfiltered();
  };
};
