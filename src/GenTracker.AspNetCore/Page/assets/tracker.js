// One tracker: its figures, a page of its children, and its recent exits.

import { element, NodeList, setAttribute, setText } from "./dom.js";
import { createExits } from "./exits.js";
import { createFigures, createProblems } from "./figures.js";
import { formatDuration, formatNumber } from "./format.js";
import { toChild, toOverview, toTracker } from "./route.js";
import { createBadge, states, toWord } from "./states.js";
import { showText, toPlainText } from "./text.js";
import { isNumeric, showValue, unitOf } from "./values.js";

const pageSizes = [25, 50, 100, 500];
const defaultPageSize = 50;
const largestSkip = 2 ** 31 - 1;
const longestFilter = 256;
const filterDelay = 200;

/** `query`: `filter`, `state`, `sort`, `desc`, `page`, `size`. `navigate(fragment, replaces)` changes it. */
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

function createChildren(name, attributes, navigate) {
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
      table.setSort(query.sort ?? "key", query.desc === "true");
      setAttribute(body, "aria-busy", "true");
    },

    parameters() {
      const take = pageSize(query);
      const skip = Math.min((pageNumber(query) - 1) * take, largestSkip);
      return { filter: query.filter, state: query.state, sort: query.sort, desc: query.desc, skip: skip || undefined, take };
    },

    updateCounts: choice.update,

    update(data) {
      setAttribute(body, "aria-busy", null);
      table.update(data.children);
      pager.update(data, query);
      table.node.hidden = data.children.length === 0;
      empty.hidden = data.children.length > 0;
      setText(empty, data.total === 0 ? "There are no children now."
        : data.matching === 0 ? "No child matches the filter."
        : "There are no children on this page any more.");
    },
  };
}

function pageSize({ size }) {
  return pageSizes.includes(Number(size)) ? Number(size) : defaultPageSize;
}

function pageNumber({ page }) {
  return /^[1-9]\d{0,8}$/.test(page ?? "") ? Number(page) : 1;
}

function createFilter(onChange) {
  const input = element("input", {
    type: "search", id: "filter", placeholder: "Part of the key", autocomplete: "off", spellcheck: false, maxLength: longestFilter, "aria-keyshortcuts": "/",
  });
  let timer = 0;
  let asked = "";
  const apply = () => {
    clearTimeout(timer);
    if (input.value !== asked) {
      asked = input.value;
      onChange(asked);
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, filterDelay);
  });
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") {
      apply();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (input.value === "") {
        input.blur();
      }
      input.value = "";
      apply();
    }
  });
  return {
    input,
    node: element("div", { className: "filter" },
      element("label", { for: "filter", className: "visually-hidden", textContent: "Filter by key" }), input,
      element("kbd", { "aria-hidden": "true", textContent: "/" })),
    update(text) {
      if (text !== asked) {
        asked = text;
        input.value = text;
      }
    },
  };
}

// The counts by state are the filter by state too.
function createStateChoice(onChange) {
  const options = [undefined, ...states].map(state => {
    const count = element("span", { className: "count" });
    const button = element("button", { type: "button", className: "choice" },
      element("span", { className: state ? "badge" : "", "data-state": state ?? "", textContent: state ? toWord(state) : "All" }), " ", count);
    button.addEventListener("click", () => onChange(state));
    return { state, button, count };
  });
  return {
    node: element("div", { className: "choices", role: "group", "aria-label": "Filter by state" }, ...options.map(({ button }) => button)),
    select(selected) {
      for (const { state, button } of options) {
        setAttribute(button, "aria-pressed", state === (selected || undefined) ? "true" : "false");
      }
    },
    update(counts) {
      const all = Object.values(counts).reduce((a, b) => a + b, 0);
      for (const { state, button, count } of options) {
        const number = state ? counts[state] : all;
        setText(count, formatNumber(number));
        button.classList.toggle("zero", number === 0);
      }
    },
  };
}

const columns = [
  { label: "Key", sort: "key", className: "key-column" },
  { label: "State" },
  { label: "Age", sort: "age", className: "number" },
  { label: "Incarnation", className: "number" },
  { label: "Restarts", className: "number" },
];

function createTable(name, attributes, onSort) {
  const all = [...columns, ...attributes.map(attribute => ({
    label: attribute.name, unit: unitOf(attribute), sort: attribute.isSecret ? undefined : `@${attribute.name}`,
    className: isNumeric(attribute) ? "number" : "", startsDescending: isNumeric(attribute),
  }))];
  let present = { sort: "key", isDescending: false };
  const headers = all.map(column => {
    const label = element("span");
    showText(label, column.label, 32);
    const parts = column.unit ? [label, " ", element("span", { className: "unit", textContent: column.unit })] : [label];
    const cell = element("th", { scope: "col", className: column.className ?? "" });
    if (column.sort) {
      const button = element("button", { type: "button", className: "sort" }, ...parts);
      button.addEventListener("click", () => {
        const isDescending = column.sort === present.sort ? !present.isDescending : Boolean(column.startsDescending);
        onSort(column.sort === "key" ? undefined : column.sort, isDescending ? "true" : undefined);
      });
      cell.append(button);
    } else {
      cell.append(...parts);
    }
    return cell;
  });
  const body = element("tbody");
  const rows = new NodeList(body, child => createRow(name, attributes, child));
  const node = element("div", { className: "table", role: "region", "aria-label": "Children", tabIndex: 0 },
    element("table", {}, element("caption", { className: "visually-hidden", textContent: "Children" }), element("thead", {}, element("tr", {}, ...headers)), body));
  body.addEventListener("keydown", moveFocus);
  return {
    node,
    setSort(sort, isDescending) {
      present = { sort, isDescending };
      headers.forEach((cell, i) => {
        const isSorted = all[i].sort === sort || (all[i].sort === `@${sort}` && !["key", "age"].includes(sort));
        setAttribute(cell, "aria-sort", isSorted ? (isDescending ? "descending" : "ascending") : null);
      });
    },
    update(children) {
      rows.update(children, ({ key, incarnation }) => `${incarnation} ${key}`);
    },
  };
}

function createRow(name, attributes, { key }) {
  const text = element("bdi");
  showText(text, key, 48);
  const badge = createBadge();
  const age = element("td", { className: "number" });
  const incarnation = element("td", { className: "number" });
  const restarts = element("td", { className: "number" });
  const cells = attributes.map(attribute => element("td", { className: isNumeric(attribute) ? "number" : "" }));
  return {
    node: element("tr", {},
      element("th", { scope: "row", className: "key-column" }, element("a", { href: toChild(name, key), className: "key" }, text)),
      element("td", {}, badge.node), age, incarnation, restarts, ...cells),
    update(child) {
      badge.update(child.state);
      setText(age, formatDuration(Math.floor(child.ageSeconds)));
      setText(incarnation, formatNumber(child.incarnation));
      setText(restarts, formatNumber(child.restarts));
      attributes.forEach((attribute, i) => showValue(cells[i], attribute, child.values[i], 32));
    },
  };
}

// Arrows move through the keys of the table.
function moveFocus(event) {
  const links = [...event.currentTarget.querySelectorAll("a.key")];
  const index = links.indexOf(document.activeElement);
  const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: links.length - 1 }[event.key];
  if (target !== undefined && links[target]) {
    event.preventDefault();
    links[target].focus();
  }
}

function createPager(onChange) {
  const range = element("p", { className: "range" });
  const previous = element("button", { type: "button", textContent: "Previous" });
  const next = element("button", { type: "button", textContent: "Next" });
  const page = element("input", { type: "text", inputMode: "numeric", id: "page", className: "page" });
  const pages = element("span");
  const size = element("select", { id: "size" }, ...pageSizes.map(count => element("option", { value: String(count), textContent: String(count) })));
  let present = { page: 1, last: 1, size: defaultPageSize };
  const goTo = number => onChange({ page: Math.min(Math.max(1, number), present.last) });
  previous.addEventListener("click", () => goTo(present.page - 1));
  next.addEventListener("click", () => goTo(present.page + 1));
  page.addEventListener("change", () => {
    const number = Number.parseInt(page.value.replace(/\D/g, ""), 10);
    page.value = formatNumber(present.page);
    if (number) {
      goTo(number);
    }
  });
  size.addEventListener("change", () => onChange({ size: size.value }));
  return {
    node: element("nav", { className: "pager", "aria-label": "Pages" }, range,
      element("label", {}, "Rows ", size),
      element("div", { className: "pages" }, previous,
        element("label", { for: "page", textContent: "Page" }), page, pages, next)),
    update({ total, matching, skip, children }, query) {
      present = { page: pageNumber(query), size: pageSize(query), last: Math.max(1, Math.ceil(matching / pageSize(query))) };
      setText(range, children.length === 0 ? `0 of ${formatNumber(matching)}`
        : `${formatNumber(skip + 1)}–${formatNumber(skip + children.length)} of ${formatNumber(matching)}${
          matching === total ? "" : `, ${formatNumber(total)} in all`}`);
      setText(pages, `of ${formatNumber(present.last)}`);
      if (document.activeElement !== page) {
        page.value = formatNumber(present.page);
      }
      size.value = String(present.size);
      previous.disabled = present.page <= 1;
      next.disabled = present.page >= present.last;
    },
  };
}
