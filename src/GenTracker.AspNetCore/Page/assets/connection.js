// The one stream of events of the page. A lost connection comes back by itself, each attempt later than the one before.

import { Refusal } from "./api.js";

const firstDelay = 500;
const longestDelay = 15_000;
// The server sends once a second, and less often if a tracker is very large.
const silenceLimit = 20_000;
// A wrong question stays wrong. What there is not may come: a program that starts anew opens its children one after the other.
const finalRefusals = [400, 403];

/**
 * States: `connecting`, `live`, `lost` and `refused` (with `error`, and `retryAt` if it tries again), `paused`. `updatedAt` is when the last figures came.
 */
export class Connection {
  #onChange;
  #abort = null;
  #timer = 0;
  #silence = 0;
  #attempts = 0;
  #read = null;
  #isPaused = false;

  state = "connecting";
  updatedAt = null;
  retryAt = null;
  error = null;

  constructor(onChange) {
    this.#onChange = onChange;
    document.addEventListener("visibilitychange", () => this.#restart());
    window.addEventListener("online", () => this.retry());
    window.addEventListener("pagehide", () => this.#stop());
  }

  /**
   * Reads another stream in place of the present one. `read(signal, onHeard, onFigures)` returns when the stream is over: it calls `onHeard` for
   * each sign of life, and `onFigures` when it has shown figures. A pause is over, since the reader asks for other figures.
   */
  open(read) {
    this.#read = read;
    this.#attempts = 0;
    this.#isPaused = false;
    this.#set(this.state === "live" ? "live" : "connecting");
    this.#restart();
  }

  /** Tries again at once. */
  retry() {
    if (this.state === "lost" || this.state === "refused") {
      this.#attempts = 0;
      this.#restart();
    }
  }

  togglePause() {
    this.#isPaused = !this.#isPaused;
    this.#set(this.#isPaused ? "paused" : "connecting");
    this.#restart();
  }

  #restart() {
    this.#stop();
    if (!this.#isPaused && !document.hidden && this.#read) {
      this.#run();
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#abort?.abort();
    this.#abort = null;
  }

  async #run() {
    const abort = this.#abort = new AbortController();
    let isSilent = false;
    const onHeard = () => {
      clearTimeout(this.#silence);
      this.#silence = setTimeout(() => {
        isSilent = true;
        abort.abort();
      }, silenceLimit);
    };
    const onFigures = () => {
      this.#attempts = 0;
      this.updatedAt = new Date();
      this.#set("live");
    };
    onHeard();
    let error = null;
    try {
      await this.#read(abort.signal, onHeard, onFigures);
    } catch (exception) {
      error = exception;
    }
    if (abort === this.#abort && (isSilent || !abort.signal.aborted)) {
      this.#stop();
      this.#resumeAfter(error);
    }
  }

  #resumeAfter(error) {
    // The server ends each stream after some minutes: the first attempt after a stream that worked is made at once and in silence.
    if (error === null && this.#attempts === 0 && this.state === "live") {
      this.#attempts = 1;
      this.#run();
      return;
    }
    const state = error instanceof Refusal && error.status !== 503 ? "refused" : "lost";
    if (error instanceof Refusal && finalRefusals.includes(error.status)) {
      this.#set(state, { error });
      return;
    }
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#attempts) * (0.8 + 0.4 * Math.random());
    this.#attempts++;
    this.#timer = setTimeout(() => this.#restart(), delay);
    this.#set(state, { error, retryAt: new Date(Date.now() + delay) });
  }

  #set(state, { error = null, retryAt = null } = {}) {
    Object.assign(this, { state, error, retryAt });
    this.#onChange(this);
  }
}
