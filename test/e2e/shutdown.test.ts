import { once } from "node:events";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { Agent, request as requestHttp, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { useBuiltCommand } from "../support/processes.ts";
import { startRawUpstream } from "../support/raw-upstream.ts";
import { readJsonLines, useTempFolders } from "../support/temp-folder.ts";

const CALLS = 200;
/** The default of the variable. */
const MAX_CALLS = 128;
/** The function that checks an unknown key. */
const KEY_CHECK = "getUserInfo";
const start = useBuiltCommand(afterAll);
const tempFolder = useTempFolders(afterAll);
const closing: (() => Promise<unknown>)[] = [];

// The cases run side by side, since most of their time is spent waiting for programs to start and to end.
afterAll(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Api {
  readonly apiUrl: string;
  /** The functions that were called, without the checks of keys. */
  readonly called: string[];
}

/** An API that accepts every key and gives the test's answers to everything else. */
async function startApi(answer: (response: ServerResponse) => unknown, answerCheck = succeed): Promise<Api> {
  const called: string[] = [];
  const { apiUrl, close } = await startRawUpstream((request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    request.resume().on("end", () => {
      if (name === KEY_CHECK) {
        answerCheck(response);
      } else {
        called.push(name);
        answer(response);
      }
    });
  });
  closing.push(close);
  return { apiUrl, called };
}

function succeed(response: ServerResponse): void {
  response.end('{"result":"success","data":{"discount_code_id":1}}');
}

/** Holds answers back until they are released. */
function holdAnswers() {
  const held: ServerResponse[] = [];
  let isOpen = false;
  return {
    held,
    hold: (response: ServerResponse) => (isOpen ? succeed(response) : held.push(response)),
    release: () => {
      isOpen = true;
      held.splice(0).forEach(succeed);
    },
  };
}

async function startHeldUpstream() {
  const { hold, ...rest } = holdAnswers();
  return { ...(await startApi(hold)), ...rest };
}

async function startServer({ apiUrl }: Api, env: Record<string, string> = {}) {
  const auditLog = join(tempFolder(), "audit.log");
  const server = start(["serve"], {
    PORT: "0",
    METRICS_PORT: "0",
    AUDIT_LOG: auditLog,
    DIGISTORE24_API_URL: apiUrl,
    ...env,
  });
  const [, url = ""] = await server.until(/listening at (http:\/\/127\.0\.0\.1:\d+)/);
  const [, metricsUrl = ""] = await server.until(/"address":"(http:[^"]+)","msg":"metrics ready/);
  const callsInFlight = async () => {
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
    return Number(/^digistore24_mcp_calls_in_flight (\d+)$/m.exec(metrics)?.[1]);
  };
  return { server, url, auditLog, callsInFlight };
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

/** A connection that sends this and nothing more. Resolves once the server has it. */
async function openConnection(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on("error", () => undefined);
  closing.push(async () => socket.destroy());
  await once(socket, "connect");
  await new Promise<void>((resolve) => {
    socket.write(text, () => resolve());
  });
  return socket;
}

const codesIn = (file: string): string[] => readJsonLines(file).flatMap(({ arguments: args }) => args?.data.code ?? []);

/** Calls ping over a connection that the client then keeps open as long as it can. */
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

describe.concurrent("SIGTERM", () => {
  test(`under ${CALLS} writes answers those that were sent, sends no other, and audits them all`, async ({
    expect,
  }) => {
    const upstream = await startHeldUpstream();
    const { server, url, auditLog, callsInFlight } = await startServer(upstream);
    const calls = Array.from({ length: CALLS }, (_, index) =>
      callTool(url, `${index}-CUSTOMER`, "PostCreatevoucher", { data: { code: `CODE${index}` } }),
    );
    // As many as may run at once; the others wait for their turn.
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(MAX_CALLS);
    await expect.poll(callsInFlight, { timeout: 30_000 }).toBe(CALLS);
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    upstream.release();
    const answers = await Promise.all(calls);
    expect(answers.filter((text) => text.includes('"discount_code_id\\":1'))).toHaveLength(MAX_CALLS);
    expect(answers.filter((text) => text.includes("is stopping. Nothing was sent"))).toHaveLength(CALLS - MAX_CALLS);
    expect(await server.exit).toBe(0);
    expect(upstream.called).toHaveLength(MAX_CALLS);
    expect(new Set(codesIn(auditLog)).size).toBe(CALLS);
  });

  test("still gives an answer to reads that wait for their turn", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    const { server, url } = await startServer(upstream, { MAX_CALLS_PER_KEY: "1" });
    const calls = Array.from({ length: 3 }, () => callTool(url, "1-CUSTOMER", "ping", {}));
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(1);
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    upstream.release();
    const answers = await Promise.all(calls);
    expect(answers.filter((text) => text.includes("discount_code_id"))).toHaveLength(3);
    expect(await server.exit).toBe(0);
  });

  test("while keys are checked answers the reads that came with them, and sends no write", async ({ expect }) => {
    const { held, hold, release } = holdAnswers();
    const upstream = await startApi(succeed, hold);
    const { server, url, auditLog } = await startServer(upstream);
    const read = callTool(url, "1-CUSTOMER", "ping", {});
    const write = callTool(url, "2-CUSTOMER", "PostCreatevoucher", { data: { code: "UNSENT" } });
    await expect.poll(() => held.length, { timeout: 30_000 }).toBe(2);
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    release();
    expect(await read).toContain("discount_code_id");
    expect(await write).toContain("is stopping. Nothing was sent");
    expect(await server.exit).toBe(0);
    expect(upstream.called).toEqual(["ping"]);
    expect(readJsonLines(auditLog).at(-1)).toMatchObject({ outcome: "busy", arguments: { data: { code: "UNSENT" } } });
  });

  test.for([
    { name: "has sent nothing", text: "" },
    { name: "has sent half of its headers", text: "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: " },
    {
      name: "has sent half of its body",
      text: "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer 1-CUSTOMER\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    },
    { name: "has read a page and stays", text: "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" },
  ])("closes a connection that $name at once, while it finishes a write", async ({ text }, { expect }) => {
    const upstream = await startHeldUpstream();
    const { server, url, auditLog } = await startServer(upstream, { METRICS_PORT: "0", REQUEST_TIMEOUT_MS: "600000" });
    const [, metricsUrl = ""] = await server.until(/"address":"(http:\/\/127\.0\.0\.1:\d+)"/);
    const call = callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "KEPT" } });
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(1);
    const socket = await openConnection(url, text);
    const ofMetrics = await openConnection(metricsUrl, text);
    const closed = once(socket.resume(), "close");
    const metricsClosed = once(ofMetrics.resume(), "close");
    server.kill("SIGTERM");
    await closed;
    expect(upstream.held).toHaveLength(1);
    upstream.release();
    expect(await call).toContain("discount_code_id");
    await metricsClosed;
    expect(await server.exit).toBe(0);
    expect(codesIn(auditLog)).toEqual(["KEPT"]);
  });

  test("does not wait for a client that does not read its answer", async ({ expect }) => {
    const text = "x".repeat(9_000_000);
    const upstream = await startApi((response) => response.end(JSON.stringify({ result: "success", data: { text } })));
    const { server, url } = await startServer(upstream, { DIGISTORE24_MAX_RESULT_CHARS: "10000000" });
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "ping", arguments: {} },
    });
    const headers = Object.entries({ host: "127.0.0.1", ...headersOf("1-CUSTOMER"), "content-length": body.length });
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const socket = await openConnection(url, `POST / HTTP/1.1\r\n${head}\r\n${body}`);
    socket.pause();
    await server.until(/"msg":"tool call"/);
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  });

  test("ends calls that get no answer by their own time limit, and audits the write", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    const { server, url, auditLog } = await startServer(upstream, { DIGISTORE24_TIMEOUT_MS: "1000" });
    const write = callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "LATE" } });
    const read = callTool(url, "1-CUSTOMER", "ping", {});
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(2);
    server.kill("SIGTERM");
    expect(await write).toContain("did not answer within 1 seconds");
    expect(await read).toContain("did not answer within 1 seconds");
    expect(await server.exit).toBe(0);
    expect(readJsonLines(auditLog).at(-1)).toMatchObject({ outcome: "timeout", may_have_happened: true });
  });

  test("waits for a write whose client has gone, and audits it", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    const { server, url, auditLog } = await startServer(upstream);
    const gone = new AbortController();
    const call = fetch(url, {
      method: "POST",
      headers: headersOf("1-CUSTOMER"),
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "PostCreatevoucher", arguments: { data: { code: "GONE" } } },
      }),
      signal: gone.signal,
    });
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(1);
    gone.abort();
    await expect(call).rejects.toThrow();
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    upstream.release();
    expect(await server.exit).toBe(0);
    expect(readJsonLines(auditLog).at(-1)).toMatchObject({ arguments: { data: { code: "GONE" } }, outcome: "success" });
  });

  test("does not wait for a collector of traces that does not answer", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    upstream.release();
    const collector = await startRawUpstream(() => undefined);
    closing.push(collector.close);
    const { server, url } = await startServer(upstream, {
      OTEL_EXPORTER_OTLP_ENDPOINT: new URL(collector.apiUrl).origin,
    });
    await callTool(url, "1-CUSTOMER", "ping", {});
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(server.output()).toContain("the last traces were not accepted");
  });

  test.for([
    { signal: "SIGTERM", code: 143 },
    { signal: "SIGINT", code: 130 },
  ] as const)(
    "followed by $signal ends it at once, with $code, a line in the log, and the change under way in the audit",
    async ({ signal, code }, { expect }) => {
      const upstream = await startHeldUpstream();
      const { server, url, auditLog } = await startServer(upstream);
      const call = callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "SENT" } });
      call.catch(() => undefined);
      await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(1);
      server.kill("SIGTERM");
      await server.until(/finishing the calls in progress/);
      // The first of two that come close together from a terminal is one keystroke.
      const again = setInterval(() => server.kill(signal), 50);
      closing.push(async () => clearInterval(again));
      expect(await server.exit).toBe(code);
      expect(server.output()).toContain("second signal to stop: ending at once");
      expect(readJsonLines(auditLog).slice(1)).toMatchObject([
        {
          tool: "PostCreatevoucher",
          arguments: { data: { code: "SENT" } },
          outcome: "cancelled",
          may_have_happened: true,
          upstream_requests: 1,
        },
      ]);
      await expect(call).rejects.toThrow();
    },
  );

  test("does not wait for a client that keeps its connection after its answer", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    const { server, url } = await startServer(upstream);
    const answer = pingAndStay(url);
    await expect.poll(() => upstream.held.length, { timeout: 30_000 }).toBe(1);
    server.kill("SIGTERM");
    await server.until(/finishing the calls in progress/);
    upstream.release();
    expect(await answer).toContain("discount_code_id");
    expect(await server.exit).toBe(0);
  });

  test("while a read waits for its next attempt ends it with its answer", async ({ expect }) => {
    const upstream = await startApi((response) => response.writeHead(503, { "retry-after": "1" }).end());
    const { server, url } = await startServer(upstream);
    const call = callTool(url, "1-CUSTOMER", "ping", {});
    await expect.poll(() => upstream.called, { timeout: 30_000 }).toEqual(["ping"]);
    server.kill("SIGTERM");
    expect(await call).toContain("HTTP 503");
    expect(await server.exit).toBe(0);
  });
});

describe.concurrent("SIGHUP", () => {
  test("makes the audit continue in a new file and ends nothing", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    upstream.release();
    const { server, url, auditLog } = await startServer(upstream);
    await callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "OLD" } });
    renameSync(auditLog, `${auditLog}.1`);
    server.kill("SIGHUP");
    await server.until(/audit log reopened/);
    await callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "NEW" } });
    expect(readJsonLines(`${auditLog}.1`).map(({ arguments: args }) => args?.data.code)).toEqual([undefined, "OLD"]);
    expect(readJsonLines(auditLog).map(({ arguments: args }) => args?.data.code)).toEqual(["NEW"]);
  });

  test("reports a new file that cannot be opened", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    const { server, auditLog } = await startServer(upstream);
    renameSync(auditLog, `${auditLog}.1`);
    mkdirSync(auditLog);
    server.kill("SIGHUP");
    await server.until(/EISDIR.*audit log cannot be reopened/);
    expect(server.output()).not.toContain("audit log reopened");
  });
});

describe.concurrent("a stdout whose reader has gone", () => {
  test("prevents the first change from being sent and the endpoint from being ready", async ({ expect }) => {
    const upstream = await startHeldUpstream();
    upstream.release();
    const { server, url } = await startServer(upstream, { AUDIT_LOG: "stdout" });
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    server.closeStdout();
    const answer = await callTool(url, "1-CUSTOMER", "PostCreatevoucher", { data: { code: "UNSEEN" } });
    expect(answer).toContain("nothing was sent. This server changes nothing while its audit log cannot be written");
    expect(upstream.called).toEqual([]);
    const ready = await fetch(`${url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: "not ready",
      reason: "changes are refused: the audit log cannot be written",
    });
  });
});

test.concurrent("an audit log that cannot be written prevents the endpoint from starting, and one line says so", async ({
  expect,
}) => {
  const folder = tempFolder();
  writeFileSync(join(folder, "file"), "");
  const server = start(["serve"], { PORT: "0", AUDIT_LOG: join(folder, "file", "audit.log") });
  expect(await server.exit).toBe(1);
  expect(server.output().trim()).toMatch(/^digistore24-mcp: AUDIT_LOG ".*" cannot be written to: ENOTDIR.*$/);
});
