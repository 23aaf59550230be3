import { VERSION } from "../server/kit/version.ts";

const CLIENT = { name: "doctor", version: VERSION };

/** The first request that a client of one era of the protocol sends. */
export interface Era {
  readonly revision: string;
  readonly method: string;
  readonly params: object;
  readonly headers: Readonly<Record<string, string>>;
}

export const SESSION_ERA: Era = {
  revision: "2025-11-25",
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: CLIENT },
  headers: {},
};

const STATELESS_ERA: Era = {
  revision: "2026-07-28",
  method: "server/discover",
  params: {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": CLIENT,
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  },
  headers: { "mcp-protocol-version": "2026-07-28", "mcp-method": "server/discover" },
};

export const ERAS: readonly Era[] = [SESSION_ERA, STATELESS_ERA];

/** Where and how the first request is sent. */
export interface Recipient {
  readonly url: string;
  readonly apiKey?: string;
  readonly timeoutMs: number;
  /** Default: redirects are followed. */
  readonly redirect?: "follow" | "manual";
}

export function sendFirstRequest(
  { method, params, headers }: Era,
  { url, apiKey, timeoutMs, redirect = "follow" }: Recipient,
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    redirect,
    headers: {
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}
