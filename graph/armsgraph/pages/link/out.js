// Out of the page: a picture, a table, a print and a citation, each of what is shown.
import { basis, claims, CLAIM, documents, documentsOf, edges, families, MEANING, nodes, passages, saidIn, scaled, title } from "./data.js";
import { $, bdi, counted, el } from "./dom.js";
import { fillOf, lineWidth, pointOn, thickness } from "./canvas.js";
import { drawn, roomOf, sizeOf } from "./drawn.js";
import { FONT, labels } from "./labels.js";
import { paperMap } from "./map.js";
import { shown, state, told } from "./state.js";
import { CATEGORY, colour, DASHES, LISTED, OUTLINES, readColours, symbol, stroke } from "./symbols.js";
import { COLUMNS, rows } from "./table.js";
import { sourceRows } from "./sources.js";

const xml = (/** @type {string | number} */ text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;

// ---- a picture
// How wide a letter and an entry of the legend are, in pixels of the picture.
const LETTER = 6.6, KEY = 230;
/** A text in lines of so much room; a word too long for one is broken. @param {string} text @param {number} room */
const wrapped = (text, room) => {
  const lines = [""];
  for (const word of text.split(/\s+/).flatMap((part) => (roomOf(part) <= room ? [part] : part.match(new RegExp(`.{1,${Math.floor(room / 2)}}`, "gu")) ?? []))) {
    const longer = `${lines[lines.length - 1]} ${word}`.trimStart();
    if (roomOf(longer) <= room) lines[lines.length - 1] = longer; else lines.push(word);
  }
  return lines;
};
/** The chart as it is drawn, all of it, with legend and what it rests on, as an SVG without script. */
const chartSvg = () => {
  const all = drawn.nodes, margin = 90, places = all.length ? all : [{ x: 0, y: 0 }];
  const [left, top] = [Math.min(...places.map(({ x }) => x)) - margin, Math.min(...places.map(({ y }) => y)) - margin - 40];
  const [right, bottom] = [Math.max(...places.map(({ x }) => x)) + margin, Math.max(...places.map(({ y }) => y)) + margin];
  const wide = Math.max(right - left, 640), zoom = Math.min(1, 1500 / wide), room = wide * zoom - 32;
  const categories = [...new Set(drawn.lines.map(({ category }) => category).filter(Boolean))], across = Math.floor(room / KEY);
  const notes = [[`${counted(shown.nodes.size, "node")}, ${counted(shown.edges.length, "tie")}`, ...told(), scaled].filter(Boolean).join("; "), `${basis.join(". ")}.`, MEANING].flatMap((note) => wrapped(note, room / LETTER));
  const under = 26 + Math.ceil(categories.length / across) * 18, high = bottom - top + (under + notes.length * 17) / zoom;
  const ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const placed = labels(ctx, zoom, { left, top, right: left + wide, bottom }, pointOn);
  const lines = drawn.lines.map((line) => {
    const [a, b] = [drawn.at.get(line.from), drawn.at.get(line.to)], middle = pointOn(line.key, 0.5);
    if (!a || !b) return "";
    // A bent line runs through the point at half its way: twice that, less the mean of its ends, is where it is drawn to.
    const via = line.bend && middle ? `Q${round(2 * middle.x - (a.x + b.x) / 2)} ${round(2 * middle.y - (a.y + b.y) / 2)}` : "L";
    const times = thickness(zoom), width = times * lineWidth(line);
    const dash = DASHES[line.category]?.length ? ` stroke-dasharray="${DASHES[line.category].map((part) => round(part * times)).join(" ")}"` : "";
    const name = line.ties.map((e) => `${nodes[edges[e].from].label} ${edges[e].label} ${nodes[edges[e].to].label}`).slice(0, 5).join("; ");
    return `<path d="M${a.x} ${a.y}${via} ${b.x} ${b.y}" fill="none" stroke="${colour[line.category] || colour.soft}" stroke-width="${round(width)}"${dash} opacity=".8"${line.directed ? ' marker-end="url(#to)"' : ""}><title>${xml(name)}</title></path>`;
  });
  const symbols = all.map((one) => ({ ...one, size: sizeOf(one, zoom) })).map(({ node, community, x, y, size }) => (community
    ? `<circle cx="${round(x)}" cy="${round(y)}" r="${round(size)}" fill="${colour.raised}" stroke="${colour.soft}" stroke-width="2" stroke-dasharray="6 4"/>`
    : `<g transform="translate(${x} ${y}) scale(${round(size)})"><path d="${OUTLINES[nodes[node].family] ?? OUTLINES.Other}" fill="${fillOf(node)}" stroke="${colour.outline}" stroke-width=".1"/>${nodes[node].lists.length ? `<path d="${LISTED}" fill="${colour.ink}"/>` : ""}<title>${xml(nodes[node].label)}</title></g>`));
  const halo = `paint-order="stroke" stroke="${colour.ground}" stroke-linejoin="round"`;
  const names = placed.nodes.map(({ lines: parts, x, top: high, size, weight }) => parts.map((part, row) => `<text x="${round(x)}" y="${round(high + (row + 0.95) * size * 1.2)}" font-size="${round(size)}" font-weight="${weight}" text-anchor="middle" fill="${colour.ink}" stroke-width="${round(size / 3.2)}" ${halo}>${xml(part)}</text>`).join(""));
  const marks = placed.marks.map(({ x, y, text, size }) => `<text x="${round(x)}" y="${round(y + size * 0.35)}" font-size="${round(size)}" font-weight="600" text-anchor="middle" fill="${colour.ink}" stroke-width="${round(size / 2)}" ${halo}>${xml(text)}</text>`);
  // An arrow ends before the symbol to which it leads.
  const head = 8 * thickness(zoom), ahead = Math.max(13, 4 / zoom) + 2;
  const u = 1 / zoom, write = (/** @type {number} */ y, /** @type {string} */ text, size = 13, weight = 400) => `<text x="${round(left + 16 * u)}" y="${round(y)}" font-size="${round(size * u)}" font-weight="${weight}" fill="${colour.ink}">${xml(text)}</text>`;
  const key = categories.map((name, place) => {
    const x = left + (16 + (place % across) * KEY) * u, y = bottom + (14 + Math.floor(place / across) * 18) * u;
    return `<path d="M${round(x)} ${round(y)}h${round(28 * u)}" stroke="${colour[name]}" stroke-width="${round(2.4 * u)}"${DASHES[name]?.length ? ` stroke-dasharray="${DASHES[name].map((d) => round(d * u)).join(" ")}"` : ""}/><text x="${round(x + 36 * u)}" y="${round(y + 4 * u)}" font-size="${round(12 * u)}" fill="${colour.ink}">${xml(CATEGORY[name])}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(wide)} ${round(high)}" width="${round(wide * zoom)}" height="${round(high * zoom)}" font-family="${xml(FONT)}"><title>${xml(title)}</title><defs><marker id="to" viewBox="0 0 8 8" refX="${round(8 + (8 * ahead) / head)}" refY="4" markerWidth="${round(head)}" markerHeight="${round(head)}" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z" fill="${colour.soft}"/></marker></defs><rect x="${round(left)}" y="${round(top)}" width="${round(wide)}" height="${round(high)}" fill="${colour.ground}"/>${lines.join("")}${symbols.join("")}${names.join("")}${marks.join("")}${write(top + 26 * u, title, 18, 650)}${key.join("")}${notes.map((note, row) => write(bottom + (under + row * 17) * u, note, 12)).join("")}</svg>`;
};

/** @param {string} text */
const asAddress = (text) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
/** The same as a picture of twice as many pixels. @returns {Promise<Blob>} */
const chartPng = () => new Promise((done, failed) => {
  const image = new Image();
  image.onload = () => {
    const canvas = el("canvas", { width: image.width * 2, height: image.height * 2 });
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
  };
  image.onerror = () => failed(new Error("no picture"));
  image.src = asAddress(chartSvg());
});

// ---- a table
// A cell that a spreadsheet would run as a formula is led by an apostrophe.
const quoted = (/** @type {string | number} */ value) => {
  const text = String(value), safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
/** The ties that are shown as CSV (RFC 4180), in the order of the table. */
const tiesCsv = () => {
  const header = [...COLUMNS.map(({ name }) => name), "Denied by", "Addresses", "Claims", "From IRI", "To IRI"];
  const lines = rows().map((e) => {
    const { from, to, claims: behind } = edges[e];
    const denying = [...new Set(behind.flatMap((c) => claims[c].denied.flatMap((p) => passages[p].speakers)))];
    return [...COLUMNS.map(({ text }) => text(e)), denying.join(", "), documentsOf(edges[e]).map((d) => documents[d].address).filter(Boolean).join(" "), behind.map((c) => CLAIM + claims[c].iri).join(" "), nodes[from].iri, nodes[to].iri];
  });
  return [header, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
};

// ---- saving and copying
const fileName = (/** @type {string} */ ending) => `${title.normalize("NFKD").replace(/[^\w]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "armsgraph"}.${ending}`;
/** A frame in a notebook lets nothing out, and tells nobody: refuse before it does. */
const refuseInFrame = () => {
  if (window.top !== window.self) throw new Error("this frame lets nothing out; write the chart to a file and open that");
};
/** @param {Blob} blob @param {string} ending */
const save = (blob, ending) => {
  refuseInFrame();
  const address = URL.createObjectURL(blob), link = el("a", { href: address, download: fileName(ending) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
/** Put a text on the clipboard; tell whether that went well. @param {string} text */
export const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
};
/** How to cite a claim. @param {number} c */
export const cited = (c) => {
  const { iri, sentence, support, disputed } = claims[c];
  const said = saidIn(c).map(({ speakers, authorities, document, locator }) => {
    const { title: name, publisher, issued, address } = documents[document];
    return `${speakers.join(", ") || publisher || "nobody named"}${authorities.length ? ` for ${authorities.join(", ")}` : ""}, in “${name}”${publisher ? `, ${publisher}` : ""}, ${issued || "undated"}${locator ? `, ${locator}` : ""}${address ? `, ${address}` : ""}`;
  });
  return `armsgraph, claim ${iri}: “${sentence}” (${support.toLowerCase()}${disputed ? ", disputed" : ""}), according to ${said.join("; ") || "nobody"}. ${CLAIM}${iri}`;
};

// ---- a print
const PLURAL = new Map(families);
const fillPrint = () => {
  // Paper is white, whatever the screen is.
  document.documentElement.dataset.paper = "true";
  readColours();
  fillPaper();
  delete document.documentElement.dataset.paper;
  readColours();
};
const fillPaper = () => {
  const image = el("img", { src: asAddress(chartSvg()), alt: "The link chart" });
  const map = state.view === "map" && paperMap();
  const legend = el("p", {}, [...new Set(drawn.nodes.map(({ node }) => (node >= 0 ? nodes[node].family : "")).filter(Boolean))].map((family) => [symbol(family), ` ${PLURAL.get(family)} `]).flat(), [...new Set(drawn.lines.map(({ category }) => category).filter(Boolean))].map((name) => [stroke(name, 2.4), ` ${CATEGORY[name]} `]).flat(), scaled && [el("br"), scaled]);
  const table = el("table", {}, el("thead", {}, el("tr", {}, COLUMNS.slice(0, 9).map(({ name }) => el("th", {}, name)))), el("tbody", {}, rows().map((e) => el("tr", {}, COLUMNS.slice(0, 9).map(({ text }) => el("td", {}, bdi(String(text(e)))))))));
  const sources = el("ol", {}, sourceRows().map(({ document, ties }) => {
    const { title: name, publisher, issued, address } = documents[document];
    return el("li", {}, bdi(name), publisher && [", ", bdi(publisher)], `, ${issued || "undated"}, ${counted(ties, "tie")}`, address && [el("br"), bdi(address)]);
  }));
  $("print").replaceChildren(el("h1", {}, bdi(title)), el("p", {}, basis.join(". ")), told().length ? el("p", {}, `Shown: ${told().join("; ")}.`) : "", image, map || "", el("p", {}, MEANING), el("h2", {}, "Legend"), legend,
    el("h2", {}, `${counted(shown.edges.length, "tie")}`), table, el("h2", {}, "Sources"), sources);
};
const print = async () => {
  refuseInFrame();
  fillPrint();
  await Promise.all([...$("print").querySelectorAll("img")].map((one) => one.decode()));
  window.print();
};

/** Wire the buttons that take something out. */
export const setOut = () => {
  const note = $("saved");
  /** @param {string} id @param {() => unknown} act @param {string} [done] */
  const wire = (id, act, done) => $(id).addEventListener("click", async () => {
    note.textContent = "";
    try {
      await act();
      note.textContent = done ?? "";
    } catch (error) {
      note.textContent = `Not done: ${error instanceof Error ? error.message : error}`;
    }
  });
  wire("png", async () => save(await chartPng(), "png"), "PNG saved");
  wire("svg", () => save(new Blob([chartSvg()], { type: "image/svg+xml" }), "svg"), "SVG saved");
  wire("csv", () => save(new Blob([tiesCsv()], { type: "text/csv" }), "csv"), "CSV saved");
  wire("copy", async () => { if (!(await copied(tiesCsv()))) throw new Error("the browser does not let this page copy"); }, "CSV copied");
  wire("paper", print);
  addEventListener("beforeprint", () => { if (!$("print").childElementCount) fillPrint(); });
  addEventListener("afterprint", () => $("print").replaceChildren());
};
