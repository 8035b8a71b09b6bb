// The events behind what is shown, by day: each a bar between the days within which it lies.
import { $, bdi, button, counted, el, keyed, words } from "./dom.js";
import { choose } from "./choose.js";
import { shownEvents, state } from "./state.js";
import { symbol } from "./symbols.js";

const DAY = 86400000;
const at = (/** @type {string} */ day) => Date.parse(`${day}T00:00:00Z`);

/** @param {import("./data.js").Thing} event */
const daysOf = ({ when, earliest, latest }) => when || [earliest, latest].filter(Boolean).join(" to ") || "undated";

export const renderTimeline = () => {
  const events = shownEvents(), dated = events.filter(({ earliest, latest }) => earliest || latest), undated = events.filter(({ earliest, latest }) => !earliest && !latest);
  if (!events.length) {
    $("timeline").replaceChildren(el("p", {}, "No event stands behind what is shown. Ties that are no events (who owns or belongs to what) are in the table."));
    return;
  }
  const starts = dated.map(({ earliest, latest }) => at(earliest || latest)), ends = dated.map(({ earliest, latest }) => at(latest || earliest) + DAY);
  // A few events of long ago would press all others together: they stand at the left edge.
  const low = [...starts].sort((a, b) => a - b)[Math.floor(starts.length / 25)], high = Math.max(...ends, low + DAY), share = (/** @type {number} */ time) => `${(Math.max(0, (time - low) / (high - low)) * 100).toFixed(3)}%`;
  const years = [];
  const first = new Date(low).getUTCFullYear(), last = new Date(high).getUTCFullYear(), every = Math.max(1, Math.ceil((last - first) / 10));
  for (let year = first + 1; year <= last; year += every) {
    const tick = el("span", {}, String(year));
    tick.style.left = share(Date.UTC(year, 0, 1));
    years.push(tick);
  }
  const row = (/** @type {import("./data.js").Thing} */ event) => {
    const { id, label, kind, family, earliest, latest } = event;
    const track = el("span", { className: "track", ariaHidden: "true" });
    if (earliest || latest) {
      const [from, to] = [Math.max(low, at(earliest || latest)), at(latest || earliest) + DAY];
      const bar = el("span", { className: earliest && latest ? "bar" : "bar open" }, to < low && "◂");
      bar.style.left = share(from);
      bar.style.width = share(low + Math.max(to - from, (high - low) / 250));
      if (to < low) bar.className = "before";
      track.append(bar);
    }
    const made = button(() => choose({ type: "node", id }), symbol(family), el("span", { className: "what" }, bdi(label), " ", el("span", { className: "soft" }, words(kind))), el("span", { className: "day" }, bdi(daysOf(event))), track);
    made.className = "event";
    keyed(made, `n${id}`);
    if (state.chosen?.type === "node" && state.chosen.id === id) made.setAttribute("aria-current", "true");
    return el("li", {}, made);
  };
  $("timeline").replaceChildren(
    el("p", {}, counted(events.length, "event"), " behind what is shown. A bar spans the days within which an event lies; a faded one has one known end; ◂ is before the axis."),
    el("div", { className: "axis", ariaHidden: "true" }, el("span", { className: "track" }, years)), el("ol", {}, dated.map(row)),
    undated.length ? el("h2", {}, "Undated") : "", undated.length ? el("ol", {}, undated.map(row)) : "");
};
