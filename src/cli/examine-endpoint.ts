import { readKey } from "../server/key/api-key.ts";
import { isObject } from "../server/kit/is-object.ts";
import { messageTexts } from "../server/kit/message-texts.ts";
import { VERSION } from "../server/kit/version.ts";
import { errorCode } from "../server/upstream/connection-error.ts";
import { type Finding, skipped } from "./finding.ts";

const TIMEOUT_MS = 10_000;
const CLIENT = { name: "doctor", version: VERSION };

/** The first request that a client of one era of the protocol sends. */
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
  /** An MCP error, or a sentence from a server in front of the endpoint. */
  readonly error?: { readonly message?: string } | string;
}

/** Examines an endpoint in both eras of the protocol. Without a key only its address is checked. */
export async function* examineEndpoint(
  url: string,
  apiKey: string | undefined,
  timeoutMs = TIMEOUT_MS,
): AsyncGenerator<Finding> {
  try {
    const reached = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await reached.body?.cancel();
  } catch (error) {
    const seen = `${url} cannot be reached (${describeFailure(error, timeoutMs)})`;
    yield { what: "endpoint", seen, advice: "Is it running, and is this its address?" };
    yield* ERAS.map((era) => skipped(nameOf(era), "the endpoint cannot be reached"));
    return;
  }
  yield { what: "endpoint", seen: `${url} answers` };
  const { key } = readKey(apiKey);
  for (const era of ERAS) {
    yield key === undefined
      ? skipped(nameOf(era), `${era.method} needs an API key`)
      : await examineEra(era, { url, apiKey: key, timeoutMs });
  }
}

function nameOf({ revision }: Era): string {
  return `MCP ${revision}`;
}

interface ExaminedEndpoint {
  readonly url: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

async function examineEra(era: Era, examined: ExaminedEndpoint): Promise<Finding> {
  const what = nameOf(era);
  try {
    const response = await begin(era, examined);
    return { what, ...describeAnswer(era, response.status, await response.text()) };
  } catch (error) {
    const seen = `${era.method} got no answer: ${describeFailure(error, examined.timeoutMs)}`;
    return { what, seen, advice: "The address does answer other requests: check the log of the endpoint" };
  }
}

function describeAnswer({ method }: Era, status: number, text: string): Omit<Finding, "what"> {
  const answer = readAnswer(text);
  if (answer === undefined) {
    return { seen: `HTTP ${status} without an answer in JSON`, advice: "Is this the address of an MCP endpoint?" };
  }
  const { result, error } = answer;
  if (result) {
    const { name, version } = result.serverInfo ?? {};
    const by = name === undefined ? "" : ` by ${name} ${version ?? ""}`;
    return { seen: `${method} is answered${by}`.trimEnd() };
  }
  const message = typeof error === "string" ? error : error?.message;
  const advice = message === undefined ? "Is this the address of an MCP endpoint?" : "Follow this message";
  return { seen: `HTTP ${status}${message === undefined ? "" : `: ${message}`}`, advice };
}

/** The message in a body of JSON or of an event stream; undefined for any other body. */
function readAnswer(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(messageTexts(text)[0]);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** Describes in a few words why a request failed. Throws the error again if it is not a failure of the connection. */
function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `no answer within ${timeoutMs / 1000} seconds`;
  }
  // A TypeError of fetch has a cause if the connection failed, and none otherwise.
  if (error instanceof TypeError && error.cause !== undefined) {
    return errorCode(error) ?? error.message;
  }
  throw error;
}

function begin({ method, params, headers }: Era, { url, apiKey, timeoutMs }: ExaminedEndpoint): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${apiKey}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}
