import type { IncomingHttpHeaders } from "node:http";
import { callerText, withoutKeys } from "../kit/caller-text.ts";

/** The program at the other end, as it calls itself. Good for a log, never for a decision: anyone can claim any name. */
export interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

export const SESSION_HEADER = "mcp-session-id";
const MAX_SESSION_ID_CHARS = 1024;
/** Up to the first space that is not one of a hidden key. */
const FIRST_PRODUCT = /^(?:\[API key\]|[^ ])*/;

/**
 * Clients of the 2025 revisions say who they are once, in `initialize`. The session id they are given then says it
 * again with every later request, so that any instance knows it and none has to remember. Undefined for other messages.
 */
export function sessionIdFor(body: unknown, apiKey: string): string | undefined {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { clientInfo?: unknown } };
  const client = method === "initialize" ? toClientInfo(params?.clientInfo, apiKey) : undefined;
  return client && Buffer.from(JSON.stringify([client.name, client.version])).toString("base64url");
}

/** Who sends a request: by its session id, else by its User-Agent. */
export function clientOfRequest(headers: IncomingHttpHeaders, apiKey: string): ClientInfo | undefined {
  return fromSessionId(headers[SESSION_HEADER], apiKey) ?? fromUserAgent(headers["user-agent"], apiKey);
}

/** Accepts what a client announced only as far as it is short, plain text without a key. */
export function toClientInfo(announced: unknown, apiKey: string): ClientInfo | undefined {
  const { name, version } = (announced ?? {}) as { name?: unknown; version?: unknown };
  const shownName = callerText(name, apiKey);
  return shownName === "" ? undefined : { name: shownName, version: callerText(version, apiKey) };
}

function fromSessionId(header: string | string[] | undefined, apiKey: string): ClientInfo | undefined {
  if (typeof header !== "string" || header.length > MAX_SESSION_ID_CHARS) {
    return undefined;
  }
  try {
    const [name, version] = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    return toClientInfo({ name, version }, apiKey);
  } catch {
    // Not one of ours: another server's, or made up.
    return undefined;
  }
}

/** The first product that the header names. Keys are hidden before it is divided, since a part of one cannot be found. */
function fromUserAgent(header: string | undefined, apiKey: string): ClientInfo | undefined {
  const [product = ""] = FIRST_PRODUCT.exec(withoutKeys(header ?? "", apiKey)) ?? [];
  const [name, version] = product.split("/", 2);
  return toClientInfo({ name, version }, apiKey);
}
