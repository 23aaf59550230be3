import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSandbox } from "../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../src/sandbox/http/generated-registry.ts";
import { PRESETS } from "../../src/server/contract/presets.ts";
import { messageTexts } from "../../src/server/kit/message-texts.ts";
import { servedTools } from "../../src/server/start/served-tools.ts";
import { answerOf } from "../support/answer-of.ts";
import { connectClient, type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";

const FULL_KEY = "100001-SANDBOXFULLACCESS";
const READ_KEY = "100001-SANDBOXREADONLY";
/** The most messages that the endpoint takes at once. */
const MAX_BATCH = 20;
const DEVELOPER_KEY = "100001-SANDBOXDEVELOPER";

const sandbox = buildSandbox({ registry: GENERATED_REGISTRY });
let endpoint: RunningEndpoint;
let published: RunningEndpoint;

beforeAll(async () => {
  const address = await sandbox.listen({ host: "127.0.0.1", port: 0 });
  const DIGISTORE24_API_URL = `${address}/api/call`;
  endpoint = await startEndpoint({ DIGISTORE24_API_URL, DIGISTORE24_SURFACE: "full" });
  published = await startEndpoint({ DIGISTORE24_API_URL });
});

afterAll(async () => {
  await endpoint.close();
  await published.close();
  await sandbox.close();
});

interface RpcAnswer {
  readonly status: number;
  readonly result?: {
    tools?: { name: string }[];
    isError?: boolean;
    instructions?: string;
    content?: { text: string }[];
  };
  readonly error?: { code: number; message: string };
}

async function rpc(url: string, method: string, params: object = {}, headers: Record<string, string> = {}) {
  const { status, messages } = await post(url, { jsonrpc: "2.0", id: 1, method, params }, headers);
  return { status, ...messages[0] } as RpcAnswer;
}

async function post(url: string, body: object, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${FULL_KEY}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const messages = messageTexts(await response.text()).map((text) => JSON.parse(text) as RpcAnswer & { id: string });
  return { status: response.status, messages };
}

/** Calls every tool with an argument that none has, in batches. A tool that is reached reports it, and nothing is sent. */
async function callAll(url: string, names: readonly string[], headers: Record<string, string>) {
  const answers = new Map<string, RpcAnswer>();
  for (let start = 0; start < names.length; start += MAX_BATCH) {
    const batch = names.slice(start, start + MAX_BATCH).map((name) => {
      return { jsonrpc: "2.0", id: name, method: "tools/call", params: { name, arguments: { no_such_argument: 1 } } };
    });
    for (const message of (await post(url, batch, headers)).messages) {
      answers.set(message.id, message);
    }
  }
  return answers;
}

const INITIALIZE = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "test", version: "1.0.0" },
};

const tools = [...servedTools({ servesInsights: true }).values()].map(({ definition }) => definition);
const toolsets = [...new Set(tools.map(({ toolset }) => toolset))].filter((name) => name !== "api-keys");
const surfaces: { path: string; headers?: Record<string, string> }[] = [
  { path: "" },
  { path: "mcp" },
  { path: "readonly" },
  { path: "mcp/readonly" },
  { path: "safe" },
  { path: "mcp/x/orders/safe" },
  { path: "x/orders", headers: { "x-mcp-money": "false" } },
  ...toolsets.map((name) => ({ path: `x/${name}` })),
  ...Object.keys(PRESETS).map((name) => ({ path: `x/${name}` })),
  ...Object.keys(PRESETS).map((name) => ({ path: `mcp/x/${name}/readonly` })),
  { path: "x/products,vouchers" },
  { path: "", headers: { "x-mcp-readonly": "true" } },
  { path: "", headers: { "x-mcp-toolsets": "refunds,orders" } },
  { path: "", headers: { "x-mcp-tools": "ping,updateProduct" } },
  { path: "x/products", headers: { "x-mcp-exclude-tools": "updateProduct" } },
];

describe("listed and callable are the same", () => {
  test.each(surfaces)("at /$path with the headers $headers", async ({ path, headers = {} }) => {
    const url = endpoint.url + path;
    const listed = await rpc(url, "tools/list", {}, headers);
    const listedNames = listed.result?.tools?.map(({ name }) => name) ?? [];
    const callable: string[] = [];
    const names = tools.map(({ name }) => name);
    const answers = await callAll(url, names, headers);
    for (const name of names) {
      const answer = answers.get(name);
      if (answer?.result) {
        expect(answer.result.isError).toBe(true);
        callable.push(name);
      } else {
        expect(answer?.error?.code).toBe(-32602);
      }
    }
    expect(listedNames.length).toBeGreaterThan(0);
    expect(callable).toEqual(listedNames);
  });
});

describe("a tool that is not there", () => {
  test("names the surface that has it", async () => {
    const answer = await rpc(`${endpoint.url}readonly`, "tools/call", { name: "updateProduct", arguments: {} });
    expect(answer.error).toEqual({
      code: -32602,
      message:
        "updateProduct changes the account, and this connection only reads. It is available at / and /x/products of this server, without the header X-MCP-Readonly.",
    });
  });

  test("names the setting that the operator would have to choose", async () => {
    const answer = await rpc(published.url, "tools/call", { name: "refundPurchase", arguments: {} });
    expect(answer.error?.message).toBe(
      "refundPurchase is only on the surface full, which the operator of this server has not chosen (DIGISTORE24_SURFACE).",
    );
    const credentials = await rpc(endpoint.url, "tools/call", { name: "unregister", arguments: {} });
    expect(credentials.error?.message).toBe(
      "unregister handles credentials: the operator has to name it in DIGISTORE24_CREDENTIAL_TOOLS.",
    );
  });
});

describe("a request for something that does not exist", () => {
  test.each([
    { path: "x/produkts", status: 404 },
    { path: "x/api-keys", status: 404 },
    { path: "mcp/x/produkts/readonly", status: 404 },
    { path: "", headers: { "x-mcp-toolsets": "produkts" }, status: 400 },
    { path: "", headers: { "x-mcp-tools": "updateProdukt" }, status: 400 },
    { path: "", headers: { "x-mcp-exclude-tools": "updateProdukt" }, status: 400 },
    { path: "x/refunds/safe", status: 404 },
    { path: "", headers: { "x-mcp-readonly": "perhaps" }, status: 400 },
    { path: "", headers: { "x-mcp-readonly": "" }, status: 400 },
    { path: "?readonly=true", status: 400 },
    { path: "x/vouchers", headers: { "x-mcp-toolsets": "images" }, status: 400 },
  ])(
    "for $path with the headers $headers is refused with $status, and the whole surface is never served instead",
    async ({ path, headers, status }) => {
      const answer = await rpc(endpoint.url + path, "tools/list", {}, headers as Record<string, string>);
      expect(answer.status).toBe(status);
      expect(answer.result).toBeUndefined();
      expect(answer.error?.message.length).toBeGreaterThan(20);
    },
  );
});

test("the instructions of a narrowed connection describe its part of the server", async () => {
  const { result } = await rpc(`${endpoint.url}x/vouchers/readonly`, "initialize", INITIALIZE);
  expect(result?.instructions).toContain(
    "This connection has only a part of the server's tools: 3 tools (full, read-only, vouchers).",
  );
});

describe("two keys, as the help page sets them up", () => {
  test("the read connection only reads and the write connection changes, each with its own key", async () => {
    const read = await connectClient(`${published.url}readonly`, READ_KEY);
    const write = await connectClient(published.url, FULL_KEY);
    const readable = (await read.listTools()).tools;
    expect(readable.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    expect((await write.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT);
    const created = await write.callTool({ name: "PostCreatevoucher", arguments: { data: { code: "TWOKEYS" } } });
    expect(created.isError).toBeFalsy();
    const seen = await read.callTool({ name: "getVoucher", arguments: { code: "TWOKEYS" } });
    expect(answerOf(seen)).toMatchObject({ coupon: { code: "TWOKEYS" } });
    await expect(
      read.callTool({ name: "updateVoucher", arguments: { code: "TWOKEYS", data: { first_rate: 5 } } }),
    ).rejects.toMatchObject({ code: -32602 });
    await read.close();
    await write.close();
  });
});

describe("secrets in answers", () => {
  test.each([
    {
      tool: "ipnSetup",
      args: { ipn_url: "https://shop.example.com/ipn", name: "x", product_ids: "all", sha_passphrase: "random" },
      field: "sha_passphrase",
    },
  ])("$tool hides $field", async ({ tool, args, field }) => {
    const { result } = await rpc(endpoint.url, "tools/call", { name: tool, arguments: args });
    expect(JSON.parse(result?.content?.[0]?.text ?? "{}")[field]).toBe("[hidden]");
  });

  test("a tool named for its credentials hands them out", async () => {
    const address = `http://127.0.0.1:${(sandbox.server.address() as { port: number }).port}`;
    const env = { DIGISTORE24_SURFACE: "full", DIGISTORE24_CREDENTIAL_TOOLS: "requestApiKey,retrieveApiKey" };
    const open = await startEndpoint({ DIGISTORE24_API_URL: `${address}/api/call`, ...env });
    const callTool = async (name: string, args: object) => {
      const asDeveloper = { authorization: `Bearer ${DEVELOPER_KEY}` };
      const { result } = await rpc(open.url, "tools/call", { name, arguments: args }, asDeveloper);
      return JSON.parse(result?.content?.[0]?.text ?? "{}");
    };
    const wish = { permissions: "writable", return_url: "https://app.example.com/back" };
    const { request_url, request_token } = await callTool("requestApiKey", wish);
    await fetch(request_url, { method: "POST", body: new URLSearchParams({ decision: "agree" }), redirect: "manual" });
    const { api_key } = await callTool("retrieveApiKey", { token: request_token });
    expect(api_key).toMatch(/^100001-\w{40}$/);
    await open.close();
  });
});
