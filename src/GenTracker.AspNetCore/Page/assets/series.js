// What the page itself has seen of the numbers of one child: five minutes at most.

import { difference } from "./values.js";

const longest = 300_000;
const shortest = 10_000;

/** The values of one attribute over time. */
export class Series {
  #samples = [];
  #hasFallen = false;

  /** Adds a value. `time` is the server's, in milliseconds. */
  add(time, value) {
    const last = this.#samples.at(-1);
    const grown = last ? difference(value, last.value) : 0;
    this.#hasFallen ||= grown < 0;
    const rate = last && time > last.time ? (grown * 1000) / (time - last.time) : null;
    this.#samples.push({ time, value, rate });
    while (this.#samples[0].time < time - longest) {
      this.#samples.shift();
    }
  }

  /** Increments per second since the sample before. Null if there is none, or if the value is one that falls too. */
  get rate() {
    return this.#hasFallen ? null : this.#samples.at(-1)?.rate ?? null;
  }

  /** Points of the values or, if asked for and known, of the rates. */
  points(asRates) {
    const end = this.#samples.at(-1).time;
    const span = Math.max(shortest, end - this.#samples[0].time);
    return this.#samples
      .map(({ time, value, rate }) => [1 - (end - time) / span, asRates ? rate : Number(value)])
      .filter(([, y]) => y !== null && Number.isFinite(y));
  }
}
