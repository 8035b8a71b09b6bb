// What the page was filled with: columns become rows, and each thing knows what hangs on it.

/** A listing: authority, day in words, day on which it was lifted or "", claim or -1.
 * @typedef {[string, string, string, number]} Listing */
/** @typedef {{id: number, x: number, y: number, iri: string, label: string, kind: string, family: string, names: string[],
 *  translations: string[], misspellings: string[], identifiers: string[], sides: string[], roles: string[], lists: string[], listings: Listing[],
 *  notes: string[], position: [number, number] | null, namesakes: number[], claims: number[], happening: boolean, community: number,
 *  score: number | null, ties: number[], when: string, earliest: string, latest: string}} Thing */
/** @typedef {{id: number, from: number, to: number, key: string, directed: boolean, label: string, category: string, support: string,
 *  disputed: boolean, when: string, earliest: string, latest: string, claims: number[], origins: number, layer: number, event: number}} Tie */
/** @typedef {{id: number, iri: string, sentence: string, support: string, disputed: boolean, when: string, held: string[], confidence: string,
 *  reason: string, notes: string[], asserted: number[], origins: number[], independent: number, denied: number[], conflicts: number[],
 *  elsewhere: string[]}} Claim */
/** @typedef {{id: number, document: number, speakers: string[], authorities: string[], locator: string, paraphrase: string, accessed: string,
 *  credibility: string, relies: string[], misreports: boolean}} Passage */
/** @typedef {{id: number, iri: string, title: string, publisher: string, issued: string, reliability: string, address: string, barred: boolean, link: string}} Source */
/** @typedef {{box: [number, number, number, number], scale: number, land: string, borders: string}} Coast */

/** How an edge is drawn: where events are edges, or where they are nodes; what is neither is drawn in any mode. */
export const THROUGH = 1;
export const LEG = 2;

const page = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("data")).textContent ?? "");
const { told } = page;

/** A column most of which is alike is told by its length, what is usual, and the rest by place.
 * @typedef {{of: number, usual: unknown, but: Record<number, unknown>}} Sparse
 * @param {Record<string, unknown[] | Sparse>} columns @returns {any[]} */
const rows = (columns) => {
  const full = Object.entries(columns).map(([name, column]) => /** @type {[string, unknown[]]} */ (
    [name, Array.isArray(column) ? column : Array.from({ length: column.of }, (_, at) => (at in column.but ? column.but[at] : column.usual))]));
  return (full[0]?.[1] ?? []).map((_, id) => Object.assign({ id }, Object.fromEntries(full.map(([name, column]) => [name, column[id]]))));
};

export const options = page.options;
/** @type {Coast | null} */
export const coast = page.coast;
/** @type {string} */
export const title = page.title;
/** @type {string[]} */
export const basis = [page.basis, ...page.notes];
/** What a line means, and what the whole is not, as the foot of the page says too: for paper and pictures. */
export const MEANING = "A line says: some cited source asserts this, and no curator has refuted or withdrawn it. It does not say that it is so. Not an accusation, not legal advice, not a screening tool.";
/** @type {{name: string, by: string} | null} */
export const scale = page.scale;
/** @type {[string, string][]} */
export const families = told.families;
/** @type {string[]} */
export const categories = told.categories;
/** @type {Thing[]} */
export const nodes = rows(told.nodes);
/** A score in few digits. @param {number} score */
export const inFew = (score) => String(Number(score.toPrecision(4)));
const greatest = nodes.reduce((most, { score }) => Math.max(most, score ?? 0), 0);
/** What the scores of nodes say, in words; "" without scores. */
export const scaled = scale ? `${scale.by === "size" ? "size" : "colour"} of a node: ${scale.name}, from 0 to ${inFew(greatest)}${scale.by === "size" ? "; without a score as usual" : ", the stronger the higher; white without a score"}` : "";
/** What share of the greatest score a node has, as a root; null where none is given.
 * @param {number} n */
export const shareOf = (n) => {
  const { score } = nodes[n];
  return score == null || !greatest ? null : Math.sqrt(Math.max(score, 0) / greatest);
};
/** The ten nodes of the highest scores. */
export const leading = new Set(nodes.filter(({ score }) => score).sort((a, b) => (b.score ?? 0) - (a.score ?? 0)).slice(0, 10).map(({ id }) => id));
/** @type {Tie[]} */
export const edges = rows(told.edges);
/** @type {Claim[]} */
export const claims = rows(told.claims);
/** @type {Passage[]} */
export const passages = rows(told.passages);
/** @type {Source[]} */
export const documents = rows(told.documents);

// A drawing is wider than high; on a screen that is higher than wide it stands upright.
const upright = matchMedia("(orientation: portrait)").matches;
for (const { id, x, y } of page.nodes) Object.assign(nodes[id], { x: upright ? y : x, y: upright ? x : y, ties: [], when: "", earliest: "", latest: "" });
for (const [id, [from, to]] of page.edges.entries()) {
  const edge = edges[id], key = edge.key || claims[edge.claims[edge.claims.length - 1]].iri;
  Object.assign(edge, { from, to, key: edge.layer === LEG ? `leg/${key}` : key });
}
for (const source of documents) source.link = source.barred === false ? source.address : "";
for (const node of nodes) if (node.happening) node.family = "Event";
for (const edge of edges) {
  nodes[edge.from].ties.push(edge.id);
  if (edge.to !== edge.from) nodes[edge.to].ties.push(edge.id);
  // An event has the time of its legs.
  if (edge.layer === LEG && !nodes[edge.to].when) {
    const { when, earliest, latest } = edge;
    Object.assign(nodes[edge.to], { when, earliest, latest });
  }
}
// An event all of whose legs are in one community belongs to it; one that ties several stands by itself.
for (const node of nodes) {
  if (node.community) continue;
  const near = new Set(node.ties.map((e) => nodes[edges[e].from === node.id ? edges[e].to : edges[e].from]).filter(({ family, happening }) => family !== "State" && !happening).map(({ community }) => community));
  if (near.size === 1) node.community = [...near][0];
}
const order = (/** @type {Tie} */ { category, label }) => `${categories.indexOf(category)} ${label}`;
for (const { ties } of nodes) ties.sort((a, b) => order(edges[a]).localeCompare(order(edges[b]), "en") || a - b);

export const hasEvents = edges.some(({ layer }) => layer === LEG);
/** The address of claims, to which what `iri` tells is added. */
export const CLAIM = "https://w3id.org/armsgraph/claim/";

/** Things by a key, in the order in which they come.
 * @template T, K
 * @param {Iterable<T>} all @param {(one: T) => K} keyOf @returns {Map<K, T[]>} */
export const grouped = (all, keyOf) => {
  /** @type {Map<K, T[]>} */
  const found = new Map();
  for (const one of all) {
    const key = keyOf(one), group = found.get(key);
    if (group) group.push(one); else found.set(key, [one]);
  }
  return found;
};

/** What asserts a claim and gets nothing wrong.
 * @param {number} claim @returns {Passage[]} */
export const saidIn = (claim) => claims[claim].asserted.map((p) => passages[p]).filter(({ misreports }) => !misreports);

/** Documents that assert what an edge hangs on, each once.
 * @param {Tie} edge @returns {number[]} */
export const documentsOf = (edge) => [...new Set(edge.claims.flatMap((c) => saidIn(c).map(({ document }) => document)))];

/** Who asserts what an edge hangs on, each once.
 * @param {Tie} edge @returns {string[]} */
export const speakersOf = (edge) => [...new Set(edge.claims.flatMap((c) => saidIn(c).flatMap(({ speakers, authorities }) => (authorities.length ? authorities : speakers))))];

/** @param {Tie} edge @param {number} node */
export const otherEnd = (edge, node) => (edge.from === node ? edge.to : edge.from);

/** The members of each community, first those by which it is called.
 * @type {Map<number, number[]>} */
export const communities = grouped(nodes.filter(({ community, happening }) => community && !happening).map(({ id }) => id), (n) => nodes[n].community);
for (const members of communities.values()) members.sort((a, b) => nodes[b].ties.length - nodes[a].ties.length || a - b);

/** @param {number} community */
export const calledBy = (community) => {
  const members = communities.get(community) ?? [];
  const first = members.slice(0, 2).map((n) => nodes[n].label);
  return first.join(", ") + (members.length > 2 ? ` and ${members.length - 2} more` : "");
};
