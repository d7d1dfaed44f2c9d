// Which children are listed: by a part of the key, and by state.

import { element, setAttribute, setText } from "./dom.js";
import { formatNumber } from "./format.js";
import { states, toWord } from "./states.js";

const longestFilter = 256;
const filterDelay = 200;

/** The field for a part of the key. It waits until the reader pauses. */
export function createFilter(onChange) {
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

/** The counts by state, which are the filter by state too. */
export function createStateChoice(onChange) {
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
