// Values of attributes, by their kind.

import { element, setAttribute, setText } from "./dom.js";
import { formatDuration, formatNumber, showTime, timeElement } from "./format.js";
import { showText } from "./text.js";

/** Whether an attribute's values are aligned at their digits. */
export function isNumeric({ kind }) {
  return kind === "number" || kind === "duration";
}

/** The unit of an attribute's values, if they are shown as plain numbers. */
export function unitOf({ kind, unit }) {
  return kind === "number" ? unit ?? "" : "";
}

/** Shows a value of an attribute in an element, which shows nothing else. */
export function showValue(node, attribute, value, limit) {
  if (shown.has(node) && shown.get(node) === value) {
    return;
  }
  shown.set(node, value);
  node.classList.toggle("none", value === null || value === undefined);
  if (attribute.isSecret) {
    setText(node, "secret");
  } else if (value === null || value === undefined) {
    setText(node, "–");
    setAttribute(node, "aria-label", value === null ? "null" : "no value yet");
    return;
  } else if (attribute.kind === "time") {
    const time = timeElement();
    showTime(time, value);
    node.replaceChildren(time);
  } else if (attribute.kind === "text") {
    const text = element("bdi", { className: "text-value" });
    showText(text, value, limit);
    node.replaceChildren(text);
  } else {
    setText(node, format(attribute, value));
  }
  setAttribute(node, "aria-label", null);
}

const shown = new WeakMap();

function format({ kind }, value) {
  return kind === "duration" ? formatDuration(value) : kind === "number" ? formatNumber(value) : String(value);
}

/** How much a number has grown: exactly, even if it is too long for a JavaScript number. */
export function difference(later, earlier) {
  return isInteger(later) && isInteger(earlier) ? Number(BigInt(later) - BigInt(earlier)) : Number(later) - Number(earlier);
}

function isInteger(value) {
  return /^-?\d+$/.test(value);
}
