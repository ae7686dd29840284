// Calls to the service. A stream that breaks is read on from the last event that came.

const API = "/api/v1";
const RETRIES = 3;
const PAUSE_MS = 700;

/** What the service said is wrong; `code` is "network" when it said nothing. */
export class ServiceError extends Error {
  constructor(code, requestId = "") {
    super(code);
    this.code = code;
    this.requestId = requestId;
  }
}

export async function tenants() {
  return (await json(`${API}/tenants`)).tenants;
}

export function tenant(slug) {
  return json(`${API}/tenants/${encodeURIComponent(slug)}`);
}

export function passage(slug, id) {
  return json(`${API}/tenants/${encodeURIComponent(slug)}/passages/${encodeURIComponent(id)}`);
}

/** Events of an answer as they come: {event, data}. `onBreak` is told of a lost connection. */
export async function* ask(slug, body, signal, onBreak) {
  const base = `${API}/tenants/${encodeURIComponent(slug)}`;
  const headers = { "Content-Type": "application/json" };
  let request = () => call(`${base}/ask/stream`, { method: "POST", headers, body: JSON.stringify(body), signal });
  let lastId = "";
  let finished = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      for await (const event of parse((await request()).body)) {
        lastId = event.id || lastId;
        attempt = 0;
        finished = event.event === "done" || event.event === "error";
        yield event;
      }
    } catch (error) {
      if (signal.aborted || !lastId || error instanceof ServiceError && error.code !== "network") throw error;
    }
    if (finished || signal.aborted) return;
    if (!lastId || attempt >= RETRIES) throw new ServiceError("network");
    onBreak();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (attempt + 1)));
    const stream = lastId.slice(0, lastId.lastIndexOf(":"));
    request = () => call(`${base}/streams/${stream}`, { headers: { "Last-Event-ID": lastId }, signal });
  }
}

async function json(url) {
  return (await call(url)).json();
}

async function call(url, options = {}) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError("network");
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new ServiceError(body.error?.code ?? "internal_error", body.error?.request_id);
}

/** Server-sent events of a body. */
async function* parse(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = toEvent(block);
      if (event) yield event;
    }
  }
}

function toEvent(block) {
  const fields = {};
  for (const line of block.split("\n")) {
    const at = line.indexOf(": ");
    if (at > 0) fields[line.slice(0, at)] = line.slice(at + 2);
  }
  return fields.data && { event: fields.event, id: fields.id, data: JSON.parse(fields.data) };
}
