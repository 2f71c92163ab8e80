// Asking the server. Answers are JSON; an error carries the server's own sentence.
export class ApiError extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

const waiting = new Map();
let meta = null;

// `lane`: a newer request in the same lane makes an older one moot (it rejects as AbortError).
export async function get(path, parameters = null, lane = null) {
  const query = parameters && String(parameters) ? `?${parameters}` : "";
  const control = new AbortController();
  if (lane) {
    waiting.get(lane)?.abort();
    waiting.set(lane, control);
  }
  try {
    const answer = await fetch(`${path}${query}`, {
      signal: control.signal,
      headers: { accept: "application/json" },
    });
    return await read(answer);
  } finally {
    if (lane && waiting.get(lane) === control) waiting.delete(lane);
  }
}

async function read(answer) {
  let body = null;
  try {
    body = await answer.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  if (answer.ok && body !== null) return body;
  const words = body?.error ?? `the server answered ${answer.status}`;
  throw new ApiError(answer.status, words);
}

export const isMoot = (error) => error.name === "AbortError";
export const keyed = (route, key) => `/api/${route}/${encodeURIComponent(key)}`;

export async function getMeta(again = false) {
  if (!meta || again) meta = await get("/api/meta");
  return meta;
}

export async function judge(a, b, verdict, note = null) {
  const { token } = await getMeta();
  const answer = await fetch("/api/judge", {
    method: "POST",
    headers: { "content-type": "application/json", "x-warledger-token": token ?? "" },
    body: JSON.stringify({ a, b, verdict, note }),
  });
  return read(answer);
}
