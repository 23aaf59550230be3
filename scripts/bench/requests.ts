/** The list, or a call of one of three tools. */
export const WORKS = ["tools/list", "ping", "listPurchases", "createVoucher"] as const;
export type Work = (typeof WORKS)[number];

/** `form`: the API's own wire, spoken to the upstream itself and to the passthrough. */
const DIALECTS = ["2025-11-25", "2026-07-28", "form"] as const;
export type Dialect = (typeof DIALECTS)[number];

export interface PreparedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Decides how the answer is checked. */
  readonly dialect: Dialect;
  readonly work: Work;
}

export const PURCHASES = 100;
const API_PATH = "/api/call";
const CALLS = {
  ping: { tool: "ping", args: {}, form: "" },
  listPurchases: {
    tool: "listPurchases",
    args: { from: "start", page_size: PURCHASES },
    form: `from=start&page_size=${PURCHASES}`,
  },
  createVoucher: {
    tool: "PostCreatevoucher",
    args: { data: { code: "SPRING26", first_rate: 20 } },
    form: "data%5Bcode%5D=SPRING26&data%5Bfirst_rate%5D=20",
  },
} as const;
export const TOOL_NAMES: readonly string[] = Object.values(CALLS).map(({ tool }) => tool);

/** Phrases the same request in a dialect. `path` is the path of the MCP server. */
export function prepareRequest(work: Work, dialect: Dialect, path = "/"): PreparedRequest {
  return { ...(dialect === "form" ? formRequest(work) : mcpRequest(work, dialect, path)), dialect, work };
}

/** Each caller has a separate account. */
export function keyOf(caller: number): string {
  return `${200_000 + caller}-BENCHMARKKEY`;
}

export function keysOf(callers: number): readonly string[] {
  return Array.from({ length: callers }, (_, caller) => keyOf(caller));
}

/** How a dialect hands over the key. */
export function keyHeader(dialect: Dialect, key: string): Readonly<Record<string, string>> {
  return dialect === "form" ? { "x-ds-api-key": key } : { authorization: `Bearer ${key}` };
}

function formRequest(work: Work) {
  if (work === "tools/list") {
    throw new TypeError("the API has no list of tools");
  }
  return {
    path: `${API_PATH}/${work}`,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: CALLS[work].form,
  };
}

function mcpRequest(work: Work, revision: "2025-11-25" | "2026-07-28", path: string) {
  const call = work === "tools/list" ? undefined : { name: CALLS[work].tool, arguments: CALLS[work].args };
  const method = call ? "tools/call" : "tools/list";
  const isStateless = revision === "2026-07-28";
  const params = { ...call, ...(isStateless && { _meta: STATELESS_META }) };
  return {
    path,
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      "mcp-protocol-version": revision,
      ...(isStateless && { "mcp-method": method, ...(call && { "mcp-name": call.name }) }),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  };
}

/** Newer clients send this with every request; 2025 clients send it once, in `initialize`. */
const STATELESS_META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
