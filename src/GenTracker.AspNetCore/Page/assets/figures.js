// What overview and tracker show of a tracker: its rates with five minutes of history, and its problems.

import { element, setText } from "./dom.js";
import { formatNumber, formatRate, showTime, timeElement } from "./format.js";
import { createSparkline } from "./sparkline.js";

const samples = 60;
const rates = [["starts", "Starts"], ["exits", "Exits"], ["restarts", "Restarts"]];

/** The number of running children and the rates, each with a sparkline. */
export function createFigures() {
  const running = createFigure("Running", "");
  const others = rates.map(([name, label]) => [name, createFigure(label, "/s")]);
  return {
    node: element("dl", { className: "figures" }, running.node, ...others.map(([, figure]) => figure.node)),
    update(tracker) {
      running.update(formatNumber(tracker.counts.running), `${formatNumber(sum(tracker.counts))} in all states`, tracker.history.running);
      for (const [name, figure] of others) {
        figure.update(formatRate(tracker.rates[name]), `${formatNumber(tracker.totals[name])} in total`, tracker.history[name]);
      }
    },
  };
}

function sum(counts) {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}

function createFigure(label, unit) {
  const value = element("span", { className: "figure-value" });
  const total = element("span", { className: "figure-total" });
  const line = createSparkline();
  return {
    node: element("div", { className: "figure" },
      element("dt", { textContent: label }),
      element("dd", {}, element("span", { className: "figure-number" }, value, element("span", { className: "unit", textContent: unit })), line.node, total)),
    update(text, totalText, history) {
      setText(value, text);
      setText(total, totalText);
      const most = Math.max(0, ...history);
      const points = history.map((y, i) => [1 - (history.length - 1 - i) / (samples - 1), y]);
      line.update(points, `${label} in the last five minutes: at most ${unit ? `${formatRate(most)} per second` : formatNumber(most)}`);
    },
  };
}

/** Whether there is anything that `createProblems` tells. */
export function hasProblems({ isClosed, totals }) {
  return isClosed || totals.abandoned > 0 || totals.restartLimits > 0;
}

/** What went wrong: abandoned children and restart limits. */
export function createProblems() {
  const closed = element("li", { className: "problem", textContent: "Closed: it opens no more children" });
  const abandoned = createProblem();
  const limited = createProblem();
  const none = element("li", { className: "no-problem", textContent: "No problems" });
  return {
    node: element("ul", { className: "problems" }, closed, abandoned.node, limited.node, none),
    update(tracker) {
      const { isClosed, totals, lastAbandonedAt, lastRestartLimitAt } = tracker;
      closed.hidden = !isClosed;
      abandoned.update(totals.abandoned, "abandoned", lastAbandonedAt);
      limited.update(totals.restartLimits, "hit the restart limit", lastRestartLimitAt);
      none.hidden = hasProblems(tracker);
    },
  };
}

function createProblem() {
  const text = element("span");
  const time = timeElement();
  const last = element("span", { className: "soft" }, ", last at ", time);
  const node = element("li", { className: "problem" }, text, last);
  return {
    node,
    update(count, words, lastAt) {
      node.hidden = count === 0;
      setText(text, `${formatNumber(count)} ${words}`);
      last.hidden = lastAt === null;
      if (lastAt !== null) {
        showTime(time, lastAt);
      }
    },
  };
}
