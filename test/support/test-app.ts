import type { FastifyInstance } from "fastify";
import { messageTexts } from "../../src/server/kit/message-texts.ts";
import { type AppOptions, buildApp } from "../../src/server/start/app.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { WITHOUT_RATE_LIMITS } from "./endpoint.ts";
import { API_URL } from "./upstream.ts";
import { watched } from "./watch-app.ts";

export const KEY = "100001-TESTAPPKEY";

export interface RpcMessage {
  readonly jsonrpc: "2.0";
  readonly id: string | number | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests read into results of every shape
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** The JSON-RPC messages of the body, whether it came as JSON or as an event stream. */
  readonly messages: RpcMessage[];
}

type Headers = Readonly<Record<string, string | undefined>>;

export interface TestApp {
  readonly app: FastifyInstance;
  /** Posts a body as it is. A header set to undefined is left out. */
  post(body: string, headers?: Headers, url?: string): Promise<Answer>;
  /** One request of a 2025 client, and the message that answers it. */
  rpc(method: string, params?: object, key?: string, id?: string | number): Promise<RpcMessage>;
  /** The result of a tool call; a JSON-RPC error fails the test. */
  callTool(name: string, args?: unknown, key?: string): Promise<ToolResult>;
}

interface ToolResult {
  readonly isError?: boolean;
  /** The only text block. */
  readonly text: string;
  /** The JSON in it; undefined for an error. */
  readonly answer?: Record<string, unknown>;
}

export const TEST_ENV = {
  DIGISTORE24_API_URL: API_URL,
  // Keys are not checked: only calls go upstream.
  DIGISTORE24_VERIFY_KEY: "false",
  // Calls go upstream at once; test/server/confirm tests the questions.
  CONFIRM: "off",
  ...WITHOUT_RATE_LIMITS,
};

/** The whole endpoint, in process, with its upstream at `API_URL`. */
export function openTestApp(env: Record<string, string> = {}, options: Omit<AppOptions, "config"> = {}): TestApp {
  const app = buildApp({ config: readConfig({ ...TEST_ENV, ...env }), ...options, logger: watched(options.logger) });

  async function post(body: string, headers: Headers = {}, url = "/"): Promise<Answer> {
    const all = {
      authorization: `Bearer ${KEY}`,
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...headers,
    };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const response = await app.inject({ method: "POST", url, headers: given, payload: body });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body,
      messages: parseMessages(response.body),
    };
  }

  async function rpc(method: string, params: object = {}, key = KEY, id: string | number = 1): Promise<RpcMessage> {
    const { messages, body } = await post(JSON.stringify({ jsonrpc: "2.0", id, method, params }), {
      authorization: `Bearer ${key}`,
    });
    const [message] = messages;
    if (message === undefined || messages.length > 1) {
      throw new Error(`one message was expected: ${body}`);
    }
    return message;
  }

  async function callTool(name: string, args: unknown = {}, key = KEY): Promise<ToolResult> {
    const { result, error } = await rpc("tools/call", { name, arguments: args }, key);
    if (error) {
      throw new Error(`${error.code} ${error.message}`);
    }
    const { content, ...rest } = result as { content: { text: string }[]; isError?: boolean };
    const [block] = content;
    if (block === undefined || content.length > 1) {
      throw new Error(`one block was expected: ${JSON.stringify(result)}`);
    }
    return { ...rest, text: block.text, ...(!rest.isError && { answer: JSON.parse(block.text) }) };
  }

  return { app, post, rpc, callTool };
}

/** A request as the SDK v2 client sends it: the protocol version in header and `_meta`, no handshake. */
export function modernRequest(
  method: string,
  params: object = {},
  capabilities: object = {},
): { body: string; headers: Record<string, string> } {
  const { name, uri } = params as { name?: unknown; uri?: unknown };
  const subject = name ?? uri;
  return {
    body: JSON.stringify(modernMessage(method, params, capabilities)),
    headers: {
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(subject !== undefined && { "mcp-name": String(subject) }),
    },
  };
}

/** The message of such a request, which over stdio is all of it. */
export function modernMessage(method: string, params: object = {}, capabilities: object = {}): object {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1.0.0" },
    "io.modelcontextprotocol/clientCapabilities": capabilities,
  };
  const { _meta: given = {} } = params as { _meta?: object };
  return { jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: { ...given, ...meta } } };
}

function parseMessages(body: string): RpcMessage[] {
  const texts = messageTexts(body).filter((text) => text.startsWith("{"));
  return texts.map((text) => JSON.parse(text) as RpcMessage);
}
