import { errorCode } from "../server/connection-error.ts";
import { readKey } from "../server/page/check-key.ts";
import { VERSION } from "../server/version.ts";
import type { Finding } from "./doctor.ts";

const TIMEOUT_MS = 10_000;
const CLIENT = { name: "doctor", version: VERSION };

/** How a client of one era of the protocol begins. */
interface Era {
  readonly revision: string;
  readonly method: string;
  readonly params: object;
  readonly headers: Readonly<Record<string, string>>;
}

const ERAS: readonly Era[] = [
  {
    revision: "2025-11-25",
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: CLIENT },
    headers: {},
  },
  {
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
  },
];

interface Answer {
  readonly result?: { readonly serverInfo?: { readonly name?: string; readonly version?: string } };
  /** MCP's own, or the sentence of what stands before it. */
  readonly error?: { readonly message?: string } | string;
}

/** An endpoint, in both eras of the protocol. Without a key it lets nobody in, which says enough. */
export async function* examineEndpoint(url: string, apiKey: string | undefined): AsyncGenerator<Finding> {
  const reached = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) => error);
  if (!(reached instanceof Response)) {
    const seen = `${url} cannot be reached (${errorCode(reached) ?? "no answer in time"})`;
    yield { what: "endpoint", seen, advice: "Is it running, and is this its address?" };
    return;
  }
  await reached.body?.cancel();
  yield { what: "endpoint", seen: `${url} answers` };
  const key = readKey(apiKey);
  for (const era of key === undefined ? [] : ERAS) {
    yield await examineEra(era, url, key ?? "");
  }
}

async function examineEra(era: Era, url: string, apiKey: string): Promise<Finding> {
  const what = `MCP ${era.revision}`;
  try {
    const response = await begin(era, url, apiKey);
    const text = await response.text();
    const { result, error } = JSON.parse(/^data: (.+)$/m.exec(text)?.[1] ?? text) as Answer;
    if (result) {
      const { name, version } = result.serverInfo ?? {};
      const by = name === undefined ? "" : ` by ${name} ${version ?? ""}`;
      return { what, seen: `${era.method} is answered${by}`.trimEnd() };
    }
    const message = typeof error === "string" ? error : error?.message;
    const advice = message === undefined ? "Is this the address of an MCP endpoint?" : "The sentence says what to do";
    return { what, seen: `HTTP ${response.status}${message === undefined ? "" : `: ${message}`}`, advice };
  } catch {
    return { what, seen: "no answer in JSON", advice: "Is this the address of an MCP endpoint?" };
  }
}

function begin({ method, params, headers }: Era, url: string, apiKey: string): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${apiKey}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}
