// Elements are made here, and all text of them is set as text: nothing that comes from the server is ever parsed as markup.

const svgNamespace = "http://www.w3.org/2000/svg";

/** Makes an element. Properties with a dash, and `role` and `for`, are set as attributes; all others as properties. */
export function element(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** Makes an SVG element. All properties are set as attributes. */
export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function fill(node, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") {
      node.setAttribute(key, value);
    } else {
      node[key] = value;
    }
  }
  node.append(...children);
  return node;
}

/** Sets the text of an element, and touches the document only if it is another one. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets or removes an attribute, and touches the document only if it changes. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/** Keeps one node for each item, in the order of the items. Focus and selection survive an update. */
export class NodeList {
  #parent;
  #create;
  #nodes = new Map();

  /** `create(item)` returns `{ node, update(item) }`. */
  constructor(parent, create) {
    this.#parent = parent;
    this.#create = create;
  }

  /** Shows the items. `keyOf` names an item over updates. */
  update(items, keyOf) {
    const focused = document.activeElement;
    const kept = new Map();
    let next = this.#parent.firstChild;
    for (const item of items) {
      const key = keyOf(item);
      const entry = this.#nodes.get(key) ?? this.#create(item);
      entry.update(item);
      kept.set(key, entry);
      this.#nodes.delete(key);
      if (entry.node === next) {
        next = next.nextSibling;
      } else {
        this.#parent.insertBefore(entry.node, next);
      }
    }
    for (const { node } of this.#nodes.values()) {
      node.remove();
    }
    this.#nodes = kept;
    // A node that moves loses the focus.
    if (focused !== document.activeElement && this.#parent.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }
}
