import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as HttpTransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSandbox } from "../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../src/sandbox/http/generated-registry.ts";
import { formatOf } from "../../src/server/page/client-files.ts";
import { answerOf } from "../support/answer-of.ts";
import { connectClient, type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";

const FULL_KEY = "100001-SANDBOXFULLACCESS";
const READ_KEY = "100001-SANDBOXREADONLY";

const sandbox = buildSandbox({ registry: GENERATED_REGISTRY });
let endpoint: RunningEndpoint;

beforeAll(async () => {
  const address = await sandbox.listen({ host: "127.0.0.1", port: 0 });
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: `${address}/api/call` });
});

afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
});

/** The results that every client must get, whatever its implementation. */
interface AnyClient {
  listTools(): Promise<{ tools: { name: string; annotations?: { readOnlyHint?: boolean | undefined } | undefined }[] }>;
  // The clients' own result types differ in more than is looked at here.
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<object>;
  close(): Promise<void>;
}

const kinds: { kind: string; connect: (path: string, key: string) => Promise<AnyClient> }[] = [
  { kind: "SDK v2 at 2026-07-28", connect: (path, key) => connectClient(endpoint.url + path, key) },
  { kind: "SDK v1 at 2025-11-25", connect: connectV1 },
  { kind: "mcp-remote as a process", connect: connectThroughMcpRemote },
  { kind: "mcp-remote as Claude Desktop starts it", connect: connectAsClaudeDesktop },
];

async function connectV1(path: string, key: string): Promise<AnyClient> {
  const client = new ClientV1({ name: "test", version: "1.0.0" });
  const headers = { Authorization: `Bearer ${key}` };
  const transport = new HttpTransportV1(new URL(endpoint.url + path), { requestInit: { headers } });
  // The SDK's own types clash under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<ClientV1["connect"]>[0]);
  return client as AnyClient;
}

async function connectThroughMcpRemote(path: string, key: string): Promise<AnyClient> {
  const client = new ClientV1({ name: "test", version: "1.0.0" });
  const args = [
    "node_modules/mcp-remote/dist/proxy.js",
    endpoint.url + path,
    "--header",
    `Authorization: Bearer ${key}`,
  ];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: "ignore" }));
  return client as AnyClient;
}

/** With exactly the snippet that people paste, except that the installed mcp-remote replaces the one that npx would fetch. */
async function connectAsClaudeDesktop(path: string, key: string): Promise<AnyClient> {
  const client = new ClientV1({ name: "test", version: "1.0.0" });
  const entry = formatOf("claude-desktop").entry({ name: "digistore24", url: endpoint.url + path, key });
  const { command, args, env } = entry as { command: string; args: string[]; env: Record<string, string> };
  expect([command, ...args.slice(0, 2)]).toEqual(["npx", "-y", "mcp-remote"]);
  const installed = ["node_modules/mcp-remote/dist/proxy.js", ...args.slice(2)];
  await client.connect(new StdioClientTransport({ command: process.execPath, args: installed, env, stderr: "ignore" }));
  return client as AnyClient;
}

describe.each(kinds)("$kind", ({ connect }) => {
  test.each(["", "mcp"])("lists the published tools at /%s", async (path) => {
    const client = await connect(path, FULL_KEY);
    const { tools } = await client.listTools();
    await client.close();
    expect(tools).toHaveLength(SERVED_TOOL_COUNT);
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint).length).toBeGreaterThan(0);
  });

  test("creates with a full key, and reads the result", async () => {
    const client = await connect("", FULL_KEY);
    const created = await client.callTool({
      name: "PostCreateproduct",
      arguments: { data: { name_intern: "Kurs für Müßiggänger & Co", name_de: "Kurs" } },
    });
    const { product_id } = answerOf(created);
    const read = await client.callTool({ name: "GetGetproduct", arguments: { product_id } });
    await client.close();
    expect(read).not.toMatchObject({ isError: true });
    expect(JSON.stringify(read)).toContain("Kurs für Müßiggänger & Co");
  });

  test("reads with a read-only key, and learns why it cannot write", async () => {
    const client = await connect("", READ_KEY);
    const read = await client.callTool({ name: "listProducts", arguments: {} });
    const write = await client.callTool({ name: "PostCreatevoucher", arguments: { data: { code: "NO" } } });
    await client.close();
    expect(read).not.toMatchObject({ isError: true });
    expect(write).toMatchObject({ isError: true });
    expect(JSON.stringify(write)).toContain("PostCreatevoucher needs a key with full access.");
  });

  test("does not get in with a wrong key", async () => {
    await expect(connect("", "100001-NOSUCHKEY")).rejects.toThrow();
  });
});
