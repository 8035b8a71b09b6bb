// Where things are said to have been: places with a known position, and dated journeys between them, on a coast line that needs no network.
import { coast, edges, LEG, nodes } from "./data.js";
import { $, bdi, button, counted, el, svg } from "./dom.js";
import { choose } from "./choose.js";
import { shownEvents, state } from "./state.js";
import { OUTLINES } from "./symbols.js";

const STAGES = ["departed from", "called at", "bound for"];
// At the middle of the map a degree of longitude is so much shorter than one of latitude.
const squeeze = coast ? Math.cos((((coast.box[1] + coast.box[3]) / 2) * Math.PI) / 180) : 1;
// How wide the map is in its own units, and in pixels of paper.
const WIDE = 1000, PAPER = 700;
const across = coast ? WIDE / (coast.box[2] - coast.box[0]) : 1;
const down = across / squeeze;
const HIGH = coast ? Math.round(down * (coast.box[3] - coast.box[1])) : 0;
/** @param {[number, number]} position @returns {[number, number]} */
const spot = ([east, north]) => (coast ? [(east - coast.box[0]) * across, (coast.box[3] - north) * down] : [0, 0]);
const inside = (/** @type {[number, number]} */ position) => {
  const [x, y] = spot(position);
  return x >= 0 && x <= WIDE && y >= 0 && y <= HIGH;
};

/** Places that events behind what is shown name, with how many do, and the journeys between them.
 * @returns {{places: Map<number, number[]>, journeys: {event: number, stops: number[]}[]}} */
export const places = () => {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  const journeys = [];
  for (const { id: event, ties } of shownEvents()) {
    const legs = ties.map((e) => edges[e]).filter(({ layer, to, from }) => layer === LEG && to === event && nodes[from].family === "Place");
    for (const { from } of legs) found.set(from, [...new Set([...(found.get(from) ?? []), event])]);
    const stops = STAGES.flatMap((stage) => legs.filter(({ label, from }) => label === stage && nodes[from].position).map(({ from }) => from));
    if (new Set(stops).size > 1) journeys.push({ event, stops: [...new Set(stops)] });
  }
  return { places: found, journeys };
};

/** What the map shows now: left, top and width in its own units; at first what is on it, not all of it.
 * @type {number[]} */
let view = [];
const first = (/** @type {number[]} */ named) => {
  const spots = named.map((n) => nodes[n].position).filter((position) => position !== null).filter(inside).map(spot);
  if (!spots.length) return [0, 0, WIDE];
  const [left, right, top, bottom] = [Math.min(...spots.map(([x]) => x)), Math.max(...spots.map(([x]) => x)), Math.min(...spots.map(([, y]) => y)), Math.max(...spots.map(([, y]) => y))];
  const wide = Math.min(WIDE, Math.max(120, (right - left) * 1.5, ((bottom - top) * 1.5 * WIDE) / HIGH));
  return [(left + right - wide) / 2, (top + bottom - (wide * HIGH) / WIDE) / 2, wide];
};
/** @type {SVGElement | null} */
let picture = null;
const look = (/** @type {number} */ left, /** @type {number} */ top, /** @type {number} */ width) => {
  const wide = Math.max(20, Math.min(WIDE, width)), high = (wide * HIGH) / WIDE;
  view = [Math.max(0, Math.min(WIDE - wide, left)), Math.max(0, Math.min(HIGH - high, top)), wide];
  if (picture) frame(picture, picture.clientWidth);
};
/** Show of a map what is to be seen now, so many pixels wide. @param {SVGElement} map @param {number} across */
const frame = (map, across) => {
  map.setAttribute("viewBox", `${view[0]} ${view[1]} ${view[2]} ${(view[2] * HIGH) / WIDE}`);
  scaleMarks(map, view[2] / Math.max(across || WIDE, 1));
};
/** @param {number} factor @param {number} [x] where, as shares of the picture @param {number} [y] */
const zoom = (factor, x = 0.5, y = 0.5) => {
  const [left, top, width] = view, wide = Math.max(20, Math.min(WIDE, width / factor)), ratio = HIGH / WIDE;
  look(left + x * (width - wide), top + y * (width - wide) * ratio, wide);
};
// Marks and names keep their size on the screen; a name that would cover another waits for a closer look.
const scaleMarks = (/** @type {SVGElement} */ map, /** @type {number} */ unit) => {
  /** @type {[number, number, number, number][]} */
  const taken = [];
  for (const mark of /** @type {NodeListOf<SVGElement>} */ (map.querySelectorAll(".place"))) {
    const [x, y] = [Number(mark.dataset.x), Number(mark.dataset.y)], name = mark.querySelector("text");
    mark.setAttribute("transform", `translate(${x} ${y}) scale(${unit})`);
    const half = (name?.textContent ?? "").length * 3.4;
    const spots = [[0, 16], [half + 14, -4], [-half - 14, -4], [0, -34]];
    const boxOf = (/** @type {number[]} */ [across, up]) => /** @type {[number, number, number, number]} */ ([x + (across - half) * unit, y + (up - 11) * unit, x + (across + half) * unit, y + (up + 4) * unit]);
    const free = spots.find((one) => !taken.some((other) => boxOf(one)[0] < other[2] && boxOf(one)[2] > other[0] && boxOf(one)[1] < other[3] && boxOf(one)[3] > other[1]));
    name?.setAttribute("visibility", free ? "visible" : "hidden");
    if (!free) continue;
    name?.setAttribute("x", String(free[0]));
    name?.setAttribute("y", String(free[1]));
    taken.push(boxOf(free));
  }
};

/** The map as a picture, with what is shown now. */
export const drawMap = () => {
  if (!coast) return null;
  const { places: named, journeys } = places(), [k, ky] = [across / coast.scale, down / coast.scale];
  const shape = (/** @type {string} */ d, /** @type {string} */ name) => svg("path", { d, class: name, transform: `scale(${k} ${ky})`, "fill-rule": "evenodd", "vector-effect": "non-scaling-stroke" });
  const lines = journeys.flatMap(({ event, stops }) => stops.slice(1).map((to, place) => {
    const ends = [stops[place], to].map((n) => spot(/** @type {[number, number]} */ (nodes[n].position)));
    const [[x1, y1], [x2, y2]] = ends, bend = 0.12, d = `M${x1} ${y1}Q${(x1 + x2) / 2 + (y2 - y1) * bend} ${(y1 + y2) / 2 - (x2 - x1) * bend} ${x2} ${y2}`;
    const made = svg("path", { d, class: state.chosen?.type === "node" && state.chosen.id === event ? "journey chosen" : "journey", "vector-effect": "non-scaling-stroke", "marker-end": "url(#arrow)" }, svg("title", {}, `${nodes[event].label} ${nodes[event].when}`));
    made.addEventListener("click", () => choose({ type: "node", id: event }));
    return made;
  }));
  const marks = [...named].filter(([n]) => nodes[n].position && inside(/** @type {[number, number]} */ (nodes[n].position))).sort((a, b) => b[1].length - a[1].length).map(([n, events]) => {
    const [x, y] = spot(/** @type {[number, number]} */ (nodes[n].position)), chosen = state.chosen?.type === "node" && state.chosen.id === n;
    const made = svg("g", { class: chosen ? "place chosen" : "place", tabindex: 0, role: "button", "aria-label": `${nodes[n].label}, ${counted(events.length, "event")}`, "data-x": x, "data-y": y, "data-key": `n${n}` },
      svg("path", { d: OUTLINES.Place, transform: `translate(0 -9) scale(${7 + Math.min(events.length, 30) / 5})` }), svg("text", { y: 16, "text-anchor": "middle" }, nodes[n].label));
    const act = () => choose({ type: "node", id: n });
    made.addEventListener("click", act);
    made.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } });
    return made;
  });
  return svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "map", role: "group", "aria-label": "Map of North-East Asia" },
    svg("defs", {}, svg("clipPath", { id: "box" }, svg("rect", { width: WIDE, height: HIGH })), svg("marker", { id: "arrow", viewBox: "0 0 6 6", refX: 5, refY: 3, markerWidth: 4, markerHeight: 4, orient: "auto" }, svg("path", { d: "M0 0L6 3L0 6Z", class: "tip" }))),
    svg("rect", { x: 0, y: 0, width: WIDE, height: HIGH, class: "sea" }), svg("g", { "clip-path": "url(#box)" }, shape(coast.land, "land"), shape(coast.borders, "border"), ...lines), ...marks);
};

/** The same for a page of paper; nothing where no place is on it. */
export const paperMap = () => {
  const map = drawMap();
  if (!map?.querySelector(".place")) return null;
  if (!view.length) view = first([...places().places.keys()]);
  frame(map, PAPER);
  return map;
};

export const renderMap = () => {
  const drawn = drawMap();
  if (!drawn) {
    $("map").replaceChildren(el("p", {}, "No place with a known position is in this chart."));
    return;
  }
  const { places: named } = places();
  const nowhere = [...named.keys()].filter((n) => !nodes[n].position), outside = [...named.keys()].filter((n) => nodes[n].position && !inside(/** @type {[number, number]} */ (nodes[n].position)));
  const listed = (/** @type {string} */ title, /** @type {number[]} */ all) => all.length > 0 && el("p", { className: "soft" }, `${title}: `, all.map((n, place) => [place ? ", " : "", button(() => choose({ type: "node", id: n }), bdi(nodes[n].label))]).flat());
  picture = drawn;
  const holder = el("div", { className: "frame" }, drawn, el("div", { className: "zoom" }, button(() => zoom(1.6), el("span", { ariaLabel: "Zoom in", role: "img" }, "+")), button(() => zoom(1 / 1.6), el("span", { ariaLabel: "Zoom out", role: "img" }, "−")), button(() => look(0, 0, WIDE), "All")));
  $("map").replaceChildren(holder, el("div", { className: "below" }, listed("Without a known position", nowhere), listed("Off this map", outside),
    el("p", { className: "soft" }, "Lines are journeys between ports that a source names, not the way that a ship took. Coast: Natural Earth, public domain.")));
  const [left, top, width] = view.length ? view : first([...named.keys()]);
  look(left, top, width);
  /** @type {{x: number, y: number, view: number[]} | null} */
  let held = null;
  drawn.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top, width, height } = drawn.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - left) / width, (event.clientY - top) / height);
  }, { passive: false });
  drawn.addEventListener("pointerdown", ({ clientX, clientY }) => { held = { x: clientX, y: clientY, view }; });
  drawn.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
    if (!held || !buttons) return;
    const unit = held.view[2] / drawn.clientWidth;
    look(held.view[0] - (clientX - held.x) * unit, held.view[1] - (clientY - held.y) * unit, held.view[2]);
  });
  for (const name of /** @type {const} */ (["pointerup", "pointerleave"])) drawn.addEventListener(name, () => { held = null; });
};
