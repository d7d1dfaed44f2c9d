// The table of children.

import { element, NodeList, setAttribute, setText } from "./dom.js";
import { formatDuration, formatNumber } from "./format.js";
import { toChild } from "./route.js";
import { createBadge } from "./states.js";
import { showText } from "./text.js";
import { isNumeric, showValue, unitOf } from "./values.js";

const columns = [
  { label: "Key", sort: "key", className: "key-column" },
  { label: "State" },
  { label: "Age", sort: "age", className: "number" },
  { label: "Incarnation", className: "number" },
  { label: "Restarts", className: "number" },
];

/** `onSort(sort, desc)` asks for another order. */
export function createTable(name, attributes, onSort) {
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
