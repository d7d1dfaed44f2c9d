// How incarnations ended: one line each, which opens to the exception and the final attributes.

import { element, NodeList, setText } from "./dom.js";
import { formatDuration, showTime, timeElement } from "./format.js";
import { toChild } from "./route.js";
import { createBadge } from "./states.js";
import { showText } from "./text.js";
import { showValue } from "./values.js";

/** The exits of a tracker or, without a link to each child, of one key. */
export function createExits(tracker, attributes, { hasKeys }) {
  const list = element("ol", { className: hasKeys ? "exits with-keys" : "exits" });
  const empty = element("p", { className: "empty", textContent: hasKeys ? "No child has ended yet." : "No recent exit of this key is kept." });
  const rows = new NodeList(list, exit => createExit(tracker, attributes, exit, hasKeys));
  return {
    node: element("div", {}, list, empty),
    update(exits) {
      empty.hidden = exits.length > 0;
      rows.update(exits, ({ key, incarnation, endedAt }) => JSON.stringify([key, incarnation, endedAt]));
    },
  };
}

function createExit(tracker, attributes, exit, hasKeys) {
  const { key, reason, exception, values } = exit;
  const time = timeElement();
  showTime(time, exit.endedAt);
  const badge = createBadge();
  badge.update(reason);
  const message = element("bdi", { className: "exit-message" });
  if (exception) {
    showText(message, `${exception.type.split(".").pop()}: ${exception.message}`, 160);
  }
  const name = element("bdi", { className: "key" });
  showText(name, key, 40);
  const summary = element("summary", {}, time, badge.node, ...(hasKeys ? [name] : []), message,
    element("span", { className: "exit-life soft", textContent: exit.willRestart ? "restarts" : "" }));

  const facts = element("p", { className: "soft" },
    `Incarnation ${exit.incarnation}, ran ${formatDuration((new Date(exit.endedAt) - new Date(exit.startedAt)) / 1000)}. `,
    exit.willRestart ? "A restart was planned." : "No restart was planned.");
  const body = element("div", { className: "exit-body" }, facts);
  if (hasKeys) {
    facts.append(" ", element("a", { href: toChild(tracker, key), textContent: "Open this key" }));
  }
  if (exception) {
    const text = element("pre", { tabIndex: 0, role: "region", "aria-label": "Exception" });
    setText(text, exception.text ?? `${exception.type}: ${exception.message}`);
    body.append(text);
  }
  if (values.length > 0) {
    body.append(element("h4", { textContent: "Final attributes" }), element("dl", { className: "final" }, ...attributes.map((attribute, i) => {
      const value = element("dd");
      showValue(value, attribute, values[i], 120);
      const label = element("dt");
      showText(label, attribute.name, 40);
      return element("div", {}, label, value);
    })));
  }
  return { node: element("li", {}, element("details", {}, summary, body)), update() {} };
}
