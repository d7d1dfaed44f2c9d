// Numbers, durations and times, as the reader's own language and time zone write them.

import { element, setText } from "./dom.js";

const whole = new Intl.NumberFormat();
const fraction = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });
const oneDigit = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const otherYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const units = [[86_400, "d"], [3600, "h"], [60, "m"], [1, "s"]];

/** A number, or the text of one that is too long for a JavaScript number, with its digits grouped. */
export function formatNumber(value) {
  if (typeof value === "string") {
    return /^-?\d+$/.test(value) ? whole.format(BigInt(value)) : value;
  }
  return Number.isInteger(value) ? whole.format(value) : fraction.format(value);
}

/** Events for each second. */
export function formatRate(perSecond) {
  return perSecond >= 100 ? whole.format(Math.round(perSecond)) : oneDigit.format(perSecond);
}

/** A duration by its two largest units. */
export function formatDuration(seconds) {
  if (seconds < 0) {
    return `-${formatDuration(-seconds)}`;
  }
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)}ms`;
  }
  if (seconds < 10 && !Number.isInteger(seconds)) {
    return `${oneDigit.format(seconds)}s`;
  }
  const first = units.findIndex(([size]) => seconds >= size);
  let left = Math.floor(seconds);
  return units.slice(first, first + 2).map(([size, unit]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return `${whole.format(count)}${unit}`;
  }).join(" ");
}

/** A `time` element that `showTime` fills. */
export function timeElement() {
  return element("time");
}

/** Shows a time: of today only the clock. The exact time is its tooltip. */
export function showTime(node, iso) {
  if (node.dateTime === iso) {
    return;
  }
  const time = new Date(iso);
  node.dateTime = iso;
  node.title = `${exact.format(time)} (${iso})`;
  const now = new Date();
  const format = time.toDateString() === now.toDateString() ? clock : time.getFullYear() === now.getFullYear() ? day : otherYear;
  setText(node, format.format(time));
}

/** The clock of a time. */
export function formatClock(time) {
  return clock.format(time);
}
