// The shortest way between two nodes along what is shown; of equally short ones the best backed.
import { edges, nodes } from "./data.js";
import { shown, SUPPORT } from "./state.js";

// A listing is no tie, and a state, a counted group or a post is no bridge between others.
const BARRED = ["State", "Group", "Other"];
const open = (/** @type {number} */ n, /** @type {[number, number]} */ ends) => ends.includes(n) || !BARRED.includes(nodes[n].family);
// One step outweighs whatever backing can say.
const cost = (/** @type {number} */ e) => 100 + SUPPORT.indexOf(edges[e].support) * 2 + (edges[e].disputed ? 1 : 0);

/** The nodes on the way, both ends included; empty where there is no way.
 * @param {[number, number]} ends @returns {number[]} */
export const wayBetween = (ends) => {
  /** @type {Map<number, {far: number, back: number}>} */
  const reached = new Map([[ends[0], { far: 0, back: -1 }]]);
  const waiting = new Set([ends[0]]), done = new Set();
  while (waiting.size) {
    const here = [...waiting].reduce((best, n) => ((reached.get(n)?.far ?? 0) < (reached.get(best)?.far ?? 0) ? n : best));
    waiting.delete(here);
    done.add(here);
    if (here === ends[1]) break;
    for (const e of nodes[here].ties) {
      if (!shown.edge[e] || edges[e].category === "Legal") continue;
      const next = edges[e].from === here ? edges[e].to : edges[e].from, far = (reached.get(here)?.far ?? 0) + cost(e);
      if (done.has(next) || !open(next, ends) || far >= (reached.get(next)?.far ?? Infinity)) continue;
      reached.set(next, { far, back: here });
      waiting.add(next);
    }
  }
  const way = [];
  for (let at = ends[1]; reached.has(at); at = /** @type {{back: number}} */ (reached.get(at)).back) way.unshift(at);
  return way;
};

/** The ties between each two neighbours on the way, the best backed first.
 * @param {[number, number]} ends @returns {{from: number, to: number, ties: number[]}[]} */
export const hops = (ends) => {
  const way = wayBetween(ends);
  return way.slice(1).map((to, place) => {
    const from = way[place];
    const ties = nodes[from].ties.filter((e) => shown.edge[e] && edges[e].category !== "Legal" && (edges[e].from === to || edges[e].to === to));
    return { from, to, ties: ties.sort((a, b) => cost(a) - cost(b) || a - b) };
  });
};

/** @param {[number, number]} ends @returns {number[]} */
export const onPath = (ends) => hops(ends).flatMap(({ ties }) => ties);
