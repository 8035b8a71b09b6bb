// Symbols: outlines within two units, drawn on the canvas, in the legend and in pictures alike.
import { svg } from "./dom.js";
import { categories } from "./data.js";

/** @type {Record<string, string>} */
export const OUTLINES = {
  State: "M-.95-.95H.95V.1C.95.7.4 1 0 1.15-.4 1-.95.7-.95.1Z",
  Person: "M1 0A1 1 0 1 1-1 0 1 1 0 1 1 1 0Z",
  Group: "M.15-.5A.6.6 0 1 1-1.05-.5 .6.6 0 1 1 .15-.5ZM1.15-.2A.55.55 0 1 1 .05-.2 .55.55 0 1 1 1.15-.2ZM.5.5A.6.6 0 1 1-.7.5 .6.6 0 1 1 .5.5Z",
  Company: "M-.9-.9H.9V.9H-.9Z",
  GovernmentBody: "M1.05 0L.52.91H-.52L-1.05 0-.52-.91H.52Z",
  Military: "M0-1.05L1.1.85H-1.1Z",
  InternationalBody: "M0-1.15L.29-.4 1.09-.36.47.15.68.93 0 .5-.68.93-.47.15-1.09-.36-.29-.4Z",
  Vessel: "M-1.25.1H1.25L.8.85H-.75ZM-.8-.05V-.5H-.15V-1H.3V-.5H.65V-.05Z",
  Aircraft: "M0-1.2C.15-1.2.22-.95.22-.7V-.3L1.15.3V.62L.22.32V.72L.55 1V1.2L0 1.05-.55 1.2V1L-.22.72V.32L-1.15.62V.3L-.22-.3V-.7C-.22-.95-.15-1.2 0-1.2Z",
  Place: "M0 1.2C-.5.55-.9.2-.9-.3A.9.9 0 1 1 .9-.3C.9.2.5.55 0 1.2Z",
  Other: "M0-1.1L1.1 0 0 1.1-1.1 0Z",
  Event: "M-.38-1.05H.38V-.38H1.05V.38H.38V1.05H-.38V.38H-1.05V-.38H-.38Z",
};
/** A pennant, at the upper right of whoever an authority lists. */
export const LISTED = "M.55-2.05L2-1.5.8-.95V-.2H.55Z";
/** How the ties of each category are dashed: in units of a line two pixels wide. @type {Record<string, number[]>} */
export const DASHES = {
  Dealing: [], Affiliation: [9, 3], Ownership: [14, 3, 3, 3], Supply: [], Diplomacy: [2, 4], Identity: [5, 5], Legal: [2, 3],
};
/** @type {Record<string, string>} */
export const CATEGORY = {
  Dealing: "dealing, brokerage", Affiliation: "affiliation", Ownership: "ownership, control", Supply: "supply",
  Diplomacy: "diplomacy", Identity: "identity, counted lists", Legal: "legal: listed, not tied",
};
/** How wide a line is that so many independent origins bear out; what only relays tell has none. */
export const WIDTHS = [1.2, 1.6, 3, 4.4];
/** @param {number} origins */
export const widthOf = (origins) => WIDTHS[Math.min(origins, WIDTHS.length - 1)];

/** The colours of the style sheet, by the names of its properties.
 * @type {Record<string, string>} */
export const colour = {};
export const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  const wanted = ["ground", "raised", "ink", "soft", "line", "accent", "outline", "low", "high", ...Object.keys(OUTLINES), ...categories];
  for (const name of wanted) colour[name] = style.getPropertyValue(`--${name}`).trim();
};

/** A symbol for the legend and for lists.
 * @param {string} family @param {boolean} [listed] */
export const symbol = (family, listed = false) => {
  const parts = [svg("path", { d: OUTLINES[family] ?? OUTLINES.Other, fill: `var(--${family})`, stroke: "var(--outline)", "stroke-width": 0.12 })];
  if (listed) parts.push(svg("path", { d: LISTED, fill: "var(--ink)" }));
  return svg("svg", { width: 16, height: 16, viewBox: listed ? "-1.4 -2.2 3.6 3.6" : "-1.4 -1.4 2.8 2.8", "aria-hidden": "true" }, ...parts);
};

/** A piece of line for the legend and for lists.
 * @param {string} name @param {number} width @param {number[]} [dash] */
export const stroke = (name, width, dash = DASHES[name] ?? []) =>
  svg("svg", { width: 30, height: 10, viewBox: "0 0 30 10", "aria-hidden": "true" },
    svg("path", { d: "M1 5H29", fill: "none", stroke: `var(--${name})`, "stroke-width": width, "stroke-dasharray": dash.join(" ") }));
