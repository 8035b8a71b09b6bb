// What the reader has asked for: the filters, what is explored, what is chosen; views are told when it changes.
import { categories, claims, communities, documents, edges, families, hasEvents, nodes, saidIn, THROUGH, LEG } from "./data.js";

/** @typedef {{type: "node", id: number} | {type: "edge", id: number} | {type: "claim", id: number} | {type: "community", id: number} |
 *  {type: "ties", id: number[]} | {type: "path", id: [number, number]}} Choice */
/** @typedef {"chart" | "table" | "timeline" | "map" | "sources"} View */

/** @type {View[]} */
export const VIEWS = ["chart", "table", "timeline", "map", "sources"];
export const SUPPORT = ["Declared", "Corroborated", "Alleged"];
export const DISPUTED = ["keep", "drop", "only"];
/** @type {Record<string, string>} */
export const LANGUAGES = { "": "English", ko: "한국어", ja: "日本語", ru: "Русский" };
/** Stands for any authority, and for none that is known. */
export const ANY = "any";
export const NONE = "none";
// A chart of more nodes starts without listings and counted groups, which tie all to all; a click shows them.
const CROWD = 150;
const crowded = nodes.filter(({ happening }) => !happening).length > CROWD;
const absent = (/** @type {string[]} */ wanted, /** @type {string[]} */ present) => wanted.filter((name) => crowded && present.includes(name));

/** What is asked for when nothing is. */
export const initial = () => ({
  /** @type {View} */ view: "chart",
  /** @type {Choice | null} */ chosen: null,
  families: new Set(absent(["Group"], families.map(([name]) => name))),
  categories: new Set(absent(["Legal"], categories)),
  support: new Set(SUPPORT),
  disputed: "keep",
  listed: "",
  source: "",
  /** @type {[string, string]} */ said: ["", ""],
  /** @type {[string, string]} */ happened: ["", ""],
  origins: 0,
  events: false,
  /** Where exploring, the nodes that were asked for. @type {Set<number> | null} */ around: null,
  /** @type {Set<number>} */ removed: new Set(),
  /** Communities opened, the latest last. @type {number[]} */ expanded: [],
  lit: 0,
  language: "",
});
export const state = initial();

/** @type {Set<() => void>} */
const listeners = new Set();
/** @param {() => void} listener */
export const onChange = (listener) => { listeners.add(listener); };

/** Change what is asked for, and tell everybody.
 * @param {Partial<typeof state>} patch */
export const change = (patch) => {
  Object.assign(state, patch);
  compute();
  for (const listener of listeners) listener();
};

// ---- what an edge rests on, for the filters; found once
/** @type {Map<string, string>} */
export const sources = new Map();
const claimKeys = /** @type {Map<number, {sources: Set<string>, said: string[]}>} */ (new Map());
/** @param {number} claim */
const keysOf = (claim) => {
  let found = claimKeys.get(claim);
  if (!found) {
    const passages = saidIn(claim);
    found = {
      sources: new Set(passages.flatMap(({ document, speakers, authorities }) => [
        `doc:${documents[document].iri}`, ...(documents[document].publisher ? [`publisher:${documents[document].publisher}`] : []),
        ...[...speakers, ...authorities].map((name) => `voice:${name}`)])),
      said: passages.map(({ document }) => documents[document].issued).filter(Boolean),
    };
    claimKeys.set(claim, found);
  }
  return found;
};
// Whoever tells of no tie is no choice.
for (const edge of edges) for (const claim of edge.claims) for (const { document, speakers, authorities } of saidIn(claim)) {
  const { iri, title, publisher } = documents[document];
  sources.set(`doc:${iri}`, title);
  if (publisher) sources.set(`publisher:${publisher}`, publisher);
  for (const name of [...speakers, ...authorities]) sources.set(`voice:${name}`, name);
}
/** Authorities that list somebody, by how many they list. */
export const authorities = [...nodes.reduce((found, { lists }) => {
  for (const name of lists) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}, /** @type {Map<string, number>} */ (new Map()))].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en"));

// A day, month or year as the first and the last day that it can mean; open ends stay open.
const first = (/** @type {string} */ text) => `${text}-01-01`.slice(0, 10);
const last = (/** @type {string} */ text) => (text.length < 10 ? `${text}${text.length < 7 ? "-12" : ""}-31` : text);
/** @param {string} from @param {string} to @param {[string, string]} range */
export const within = (from, to, [low, high]) => (!high || first(from) <= last(high)) && (!low || last(to) >= first(low));

// ---- which edges and nodes are shown
const MODE = 1, FAMILY = 2, CATEGORY = 4, BACKING = 8, DISPUTE = 16, LISTED = 32, SOURCE = 64, SAID = 128, HAPPENED = 256, ORIGINS = 512, AROUND = 1024;
export const FACETS = { family: FAMILY, category: CATEGORY, support: BACKING, dispute: DISPUTE, listed: LISTED, source: SOURCE, said: SAID, happened: HAPPENED, origins: ORIGINS };
const failing = new Uint16Array(edges.length);
/** @type {{edges: number[], nodes: Set<number>, edge: Uint8Array}} */
export const shown = { edges: [], nodes: new Set(), edge: new Uint8Array(edges.length) };

/** @param {import("./data.js").Tie} edge */
const fails = (edge) => {
  const { families, categories, support, disputed, listed, source, said, happened, origins, events, around, removed } = state;
  const ends = [nodes[edge.from], nodes[edge.to]];
  let bits = 0;
  if (edge.layer === (events ? THROUGH : LEG)) bits |= MODE;
  if (ends.some(({ family }) => families.has(family))) bits |= FAMILY;
  if (categories.has(edge.category)) bits |= CATEGORY;
  if (!support.has(edge.support)) bits |= BACKING;
  if (disputed !== "keep" && edge.disputed !== (disputed === "only")) bits |= DISPUTE;
  if (listed && !ends.some(({ lists, happening }) => !happening && (listed === ANY ? lists.length : listed === NONE ? !lists.length : lists.includes(listed)))) bits |= LISTED;
  if (source && !edge.claims.every((claim) => keysOf(claim).sources.has(source))) bits |= SOURCE;
  if ((said[0] || said[1]) && !edge.claims.every((claim) => keysOf(claim).said.some((day) => within(day, day, said)))) bits |= SAID;
  if ((happened[0] || happened[1]) && !didHappen(edge, happened)) bits |= HAPPENED;
  if (edge.origins < origins) bits |= ORIGINS;
  if (around && !(around.has(edge.from) && around.has(edge.to))) bits |= AROUND;
  if (removed.has(edge.from) || removed.has(edge.to) || removed.has(edge.event)) bits |= AROUND;
  return bits;
};

/** The days by which an edge is known to have held, each as a span; none where no source bounds it.
 * @param {import("./data.js").Tie} edge @returns {[string, string][]} */
export const spansOf = (edge) => {
  const held = edge.claims.flatMap((claim) => heldOf(claim));
  if (edge.earliest && edge.latest) return [[edge.earliest, edge.latest], ...held];
  const one = edge.earliest || edge.latest;
  return one ? [[one, one], ...held] : held;
};
/** @param {number} claim @returns {[string, string][]} */
const heldOf = (claim) => claims[claim].held.map((day) => /** @type {[string, string]} */ ([day, day]));
const didHappen = (/** @type {import("./data.js").Tie} */ edge, /** @type {[string, string]} */ range) => spansOf(edge).some(([from, to]) => within(from, to, range));

/** Find again what is shown. */
const compute = () => {
  shown.edges = [];
  shown.nodes = new Set();
  for (const edge of edges) {
    failing[edge.id] = fails(edge);
    shown.edge[edge.id] = failing[edge.id] ? 0 : 1;
    if (failing[edge.id]) continue;
    shown.edges.push(edge.id);
    shown.nodes.add(edge.from).add(edge.to);
  }
};

/** The edges that would be shown if one filter let all through: what its choices are counted on.
 * @param {number} facet */
export const without = (facet) => edges.filter(({ id }) => !(failing[id] & ~facet));

/** The events behind what is shown, by their first day; the undated last. */
export const shownEvents = () => {
  const found = new Set(shown.edges.map((e) => edges[e].event).filter((event) => event >= 0));
  if (hasEvents) for (const edge of without(MODE)) if (edge.layer === LEG && shown.nodes.has(edge.from)) found.add(edge.to);
  return [...found].map((n) => nodes[n]).sort((a, b) => (a.earliest || a.latest || "9").localeCompare(b.earliest || b.latest || "9") || a.label.localeCompare(b.label, "en"));
};

// ---- exploring
/** The nodes tied to one by an edge that the filters let through, whether they are explored yet or not.
 * @param {number} node */
export const neighbours = (node) => nodes[node].ties.filter((e) => !(failing[e] & ~AROUND)).map((e) => (edges[e].from === node ? edges[e].to : edges[e].from));

/** Show only what is within some steps of a node; an event has neighbours where events are nodes.
 * @param {number} node @param {number} hops */
export const onlyAround = (node, hops) => {
  if (nodes[node].happening && !state.events) change({ events: true });
  const around = new Set([node]);
  for (let hop = 0; hop < hops; hop++) for (const one of [...around]) for (const other of neighbours(one)) around.add(other);
  change({ around, removed: new Set(), expanded: [] });
};
/** @param {number} node */
export const expand = (node) => {
  const near = neighbours(node), removed = new Set(state.removed);
  for (const one of near) removed.delete(one);
  change({ around: state.around && new Set([...state.around, node, ...near]), removed });
};
/** @param {number} node */
export const hide = (node) => change({ removed: new Set([...state.removed, node]), chosen: null });

/** Show what is hidden by the filter of its kind, its category or by exploring: whoever asks for it wants to see it.
 * @param {number[]} wanted nodes @param {string} [category] */
export const reveal = (wanted, category) => {
  const families = new Set(state.families), categories = new Set(state.categories), removed = new Set(state.removed);
  for (const n of wanted) { families.delete(nodes[n].family); removed.delete(n); }
  if (category) categories.delete(category);
  const community = wanted.map((n) => nodes[n].community).filter((c) => (communities.get(c)?.length ?? 0) > 1);
  return {
    families, categories, removed, around: state.around && new Set([...state.around, ...wanted]),
    expanded: [...new Set([...state.expanded.filter((c) => !community.includes(c)), ...community])],
    events: state.events || wanted.some((n) => nodes[n].happening),
  };
};

/** What the filters are, in words, for a print, a file and the reader. */
export const told = () => {
  const { families: hidden, categories: without, support, disputed, listed, source, said, happened, origins, events, around } = state;
  const range = (/** @type {[string, string]} */ [low, high]) => `${low || "the first"} to ${high || "the last"}`;
  return [
    hidden.size ? `without ${families.filter(([name]) => hidden.has(name)).map(([, plural]) => plural).join(", ")}` : "",
    without.size ? `without ties: ${[...without].join(", ")}` : "",
    support.size < SUPPORT.length ? `only ${[...support].join(", ").toLowerCase() || "nothing"}` : "",
    disputed === "drop" ? "without what is disputed" : disputed === "only" ? "only what is disputed" : "",
    listed === ANY ? "who is listed by an authority" : listed === NONE ? "who is not known to be listed" : listed ? `who is listed by ${listed}` : "",
    source ? `according to ${sources.get(source)}` : "",
    said[0] || said[1] ? `said from ${range(said)}` : "",
    happened[0] || happened[1] ? `happened from ${range(happened)}` : "",
    origins ? `with ${origins} independent origins or more` : "",
    events ? "events as nodes" : "",
    around ? "a part that was explored" : "",
  ].filter(Boolean);
};
