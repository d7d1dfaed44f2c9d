// What the page asks the server for: JSON, and one stream of events.

/** The server refused a request, and says why. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.title = problem.title ?? "The server refused";
    this.names = problem.names ?? [];
  }
}

/** A relative URL under the dashboard's own path. Parameters without a value are left out. */
export function apiUrl(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given).toString();
  return `api/${path}${query && `?${query}`}`;
}

/** Sends a request and returns the answer, or throws a `Refusal`. */
async function send(url, options) {
  const response = await fetch(url, { mode: "same-origin", cache: "no-store", ...options });
  if (!response.ok) {
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

/** Asks for JSON. */
export async function getJson(path, parameters, signal) {
  return (await send(apiUrl(path, parameters), { signal })).json();
}

/** Stops a child. True if its key is free, false if it is still ending. */
export async function stopChild(name, key) {
  const response = await send(apiUrl("stop", { name, key }), { method: "POST" });
  return (await response.json()).stopped;
}

/** Reads server-sent events until the server ends the stream. `onRead` is called for each piece that arrives. */
export async function readEvents(parameters, signal, onRead, onEvent) {
  const response = await send(apiUrl("events", parameters), { signal, headers: { Accept: "text/event-stream" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    onRead();
    const blocks = (buffer + value).split(/\r?\n\r?\n/);
    buffer = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event.data) {
        onEvent(event.name, JSON.parse(event.data));
      }
    }
  }
}

function parse(block) {
  let name = "message";
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === "event") {
      name = value;
    } else if (field === "data") {
      data.push(value);
    }
  }
  return { name, data: data.join("\n") };
}
