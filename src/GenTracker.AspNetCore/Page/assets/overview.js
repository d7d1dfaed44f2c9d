// All trackers.

import { element, NodeList, setText } from "./dom.js";
import { createFigures, createProblems, hasProblems } from "./figures.js";
import { formatNumber } from "./format.js";
import { toTracker } from "./route.js";
import { createStateBar, states, toWord } from "./states.js";
import { shorten, showText, toPlainText } from "./text.js";

export function createOverview() {
  const summary = element("p", { className: "subtitle" });
  const list = element("ul", { className: "trackers" });
  const empty = element("p", {
    className: "empty", hidden: true,
    textContent: "No tracker is registered. AddTracker registers one: services.AddTracker<LiveStreamTracker>().",
  });
  const cards = new NodeList(list, createCard);
  return {
    node: element("div", {}, element("h1", { textContent: "Trackers", tabIndex: -1 }), summary, list, empty),
    title: "Trackers",
    breadcrumb: [["Trackers"]],
    requests: () => ({ stream: { view: "overview" }, json: ["trackers"] }),
    onEvent(_, { trackers }) {
      const running = trackers.reduce((total, tracker) => total + tracker.counts.running, 0);
      const troubled = trackers.filter(hasProblems).length;
      setText(summary, trackers.length === 0 ? "" : [
        plural(trackers.length, "tracker", "trackers"), `${plural(running, "child", "children")} running`,
        troubled === 0 ? "no problems" : `${formatNumber(troubled)} with problems`,
      ].join(" · "));
      empty.hidden = trackers.length > 0;
      cards.update(trackers, ({ name, childType }) => JSON.stringify([name, childType]));
    },
  };
}

function plural(count, one, many) {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

function createCard({ name, childType }) {
  const link = element("a", { href: toTracker(name) });
  showText(link, name, 48);
  const type = element("span", { className: "child-type" });
  showText(type, childType, 64);
  const bar = createStateBar();
  const counts = states.map(state => [state, element("span", { className: "count" })]);
  const legend = element("ul", { className: "legend", "aria-label": "Children by state" }, ...counts.map(([state, count]) =>
    element("li", { className: "badge", "data-state": state }, `${toWord(state)} `, count)));
  const figures = createFigures();
  const problems = createProblems();
  const node = element("li", { className: "card tracker" },
    element("article", { "aria-label": toPlainText(shorten(name, 48)) },
      element("div", { className: "tracker-head" }, element("h2", {}, link), type),
      element("div", { className: "tracker-states" }, bar.node, legend),
      figures.node, problems.node));
  return {
    node,
    update(tracker) {
      bar.update(tracker.counts);
      for (const [state, count] of counts) {
        setText(count, formatNumber(tracker.counts[state]));
        count.parentElement.classList.toggle("zero", tracker.counts[state] === 0);
      }
      figures.update(tracker);
      problems.update(tracker);
      problems.node.hidden = !hasProblems(tracker);
    },
  };
}
