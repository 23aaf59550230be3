import type { IncomingHttpHeaders } from "node:http";
import { callerText, withoutKeys } from "../kit/caller-text.ts";

/** The client's name and version as it states them. For logs only, never for decisions: a client can claim any name. */
export interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

export const SESSION_HEADER = "mcp-session-id";
const MAX_SESSION_ID_CHARS = 1024;
/** The text up to the first blank, apart from the blank in `[API key]`. */
const FIRST_PRODUCT = /^(?:\[API key\]|[^ ])*/;

/**
 * Clients of the 2025 revisions state their name only once, in `initialize`. The session id that they get contains the
 * name and comes back with every request, so every instance knows it without storing it. Undefined for other messages.
 */
export function sessionIdFor(body: unknown, apiKey: string): string | undefined {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { clientInfo?: unknown } };
  const client = method === "initialize" ? toClientInfo(params?.clientInfo, apiKey) : undefined;
  return client && Buffer.from(JSON.stringify([client.name, client.version])).toString("base64url");
}

/** The client that sends a request, from its session id or else its User-Agent. */
export function clientOfRequest(headers: IncomingHttpHeaders, apiKey: string): ClientInfo | undefined {
  return fromSessionId(headers[SESSION_HEADER], apiKey) ?? fromUserAgent(headers["user-agent"], apiKey);
}

/** Reads the announced name and version as short, plain text without keys. */
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
    // The id was not issued by this server.
    return undefined;
  }
}

/** The first product in the header. Keys are hidden before the header is split, because a part of a key is not recognised. */
function fromUserAgent(header: string | undefined, apiKey: string): ClientInfo | undefined {
  const [product = ""] = FIRST_PRODUCT.exec(withoutKeys(header ?? "", apiKey)) ?? [];
  const [name, version] = product.split("/", 2);
  return toClientInfo({ name, version }, apiKey);
}
