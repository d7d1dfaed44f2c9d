// One child: its attributes with what the page has seen of them, its last exits, and Stop.

import { stopChild } from "./api.js";
import { element, setText } from "./dom.js";
import { createExits } from "./exits.js";
import { formatDuration, formatNumber, formatRate, showTime, timeElement } from "./format.js";
import { toOverview, toTracker } from "./route.js";
import { Series } from "./series.js";
import { createSparkline } from "./sparkline.js";
import { createBadge } from "./states.js";
import { shorten, showText, toPlainText } from "./text.js";
import { isNumeric, showValue, unitOf } from "./values.js";

const keyLimit = 64;

export function createChild(tracker, key, { attributes, allowStop }) {
  const heading = element("h1", { tabIndex: -1, className: "key" }, element("bdi"));
  showText(heading.firstChild, key, keyLimit);
  const badge = createBadge();
  const started = timeElement();
  const age = element("span");
  const facts = { incarnation: element("dd"), restarts: element("dd"), started: element("dd", {}, started, ", ", age, " ago"), last: element("dd") };
  const life = element("dl", { className: "facts" },
    fact("Incarnation", facts.incarnation), fact("Restarts", facts.restarts), fact("Started", facts.started), fact("Exit before", facts.last));
  const ended = element("p", { className: "ended", hidden: true, textContent: "This child has ended. If its key is opened again, it appears here." });
  const rows = attributes.map(createAttribute);
  const values = element("section", { className: "card", "aria-labelledby": "attributes-heading", hidden: true },
    element("h2", { id: "attributes-heading", textContent: "Attributes" }),
    attributes.length === 0
      ? element("p", { className: "empty", textContent: "This class has no attributes." })
      : element("div", { className: "table", role: "region", "aria-label": "Attributes", tabIndex: 0 }, element("table", { className: "attributes" },
        element("thead", {}, element("tr", {}, ...["Name", "Value", "Rate", "Trend", "Options"].map(text =>
          element("th", { scope: "col", textContent: text })))),
        element("tbody", {}, ...rows.map(({ node }) => node)))));
  const exits = createExits(tracker, attributes, { hasKeys: false });
  const stop = createStop(tracker, key);
  let incarnation = null;

  const whole = shorten(key, keyLimit) === key ? [] : [element("details", { className: "whole-key" },
    element("summary", { textContent: "The whole key" }), element("pre", { textContent: toPlainText(key) }))];
  return {
    node: element("div", {},
      element("div", { className: "heading" }, element("div", {}, heading, badge.node, ...whole), ...(allowStop ? [stop.node] : [])),
      ended, element("section", { className: "card", "aria-label": "Life" }, life),
      values,
      element("section", { className: "card", "aria-labelledby": "exits-heading" },
        element("h2", { id: "exits-heading", textContent: "Recent exits of this key" }), exits.node)),
    title: `${toPlainText(shorten(key, keyLimit))} · ${toPlainText(tracker)}`,
    breadcrumb: [["Trackers", toOverview()], [tracker, toTracker(tracker)], [key]],
    requests: () => ({ stream: { view: "child", name: tracker, key }, json: ["child", { name: tracker, key }] }),
    onEvent(_, { time, child, exits: list }) {
      exits.update(list);
      badge.update(child?.state ?? "ended");
      ended.hidden = child !== null;
      life.parentElement.hidden = child === null;
      values.hidden = child === null;
      stop.update(child);
      if (child === null) {
        return;
      }
      setText(facts.incarnation, formatNumber(child.incarnation));
      setText(facts.restarts, formatNumber(child.restarts));
      showTime(started, child.startedAt);
      setText(age, formatDuration(Math.floor(child.ageSeconds)));
      setText(facts.last, child.lastExit ? describe(child.lastExit) : "none");
      for (const [i, row] of rows.entries()) {
        row.update(child.values[i], Date.parse(time), child.incarnation !== incarnation);
      }
      incarnation = child.incarnation;
    },
  };
}

function fact(label, node) {
  return element("div", {}, element("dt", { textContent: label }), node);
}

function describe({ reason, exception }) {
  const text = reason.replaceAll("_", " ");
  return exception ? `${text}: ${toPlainText(shorten(exception.message, 160))}` : text;
}

function createAttribute(attribute) {
  const label = element("th", { scope: "row" });
  showText(label, attribute.name, 48);
  const value = element("span");
  const unit = unitOf(attribute);
  const rate = element("td", { className: "soft" });
  const line = createSparkline();
  const isCounter = !attribute.options.includes("settable");
  let series = new Series();
  return {
    node: element("tr", {}, label, element("td", { className: "value" }, value, element("span", { className: "unit", textContent: unit && ` ${unit}` })), rate, element("td", {}, ...(isNumeric(attribute) && !attribute.isSecret ? [line.node] : [])),
      element("td", { className: "soft options", textContent: describeOptions(attribute) })),
    update(next, time, isNew) {
      showValue(value, attribute, next, Infinity);
      if (isNew) {
        series = new Series();
      }
      if (!isNumeric(attribute) || next === null || next === undefined) {
        return;
      }
      series.add(time, next);
      // The line of a count that only rises would be a ramp: its rate says more.
      const asRates = isCounter && series.rate !== null;
      setText(rate, asRates ? `${formatRate(series.rate)} ${unit}/s` : "");
      line.update(series.points(asRates), `${toPlainText(attribute.name)}${asRates ? " per second" : ""}, as seen on this page`, asRates);
    },
  };
}

function describeOptions({ type, options, metrics, isSecret }) {
  const words = [...options.filter(option => option !== "secret"), ...(isSecret ? ["secret"] : []), ...metrics.map(metric => `metric ${metric.replaceAll("_", " ")}`)];
  return [type, ...words].map(toPlainText).join(" · ");
}

// Stop asks first, and says what came of it.
function createStop(tracker, key) {
  const button = element("button", { type: "button", className: "danger", textContent: "Stop", disabled: true });
  const answer = element("p", { className: "answer", role: "status" });
  const cancel = element("button", { type: "button", textContent: "Cancel" });
  const confirm = element("button", { type: "button", className: "danger solid", textContent: "Stop this child" });
  const name = element("bdi", { className: "key" });
  showText(name, key, keyLimit);
  const dialog = element("dialog", { "aria-labelledby": "stop-heading", "aria-describedby": "stop-text" },
    element("h2", { id: "stop-heading" }, "Stop ", name, "?"),
    element("p", { id: "stop-text", textContent: "Its token fires, it ends within its timeout, and it is not restarted. Its attributes are sealed." }),
    element("div", { className: "dialog-buttons" }, cancel, confirm));
  button.addEventListener("click", () => dialog.showModal());
  cancel.addEventListener("click", () => dialog.close());
  confirm.addEventListener("click", async () => {
    dialog.close();
    button.disabled = true;
    setText(answer, "Stopping…");
    try {
      setText(answer, (await stopChild(tracker, key)) ? "Stopped." : "It is still ending.");
    } catch (error) {
      setText(answer, `Not stopped: ${error.message}`);
      button.disabled = false;
    }
  });
  let incarnation = null;
  return {
    node: element("div", { className: "stop" }, answer, button, dialog),
    update(child) {
      if (child !== null && child.incarnation !== incarnation) {
        incarnation = child.incarnation;
        setText(answer, "");
      }
      button.disabled = child === null || child.state === "terminating" || child.state === "abandoned";
    },
  };
}
