import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { useBuiltCommand } from "../support/processes.ts";
import { startRawUpstream } from "../support/raw-upstream.ts";
import { readJsonLines, useTempFolders } from "../support/temp-folder.ts";

const start = useBuiltCommand();
const tempFolder = useTempFolders();
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server on stdio with a write under way whose answer the API holds back. */
async function startWithWrite(env: Record<string, string> = {}) {
  const held: ServerResponse[] = [];
  const upstream = await startRawUpstream((request, response) => {
    request.resume().on("end", () => held.push(response));
  });
  closing.push(upstream.close);
  const auditLog = join(tempFolder(), "audit.log");
  const server = start(["stdio"], {
    DIGISTORE24_API_URL: upstream.apiUrl,
    DIGISTORE24_API_KEY: "1-CUSTOMER",
    // The API would hold back its answer to the check as well.
    DIGISTORE24_VERIFY_KEY: "false",
    AUDIT_LOG: auditLog,
    ...env,
  });
  const send = (message: object) => server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const create = (id: number, code: string) =>
    send({ id, method: "tools/call", params: { name: "PostCreatevoucher", arguments: { data: { code } } } });
  const clientInfo = { name: "test", version: "1.0.0" };
  send({ id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo } });
  send({ method: "notifications/initialized" });
  create(2, "FIRST");
  await expect.poll(() => held.length, { timeout: 30_000 }).toBe(1);
  const release = () => {
    for (const response of held.splice(0)) {
      response.end('{"result":"success","data":{"discount_code_id":1}}');
    }
  };
  const audited = () =>
    readJsonLines(auditLog).flatMap(({ arguments: args, outcome }) =>
      args ? [{ code: args.data.code, outcome }] : [],
    );
  return { server, upstream, create, release, audited };
}

describe("a server on stdio", () => {
  test("answers and audits the write under way on SIGTERM, and sends no other", async () => {
    const { server, upstream, create, release, audited } = await startWithWrite();
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    create(3, "SECOND");
    await server.until(/is stopping\. Nothing was sent/);
    release();
    expect(await server.exit).toBe(0);
    expect(server.output()).toMatch(/"id":2/);
    expect(upstream.count()).toBe(1);
    expect(audited()).toEqual([
      { code: "SECOND", outcome: "busy" },
      { code: "FIRST", outcome: "success" },
    ]);
  });

  test("answers and audits earlier calls when its input ends", async () => {
    const { server, create, release, upstream, audited } = await startWithWrite();
    create(3, "SECOND");
    server.stdin.end();
    await server.until(/finishing the calls in progress/);
    await expect.poll(upstream.count, { timeout: 30_000 }).toBe(2);
    release();
    expect(await server.exit).toBe(0);
    expect(server.output()).toMatch(/"id":2[\s\S]*"id":3|"id":3[\s\S]*"id":2/);
    expect(audited().map(({ outcome }) => outcome)).toEqual(["success", "success"]);
  });

  test("audits the write under way when its agent has gone", async () => {
    const { server, release, audited } = await startWithWrite();
    server.closeStdout();
    server.stdin.end();
    await server.until(/finishing the calls in progress/);
    release();
    expect(await server.exit).toBe(0);
    expect(audited()).toEqual([{ code: "FIRST", outcome: "success" }]);
  });

  test("ends at once on a second signal, and audits the write under way", async () => {
    const { server, audited } = await startWithWrite();
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    server.kill("SIGTERM");
    expect(await server.exit).toBe(143);
    expect(server.output()).toContain("second signal to stop");
    expect(audited()).toEqual([{ code: "FIRST", outcome: "cancelled" }]);
  });

  test("ends once a call without an answer times out", async () => {
    const { server, audited } = await startWithWrite({ DIGISTORE24_TIMEOUT_MS: "1000" });
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(audited()).toEqual([{ code: "FIRST", outcome: "timeout" }]);
  });
});

test("a defect on stdio ends the process through its log, which hides the key", async () => {
  const key = "100001-VERYSECRETPART";
  const server = start(["stdio"], {
    NODE_OPTIONS: "--import tsx --import ./test/support/crash-on-signal.ts",
    DIGISTORE24_API_KEY: key,
    TEST_KEY: key,
    AUDIT_LOG: "stderr",
  });
  await server.until(/"event":"start"/);
  server.kill("SIGUSR2");
  expect(await server.exit).toBe(1);
  expect(server.output()).toContain("defect: the process ends");
  expect(server.output()).not.toContain("VERYSECRETPART");
});

test("a server for one agent logs the settings in effect, with what its options leave", async () => {
  const env = { DIGISTORE24_API_KEY: "100001-VERYSECRETPART", LOG_LEVEL: "info", MONEY_LIMIT: "EUR 500/day" };
  const server = start(["stdio", "--readonly"], env);
  const [line = ""] = await server.until(/^.*"msg":"settings in effect".*$/m);
  expect(JSON.parse(line)).toMatchObject({ surface: "published, read-only", moneyLimit: ["EUR 500/day"] });
  expect(server.output()).not.toContain("VERYSECRETPART");
});
