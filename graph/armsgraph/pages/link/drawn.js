// What is drawn of what is shown: at most so many nodes at once, the rest as communities; many ties of two as one line with their number.
import { communities, edges, grouped, nodes, scale, shareOf } from "./data.js";
import { shown, state } from "./state.js";
import { CATEGORY } from "./symbols.js";

/** A node of the data, or a community as one bubble.
 * @typedef {{key: string, node: number, community: number, x: number, y: number, size: number, lines: string[], weight: number}} Drawn */
/** One tie, or several with their number; `bend` is how far it is bent, to the right of its way.
 * @typedef {{key: string, from: string, to: string, ties: number[], category: string, bend: number, directed: boolean, disputed: boolean, origins: number, label: string}} Line */

export const MOST = matchMedia("(max-width: 760px)").matches ? 150 : 400;
// More lines than that between the same two become one for each category, with their number.
const FAN = 4;

/** @type {{nodes: Drawn[], lines: Line[], at: Map<string, Drawn>, collapsed: Set<number>, left: number}} */
export const drawn = { nodes: [], lines: [], at: new Map(), collapsed: new Set(), left: 0 };

/** Under which key a node is drawn: its own, or that of its community.
 * @param {number} n */
export const keyOf = (n) => (drawn.collapsed.has(nodes[n].community) && !apart(n) ? `c${nodes[n].community}` : `n${n}`);
// Landmarks, events, and whoever is chosen are drawn by themselves.
const apart = (/** @type {number} */ n) => nodes[n].family === "State" || !nodes[n].community || isAsked(n);
const isAsked = (/** @type {number} */ n) => {
  const { chosen } = state;
  return chosen?.type === "node" ? chosen.id === n : chosen?.type === "edge" ? [edges[chosen.id].from, edges[chosen.id].to].includes(n) : chosen?.type === "path" ? chosen.id.includes(n) : false;
};

/** Names in the chosen language of labels, where a source gives one.
 * @param {number} n */
const labelOf = (n) => {
  const found = state.language && nodes[n].translations.find((name) => name.endsWith(`@${state.language}`));
  return found ? found.slice(0, found.lastIndexOf("@")) : nodes[n].label;
};
// Wide letters take the room of two.
const LINES = 3;
export const roomOf = (/** @type {string} */ text) => [...text].reduce((room, c) => room + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/.test(c) ? 2 : 1), 0);
/** A label in lines under its node; what does not fit ends in an ellipsis.
 * @param {string} text */
const linesOf = (text) => {
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
    if (roomOf(longer) <= WIDE || !lines[lines.length - 1]) lines[lines.length - 1] = longer; else lines.push(word);
  }
  const kept = lines.slice(0, LINES).map((line) => (roomOf(line) <= WIDE ? line : `${[...line].slice(0, roomOf(line) > line.length ? WIDE / 2 - 1 : WIDE - 1).join("")}…`));
  return lines.length > LINES ? [...kept.slice(0, -1), `${kept[LINES - 1].replace(/…$/, "")}…`] : kept;
};
const WIDE = 22;

const radius = (/** @type {number} */ n) => {
  const { family } = nodes[n], share = scale?.by === "size" ? shareOf(n) : null;
  const base = family === "State" ? 18 : family === "Event" ? 9 : 13;
  return share == null ? base : base * (0.6 + 1.6 * share);
};
// What is kept and named first where there is no room for all: what was asked for, states, then the highest scores or else the most ties.
const weightOf = (/** @type {number} */ n) =>
  (isAsked(n) ? 1e7 : 0) + (nodes[n].family === "State" ? 1e6 : 0) + (scale ? 1e4 * (shareOf(n) ?? 0) : 0) + nodes[n].ties.length;

/** How large a node is drawn: however far one stands off, it can be seen and hit, and scores still differ.
 * @param {Drawn | undefined} one @param {number} zoom */
export const sizeOf = (one, zoom) => {
  if (!one) return 1;
  const least = one.community ? 4 + one.size / 5 : scale?.by === "size" ? one.size / 3 : one.weight >= 1e6 ? 6 : 4;
  return Math.max(one.size, least / zoom);
};

/** Find again what is drawn. */
export const draw = () => {
  const visible = [...shown.nodes];
  drawn.collapsed = visible.length > MOST ? fitting(visible) : new Set();
  /** @type {Map<string, Drawn>} */
  const at = new Map();
  for (const n of visible) {
    const key = keyOf(n);
    if (key[0] === "n") at.set(key, { key, node: n, community: 0, x: nodes[n].x, y: nodes[n].y, size: radius(n), lines: linesOf(labelOf(n)), weight: weightOf(n) });
    else if (!at.has(key)) at.set(key, bubble(nodes[n].community, visible));
  }
  const kept = [...at.values()].sort((a, b) => b.weight - a.weight || a.key.localeCompare(b.key)).slice(0, MOST);
  drawn.left = at.size - kept.length;
  drawn.nodes = kept;
  drawn.at = new Map(kept.map((one) => [one.key, one]));
  drawn.lines = lines();
};

/** Which communities stay bubbles: those asked for are opened, the latest first, as long as there is room.
 * @param {number[]} visible */
const fitting = (visible) => {
  const size = new Map();
  for (const n of visible) size.set(nodes[n].community, (size.get(nodes[n].community) ?? 0) + 1);
  const closed = new Set([...size.keys()].filter((c) => c && size.get(c) > 1));
  let room = MOST - visible.filter((n) => !nodes[n].community || nodes[n].family === "State").length - size.size;
  for (const community of [...state.expanded].reverse()) {
    if (!closed.has(community) || (room -= size.get(community)) < 0) break;
    closed.delete(community);
  }
  return closed;
};

/** @param {number} community @param {number[]} visible @returns {Drawn} */
const bubble = (community, visible) => {
  const inside = visible.filter((n) => nodes[n].community === community && !apart(n));
  const members = (communities.get(community) ?? []).filter((n) => inside.includes(n));
  const [x, y] = ["x", "y"].map((axis) => inside.reduce((sum, n) => sum + nodes[n][/** @type {"x" | "y"} */ (axis)], 0) / inside.length);
  const named = members.slice(0, 2).map((n) => labelOf(n));
  const label = members.length > 2 ? [...named, `and ${members.length - 2} more`] : named;
  return { key: `c${community}`, node: -1, community, x, y, size: 16 + 5 * Math.sqrt(members.length), lines: label.map((line) => (line.length > 28 ? `${line.slice(0, 27)}…` : line)), weight: 1e5 + members.length };
};

/** @returns {Line[]} */
const lines = () => {
  /** @type {Map<string, number[]>} */
  const between = new Map();
  for (const e of shown.edges) {
    const ends = [keyOf(edges[e].from), keyOf(edges[e].to)];
    if (ends[0] === ends[1] || !ends.every((key) => drawn.at.has(key))) continue;
    const pair = ends.sort().join(" ");
    between.set(pair, [...(between.get(pair) ?? []), e]);
  }
  /** @type {Line[]} */
  const found = [];
  for (const [pair, ties] of between) {
    const [one, other] = pair.split(" "), bubbles = pair.includes("c");
    const groups = bubbles ? [ties] : ties.length <= FAN ? ties.map((e) => [e]) : [...grouped(ties, (e) => edges[e].category).values()];
    const step = Math.min(0.22, 1.6 / groups.length);
    groups.forEach((group, place) => {
      const first = edges[group[0]], own = group.length === 1 && !bubbles;
      const [from, to] = own ? [keyOf(first.from), keyOf(first.to)] : [one, other];
      const bend = step * (place - (groups.length - 1) / 2);
      const categories = new Set(group.map((e) => edges[e].category));
      found.push({
        key: own ? `e${first.id}` : `b${pair} ${first.category}`, from, to, ties: group, bend: from <= to ? bend : -bend,
        category: categories.size === 1 ? first.category : "", directed: own && first.directed,
        disputed: group.some((e) => edges[e].disputed), origins: own ? first.origins : Math.max(...group.map((e) => edges[e].origins)),
        label: own ? first.label : `${group.length} ties${categories.size === 1 ? `: ${CATEGORY[first.category].split(",")[0]}` : ""}`,
      });
    });
  }
  return found;
};

