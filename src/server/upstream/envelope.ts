import { CallError, type ErrorKind } from "../kit/errors.ts";
import { hideKeys } from "../kit/hide-key.ts";
import { isObject } from "../kit/is-object.ts";
import { isWellFormed, toWellFormed } from "../kit/shorten-text.ts";
import { KIND_OF_CODE } from "./vendor-codes.ts";

/** A possible lone surrogate. PHP also escapes whole characters as two surrogates, so this is only a quick check. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

/** The answer as received over HTTP. `body` is parsed JSON, or text if it is not JSON. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
}

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = { 401: "key", 403: "permission", 429: "rate_limited" };

/** The data of a successful envelope, whatever the HTTP status. Throws a CallError for any other answer. */
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
    // It may name a key of somebody else, such as the operator's developer key. Data may not be touched: some of it is keys.
    vendorMessage: typeof body["message"] === "string" ? hideKeys(body["message"]) : "",
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
    // 401, 403 and 429 refuse a request before it is processed. After any other status it may have been carried out.
    wasSent: kind === "upstream_down",
  });
}

/** Describes the body without quoting it, because an agent must not read text from an unknown source. */
function describeBody(body: unknown): string {
  if (typeof body !== "string") {
    return body === undefined ? "an empty body" : "unexpected JSON";
  }
  const text = body.trimStart();
  if (text === "") {
    return "an empty body";
  }
  return text.startsWith("<") ? "a web page" : "text that is not complete JSON";
}

function parseJson(text: string): unknown {
  try {
    return ESCAPED_SURROGATE.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch {
    // Not JSON: describeBody says what it is.
    return undefined;
  }
}

/** A reviver for JSON.parse: replaces escaped lone surrogates by U+FFFD, in values and in names. */
function wellFormed(_: string, value: unknown): unknown {
  if (typeof value === "string") {
    return toWellFormed(value);
  }
  return isObject(value) && !Object.keys(value).every(isWellFormed)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [toWellFormed(key), item]))
    : value;
}
