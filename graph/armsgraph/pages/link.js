"use strict";
(() => {
  const { nodes, edges, options, told } = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  // Text from data enters the page here alone, as text nodes.
  const el = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside.flat(Infinity).filter((part) => part !== "" && part != null));
    return made;
  };
  const bdi = (text) => el("bdi", {}, text);
  const button = (act, ...inside) => {
    const made = el("button", { type: "button" }, ...inside);
    made.addEventListener("click", act);
    return made;
  };

  // ---- symbols: outlines within two units, drawn on the canvas and in the legend alike
  const OUTLINES = {
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
  };
  const PATHS = Object.fromEntries(Object.entries(OUTLINES).map(([name, outline]) => [name, new Path2D(outline)]));
  let colour = {};
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const names = ["ground", "ink", "soft", "accent", "outline", ...Object.keys(OUTLINES), ...told.categories];
    colour = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };
  readColours();

  const svg = (width, height, box, tag, given) => {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    const shape = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries({ width, height, viewBox: box, "aria-hidden": "true" })) picture.setAttribute(name, value);
    for (const [name, value] of Object.entries(given)) shape.setAttribute(name, value);
    picture.append(shape);
    return picture;
  };
  const symbol = (family) =>
    svg(16, 16, "-1.4 -1.4 2.8 2.8", "path", { d: OUTLINES[family], fill: `var(--${family})`, stroke: "var(--outline)", "stroke-width": 0.12 });
  const stroke = (name, width, dash = "") =>
    svg(30, 10, "0 0 30 10", "path", { d: "M1 5H29", fill: "none", stroke: `var(--${name})`, "stroke-width": width, "stroke-dasharray": dash });

  // ---- what is shown
  const hiddenFamilies = new Set(told.hidden.families), hiddenCategories = new Set(told.hidden.categories);
  const tiesOf = nodes.map(() => []);
  for (const edge of edges) for (const end of new Set([edge.from, edge.to])) tiesOf[end].push(edge.id);
  const order = ({ category, label }) => `${told.categories.indexOf(category)} ${label}`;
  for (const ties of tiesOf) ties.sort((a, b) => order(told.edges[a]).localeCompare(order(told.edges[b]), "en") || a - b);
  const familyOf = (n) => nodes[n].family;
  const edgeShown = (e) =>
    !hiddenCategories.has(told.edges[e].category) && ![edges[e].from, edges[e].to].some((n) => hiddenFamilies.has(familyOf(n)));
  const nodeShown = (n) => tiesOf[n].some(edgeShown);
  let shown = nodes.map(({ id }) => nodeShown(id)), near = null, chosen = null, hovered = null;

  // ---- the drawing
  const paintedEdge = ({ id }) => {
    const faded = near && !near.edges.has(id);
    const own = colour[told.edges[id].category];
    return { id, hidden: !edgeShown(id), color: { color: own, highlight: own, hover: own, inherit: false, opacity: faded ? 0.12 : told.edges[id].category === "Legal" ? 0.55 : 0.85 } };
  };
  const drawNode = ({ ctx, id, x, y, state }) => ({
    drawNode() {
      const { family } = nodes[id], size = Math.max(nodes[id].size, 3 / network.getScale());
      ctx.save();
      ctx.globalAlpha = near && !near.nodes.has(id) ? 0.25 : 1;
      ctx.translate(x, y);
      if (chosen?.type === "node" && chosen.id === id || state.hover) {
        ctx.beginPath();
        ctx.arc(0, 0, size + 6, 0, 7);
        ctx.strokeStyle = colour.accent;
        ctx.lineWidth = 3;
        ctx.stroke();
      }
      ctx.scale(size, size);
      ctx.lineWidth = 5 / size;
      ctx.strokeStyle = colour.ground;
      ctx.stroke(PATHS[family]);
      ctx.fillStyle = colour[family];
      ctx.fill(PATHS[family]);
      ctx.lineWidth = 1.4 / size;
      ctx.strokeStyle = colour.outline;
      ctx.stroke(PATHS[family]);
      ctx.restore();
    },
    nodeDimensions: { width: 2 * nodes[id].size, height: 2 * nodes[id].size },
  });
  const drawnNodes = new vis.DataSet(nodes.map(({ id, x, y, size }) => ({ id, x, y, size, hidden: !shown[id] })));
  const drawnEdges = new vis.DataSet(edges.map((edge) => ({ ...edge, ...paintedEdge(edge) })));
  const network = new vis.Network($("chart"), { nodes: drawnNodes, edges: drawnEdges }, {
    ...options, nodes: { ...options.nodes, ctxRenderer: drawNode }, edges: { ...options.edges, arrows: { to: { scaleFactor: 0.6 } } },
  });
  const repaint = () => {
    shown = nodes.map(({ id }) => nodeShown(id));
    drawnNodes.update(nodes.map(({ id }) => ({ id, hidden: !shown[id] })));
    drawnEdges.update(edges.map(paintedEdge));
  };

  // Labels keep a readable size on the screen at every zoom; one that would cover another waits for a closer look.
  class Taken {
    constructor(cell) { this.cell = cell; this.cells = new Map(); }
    over([left, top, right, bottom], visit) {
      for (let column = Math.floor(left / this.cell); column <= right / this.cell; column++)
        for (let row = Math.floor(top / this.cell); row <= bottom / this.cell; row++) if (visit(`${column} ${row}`)) return true;
      return false;
    }
    hits(box, owner) {
      return this.over(box, (key) => this.cells.get(key)?.some(([other, whose]) =>
        whose !== owner && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]));
    }
    add(box, owner = null) {
      this.over(box, (key) => { (this.cells.get(key) ?? this.cells.set(key, []).get(key)).push([box, owner]); });
    }
  }
  const byWeight = nodes.map(({ id }) => id).sort((a, b) =>
    (familyOf(b) === "State") - (familyOf(a) === "State") || tiesOf[b].length - tiesOf[a].length || a - b);
  const widths = new Map();
  const widthOf = (ctx, text) => {
    const name = `${ctx.font} ${text}`;
    return widths.get(name) ?? widths.set(name, ctx.measureText(text).width).get(name);
  };
  const FONT = 'system-ui, "Noto Sans", "Noto Sans KR", sans-serif';
  const write = (ctx, text, x, y, size, weight, ink) => {
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.lineWidth = size / 3.2;
    ctx.strokeStyle = colour.ground;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
  };
  const drawLabels = (ctx) => {
    const scale = network.getScale(), places = network.getPositions();
    const [low, high] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: $("chart").clientWidth, y: $("chart").clientHeight })];
    const visible = ({ x, y }) => x > low.x - 80 && x < high.x + 80 && y > low.y - 60 && y < high.y + 60;
    const taken = new Taken(80 / scale);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    const present = byWeight.filter((n) => shown[n] && visible(places[n]));
    for (const n of present) taken.add([places[n].x - nodes[n].size, places[n].y - nodes[n].size, places[n].x + nodes[n].size, places[n].y + nodes[n].size], n);
    const first = (n) => (chosen?.type === "node" && chosen.id === n) || hovered?.node === n || (near?.nodes.has(n) ?? false);
    drawNodeLabels(ctx, [...present.filter(first), ...present.filter((n) => !first(n))], places, scale, taken, low, high);
    if (scale > 0.3) drawEdgeLabels(ctx, places, scale, taken, visible);
    ctx.globalAlpha = 1;
  };
  const drawNodeLabels = (ctx, order, places, scale, taken, low, high) => {
    const size = Math.min(15, Math.max(10.5, 13 * scale)) / scale;
    for (const n of order) {
      const { lines, size: radius } = nodes[n], { x, y } = places[n];
      const weight = familyOf(n) === "State" ? 650 : 450;
      ctx.font = `${weight} 100px ${FONT}`;
      const half = (Math.max(...lines.map((line) => widthOf(ctx, line))) * size) / 200 + 2 / scale;
      const tall = lines.length * size * 1.2;
      const spots = [[x, y + radius + 3], [x, y - radius - 3 - tall], [x + radius + 4 + half, y - tall / 2], [x - radius - 4 - half, y - tall / 2]];
      const fits = ([middle, top]) => middle - half > low.x && middle + half < high.x && top + tall < high.y
        && !taken.hits([middle - half, top, middle + half, top + tall], n);
      const free = spots.find(fits);
      if (!free && hovered?.node !== n) continue;
      const [middle, top] = free ?? spots[0];
      taken.add([middle - half, top, middle + half, top + tall]);
      ctx.globalAlpha = near && !near.nodes.has(n) ? 0.3 : 1;
      lines.forEach((line, row) => write(ctx, line, middle, top + (row + 0.6) * size * 1.2, size, weight, colour.ink));
    }
  };
  const drawEdgeLabels = (ctx, places, scale, taken, visible) => {
    const size = Math.min(13, Math.max(10, 11 * scale)) / scale;
    const marked = (e) => (chosen?.type === "edge" && chosen.id === e) || hovered?.edge === e;
    const rank = (e) => (marked(e) ? 0 : told.edges[e].category === "Legal" ? 2 : 1);
    const order = [...edges].sort((a, b) => rank(a.id) - rank(b.id));
    for (const { id, from, to } of order) {
      if (!edgeShown(id) || (!visible(places[from]) && !visible(places[to])) || (near && !near.edges.has(id) && !marked(id))) continue;
      ctx.font = `450 100px ${FONT}`;
      const { label, category } = told.edges[id];
      const half = (widthOf(ctx, label) * size) / 200 + 2 / scale;
      const curve = network.body.edges[id]?.edgeType;
      if (!curve) continue;
      for (const along of [0.5, 0.42, 0.58, 0.34, 0.66]) {
        const { x, y } = curve.getPoint(along);
        const box = [x - half, y - size * 0.6, x + half, y + size * 0.6];
        if (taken.hits(box) && !(marked(id) && along === 0.66)) continue;
        taken.add(box);
        ctx.globalAlpha = 0.85;
        ctx.fillStyle = colour.ground;
        ctx.fillRect(box[0], box[1], 2 * half, 1.2 * size);
        ctx.globalAlpha = 1;
        write(ctx, label, x, y, size, 450, category === "Legal" ? colour.soft : colour[category]);
        break;
      }
    }
  };
  network.on("afterDrawing", drawLabels);

  // ---- choosing
  const past = [];
  let opener = null;
  const choose = (view, back = false) => {
    if (!back && chosen) past.push(chosen);
    if (!chosen) opener = document.activeElement;
    chosen = view;
    mark();
    fill(view);
  };
  const mark = () => {
    near = null;
    if (chosen?.type === "node") near = { edges: new Set(tiesOf[chosen.id]), nodes: new Set([chosen.id, ...tiesOf[chosen.id].flatMap((e) => [edges[e].from, edges[e].to])]) };
    if (chosen?.type === "edge") near = { edges: new Set([chosen.id]), nodes: new Set([edges[chosen.id].from, edges[chosen.id].to]) };
    if (chosen?.type === "edge") network.selectEdges([chosen.id]); else network.unselectAll();
    repaint();
    for (const entry of $("list").querySelectorAll("button")) entry.setAttribute("aria-current", chosen?.type === "node" && +entry.dataset.node === chosen.id);
  };
  const close = () => {
    past.length = 0;
    chosen = null;
    $("panel").hidden = true;
    mark();
    opener?.focus?.();
    opener = null;
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // The panel takes its room first, so that what was chosen comes to lie in the middle of what is left.
  const goTo = (ends, scaleFor) => requestAnimationFrame(() => {
    const { clientWidth: wide, clientHeight: high } = $("chart"), sheet = matchMedia("(max-width: 760px)").matches;
    const [a, b = a] = ends.map((n) => network.getPosition(n));
    const room = Math.min((0.7 * wide) / Math.abs(a.x - b.x), ((sheet ? 0.3 : 0.7) * high) / Math.abs(a.y - b.y));
    network.moveTo({
      position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, scale: Math.min(room, scaleFor(network.getScale())),
      offset: { x: 0, y: sheet ? -high / 4 : 0 }, animation: !calm && { duration: 300 },
    });
  });
  // Whoever asks for something hidden wants to see it.
  const boxes = new Map();
  const reveal = (hidden, name) => { if (hidden.has(name)) boxes.get(name).click(); };
  const visit = (n) => {
    reveal(hiddenFamilies, familyOf(n));
    choose({ type: "node", id: n });
    goTo([n], (scale) => Math.max(1, scale));
  };
  const follow = (e) => {
    for (const end of [edges[e].from, edges[e].to]) reveal(hiddenFamilies, familyOf(end));
    reveal(hiddenCategories, told.edges[e].category);
    choose({ type: "edge", id: e });
    goTo([edges[e].from, edges[e].to], (scale) => scale);
  };
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) choose({ type: "node", id: node });
    else if (edge !== undefined) choose({ type: "edge", id: edge });
    else if (chosen) close();
  });
  network.on("hoverNode", ({ node }) => { hovered = { node }; });
  network.on("blurNode", () => { hovered = null; });
  network.on("hoverEdge", ({ edge }) => { hovered = { edge }; });
  network.on("blurEdge", () => { hovered = null; });

  // ---- the panel
  const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const heading = (text) => {
    const made = el("h2", { tabIndex: -1 }, bdi(text));
    return made;
  };
  const badges = ({ support, disputed }) => el("p", { className: "badges" },
    el("span", { className: support === "Alleged" ? "badge" : "badge strong" }, words(support)),
    disputed ? el("span", { className: "badge disputed" }, "disputed") : "");
  const nodeButton = (n) => button(() => visit(n), symbol(familyOf(n)), " ", bdi(told.nodes[n].label));
  const section = (title, parts) => (parts.length ? [el("h3", {}, title), ...parts] : []);
  const list = (parts) => el("ul", {}, parts.map((part) => el("li", {}, part)));
  const claimButton = (c) => {
    const made = button(() => choose({ type: "claim", id: c }), el("span", {}, bdi(told.claims[c].sentence), " ", el("span", { className: "soft" }, words(told.claims[c].support), told.claims[c].disputed ? ", disputed" : "")));
    made.className = "tie";
    return made;
  };
  const fill = (view) => {
    const panel = $("panel");
    const tools = el("nav", { ariaLabel: "Panel" }, past.length ? button(() => choose(past.pop(), true), "Back") : "", button(close, "Close"));
    const parts = { node: nodeParts, edge: edgeParts, claim: claimParts }[view.type](view.id);
    panel.replaceChildren(tools, ...parts);
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.querySelector("h2").focus({ preventScroll: true });
  };
  const nodeParts = (n) => {
    const { label, kind, names, identifiers, sides, roles, lists, claims } = told.nodes[n];
    const rows = [["Other names", names.filter((name) => name !== label)], ["Identifiers", identifiers], ["Side", sides], ["Roles", roles], ["Listed by", lists]]
      .filter(([, values]) => values.length)
      .flatMap(([name, values]) => [el("dt", {}, name), el("dd", {}, values.map((value) => el("div", {}, bdi(value))))]);
    return [
      el("p", { className: "kind" }, words(kind)), heading(label), rows.length ? el("dl", {}, rows) : "",
      ...section("Ties", tiesOf[n].length ? [list(tiesOf[n].map((e) => tieButton(e, n)))] : []),
      ...section("What is claimed about it", claims.length ? [list(claims.map(claimButton))] : []),
    ].filter((part) => part !== "");
  };
  const tieButton = (e, n) => {
    const { from, to, arrows } = edges[e], other = from === n ? to : from;
    const { label, category, support, disputed, when } = told.edges[e];
    const sign = !arrows ? "—" : from === n ? "→" : "←";
    const made = button(() => follow(e),
      stroke(category, edges[e].width, edges[e].dashes ? "5 4" : ""),
      el("span", {}, `${label} ${sign} `, bdi(told.nodes[other].label), " ", el("span", { className: "soft" }, [words(support), disputed ? "disputed" : "", when].filter(Boolean).join(", "))));
    made.className = "tie";
    return made;
  };
  const edgeParts = (e) => {
    const { label, category, when, event, claims, also } = told.edges[e], { from, to, arrows } = edges[e];
    return [
      el("p", { className: "kind" }, `${words(category)} tie`),
      heading(`${told.nodes[from].label} ${label} ${told.nodes[to].label}`),
      el("p", { className: "ends" }, nodeButton(from), ` ${label} ${arrows ? "→" : "—"} `, nodeButton(to)),
      badges(told.edges[e]),
      event && event !== told.claims[claims[0]].sentence ? el("p", { className: "soft" }, bdi(event)) : "",
      when ? el("p", { className: "soft" }, "When: ", bdi(when)) : "",
      ...section(claims.length > 1 ? "The claims that it hangs on; it is as strong as the weakest" : "The claim behind it", claims.map(claimCard)),
      ...section("Also said of this event", also.length ? [list(also.map(claimButton))] : []),
    ].filter((part) => part !== "");
  };
  const claimParts = (c) => [el("p", { className: "kind" }, "claim"), heading(told.claims[c].sentence), claimCard(c, false)];
  const claimCard = (c, withSentence = true) => {
    const claim = told.claims[c];
    const yes = claim.asserted.map((p) => passage(p, claim.origins.includes(p)));
    const no = claim.denied.map((p) => passage(p, false));
    const times = [claim.when, claim.held.length ? `held on ${claim.held.join(", ")}` : ""].filter(Boolean).join("; ");
    return el("article", { className: "claim" },
      withSentence !== false ? el("p", { className: "sentence" }, bdi(claim.sentence)) : "",
      badges(claim),
      el("p", { className: "soft" }, times ? `When: ${times}. ` : "", "Claim ", bdi(claim.id)),
      claim.reason ? el("p", {}, el("strong", {}, "Curator: "), bdi(claim.reason)) : "",
      el("div", { className: yes.length && no.length ? "said both" : "said" },
        yes.length ? el("section", {}, el("h4", {}, "Asserted"), yes) : "",
        no.length ? el("section", { className: "no" }, el("h4", {}, "Denied"), no) : ""),
      claim.conflicts.length || claim.conflicts_elsewhere.length ? [el("h3", {}, "Conflicts with"),
        list([...claim.conflicts.map(claimButton), ...claim.conflicts_elsewhere.map((id) => el("span", { className: "soft" }, "claim ", bdi(id), ", which is not in this chart"))])] : "");
  };
  const passage = (p, origin) => {
    const { speakers, authorities, title, publisher, issued, address, link, locator, paraphrase, accessed, reliability, relies } = told.passages[p];
    const names = (all) => all.flatMap((name, place) => [place ? ", " : "", bdi(name)]);
    const source = link ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer nofollow" }, bdi(title || link)) : bdi(title);
    const about = [publisher, issued, locator].filter(Boolean).flatMap((text) => [", ", bdi(text)]);
    const grade = [accessed ? `read as: ${accessed}` : "", reliability ? `source grade ${reliability}` : "", origin ? "an origin of this claim" : ""].filter(Boolean).join("; ");
    return el("div", { className: "passage" },
      el("p", {}, el("strong", {}, speakers.length ? names(speakers) : "No speaker named"), authorities.length ? [" for ", names(authorities)] : ""),
      paraphrase ? el("p", {}, bdi(paraphrase)) : "",
      el("p", { className: "soft" }, source, about, !link && address ? [", ", bdi(address)] : ""),
      relies.map((told) => el("p", { className: "soft" }, "relies on ", bdi(told))),
      grade ? el("p", { className: "soft" }, grade) : "");
  };

  // ---- the search
  // Compatibility forms, marks, case, blanks and punctuation make no difference; Hangul matches by its letters.
  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{P}\p{Z}\s]/gu, "").toLowerCase();
  const keys = told.nodes.map(({ names, misspellings, identifiers }) => [...names, ...misspellings, ...identifiers].map(fold));
  const LIMIT = 200;
  const found = (query) => {
    const words = query.split(/\s+/).map(fold).filter(Boolean), whole = fold(query);
    const rank = (n) => (keys[n].includes(whole) ? 0 : keys[n].some((key) => key.startsWith(whole)) ? 1 : 2);
    return byLabel.filter((n) => words.every((word) => keys[n].some((key) => key.includes(word))))
      .map((n) => [whole ? rank(n) : 0, n]).sort((a, b) => a[0] - b[0]).map(([, n]) => n);
  };
  // Who and what one looks for comes before counted groups and posts.
  const place = (n) => ["Group", "Other"].indexOf(familyOf(n));
  const byLabel = nodes.map(({ id }) => id).sort((a, b) =>
    place(a) - place(b) || told.nodes[a].label.localeCompare(told.nodes[b].label, "en"));
  const entry = (n, query) => {
    const { label, names, identifiers } = told.nodes[n], key = fold(query);
    const other = key && !fold(label).includes(key) && [...names, ...identifiers].find((name) => fold(name).includes(key));
    const made = button(() => { closeMenu(); visit(n); }, symbol(familyOf(n)), el("span", {}, bdi(label), other ? el("span", { className: "soft" }, " ", bdi(other)) : ""));
    made.dataset.node = n;
    made.tabIndex = -1;
    return made;
  };
  const search = () => {
    const query = $("search").value, all = found(query);
    $("list").replaceChildren(...all.slice(0, LIMIT).map((n) => el("li", {}, entry(n, query))),
      ...(all.length > LIMIT ? [el("li", { className: "more" }, `${all.length - LIMIT} more; type to narrow down`)] : []));
    const first = $("list").querySelector("button");
    if (first) first.tabIndex = 0;
    $("count").textContent = fold(query) ? `${all.length} of ${nodes.length} nodes` : `${nodes.length} nodes`;
  };
  const step = (event) => {
    const entries = [...$("list").querySelectorAll("button")], at = entries.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) return $("search").focus();
    if (!entries[next]) return;
    for (const one of entries) one.tabIndex = -1;
    entries[next].tabIndex = 0;
    entries[next].focus();
  };
  $("search").addEventListener("input", search);
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") $("list").querySelector("button")?.click();
    if (event.key === "ArrowDown") step(event);
  });
  $("list").addEventListener("keydown", step);

  // ---- the legend
  const key = (hidden, name, picture, text, number) => {
    const box = el("input", { type: "checkbox", checked: !hidden.has(name) });
    boxes.set(name, box);
    box.addEventListener("change", () => { if (box.checked) hidden.delete(name); else hidden.add(name); repaint(); });
    return el("label", { className: "key" }, box, picture, el("span", {}, text), el("span", { className: "number" }, String(number)));
  };
  const CATEGORY = {
    Dealing: "dealing, brokerage", Affiliation: "affiliation", Ownership: "ownership, control", Supply: "supply",
    Diplomacy: "diplomacy", Identity: "identity, counted lists", Legal: "legal: listed, not tied",
  };
  for (const [name, plural] of told.families) $("families").append(key(hiddenFamilies, name, symbol(name), plural, nodes.filter(({ family }) => family === name).length));
  for (const name of told.categories) $("categories").append(key(hiddenCategories, name, stroke(name, 3), CATEGORY[name], told.edges.filter(({ category }) => category === name).length));
  const line = (width, dash, text) => el("div", { className: "key" }, stroke("ink", width, dash), el("span", {}, text));
  $("lines").append(
    line(4.5, "", "declared: its own act"), line(2.75, "", "corroborated: two voices"),
    line(1.25, "", "alleged: nobody independent"), line(2, "6 5", "dashed: disputed"));

  // ---- buttons, keys, theme
  const fit = () => network.fit({ nodes: nodes.filter(({ id }) => shown[id]).map(({ id }) => id), animation: false });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  const setMenu = (open) => { $("side").classList.toggle("open", open); $("menu").setAttribute("aria-expanded", open); };
  const closeMenu = () => setMenu(false);
  $("fit").addEventListener("click", fit);
  $("in").addEventListener("click", () => zoom(1.4));
  $("out").addEventListener("click", () => zoom(1 / 1.4));
  $("menu").addEventListener("click", () => setMenu(!$("side").classList.contains("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== $("search")) {
      event.preventDefault();
      setMenu(true);
      $("search").focus();
    }
    if (event.key === "Escape" && !$("panel").hidden) close();
    else if (event.key === "Escape") closeMenu();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); repaint(); });
  search();
  fit();
})();
