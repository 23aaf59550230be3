import { CallError, type ErrorKind } from "../kit/errors.ts";
import { isObject } from "../kit/is-object.ts";
import { isWellFormed, toWellFormed } from "../kit/shorten-text.ts";

/** Perhaps: PHP escapes whole characters in two halves, too. Without any there is nothing to look for. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]/;

/** What came back over HTTP. `body` is parsed JSON or, where it is none, text. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
}

/**
 * The API renumbered its codes between its own connectors, so the kind only chooses the advice; code and message are
 * passed on as they came. Code 2 (key) is confirmed, 12 (wait) is taken at its word, 8 is an older 5.
 */
const KIND_OF_CODE: Readonly<Record<number, ErrorKind>> = {
  2: "key",
  3: "input",
  4: "not_found",
  5: "permission",
  8: "permission",
  10: "key",
  12: "rate_limited",
};
const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = { 401: "key", 403: "permission", 429: "rate_limited" };

/** The inside of a successful envelope. Decides by `result`, whatever the HTTP status; throws a CallError otherwise. */
export function readEnvelope(answer: UpstreamAnswer): unknown {
  const body = typeof answer.body === "string" ? parseJson(answer.body) : answer.body;
  if (isObject(body) && body["result"] === "success") {
    return body["data"] ?? null;
  }
  if (isObject(body) && body["result"] === "error") {
    throw refusal(body, answer);
  }
  throw notAnEnvelope({ ...answer, body: body === undefined ? answer.body : body });
}

function refusal(body: Record<string, unknown>, { status, retryAfterSeconds }: UpstreamAnswer): CallError {
  const code = Number(body["code"]);
  const kind = KIND_OF_CODE[code] ?? KIND_OF_STATUS[status] ?? "refused";
  return new CallError(kind, "Digistore24 refused the call", {
    ...(Number.isFinite(code) ? { vendorCode: code } : {}),
    vendorMessage: typeof body["message"] === "string" ? body["message"] : "",
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    status,
    wasSent: true,
  });
}

function notAnEnvelope({ status, body, retryAfterSeconds }: UpstreamAnswer): CallError {
  const kind = KIND_OF_STATUS[status] ?? "upstream_down";
  return new CallError(kind, `Digistore24 answered HTTP ${status} with ${describeBody(body)} instead of a result`, {
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    status,
    // 401, 403 and 429 turn a request away at the door; of any other answer it is not known what came before it.
    wasSent: kind === "upstream_down",
  });
}

/** Names the body without quoting it: a foreign page is no text for an agent to read. */
function describeBody(body: unknown): string {
  if (typeof body !== "string") {
    return body === undefined ? "an empty body" : "JSON of another form";
  }
  const text = body.trimStart();
  if (text === "") {
    return "an empty body";
  }
  return text.startsWith("<") ? "a web page" : "text that is no complete JSON";
}

function parseJson(text: string): unknown {
  try {
    return HALF_CHARACTER.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch {
    // Not JSON: the caller reports what it is instead.
    return undefined;
  }
}

/** A reviver: half a character that JSON escapes becomes U+FFFD, in values and in names. */
function wellFormed(_: string, value: unknown): unknown {
  if (typeof value === "string") {
    return toWellFormed(value);
  }
  return isObject(value) && !Object.keys(value).every(isWellFormed)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [toWellFormed(key), item]))
    : value;
}
