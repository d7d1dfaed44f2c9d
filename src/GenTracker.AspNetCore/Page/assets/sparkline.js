// A small line without axes. Its text alternative says what it shows.

import { setAttribute, svg } from "./dom.js";

const width = 120;
const height = 28;
const margin = 2;

/** Makes a sparkline. */
export function createSparkline() {
  const area = svg("path", { class: "spark-area" });
  const line = svg("path", { class: "spark-line" });
  const node = svg("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img" }, area, line);
  return {
    node,

    /** Draws points `[x, y]` in the order of x, which is between 0 and 1. The baseline is zero, or the lowest y if `zero` is false. */
    update(points, label, zero = true) {
      setAttribute(node, "aria-label", label);
      const values = points.map(([, y]) => y);
      const low = Math.min(...values, ...(zero ? [0] : []));
      const high = Math.max(...values, ...(zero ? [0] : []));
      // A flat line is at the bottom if it is zero, else in the middle.
      const scale = high > low ? (height - 2 * margin) / (high - low) : 0;
      const base = high > low || high === 0 ? height - margin : height / 2;
      const corners = points.map(([x, y]) => `${round(x * width)} ${round(base - (y - low) * scale)}`);
      const path = corners.length > 1 ? `M${corners.join("L")}` : "";
      setAttribute(line, "d", path);
      setAttribute(area, "d", path && `${path}L${round(points.at(-1)[0] * width)} ${height}L${round(points[0][0] * width)} ${height}Z`);
    },
  };
}

function round(number) {
  return Math.round(number * 10) / 10;
}
