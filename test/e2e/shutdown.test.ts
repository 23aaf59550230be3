import { renameSync, writeFileSync } from "node:fs";
import { Agent, request as requestHttp, type ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { useProcesses } from "../support/processes.ts";
import { type RawUpstream, startRawUpstream } from "../support/raw-upstream.ts";
import { readJsonLines, useTempFolders } from "../support/temp-folder.ts";

const CALLS = 200;
const start = useProcesses();
const tempFolder = useTempFolders();
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** An API that holds its answers back until the test releases them. */
async function startHeldUpstream(): Promise<RawUpstream & { held: ServerResponse[]; release: () => void }> {
  const held: ServerResponse[] = [];
  let isOpen = false;
  const answer = (response: ServerResponse) => response.end('{"result":"success","data":{"discount_code_id":1}}');
  const upstream = await startRawUpstream((request, response) => {
    request.resume().on("end", () => (isOpen ? answer(response) : held.push(response)));
  });
  closing.push(upstream.close);
  const release = () => {
    isOpen = true;
    held.splice(0).forEach(answer);
  };
  return { ...upstream, held, release };
}

async function startServer({ apiUrl }: RawUpstream) {
  const auditLog = join(tempFolder(), "audit.log");
  const server = start("src/cli/main.ts serve", [], { PORT: "0", AUDIT_LOG: auditLog, DIGISTORE24_API_URL: apiUrl });
  const [, url = ""] = await server.until(/listening at (http:\/\/127\.0\.0\.1:\d+)/);
  return { server, url, auditLog };
}

async function callTool(url: string, key: string, name: string, args: object): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: headersOf(key),
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } }),
  });
  return response.text();
}

function headersOf(key: string): Record<string, string> {
  return {
    authorization: `Bearer ${key}`,
    accept: "application/json, text/event-stream",
    "content-type": "application/json",
  };
}

/** Calls ping over a connection that the client then keeps open for as long as it is let. */
function pingAndStay(url: string): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  closing.push(async () => agent.destroy());
  return new Promise((resolve, reject) => {
    const asked = requestHttp(url, { method: "POST", agent, headers: headersOf("1-CUSTOMER") }, (response) => {
      response.toArray().then((chunks) => resolve(Buffer.concat(chunks).toString("utf8")), reject);
    });
    asked.on("error", reject);
    asked.end(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ping", arguments: {} } }));
  });
}

describe("SIGTERM", () => {
  test(`under ${CALLS} calls in flight loses none, nor a line of the audit`, async () => {
    const upstream = await startHeldUpstream();
    const { server, url, auditLog } = await startServer(upstream);
    const calls = Array.from({ length: CALLS }, (_, index) =>
      callTool(url, `${index}-CUSTOMER`, "PostCreatevoucher", { data: { code: `CODE${index}` } }),
    );
    // As many as are let through at once; the others wait for their turn inside.
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(128);
    server.kill("SIGTERM");
    await server.until(/finishing what is in flight/);
    upstream.release();
    const answers = await Promise.all(calls);
    expect(answers.filter((text) => text.includes('"discount_code_id\\":1'))).toHaveLength(CALLS);
    expect(await server.exit).toBe(0);
    expect(upstream.count()).toBe(CALLS);
    const codes = readJsonLines(auditLog).flatMap(({ arguments: args }) => args?.data.code ?? []);
    expect(new Set(codes).size).toBe(CALLS);
  });

  test("does not wait for a client that keeps its connection after its answer", async () => {
    const upstream = await startHeldUpstream();
    const { server, url } = await startServer(upstream);
    const answer = pingAndStay(url);
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(1);
    server.kill("SIGTERM");
    await server.until(/finishing what is in flight/);
    upstream.release();
    expect(await answer).toContain("discount_code_id");
    expect(await server.exit).toBe(0);
  });

  test("while a read waits before it tries again ends it with its answer", async () => {
    const upstream = await startRawUpstream((request, response) => {
      request.resume().on("end", () => response.writeHead(503, { "retry-after": "1" }).end());
    });
    closing.push(upstream.close);
    const { server, url } = await startServer(upstream);
    const call = callTool(url, "1-CUSTOMER", "ping", {});
    await expect.poll(upstream.count).toBe(1);
    server.kill("SIGTERM");
    expect(await call).toContain("HTTP 503");
    expect(await server.exit).toBe(0);
  });
});

describe("SIGHUP", () => {
  test("makes the audit go on in a new file and ends nothing", async () => {
    const upstream = await startHeldUpstream();
    upstream.release();
    const { server, url, auditLog } = await startServer(upstream);
    await callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "OLD" } });
    renameSync(auditLog, `${auditLog}.1`);
    server.kill("SIGHUP");
    await server.until(/audit log opened anew/);
    await callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "NEW" } });
    expect(readJsonLines(`${auditLog}.1`).map(({ arguments: args }) => args?.data.code)).toEqual([undefined, "OLD"]);
    expect(readJsonLines(auditLog).map(({ arguments: args }) => args?.data.code)).toEqual(["NEW"]);
  });
});

test("an audit log that cannot be written keeps the endpoint from starting, with one line", async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "file"), "");
  const server = start("src/cli/main.ts serve", [], { PORT: "0", AUDIT_LOG: join(folder, "file", "audit.log") });
  expect(await server.exit).toBe(1);
  expect(server.output().trim()).toMatch(/^digistore24-mcp: AUDIT_LOG ".*" cannot be written to: ENOTDIR.*$/);
});
