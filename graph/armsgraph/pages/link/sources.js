// The documents behind what is shown, with what each supports, and what would fall without it.
import { claims, documents, edges, passages, saidIn } from "./data.js";
import { $, bdi, button, counted, el } from "./dom.js";
import { change, shown, state } from "./state.js";

/** @returns {{document: number, ties: number, alone: number, denies: number}[]} */
export const sourceRows = () => {
  /** @type {Map<number, {document: number, ties: number, alone: number, denies: number}>} */
  const found = new Map();
  const row = (/** @type {number} */ document) => {
    const known = found.get(document) ?? { document, ties: 0, alone: 0, denies: 0 };
    found.set(document, known);
    return known;
  };
  for (const e of shown.edges) {
    const behind = edges[e].claims.map((c) => new Set(saidIn(c).map(({ document }) => document)));
    for (const document of new Set(behind.flatMap((set) => [...set]))) row(document).ties += 1;
    for (const document of new Set(behind.filter((set) => set.size === 1).flatMap((set) => [...set]))) row(document).alone += 1;
    for (const document of new Set(edges[e].claims.flatMap((c) => claims[c].denied.map((p) => passages[p].document)))) row(document).denies += 1;
  }
  return [...found.values()].sort((a, b) => b.ties - a.ties || documents[a.document].title.localeCompare(documents[b.document].title, "en"));
};

export const renderSources = () => {
  const all = sourceRows();
  const only = (/** @type {string} */ source) => button(() => change({ source: state.source === source ? "" : source, view: "table" }), state.source === source ? "All again" : "Only this");
  $("sources").replaceChildren(el("table", {},
    el("caption", {}, `${counted(all.length, "document")} behind ${counted(shown.edges.length, "tie")}. Alone: ties that fall without it.`),
    el("thead", {}, el("tr", {}, ["Document", "Publisher", "Date", "Grade", "Supports", "Alone", "Denies", "Show"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, all.map(({ document, ties, alone, denies }) => {
      const { iri, title, publisher, issued, reliability, link } = documents[document];
      return el("tr", {}, el("th", { scope: "row" }, link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer nofollow" }, bdi(title)) : bdi(title)), el("td", {}, bdi(publisher)),
        el("td", {}, issued ? bdi(issued) : "undated"), el("td", {}, reliability || "ungraded"), el("td", {}, String(ties)), el("td", {}, String(alone)), el("td", {}, denies ? String(denies) : ""), el("td", {}, only(`doc:${iri}`)));
    }))));
};
