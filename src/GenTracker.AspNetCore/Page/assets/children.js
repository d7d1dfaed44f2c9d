// The children of a tracker: a filter, a table, and pages.

import { element, setAttribute, setText } from "./dom.js";
import { createFilter, createStateChoice } from "./filter.js";
import { createPager, toRange } from "./paging.js";
import { toTracker } from "./route.js";
import { createTable } from "./table.js";

/** `setQuery` takes `filter`, `state`, `sort`, `desc`, `page` and `size`. `navigate(fragment, replaces)` asks for another query. */
export function createChildren(name, attributes, navigate) {
  let query = {};
  const go = (change, replaces = false) => navigate(toTracker(name, { ...query, page: undefined, ...change }), replaces);

  const filter = createFilter(text => go({ filter: text || undefined }, true));
  const choice = createStateChoice(state => go({ state }));
  const table = createTable(name, attributes, (sort, desc) => go({ sort, desc }));
  const pager = createPager(change => go(change));
  const empty = element("p", { className: "empty", hidden: true });
  const body = element("div", { "aria-busy": "true" }, table.node, empty);
  return {
    node: element("section", { className: "card", "aria-labelledby": "children-heading" },
      element("div", { className: "toolbar" },
        element("h2", { id: "children-heading", textContent: "Children" }), filter.node, choice.node),
      body, pager.node),
    filter: filter.input,

    setQuery(next) {
      query = next;
      filter.update(query.filter ?? "");
      choice.select(query.state);
      pager.setQuery(query);
      table.setSort(query.sort ?? "key", query.desc === "true");
      setAttribute(body, "aria-busy", "true");
    },

    parameters() {
      return { filter: query.filter, state: query.state, sort: query.sort, desc: query.desc, ...toRange(query) };
    },

    updateCounts: choice.update,

    update(data) {
      setAttribute(body, "aria-busy", null);
      table.update(data.children);
      pager.update(data);
      table.node.hidden = data.children.length === 0;
      empty.hidden = data.children.length > 0;
      setText(empty, data.total === 0 ? "There are no children now."
        : data.matching === 0 ? "No child matches the filter."
        : "There are no children on this page any more.");
    },
  };
}
