// The page: which view is shown, and how its stream of events is.

import { apiUrl, getJson, readEvents, Refusal } from "./api.js";
import { createChild } from "./child.js";
import { Connection } from "./connection.js";
import { element, setAttribute, setText } from "./dom.js";
import { formatClock } from "./format.js";
import { createOverview } from "./overview.js";
import { readRoute, toOverview, toTracker } from "./route.js";
import { shorten, showText } from "./text.js";
import { createTracker } from "./tracker.js";

const words = { connecting: "Connecting", live: "Live", lost: "Connection lost", refused: "Refused", paused: "Paused" };
const content = document.getElementById("content");
const status = document.getElementById("status");
const clock = document.getElementById("clock");
const pause = document.getElementById("pause");
const notice = document.getElementById("notice");
const noticeText = document.getElementById("notice-text");
const retry = document.getElementById("retry");

let view = null;
let place = null;
let isFirst = true;
let failure = "";

const connection = new Connection(showConnection);

function showRoute() {
  const { view: name, query } = readRoute();
  // A change of filter, order or page keeps the view.
  const next = JSON.stringify([name, query.name, query.tracker, query.key]);
  if (next !== place) {
    place = next;
    view = null;
    failure = "";
    connection.updatedAt = null;
    content.replaceChildren(element("p", { className: "empty", textContent: "Loading…" }));
  }
  view?.setQuery?.(query);
  connection.open((signal, onHeard, onFigures) => readView(name, query, signal, onHeard, onFigures));
}

async function readView(name, query, signal, onHeard, onFigures) {
  const tracker = name === "tracker" ? query.name : name === "child" && query.key !== undefined ? query.tracker : undefined;
  if (name !== "" && tracker === undefined) {
    throw new Refusal(404, { title: "No such page", detail: "The address names no view of this dashboard." });
  }
  const description = name === "" ? {} : await getJson("tracker", { name: tracker }, signal);
  signal.throwIfAborted();
  // A program that was started anew may have other attributes.
  const shape = JSON.stringify([description.childType, description.attributes, description.allowStop]);
  if (view?.shape !== shape) {
    view = { shape, ...createView(name, query, description) };
    view.setQuery?.(query);
    showView(view);
  }
  const { stream, json } = view.requests();
  document.getElementById("json").href = apiUrl(...json);
  await readEvents(stream, signal, onHeard, (event, data) => {
    if (!signal.aborted) {
      view.onEvent(event, data);
      onFigures();
    }
  });
}

function createView(name, query, description) {
  switch (name) {
    case "tracker": return createTracker(query.name, description, navigate);
    case "child": return createChild(query.tracker, query.key, description);
    default: return createOverview();
  }
}

function showView({ node, title, breadcrumb }) {
  document.title = title;
  showBreadcrumb(breadcrumb);
  content.replaceChildren(node);
  scrollTo(0, 0);
  if (!isFirst) {
    content.querySelector("h1").focus({ preventScroll: true });
  }
  isFirst = false;
}

function showBreadcrumb(steps) {
  document.getElementById("breadcrumb").replaceChildren(...steps.map(([text, href]) => {
    const name = href ? element("a", { href }) : element("span", { "aria-current": "page" });
    showText(name, text, 32);
    return element("li", {}, element("bdi", {}, name));
  }));
}

function showFailure({ title, message, names }) {
  if (failure === message) {
    return;
  }
  failure = message;
  document.title = title;
  showBreadcrumb([["Trackers", toOverview()]]);
  content.replaceChildren(element("div", { className: "card failure" },
    element("h1", { tabIndex: -1, textContent: title }), element("p", { textContent: message }),
    element("ul", {}, ...names.map(name => {
      const link = element("a", { href: toTracker(name) });
      showText(link, shorten(name, 48));
      return element("li", {}, link);
    }))));
}

function navigate(fragment, replaces) {
  if (replaces) {
    history.replaceState(null, "", fragment);
  } else {
    history.pushState(null, "", fragment);
  }
  showRoute();
}

function showConnection({ state, error, updatedAt }) {
  setAttribute(status, "data-state", state);
  setText(status, words[state]);
  setText(clock, updatedAt ? formatClock(updatedAt) : "");
  setText(pause, state === "paused" ? "Resume" : "Pause");
  if (view === null && error instanceof Refusal) {
    showFailure(error);
  }
  const isStale = state === "lost" || state === "paused" || (state === "refused" && view !== null);
  document.documentElement.classList.toggle("stale", isStale && updatedAt !== null);
  notice.hidden = !isStale;
  retry.hidden = state === "paused";
  showNotice();
}

function showNotice() {
  const { state, error, updatedAt, retryAt } = connection;
  if (notice.hidden) {
    return;
  }
  const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  setText(noticeText, [
    error instanceof Refusal ? error.message : state === "lost" ? "The connection is lost." : "Paused.",
    error instanceof Refusal && error.names.length > 0 ? `There are: ${error.names.join(", ")}.` : "",
    updatedAt ? `The figures are from ${formatClock(updatedAt)}.` : "",
    retryAt === null ? "" : seconds > 0 ? `Next attempt in ${seconds} s.` : "Trying now.",
  ].filter(Boolean).join(" "));
}

pause.addEventListener("click", () => connection.togglePause());
retry.addEventListener("click", () => connection.retry());
document.querySelector(".skip-link").addEventListener("click", event => {
  event.preventDefault();
  content.focus();
});
document.addEventListener("keydown", event => {
  const isTyping = event.target.closest("input, select, textarea, dialog");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && view?.filter) {
    event.preventDefault();
    view.filter.focus();
    view.filter.select();
  }
});
addEventListener("hashchange", showRoute);
setInterval(showNotice, 500);
showRoute();
