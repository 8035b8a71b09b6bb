// What stands out: whoever is chosen and whoever is near it, a path, a community; and where the pointer is.
import { nodes } from "./data.js";
import { drawn, keyOf } from "./drawn.js";
import { onPath } from "./paths.js";
import { state } from "./state.js";

/** What stands out, by keys, nothing where all do; and what the pointer is on.
 * @type {{near: {nodes: Set<string>, lines: Set<string>} | null, hovered: {node?: string, line?: string}}} */
export const standing = { near: null, hovered: {} };
/** Whether a node is so far from what stands out that it fades. @param {string} key */
export const isFaded = (key) => standing.near !== null && !standing.near.nodes.has(key);
/** @param {string} key */
export const isLineFaded = (key) => standing.near !== null && !standing.near.lines.has(key);
/** @param {string} key */
export const isChosen = (key) => {
  const { chosen } = state;
  return (chosen?.type === "node" && keyOf(chosen.id) === key) || (chosen?.type === "community" && key === `c${chosen.id}`);
};

/** Find again what stands out. */
export const findNear = () => {
  const { chosen, lit } = state;
  standing.near = null;
  if (chosen?.type === "node" || chosen?.type === "community") {
    const own = chosen.type === "node" ? keyOf(chosen.id) : `c${chosen.id}`;
    const lines = drawn.lines.filter(({ from, to }) => from === own || to === own);
    standing.near = { nodes: new Set([own, ...lines.flatMap(({ from, to }) => [from, to])]), lines: new Set(lines.map(({ key }) => key)) };
  } else if (chosen?.type === "edge" || chosen?.type === "ties" || chosen?.type === "path") {
    const wanted = new Set(chosen.type === "edge" ? [chosen.id] : chosen.type === "ties" ? chosen.id : onPath(chosen.id));
    const lines = drawn.lines.filter(({ ties }) => ties.some((e) => wanted.has(e)));
    standing.near = { nodes: new Set([...lines.flatMap(({ from, to }) => [from, to]), ...(chosen.type === "path" ? chosen.id.map(keyOf) : [])]), lines: new Set(lines.map(({ key }) => key)) };
  } else if (lit) {
    const inside = new Set(drawn.nodes.filter(({ node, community }) => community === lit || (node >= 0 && nodes[node].community === lit)).map(({ key }) => key));
    standing.near = { nodes: inside, lines: new Set(drawn.lines.filter(({ from, to }) => inside.has(from) && inside.has(to)).map(({ key }) => key)) };
  }
};
