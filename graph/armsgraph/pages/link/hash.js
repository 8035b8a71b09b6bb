// The state in the address, and back: what stands there is a stranger's text, and only known words are taken from it.
import { categories, claims, communities, edges, families, nodes } from "./data.js";
import { ANY, authorities, change, DISPUTED, initial, LANGUAGES, NONE, sources, state, SUPPORT, VIEWS } from "./state.js";

const MOST = 4000;
/** @type {Map<string, number>} */
const byIri = new Map(nodes.map(({ iri, id }) => [iri, id]));
/** @type {Map<string, number>} */
const byKey = new Map(edges.map(({ key, id }) => [key, id]));
/** @type {Map<string, number>} */
const byClaim = new Map(claims.map(({ iri, id }) => [iri, id]));
const BLANK = initial();

/** @param {Set<string>} one @param {Set<string>} other */
const same = (one, other) => one.size === other.size && [...one].every((name) => other.has(name));
const iris = (/** @type {Iterable<number>} */ ids) => [...ids].map((n) => nodes[n].iri).join(" ");

/** The state as it stands in an address; what is as in the beginning is left out. */
const written = () => {
  const { view, chosen, families: hidden, categories: without, support, disputed, listed, source, said, happened, origins, events, around, removed, expanded, lit, language } = state;
  /** @type {[string, string][]} */
  const pairs = [];
  const put = (/** @type {string} */ name, /** @type {string} */ value) => { if (value) pairs.push([name, value]); };
  put("view", view === "chart" ? "" : view);
  if (chosen?.type === "node") put("node", nodes[chosen.id].iri);
  if (chosen?.type === "edge") put("tie", edges[chosen.id].key);
  if (chosen?.type === "claim") put("claim", claims[chosen.id].iri);
  if (chosen?.type === "path") put("path", iris(chosen.id));
  if (!same(hidden, BLANK.families)) put("hide", [...hidden].join(" ") || "-");
  if (!same(without, BLANK.categories)) put("without", [...without].join(" ") || "-");
  if (support.size < SUPPORT.length) put("support", [...support].join(" ") || "-");
  put("disputed", disputed === "keep" ? "" : disputed);
  put("listed", listed);
  put("source", source);
  put("said", said.some(Boolean) ? said.join("/") : "");
  put("happened", happened.some(Boolean) ? happened.join("/") : "");
  put("origins", origins ? String(origins) : "");
  put("events", events ? "nodes" : "");
  if (around) put("around", iris(around));
  put("removed", iris(removed));
  put("open", expanded.join(" "));
  put("lit", lit ? String(lit) : "");
  put("labels", language);
  return new URLSearchParams(pairs).toString();
};

const DAY = "(\\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?)?", RANGE = new RegExp(`^${DAY}/${DAY}$`);
/** Take from an address what is known; the rest is passed over. @param {string} text */
export const read = (text) => {
  const given = new URLSearchParams(text.replace(/^#/, "").slice(0, MOST * 10));
  const word = (/** @type {string} */ name) => (given.get(name) ?? "").slice(0, MOST);
  const one = (/** @type {string} */ name, /** @type {string[]} */ known) => (known.includes(word(name)) ? word(name) : "");
  const several = (/** @type {string} */ name, /** @type {string[]} */ known, /** @type {Set<string>} */ otherwise) =>
    (word(name) === "-" || word(name).split(" ").some((part) => known.includes(part)) ? new Set(word(name).split(" ").filter((part) => known.includes(part))) : otherwise);
  const things = (/** @type {string} */ name) => (given.get(name) ?? "").slice(0, MOST * 10).split(" ").map((iri) => byIri.get(iri)).filter((n) => n !== undefined);
  const whole = (/** @type {string} */ name, /** @type {number} */ most) => (/^\d{1,4}$/.test(word(name)) ? Math.min(+word(name), most) : 0);
  /** @returns {[string, string]} */
  const range = (/** @type {string} */ name) => {
    const found = RANGE.exec(word(name));
    return [found?.[1] ?? "", found?.[2] ?? ""];
  };
  const start = initial(), path = things("path"), around = things("around");
  /** @type {import("./state.js").Choice | null} */
  let chosen = null;
  const node = byIri.get(word("node")), tie = byKey.get(word("tie")), claim = byClaim.get(word("claim"));
  if (node !== undefined) chosen = { type: "node", id: node };
  else if (tie !== undefined) chosen = { type: "edge", id: tie };
  else if (claim !== undefined) chosen = { type: "claim", id: claim };
  else if (path.length === 2) chosen = { type: "path", id: [path[0], path[1]] };
  return {
    ...start, chosen,
    view: /** @type {import("./state.js").View} */ (one("view", VIEWS) || "chart"),
    families: several("hide", families.map(([name]) => name), start.families),
    categories: several("without", categories, start.categories),
    support: several("support", SUPPORT, start.support),
    disputed: one("disputed", DISPUTED) || "keep",
    listed: one("listed", [ANY, NONE, ...authorities.map(([name]) => name)]),
    source: sources.has(word("source")) ? word("source") : "",
    said: range("said"), happened: range("happened"), origins: whole("origins", 9),
    events: word("events") === "nodes",
    around: around.length ? new Set(around) : null, removed: new Set(things("removed")),
    expanded: word("open").split(" ").map(Number).filter((c) => communities.has(c)),
    lit: communities.has(whole("lit", 9999)) ? whole("lit", 9999) : 0,
    language: one("labels", Object.keys(LANGUAGES)),
  };
};

/** Whether nothing but the view and what is chosen differs from the beginning. */
export const isUnfiltered = () => [...new URLSearchParams(written()).keys()].every((name) => ["view", "node", "tie", "claim", "path", "open"].includes(name));

/** Keep the address in step with the state; a page inside another may have none. */
export const keep = () => {
  const hash = written();
  if (location.hash.slice(1) === hash) return;
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
  } catch {
    // A sandboxed frame has no address of its own.
  }
};
addEventListener("hashchange", () => { if (location.hash.slice(1) !== written()) change(read(location.hash)); });
