// Keys and values are texts of strangers. They may be empty or 10 kB long, and may hold characters that hide, reorder or break what stands around them.

import { element } from "./dom.js";

// Controls, format characters (such as right-to-left marks), halves of pairs, private characters, line and paragraph separators, and odd spaces.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}|^ +| +$/gu;

/** The text with a visible name in place of each hidden character. */
export function toPlainText(text) {
  return text === "" ? "(empty)" : text.replace(hidden, nameOf);
}

/** The text of at most `limit` characters, from its beginning and its end. */
export function shorten(text, limit) {
  const characters = text.length > limit ? [...text] : text;
  if (characters.length <= limit) {
    return text;
  }
  const tail = Math.floor(limit / 4);
  return `${characters.slice(0, limit - tail - 1).join("")}…${characters.slice(-tail).join("")}`;
}

/** Shows a text in an element: hidden characters marked, shortened to `limit`, and whole in its tooltip if it was shortened. */
export function showText(node, text, limit = Infinity) {
  if (shown.get(node) === text) {
    return;
  }
  shown.set(node, text);
  const short = shorten(text, limit);
  const parts = [];
  let position = 0;
  for (const match of short.matchAll(hidden)) {
    parts.push(short.slice(position, match.index), element("span", { className: "hidden-character", textContent: nameOf(match[0]) }));
    position = match.index + match[0].length;
  }
  parts.push(short.slice(position));
  node.replaceChildren(...(text === "" ? [element("span", { className: "none", textContent: "(empty)" })] : parts));
  if (short === text) {
    node.removeAttribute("title");
  } else {
    node.title = toPlainText(text);
  }
}

const shown = new WeakMap();

const escapes = { "\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function nameOf(characters) {
  return /^ +$/.test(characters) ? "·".repeat(characters.length)
    : escapes[characters] ?? `U+${characters.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
