// Choosing a thing: what was chosen before can be gone back to, and what is hidden is brought out.
import { edges, nodes } from "./data.js";
import { $ } from "./dom.js";
import { goTo } from "./canvas.js";
import { change, reveal, state } from "./state.js";

/** @type {import("./state.js").Choice[]} */
const past = [];
/** Where the reader was: the element, and its name where the view is drawn anew.
 * @type {{element: Element | null, key: string}} */
let opener = { element: null, key: "" };

/** Choose a thing, as it is shown.
 * @param {import("./state.js").Choice} chosen @param {Partial<typeof state>} [patch] */
export const choose = (chosen, patch = {}) => {
  const element = document.activeElement;
  if (state.chosen) past.push(state.chosen); else opener = { element, key: element?.getAttribute("data-key") ?? "" };
  change({ ...patch, chosen });
};
export const hasPast = () => past.length > 0;
export const back = () => {
  const chosen = past.pop();
  if (chosen) change({ chosen });
};
export const close = () => {
  past.length = 0;
  change({ chosen: null });
  const { element, key } = opener, again = element?.isConnected ? element : [...$(state.view).querySelectorAll("[data-key]")].find((one) => one.getAttribute("data-key") === key);
  if (again instanceof HTMLElement || again instanceof SVGElement) again.focus();
  else $(`tab-${state.view}`).focus();
  opener = { element: null, key: "" };
};

/** Choose a node and bring it into sight.
 * @param {number} n */
export const visit = (n) => {
  choose({ type: "node", id: n }, reveal([n]));
  goTo([n], 1);
};
/** Choose an edge and bring it into sight.
 * @param {number} e */
export const follow = (e) => {
  const { from, to, category } = edges[e];
  choose({ type: "edge", id: e }, reveal([from, to], category));
  goTo([from, to]);
};
/** Show the way between two; through events where one of them is an event.
 * @param {number} from @param {number} to */
export const way = (from, to) => {
  choose({ type: "path", id: [from, to] }, { ...reveal([from, to]), events: nodes[from].happening || nodes[to].happening });
  goTo([from, to]);
};
/** Open a community. @param {number} community */
export const open = (community) => {
  change({ expanded: [...state.expanded.filter((c) => c !== community), community], chosen: { type: "community", id: community } });
};
/** Give the focus to the panel's heading. */
export const lookAtPanel = () => $("panel").querySelector("h2")?.focus({ preventScroll: true });
