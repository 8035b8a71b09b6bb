// The chart itself: vis-network moves and hits, we draw.
import { nodes, options, scale, shareOf } from "./data.js";
import { $ } from "./dom.js";
import { draw, drawn, keyOf, sizeOf } from "./drawn.js";
import { FONT, labels } from "./labels.js";
import { findNear, isChosen, isFaded, isLineFaded, standing } from "./near.js";
import { colour, DASHES, LISTED, OUTLINES, readColours, widthOf } from "./symbols.js";

const PATHS = Object.fromEntries(Object.entries(OUTLINES).map(([name, outline]) => [name, new Path2D(outline)]));
const PENNANT = new Path2D(LISTED);

/** The colour of a node: that of its kind, or of its score.
 * @param {number} n */
export const fillOf = (n) => (scale?.by === "colour" ? mixed(shareOf(n)) : colour[nodes[n].family]);
const mixed = (/** @type {number | null} */ share) => {
  if (share == null) return colour.ground;
  const [low, high] = [colour.low, colour.high].map((text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)));
  return `rgb(${low.map((value, band) => Math.round(value + (high[band] - value) * share)).join(",")})`;
};
// ---- drawing
const drawNode = (/** @type {any} */ { ctx, id, x, y, state: { hover } }) => ({
  drawNode() {
    const one = drawn.at.get(id);
    if (!one) return;
    const size = sizeOf(one, network.getScale());
    ctx.save();
    ctx.globalAlpha = isFaded(id) ? 0.22 : 1;
    ctx.translate(x, y);
    if (isChosen(id) || hover) {
      ctx.beginPath();
      ctx.arc(0, 0, size + 6, 0, 7);
      ctx.strokeStyle = colour.accent;
      ctx.lineWidth = 3;
      ctx.stroke();
    }
    if (one.community) drawBubble(ctx, size); else drawSymbol(ctx, one.node, size);
    ctx.restore();
  },
  nodeDimensions: { width: 2 * sizeOf(drawn.at.get(id), network.getScale()), height: 2 * sizeOf(drawn.at.get(id), network.getScale()) },
});
const drawBubble = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {number} */ size) => {
  ctx.beginPath();
  ctx.arc(0, 0, size, 0, 7);
  ctx.fillStyle = colour.raised;
  ctx.fill();
  ctx.lineWidth = 1.6 * thickness();
  ctx.setLineDash([6 * thickness(), 4 * thickness()]);
  ctx.strokeStyle = colour.soft;
  ctx.stroke();
};
const drawSymbol = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {number} */ n, /** @type {number} */ size) => {
  const { family, lists } = nodes[n], path = PATHS[family] ?? PATHS.Other;
  ctx.scale(size, size);
  ctx.lineWidth = 5 / size;
  ctx.strokeStyle = colour.ground;
  ctx.stroke(path);
  ctx.fillStyle = fillOf(n);
  ctx.fill(path);
  ctx.lineWidth = 1.4 / size;
  ctx.strokeStyle = colour.outline;
  ctx.stroke(path);
  if (lists.length) {
    ctx.lineWidth = 2.5 / size;
    ctx.strokeStyle = colour.ground;
    ctx.stroke(PENNANT);
    ctx.fillStyle = colour.ink;
    ctx.fill(PENNANT);
  }
};
// However far one stands off, a line is at least half as wide on the screen as from near.
export const thickness = (zoom = network.getScale()) => Math.max(1, 0.5 / zoom);
/** How wide a line is from near. @param {import("./drawn.js").Line} line */
export const lineWidth = ({ ties, origins }) => (ties.length > 1 ? Math.min(2 + Math.log2(ties.length), 7) : widthOf(origins));
const paintedLine = (/** @type {import("./drawn.js").Line} */ line) => {
  const faded = isLineFaded(line.key), own = colour[line.category] || colour.soft;
  const bundle = line.ties.length > 1, times = thickness();
  return {
    id: line.key, from: line.from, to: line.to, width: (bundle ? Math.min(times, 2.5) : times) * lineWidth(line),
    dashes: DASHES[line.category]?.length ? DASHES[line.category].map((dash) => dash * times) : false, arrows: line.directed ? "to" : "",
    smooth: line.bend ? { enabled: true, type: line.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(line.bend) } : { enabled: false },
    color: { color: own, highlight: own, hover: own, inherit: false, opacity: faded ? 0.1 : bundle && !line.category ? 0.45 : line.category === "Legal" ? 0.6 : 0.85 },
  };
};

const drawnNodes = new vis.DataSet(), drawnLines = new vis.DataSet();
readColours();
export const network = new vis.Network($("drawing"), { nodes: drawnNodes, edges: drawnLines }, {
  ...options, nodes: { ...options.nodes, ctxRenderer: drawNode }, edges: { ...options.edges, arrows: { to: { scaleFactor: 0.55 } } },
});
const replace = (/** @type {any} */ set, /** @type {any[]} */ wanted) => {
  const ids = new Set(wanted.map(({ id }) => id));
  set.remove(set.getIds().filter((/** @type {string} */ id) => !ids.has(id)));
  set.update(wanted);
};

/** Draw again what is asked for. */
export const repaint = () => {
  draw();
  findNear();
  replace(drawnNodes, drawn.nodes.map(({ key, x, y, size }) => ({ id: key, x, y, size })));
  replace(drawnLines, drawn.lines.map(paintedLine));
};

/** @type {number | undefined} */
let waiting;
/** Bring the lines to the width that the zoom wants, once it rests. */
const thicken = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => drawnLines.update(drawn.lines.map(paintedLine)), 150);
};
network.on("zoom", thicken);
network.on("animationFinished", thicken);

// ---- names and marks over the drawing
/** The point at a share of the way along a line.
 * @param {string} key @param {number} along @returns {{x: number, y: number} | null} */
export const pointOn = (key, along) => network.body.edges[key]?.edgeType?.getPoint(along) ?? null;
const write = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ size, /** @type {number} */ weight, /** @type {string} */ ink) => {
  ctx.font = `${weight} ${size}px ${FONT}`;
  ctx.lineWidth = size / 3.2;
  ctx.strokeStyle = colour.ground;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
};
network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
  const zoom = network.getScale(), { clientWidth, clientHeight } = $("drawing");
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), high = network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const placed = labels(ctx, zoom, { left: low.x, top: low.y, right: high.x, bottom: high.y }, pointOn);
  for (const { text, x, y, half, size, category } of placed.lines) {
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = colour.ground;
    ctx.fillRect(x - half, y - size * 0.6, 2 * half, 1.2 * size);
    ctx.globalAlpha = 1;
    write(ctx, text, x, y, size, 450, category && category !== "Legal" ? colour[category] : colour.soft);
  }
  for (const { x, y, text, size } of placed.marks) {
    const half = (text.length * 0.32 + 0.35) * size;
    ctx.beginPath();
    ctx.roundRect(x - half, y - size * 0.7, 2 * half, 1.4 * size, size * 0.7);
    ctx.fillStyle = colour.ground;
    ctx.fill();
    ctx.lineWidth = 1 / zoom;
    ctx.strokeStyle = colour.soft;
    ctx.stroke();
    ctx.font = `600 ${size}px ${FONT}`;
    ctx.fillStyle = colour.ink;
    ctx.fillText(text, x, y + size * 0.05);
  }
  for (const { lines, x, top, size, weight, faded } of placed.nodes) {
    ctx.globalAlpha = faded ? 0.3 : 1;
    lines.forEach((line, row) => write(ctx, line, x, top + (row + 0.6) * size * 1.2, size, weight, colour.ink));
  }
  ctx.globalAlpha = 1;
});
network.on("hoverNode", (/** @type {{node: string}} */ { node }) => { standing.hovered = { node }; });
network.on("hoverEdge", (/** @type {{edge: string}} */ { edge }) => { standing.hovered = { line: edge }; });
network.on("blurNode", () => { standing.hovered = {}; });
network.on("blurEdge", () => { standing.hovered = {}; });

// ---- moving
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
export const fit = () => {
  network.fit({ animation: false });
  thicken();
};
/** @param {number} factor */
export const zoomBy = (factor) => {
  network.moveTo({ scale: network.getScale() * factor });
  thicken();
};
/** Bring nodes into the middle of what the panel leaves free; it takes its room first.
 * @param {number[]} wanted @param {number} [least] the zoom that a single one wants at least */
export const goTo = (wanted, least = 0) => requestAnimationFrame(() => {
  const { clientWidth: wide, clientHeight: high } = $("drawing"), sheet = matchMedia("(max-width: 760px)").matches;
  const places = wanted.map((n) => drawn.at.get(keyOf(n))).filter((one) => one !== undefined);
  if (!places.length || !wide) return;
  network.redraw();
  const [left, right] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y }) => y))];
  const room = Math.min((0.7 * wide) / (right - left), ((sheet ? 0.3 : 0.7) * high) / (bottom - top));
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.min(room, Math.max(least, network.getScale())),
    offset: { x: 0, y: sheet ? -high / 4 : 0 }, animation: !calm && { duration: 300 },
  });
  thicken();
});
/** Draw again in the colours of light or dark. */
export const recolour = () => {
  readColours();
  repaint();
};
