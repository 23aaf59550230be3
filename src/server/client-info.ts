import type { IncomingHttpHeaders } from "node:http";
import { shortenText } from "./kit/shorten-text.ts";

/** The program at the other end, as it calls itself. Good for a log, never for a decision: anyone can claim any name. */
export interface ClientInfo {
  readonly name: string;
  readonly version: string;
}

export const SESSION_HEADER = "mcp-session-id";
const LONGEST_PART = 64;
const LONGEST_SESSION_ID = 1024;

/**
 * Clients of the 2025 revisions say who they are once, in `initialize`. The session id they are given then says it
 * again with every later request, so that any instance knows it and none has to remember. Undefined for other messages.
 */
export function sessionIdFor(body: unknown): string | undefined {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { clientInfo?: unknown } };
  const client = method === "initialize" ? toClientInfo(params?.clientInfo) : undefined;
  return client && Buffer.from(JSON.stringify([client.name, client.version])).toString("base64url");
}

/** Who sends a request: by its session id, else by its User-Agent. */
export function clientOfRequest(headers: IncomingHttpHeaders): ClientInfo | undefined {
  return fromSessionId(headers[SESSION_HEADER]) ?? fromUserAgent(headers["user-agent"]);
}

/** Accepts what a client announced only as far as it is short, plain text. */
export function toClientInfo(announced: unknown): ClientInfo | undefined {
  const { name, version } = (announced ?? {}) as { name?: unknown; version?: unknown };
  return typeof name === "string" && name !== "" ? { name: plain(name), version: plain(version) } : undefined;
}

function fromSessionId(header: string | string[] | undefined): ClientInfo | undefined {
  if (typeof header !== "string" || header.length > LONGEST_SESSION_ID) {
    return undefined;
  }
  try {
    const [name, version] = JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
    return toClientInfo({ name, version });
  } catch {
    // Not one of ours: another server's, or made up.
    return undefined;
  }
}

function fromUserAgent(header: string | undefined): ClientInfo | undefined {
  const [name, version] = header?.split(" ", 1)[0]?.split("/", 2) ?? [];
  return toClientInfo({ name, version });
}

function plain(text: unknown): string {
  return typeof text === "string" ? shortenText(text.replace(/\p{C}/gu, ""), LONGEST_PART, "") : "";
}
