// The evidence: who is this, who says so, who denies it, since when, how sure, what else is near.
import { calledBy, claims, communities, documents, edges, inFew, LEG, nodes, otherEnd, passages, scale, THROUGH } from "./data.js";
import { $, bdi, button, counted, el, langOf, list, names, section, words } from "./dom.js";
import { back, choose, close, follow, hasPast, lookAtPanel, open, visit, way } from "./choose.js";
import { hops } from "./paths.js";
import { picker } from "./search.js";
import { change, expand, hide, neighbours, onlyAround, shown, state } from "./state.js";
import { stroke, symbol, widthOf } from "./symbols.js";
import { cited, copied } from "./out.js";

// A long list shows so many at first.
const FIRST = 40;

/** @param {string} text */
const heading = (text) => el("h2", { tabIndex: -1 }, bdi(text));
/** @param {{support: string, disputed: boolean}} backing */
const badges = ({ support, disputed }) => el("p", { className: "badges" },
  el("span", { className: support === "Alleged" ? "badge" : "badge strong" }, words(support)),
  disputed && el("span", { className: "badge disputed" }, "≠ disputed"));
/** @param {number} n */
const nodeButton = (n) => button(() => visit(n), symbol(nodes[n].family, nodes[n].lists.length > 0), " ", bdi(nodes[n].label));
/** A list of which the rest is shown when asked for. @param {Inside[]} parts */
const long = (parts) => {
  const shownFirst = list(parts.slice(0, FIRST));
  if (parts.length <= FIRST) return shownFirst;
  const more = button(() => { shownFirst.append(...parts.slice(FIRST).map((part) => el("li", {}, part))); more.remove(); }, `${parts.length - FIRST} more`);
  return el("div", {}, shownFirst, more);
};
/** @param {number} c */
const claimButton = (c) => {
  const { sentence, support, disputed } = claims[c];
  const made = button(() => choose({ type: "claim", id: c }), el("span", {}, bdi(sentence), " ", el("span", { className: "soft" }, words(support), disputed && ", disputed")));
  made.className = "tie";
  return made;
};
/** @param {number} e @param {number} [from] the end at which the reader stands */
const tieButton = (e, from = -1) => {
  const edge = edges[e], { label, category, support, disputed, when, directed, origins } = edge;
  const sign = !directed ? "—" : from < 0 || edge.from === from ? "→" : "←";
  const backed = el("span", { className: "soft" }, [words(support), disputed ? "disputed" : "", when].filter(Boolean).join(", "));
  const made = button(() => follow(e), stroke(category, widthOf(origins)),
    from < 0 ? el("span", {}, bdi(nodes[edge.from].label), ` ${label} ${sign} `, bdi(nodes[edge.to].label), " ", backed)
      : el("span", {}, `${label} ${sign} `, bdi(nodes[otherEnd(edge, from)].label), " ", backed));
  made.className = "tie";
  return made;
};

// ---- a node
/** @param {number} n @returns {Inside[]} */
const nodeParts = (n) => {
  const { label, kind, score, names: all, identifiers, sides, roles, lists, listings, namesakes, notes, claims: about, ties, when, happening, position } = nodes[n];
  const rows = [["Other names", all.filter((name) => name !== label)], ["Identifiers", identifiers], ["Side", sides], ["Roles", roles.map((role) => `${role} (derived from ties)`)],
    ["When", when ? [when] : []], [scale?.name ?? "", score == null ? [] : [inFew(score)]], ["Position", position ? [`${position[1].toFixed(2)}° N, ${position[0].toFixed(2)}° E`] : []]]
    .filter(([, values]) => values.length)
    .flatMap(([name, values]) => [el("dt", {}, String(name)), el("dd", {}, .../** @type {string[]} */ (values).map((value) => el("div", {}, bdi(value))))]);
  const own = ties.filter((e) => edges[e].layer !== (state.events ? THROUGH : LEG));
  const near = neighbours(n), hidden = new Set(near.filter((other) => !shown.nodes.has(other))).size;
  return [
    el("p", { className: "kind" }, happening ? "event: " : "", words(kind), lists.length > 0 && " · listed by an authority"), heading(label),
    rows.length > 0 && el("dl", {}, rows),
    ...section("Designations", listings.length ? [listed(listings)] : []),
    ...section("Not to be confused with: goes by one of its names too", namesakes.length ? [list(namesakes.map(nodeButton))] : []),
    ...section("Notes of the curators", notes.map((note) => el("p", {}, bdi(note)))),
    ...section("Explore", [explore(n, hidden)]),
    ...section(`Ties (${own.filter((e) => shown.edge[e]).length} of ${own.length} shown)`, own.length ? [long(own.map((e) => tieButton(e, n)))] : []),
    ...section("What is claimed about it", about.length ? [long(about.map(claimButton))] : []),
  ];
};
/** A delisting comes first. @param {import("./data.js").Listing[]} listings */
const listed = (listings) => {
  const order = [...listings].sort((a, b) => Number(!a[2]) - Number(!b[2]));
  return el("table", { className: "listings" }, el("thead", {}, el("tr", {}, ["Authority", "Listed", "Lifted"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, order.map(([authority, day, lifted, claim]) => el("tr", {}, el("th", { scope: "row" }, bdi(authority)),
      el("td", {}, claim < 0 ? bdi(day || "day unknown") : button(() => choose({ type: "claim", id: claim }), bdi(day || "day unknown"))),
      el("td", {}, lifted ? bdi(lifted) : "—")))));
};
/** @param {number} n @param {number} hidden */
const explore = (n, hidden) => {
  const { community } = nodes[n], members = communities.get(community)?.length ?? 0;
  const lit = state.lit === community && community > 0;
  return el("div", { className: "tools" },
    button(() => onlyAround(n, 1), "Only its neighbours"), button(() => onlyAround(n, 2), "Two steps around"),
    hidden > 0 && button(() => expand(n), `Show ${counted(hidden, "hidden neighbour")}`),
    button(() => hide(n), "Hide it"),
    (state.around || state.removed.size > 0) && button(() => change({ around: null, removed: new Set() }), "Show the whole again"),
    members > 1 && button(() => change({ lit: lit ? 0 : community }), lit ? "Its community: no longer highlighted" : `Highlight its community (${members})`),
    el("div", { className: "pick" }, picker("Path from here to …", (other) => way(n, other), n)));
};

// ---- an edge, several, a community, a path
/** @param {number} e @returns {Inside[]} */
const edgeParts = (e) => {
  const edge = edges[e], { label, category, when, event, claims: behind, directed, origins } = edge;
  const also = event >= 0 ? nodes[event].claims.filter((c) => !behind.includes(c)) : [];
  return [
    el("p", { className: "kind" }, `${words(category)} tie, ${counted(origins, "independent origin")}`),
    heading(`${nodes[edge.from].label} ${label} ${nodes[edge.to].label}`),
    el("p", { className: "ends" }, nodeButton(edge.from), ` ${label} ${directed ? "→" : "—"} `, nodeButton(edge.to)),
    badges(edge),
    event >= 0 && edge.to !== event && el("p", { className: "soft" }, "Event: ", bdi(nodes[event].label)),
    when !== "" && el("p", { className: "soft" }, "When: ", bdi(when)),
    ...section(behind.length > 1 ? "The claims that it hangs on; it is as strong as the weakest" : "The claim behind it", behind.map((c) => claimCard(c))),
    ...section("Also said of this event", also.length ? [long(also.map(claimButton))] : []),
  ];
};
/** @param {number[]} ties @returns {Inside[]} */
const tiesParts = (ties) => [
  el("p", { className: "kind" }, "several ties"), heading(counted(ties.length, "tie")),
  el("p", { className: "soft" }, "Each stands on claims of its own."), long(ties.map((e) => tieButton(e))),
];
/** @param {number} community @returns {Inside[]} */
const communityParts = (community) => {
  const members = (communities.get(community) ?? []).filter((n) => shown.nodes.has(n));
  return [
    el("p", { className: "kind" }, "community: more ties among its members than chance would put there"), heading(calledBy(community)),
    el("div", { className: "tools" }, button(() => open(community), state.expanded.includes(community) ? "It is open" : `Open it (${counted(members.length, "node")})`),
      button(() => change({ expanded: state.expanded.filter((c) => c !== community) }), "Close it"),
      button(() => change({ around: new Set(members), removed: new Set() }), "Only these")),
    ...section("Members, the best tied first", [long(members.map(nodeButton))]),
  ];
};
/** @param {[number, number]} ends @returns {Inside[]} */
const pathParts = (ends) => {
  const found = hops(ends);
  return [
    el("p", { className: "kind" }, "path"), heading(`${nodes[ends[0]].label} to ${nodes[ends[1]].label}`),
    el("p", { className: "soft" }, found.length ? `The shortest way along what is shown, in ${counted(found.length, "step")}; of equally short ones the best backed. No way leads through states, counted groups, posts or listings.`
      : "No way leads from one to the other along what is shown; states, counted groups, posts and listings are no bridge. Let the filters through more."),
    el("div", { className: "tools" }, found.length > 0 && button(() => change({ around: new Set(found.flatMap(({ from, to }) => [from, to])), removed: new Set() }), "Only this path"),
      button(() => way(ends[1], ends[0]), "The other way round")),
    ...found.flatMap(({ from, to, ties }, place) => /** @type {Inside[]} */ ([
      el("h3", { className: "hop" }, `${place + 1}. `, bdi(nodes[from].label), " – ", bdi(nodes[to].label)),
      ...ties.map((e) => el("div", {}, tieButton(e, from), edges[e].claims.map((c) => el("div", { className: "said" }, el("section", {}, voicesOf(c)))))),
    ])),
  ];
};
/** Who says a claim, in short: speakers and documents, those who deny it too. @param {number} c @returns {Inside[]} */
const voicesOf = (c) => [
  ...claims[c].asserted.map((p) => el("p", {}, attribution(p))),
  ...claims[c].denied.map((p) => el("p", {}, el("strong", {}, "Denied "), attribution(p))),
];

// ---- a claim
/** According to whom, for whom, in which document, on which day, where in it. @param {number} p @returns {Inside[]} */
const attribution = (p) => {
  const { speakers, authorities, document, locator, misreports } = passages[p], { title, publisher, issued, address, link } = documents[document];
  const source = link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer nofollow" }, bdi(title)) : bdi(title);
  const who = speakers.length ? names(speakers) : [publisher ? bdi(publisher) : "nobody named"];
  return [el("span", {}, "according to ", el("strong", {}, who), authorities.length > 0 && [" for ", ...names(authorities)], ", in ", source, publisher && [" (", bdi(publisher), ")"],
    issued ? [" on ", bdi(issued)] : ", undated", locator && [", ", bdi(locator)], !link && address && [", ", bdi(address)], misreports && " – it gets this wrong and supports nothing")];
};
/** @param {number} p @param {boolean} origin */
const passage = (p, origin) => {
  const { document, paraphrase, accessed, credibility, relies } = passages[p], { reliability } = documents[document];
  const grades = [accessed ? `read as: ${accessed}` : "", reliability ? `source grade ${reliability}` : "source ungraded", credibility ? `credibility ${credibility}` : "", origin ? "an origin of this claim" : ""].filter(Boolean).join("; ");
  return el("div", { className: "passage" }, el("p", { className: "according" }, attribution(p)), paraphrase !== "" && el("p", { lang: langOf(paraphrase) || "en" }, bdi(paraphrase)),
    relies.map((told) => el("p", { className: "soft" }, "relies on ", bdi(told))), el("p", { className: "soft" }, grades));
};
/** @param {number} c @param {boolean} [withSentence] */
const claimCard = (c, withSentence = true) => {
  const claim = claims[c], yes = claim.asserted.map((p) => passage(p, claim.origins.includes(p))), no = claim.denied.map((p) => passage(p, false));
  const times = [claim.when, claim.held.length ? `held on ${claim.held.join(", ")}` : ""].filter(Boolean).join("; ");
  const against = claim.conflicts.length || claim.elsewhere.length;
  return el("article", { className: "claim" },
    withSentence && el("p", { className: "sentence" }, bdi(claim.sentence)), badges(claim),
    el("p", { className: "soft" }, times ? ["When: ", bdi(times), ". "] : "", counted(claim.independent, "independent origin"), claim.confidence && `, the curators' confidence ${claim.confidence.toLowerCase()}`, ". Claim ", bdi(claim.iri)),
    claim.reason !== "" && el("p", {}, el("strong", {}, "Curator: "), bdi(claim.reason)),
    claim.notes.map((note) => el("p", {}, el("strong", {}, "Note: "), bdi(note))),
    el("div", { className: yes.length && no.length ? "said both" : "said" },
      yes.length > 0 && el("section", {}, el("h4", {}, "Asserted"), yes), no.length > 0 && el("section", { className: "no" }, el("h4", {}, "Denied"), no)),
    against > 0 && [el("h3", {}, "Conflicts with, side by side"), el("div", { className: "said both" }, claim.conflicts.map((other) => el("section", {}, claimButton(other), voicesOf(other))),
      claim.elsewhere.map((iri) => el("section", { className: "soft" }, "claim ", bdi(iri), ", which is not in this chart")))],
    citation(c));
};
/** @param {number} c */
const citation = (c) => {
  const text = cited(c), done = el("span", { className: "soft", role: "status" });
  return el("details", {}, el("summary", {}, "Cite this claim"), el("p", { className: "cite" }, bdi(text)),
    button(async () => { done.textContent = (await copied(text)) ? " copied" : " could not be copied: mark the text"; }, "Copy"), done);
};
/** @param {number} c @returns {Inside[]} */
const claimParts = (c) => {
  const ties = [...new Set(claims[c].asserted.length ? edges.filter(({ claims: behind }) => behind.includes(c)).map(({ id }) => id) : [])];
  return [el("p", { className: "kind" }, "claim"), heading(claims[c].sentence), claimCard(c, false), ...section("Ties that hang on it", ties.length ? [long(ties.map((e) => tieButton(e)))] : [])];
};

/** What is in the panel now. @type {import("./state.js").Choice | null} */
let inside = null;
/** Fill the panel with what is chosen, or close it. */
export const fillPanel = () => {
  const { chosen } = state, panel = $("panel");
  panel.hidden = !chosen;
  if (!chosen) {
    inside = null;
    return;
  }
  const fresh = chosen !== inside;
  const tools = el("nav", { ariaLabel: "Panel" }, hasPast() && button(back, "Back"), button(close, "Close"));
  const parts = chosen.type === "node" ? nodeParts(chosen.id) : chosen.type === "edge" ? edgeParts(chosen.id) : chosen.type === "claim" ? claimParts(chosen.id)
    : chosen.type === "ties" ? tiesParts(chosen.id) : chosen.type === "community" ? communityParts(chosen.id) : pathParts(chosen.id);
  const top = panel.scrollTop;
  panel.replaceChildren(tools, el("div", {}, ...parts));
  panel.scrollTop = fresh ? 0 : top;
  if (fresh) lookAtPanel();
  inside = chosen;
};
