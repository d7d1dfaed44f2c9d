// One tracker: its figures, a page of its children, and its recent exits.

import { createChildren } from "./children.js";
import { element } from "./dom.js";
import { createExits } from "./exits.js";
import { createFigures, createProblems } from "./figures.js";
import { toOverview } from "./route.js";
import { showText, toPlainText } from "./text.js";

/** `navigate(fragment, replaces)` goes to another filter, order or page. */
export function createTracker(name, { childType, attributes }, navigate) {
  const figures = createFigures();
  const problems = createProblems();
  const exits = createExits(name, attributes, { hasKeys: true });
  const children = createChildren(name, attributes, navigate);
  const heading = element("h1", { tabIndex: -1 });
  showText(heading, name, 80);
  const type = element("p", { className: "subtitle" });
  showText(type, childType, 120);
  return {
    node: element("div", {},
      element("div", { className: "heading" }, element("div", {}, heading, type), problems.node),
      element("section", { className: "card", "aria-label": "Figures" }, figures.node),
      children.node,
      element("section", { className: "card", "aria-labelledby": "exits-heading" },
        element("h2", { id: "exits-heading", textContent: "Recent exits" }), exits.node)),
    title: toPlainText(name),
    breadcrumb: [["Trackers", toOverview()], [name]],
    filter: children.filter,
    setQuery: children.setQuery,
    requests() {
      const parameters = { name, ...children.parameters() };
      return { stream: { view: "tracker", ...parameters }, json: ["children", parameters] };
    },
    onEvent(event, data) {
      if (event === "tracker") {
        figures.update(data);
        problems.update(data);
        children.updateCounts(data.counts);
      } else if (event === "children") {
        children.update(data);
      } else if (event === "exits") {
        exits.update(data.exits);
      }
    },
  };
}
