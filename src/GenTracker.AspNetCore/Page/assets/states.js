// States and exits, by colour and by word.

import { element, setAttribute, setText } from "./dom.js";

/** All states, in the order of a child's life. */
export const states = ["starting", "running", "restarting", "terminating", "abandoned"];

/** The word for a state or a reason of an exit. */
export function toWord(name) {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A coloured dot and a word; `update(name)` sets both. */
export function createBadge() {
  const node = element("span", { className: "badge" });
  return {
    node,
    update(name) {
      setAttribute(node, "data-state", name);
      setText(node, toWord(name));
    },
  };
}

/** A bar with a part for each state. It repeats what stands in words beside it. */
export function createStateBar() {
  const parts = states.map(state => element("span", { className: "state-bar-part", "data-state": state }));
  const node = element("div", { className: "state-bar", "aria-hidden": "true" }, ...parts);
  return {
    node,
    update(counts) {
      states.forEach((state, i) => {
        parts[i].style.flexGrow = counts[state];
        parts[i].hidden = counts[state] === 0;
      });
    },
  };
}
