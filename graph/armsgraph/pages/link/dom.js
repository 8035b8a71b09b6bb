// Elements: text from data enters the page here alone, as text nodes.

/** The element of that id; the template has it.
 * @param {string} id @returns {HTMLElement} */
export const $ = (id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
};

/** The input or select of that id.
 * @param {string} id @returns {HTMLInputElement} */
export const field = (id) => /** @type {HTMLInputElement} */ ($(id));

/** @param {Inside[]} parts @returns {Part[]} */
const flat = (parts) => parts.flatMap((part) => (Array.isArray(part) ? flat(part) : [part]));

/** Make an element; falsy parts are left out, strings become text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, unknown>} [given] @param {...Inside} inside @returns {HTMLElementTagNameMap[K]} */
export const el = (tag, given = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), given);
  for (const part of flat(inside)) if (part !== "" && part != null && part !== false) made.append(part instanceof Node ? part : String(part));
  return made;
};

/** The language that a text's script tells, for the right shapes of its letters.
 * @param {string} text @returns {string} */
export const langOf = (text) =>
  /[\uac00-\ud7a3\u1100-\u11ff]/.test(text) ? "ko" : /[\u3040-\u30ff]/.test(text) ? "ja" : /[\u0400-\u04ff]/.test(text) ? "ru" : "";

/** Text from data, isolated from the reading direction around it.
 * @param {string} text @returns {HTMLElement} */
export const bdi = (text) => {
  const lang = langOf(text);
  return el("bdi", lang ? { lang } : {}, text);
};

/** @param {string[]} all @returns {Part[]} */
export const names = (all) => all.flatMap((name, place) => [place ? ", " : "", bdi(name)]);

/** Give an element a name by which it is found when its view is drawn anew.
 * @template {Element} E @param {E} element @param {string} key @returns {E} */
export const keyed = (element, key) => {
  element.setAttribute("data-key", key);
  return element;
};

/** A button and what it does.
 * @param {() => void} act @param {...Inside} inside @returns {HTMLButtonElement} */
export const button = (act, ...inside) => {
  const made = el("button", { type: "button" }, ...inside);
  made.addEventListener("click", act);
  return made;
};

const SVG = "http://www.w3.org/2000/svg";

/** Make an element of SVG.
 * @param {string} tag @param {Record<string, string | number>} [given] @param {...(Node | string)} inside @returns {SVGElement} */
export const svg = (tag, given = {}, ...inside) => {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, String(value));
  made.append(...inside);
  return made;
};

/** A name of the model in words: GovernmentBody is government body.
 * @param {string} name */
export const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** One or many of something.
 * @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** @param {Inside[]} parts */
export const list = (parts) => el("ul", {}, parts.map((part) => el("li", {}, part)));

/** A heading and what stands under it, or nothing without that.
 * @param {string} title @param {Inside[]} parts @returns {Inside[]} */
export const section = (title, parts) => (parts.length ? [el("h3", {}, title), .../** @type {Node[]} */ (parts)] : []);
