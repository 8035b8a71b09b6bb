// Names on the drawing and on a picture of it: they keep a readable size, and one that would cover another waits for a closer look.
import { leading, nodes } from "./data.js";
import { drawn, sizeOf } from "./drawn.js";
import { isChosen, isFaded, isLineFaded, standing } from "./near.js";

export const FONT = 'system-ui, "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", "Noto Sans JP", "Noto Sans CJK JP", sans-serif';
/** The point at a share of the way along a line.
 * @typedef {(key: string, along: number) => {x: number, y: number} | null} PointOn */

class Taken {
  constructor(/** @type {number} */ cell) {
    this.cell = cell;
    /** @type {Map<string, [number[], string | null][]>} */
    this.cells = new Map();
  }
  /** @param {number[]} box @param {(key: string) => boolean | void | undefined} visit */
  over([left, top, right, bottom], visit) {
    for (let column = Math.floor(left / this.cell); column <= right / this.cell; column++)
      for (let row = Math.floor(top / this.cell); row <= bottom / this.cell; row++) if (visit(`${column} ${row}`)) return true;
    return false;
  }
  /** @param {number[]} box @param {string} [owner] @param {boolean} [labelsOnly] */
  hits(box, owner, labelsOnly = false) {
    return this.over(box, (key) => this.cells.get(key)?.some(([other, whose]) =>
      (whose === null || (!labelsOnly && whose !== owner)) && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]));
  }
  /** @param {number[]} box @param {string | null} [owner] */
  add(box, owner = null) {
    this.over(box, (key) => {
      const cell = this.cells.get(key);
      if (cell) cell.push([box, owner]); else this.cells.set(key, [[box, owner]]);
    });
  }
}
/** @type {Map<string, number>} */
const widths = new Map();
const widthIn = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {string} */ text) => {
  const name = `${ctx.font} ${text}`;
  let found = widths.get(name);
  if (found === undefined) widths.set(name, found = ctx.measureText(text).width);
  return found;
};

/** Where labels go at a zoom: as many as fit, the weightiest first. The drawing and the picture that is saved use it alike.
 * @typedef {{key: string, lines: string[], x: number, top: number, size: number, weight: number, faded: boolean}} Label
 * @typedef {{key: string, text: string, x: number, y: number, half: number, size: number, category: string}} LineLabel
 * @param {CanvasRenderingContext2D} ctx @param {number} zoom @param {{left: number, top: number, right: number, bottom: number} | null} frame @param {PointOn} pointOn
 * @returns {{nodes: Label[], lines: LineLabel[], marks: {x: number, y: number, text: string, size: number}[]}} */
export const labels = (ctx, zoom, frame, pointOn) => {
  const taken = new Taken(80 / zoom);
  const visible = ({ x = 0, y = 0 }) => !frame || (x > frame.left - 80 && x < frame.right + 80 && y > frame.top - 60 && y < frame.bottom + 60);
  const present = drawn.nodes.filter(visible);
  for (const one of present) {
    const size = sizeOf(one, zoom);
    taken.add([one.x - size, one.y - size, one.x + size, one.y + size], one.key);
  }
  const first = (/** @type {string} */ key) => isChosen(key) || standing.hovered.node === key || (standing.near?.nodes.has(key) ?? false);
  const order = [...present.filter(({ key }) => first(key)), ...present.filter(({ key }) => !first(key))];
  const named = placedNodes(ctx, order, zoom, taken, frame), marks = placedMarks(zoom, taken, visible, pointOn);
  return { nodes: named, lines: zoom > 0.3 ? placedLines(ctx, zoom, taken, visible, pointOn) : [], marks };
};
const placedNodes = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {import("./drawn.js").Drawn[]} */ order, /** @type {number} */ zoom, /** @type {Taken} */ taken, /** @type {{left: number, top: number, right: number, bottom: number} | null} */ frame) => {
  /** @type {Label[]} */
  const found = [];
  const size = Math.min(15, Math.max(10.5, 13 * zoom)) / zoom;
  for (const one of order) {
    const { key, node, x, y, lines, community } = one, radius = sizeOf(one, zoom);
    const weight = community || nodes[node].family === "State" || leading.has(node) ? 650 : 450;
    ctx.font = `${weight} 100px ${FONT}`;
    const half = (Math.max(...lines.map((line) => widthIn(ctx, line))) * size) / 200 + 2 / zoom;
    const tall = lines.length * size * 1.2;
    const spots = [[x, y + radius + 3], [x, y - radius - 3 - tall], [x + radius + 4 + half, y - tall / 2], [x - radius - 4 - half, y - tall / 2]];
    const fits = (/** @type {boolean} */ labelsOnly) => (/** @type {number[]} */ [middle, top]) => (!frame || (middle - half > frame.left && middle + half < frame.right && top + tall < frame.bottom && top > frame.top))
      && !taken.hits([middle - half, top, middle + half, top + tall], key, labelsOnly);
    // A landmark may stand on symbols, never on other names.
    const free = spots.find(fits(false)) ?? (weight > 450 ? spots.find(fits(true)) : undefined);
    if (!free && standing.hovered.node !== key && !isChosen(key)) continue;
    const [middle, top] = free ?? spots[0];
    taken.add([middle - half, top, middle + half, top + tall]);
    found.push({ key, lines, x: middle, top, size, weight, faded: isFaded(key) });
  }
  return found;
};
const placedMarks = (/** @type {number} */ zoom, /** @type {Taken} */ taken, /** @type {(place: {x?: number, y?: number}) => boolean} */ visible, /** @type {PointOn} */ pointOn) => {
  const found = [];
  for (const { key, ties, disputed } of drawn.lines) {
    if (!disputed && ties.length === 1) continue;
    if (isLineFaded(key)) continue;
    const place = pointOn(key, 0.5);
    if (!place || !visible(place)) continue;
    const text = `${disputed ? "≠" : ""}${ties.length > 1 ? ties.length : ""}`, size = 11 / zoom, half = (text.length * 0.32 + 0.35) * size;
    const box = [place.x - half, place.y - size * 0.7, place.x + half, place.y + size * 0.7];
    if (taken.hits(box)) continue;
    taken.add(box);
    found.push({ x: place.x, y: place.y, text, size });
  }
  return found;
};
const placedLines = (/** @type {CanvasRenderingContext2D} */ ctx, /** @type {number} */ zoom, /** @type {Taken} */ taken, /** @type {(place: {x?: number, y?: number}) => boolean} */ visible, /** @type {PointOn} */ pointOn) => {
  /** @type {LineLabel[]} */
  const found = [];
  const size = Math.min(13, Math.max(10, 11 * zoom)) / zoom;
  const marked = (/** @type {string} */ key) => standing.hovered.line === key || (standing.near?.lines.has(key) ?? false);
  const rank = (/** @type {import("./drawn.js").Line} */ line) => (marked(line.key) ? 0 : line.category === "Legal" ? 2 : 1);
  ctx.font = `450 100px ${FONT}`;
  for (const { key, from, to, label, category } of [...drawn.lines].sort((a, b) => rank(a) - rank(b))) {
    const ends = [drawn.at.get(from), drawn.at.get(to)];
    if (!ends.some((end) => end && visible(end)) || (standing.near && !marked(key))) continue;
    const half = (widthIn(ctx, label) * size) / 200 + 2 / zoom;
    for (const along of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75]) {
      const place = pointOn(key, along);
      if (!place) break;
      const box = [place.x - half, place.y - size * 0.6, place.x + half, place.y + size * 0.6];
      if (taken.hits(box)) continue;
      taken.add(box);
      found.push({ key, text: label, x: place.x, y: place.y, half, size, category });
      break;
    }
  }
  return found;
};
