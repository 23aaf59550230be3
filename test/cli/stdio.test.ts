import { spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioClientTransportV1 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerOf } from "../support/answer-of.ts";
import { builtCommand } from "../support/processes.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { runCli, runCliProcess } from "./support.ts";

const [PROGRAM, ...ARGS] = builtCommand(["stdio"]);
let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const environment = () => ({
  ...(process.env as Record<string, string>),
  DIGISTORE24_API_URL: sandbox.apiUrl,
  DIGISTORE24_API_KEY: FULL_KEY,
});

describe("stdio", () => {
  test("serves an SDK v2 client", async () => {
    const client = new Client({ name: "test", version: "1.0.0" });
    const transport = new StdioClientTransport({
      command: PROGRAM,
      args: ARGS,
      env: environment(),
      stderr: "ignore",
    });
    await client.connect(transport);
    expect((await client.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT);
    const result = await client.callTool({ name: "GetGetuserinfo", arguments: {} });
    expect(answerOf(result)).toMatchObject({ user_id: 100001 });
    await client.close();
  });

  test("refuses an argument nested a thousand times over, and goes on serving", async () => {
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(
      new StdioClientTransport({ command: PROGRAM, args: ARGS, env: environment(), stderr: "ignore" }),
    );
    const nested = JSON.parse(`${"[".repeat(3000)}${"]".repeat(3000)}`) as unknown;
    const refused = await client.callTool({
      name: "updateProduct",
      arguments: { product_id: 1, data: { name_de: nested } },
    });
    expect(JSON.stringify(refused)).toContain("nothing was sent. arguments are nested more than 16 levels deep");
    expect((await client.callTool({ name: "ping", arguments: {} })).isError).toBeUndefined();
    await client.close();
  });

  test("serves an SDK v1 client, and only a part if that is asked for", async () => {
    const client = new ClientV1({ name: "test", version: "1.0.0" });
    const args = [...ARGS, "--readonly", "--toolsets", "vouchers"];
    await client.connect(new StdioClientTransportV1({ command: PROGRAM, args, env: environment(), stderr: "ignore" }));
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
      "PostListvouchers",
      "getVoucher",
      "validateCouponCode",
    ]);
    await expect(client.callTool({ name: "PostCreatevoucher", arguments: {} })).rejects.toThrow(
      /PostCreatevoucher changes the account, and this connection only reads\. It is available if this server is started without --readonly\.$/,
    );
    await client.close();
  });

  test("takes the settings that a bundle or a registry fills in: a yes or no, and toolsets that may be left empty", async () => {
    const listWith = async (...settings: string[]) => {
      const client = new Client({ name: "test", version: "1.0.0" });
      const args = [...ARGS, ...settings];
      await client.connect(new StdioClientTransport({ command: PROGRAM, args, env: environment(), stderr: "ignore" }));
      const { tools } = await client.listTools();
      await client.close();
      return tools;
    };
    expect(await listWith("--readonly=false", "--toolsets=")).toHaveLength(SERVED_TOOL_COUNT);
    const narrowed = await listWith("--readonly=true", "--toolsets= vouchers ");
    expect(narrowed.map(({ name }) => name)).toEqual(["PostListvouchers", "getVoucher", "validateCouponCode"]);
    const safe = await listWith("--safe=true", "--readonly=false", "--toolsets=vouchers,billing");
    expect(safe.map(({ name }) => name)).toEqual([
      "PostCreatevoucher",
      "PostListvouchers",
      "getVoucher",
      "validateCouponCode",
    ]);
    const both = await listWith("--safe=true", "--readonly=true", "--toolsets=vouchers");
    expect(both).toEqual(narrowed);
  });

  test("leaves out tools that move money if the operator wants that", async () => {
    const client = new Client({ name: "test", version: "1.0.0" });
    const env = { ...environment(), DIGISTORE24_MONEY_TOOLS: "false" };
    await client.connect(new StdioClientTransport({ command: PROGRAM, args: ARGS, env, stderr: "ignore" }));
    expect((await client.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT - 4);
    await expect(client.callTool({ name: "updateServiceProofRequest", arguments: {} })).rejects.toThrow(
      /moves money, which the operator of this server has switched off/,
    );
    await client.close();
  });

  test("does not guess the meaning of an unclear yes or no", async () => {
    const { code, stderr } = await runCli(["stdio", "--readonly=perhaps"], environment());
    expect(code).toBe(2);
    expect(stderr).toContain("'--readonly [true|false]' argument 'perhaps' is invalid. It must be true or false.");
  });

  test("puts nothing but MCP on stdout, not even the audit of a change, and ends with its input", async () => {
    const child = spawn(PROGRAM, ARGS, { env: { ...environment(), LOG_LEVEL: "trace" } });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } };
    send({ id: 1, method: "initialize", params });
    send({ method: "notifications/initialized" });
    send({
      id: 2,
      method: "tools/call",
      params: { name: "PostCreatevoucher", arguments: { data: { code: "STDIO1" } } },
    });
    await expect.poll(() => stdout, { timeout: 20_000 }).toContain('"id":2');
    child.stdin.end();
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    const messages = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(messages.map(({ jsonrpc, id }) => ({ jsonrpc, id }))).toEqual([
      { jsonrpc: "2.0", id: 1 },
      { jsonrpc: "2.0", id: 2 },
    ]);
    expect(stderr).toContain('"event":"tool_call"');
    expect(stderr).toContain('"client_name":"raw"');
    expect(stderr + stdout).not.toContain("SANDBOXFULLACCESS");
  });

  /** The answers to the given lines, sent at once and followed by the end of the input. */
  async function answersTo(lines: readonly string[], key: string = FULL_KEY) {
    const env = { ...environment(), DIGISTORE24_API_KEY: key };
    const { code, stdout } = await runCliProcess(["stdio"], env, lines.map((line) => `${line}\n`).join(""));
    expect(code).toBe(0);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  const clientInfo = { name: "raw", version: "1" };
  const initialize = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo },
  });
  const call = (id: number, args: unknown) => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: "ping", arguments: args },
  });

  test("answers every line, also if its input ends at once", async () => {
    const lines = [
      initialize,
      "{ not JSON",
      JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list", params: [] }),
      JSON.stringify([call(3, null), call(4, [])]),
      JSON.stringify({ jsonrpc: "2.0", id: 5, method: "tools/list", params: { cursor: 7 } }),
    ];
    const answers = await answersTo(lines);
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    expect([...byId.keys()].sort()).toEqual([1, 2, 3, 4, 5, null]);
    expect(byId.get(null).error.code).toBe(-32700);
    expect(byId.get(2).result.tools).toHaveLength(SERVED_TOOL_COUNT);
    expect([byId.get(3), byId.get(4)].map(({ result }) => result.isError)).toEqual([undefined, undefined]);
    expect(byId.get(5).error).toEqual({
      code: -32602,
      message: "tools/list: params.cursor must be text, got 7. Nothing was sent.",
    });
  });

  test("refuses a wrong key as over HTTP", async () => {
    const answers = await answersTo([initialize, JSON.stringify(call(2, {}))], "100001-NOSUCHKEYATALL");
    expect(answers.map(({ id, error }) => ({ id, code: error.code }))).toEqual([
      { id: 1, code: -32001 },
      { id: 2, code: -32001 },
    ]);
    expect(answers[0].error.message).toContain("Digistore24 does not accept this API key.");
  });

  test.each([
    ["YOUR_DIGISTORE24_API_KEY", "The key is a placeholder."],
    [`Bearer ${FULL_KEY}`, 'The key begins with "Bearer".'],
    ["two words", "A key is a single word without spaces."],
  ])("does not start with %j as its key", async (key, reason) => {
    const { code, stderr } = await runCli(["stdio"], { ...environment(), DIGISTORE24_API_KEY: key });
    expect(code).not.toBe(0);
    expect(stderr).toContain(`the value of DIGISTORE24_API_KEY is not an API key. ${reason}`);
    expect(stderr).not.toContain(FULL_KEY);
  });
});
