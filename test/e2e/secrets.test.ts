import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type IncomingMessage, request as sendRequest } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { EncryptJWT } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { builtCommand, useBuiltCommand } from "../support/processes.ts";
import { type RawUpstream, startRawUpstream } from "../support/raw-upstream.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { modernRequest } from "../support/test-app.ts";
import { startTraceCollector } from "../support/trace-collector.ts";
import { initialize, initializeParams, modernWithMeta, requestsWith, WRITE } from "./caller-texts.ts";

const SECRET = "VERYSECRETPARTOFAKEY";
const KEY = `100001-${SECRET}`;
/** As web agents get it. */
const TOKEN = await new EncryptJWT({ key: KEY })
  .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
  .encrypt(randomBytes(32));
/** Its beginning is the same in every token. */
const SEALED_PARTS = TOKEN.split(".").slice(2);
const start = useBuiltCommand();
const tempFolder = useTempFolders();
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Answers according to the function's name; every answer holds the key if it can. */
function startHostileUpstream(): Promise<RawUpstream> {
  return startRawUpstream((request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    response.setHeader("x-echo", String(request.headers["x-ds-api-key"]));
    const json = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    const answers: Record<string, () => unknown> = {
      getUserInfo: () => json({ result: "success", data: { api_key: KEY, note: `your key is ${KEY}` } }),
      getProduct: () => json({ result: "error", code: 2, message: `The key ${KEY} is invalid` }),
      createVoucher: () => json({ result: "error", code: 99, message: `refused for ${KEY} ${TOKEN}`, data: KEY }),
      getVoucher: () => response.writeHead(502).end(`<html>${KEY}</html>`),
      listCountries: () => response.end(`{"result":"success","data":"${KEY}`),
      deleteVoucher: () => response.destroy(),
      listProducts: () => response.writeHead(429, { "retry-after": "600" }).end(KEY),
      listPayouts: () =>
        response.end(`{"result":"success","data":${'{"a":'.repeat(20_000)}"${KEY}"${"}".repeat(20_000)}}`),
    };
    (answers[name] ?? (() => json({ result: "success", data: { ok: "Y", echo: KEY } })))();
  });
}

const CALLS: readonly { name: string; args: object }[] = [
  { name: "GetGetuserinfo", args: {} },
  { name: "GetGetproduct", args: { product_id: 1 } },
  { name: "PostCreatevoucher", args: { data: { code: KEY } } },
  { name: "getVoucher", args: { code: "A" } },
  { name: "listCountries", args: {} },
  { name: "deleteVoucher", args: { code: "A" } },
  { name: "listProducts", args: {} },
  { name: "listPayouts", args: {} },
  { name: "ping", args: { [KEY]: KEY } },
  { name: "refundPurchase", args: { purchase_id: KEY } },
  { name: KEY, args: {} },
  { name: TOKEN, args: {} },
  { name: "ping", args: { [TOKEN]: TOKEN } },
  { name: "refundPurchase", args: { purchase_id: TOKEN } },
];

describe("a key or a token", () => {
  test("is in nothing that the endpoint emits, whatever happens and at the highest log level", async () => {
    const upstream = await startHostileUpstream();
    closing.push(upstream.close);
    const collector = await startTraceCollector();
    closing.push(collector.close);
    const auditLog = join(tempFolder(), "audit.log");
    const server = start(["serve"], {
      NODE_OPTIONS: "--import tsx --import ./test/support/crash-on-signal.ts",
      PORT: "0",
      METRICS_PORT: "0",
      LOG_LEVEL: "trace",
      AUDIT_LOG: auditLog,
      AUDIT_READS: "true",
      DIGISTORE24_API_URL: upstream.apiUrl,
      DIGISTORE24_SURFACE: "full",
      DIGISTORE24_OPERATOR: "{client}",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "1",
      TEST_KEY: KEY,
    });
    const [, url = ""] = await server.until(/listening at (http:\/\/127\.0\.0\.1:\d+)/);
    const [, metricsUrl = ""] = await server.until(/"address":"(http:[^"]+)","msg":"metrics ready/);
    const answers: string[] = [];
    const post = async (body: string, headers: Record<string, string>, path = "/") => {
      const response = await fetch(url + path, {
        method: "POST",
        body,
        headers: {
          accept: "application/json, text/event-stream",
          "content-type": "application/json",
          authorization: `Bearer ${KEY}`,
          ...headers,
        },
      });
      answers.push(JSON.stringify([...response.headers]) + (await response.text()));
    };
    for (const { name, args } of CALLS) {
      const { body, headers } = modernRequest("tools/call", { name, arguments: args });
      await post(body, headers);
      await post(body, headers, "/readonly");
    }
    const discover = modernRequest("server/discover");
    await post(discover.body, discover.headers);
    await post(`{"key":"${KEY}`, {});
    await post("{}", { authorization: `Basic ${KEY}` });
    await post("{}", {}, `/x/${KEY}`);
    await post("{}", { "x-mcp-tools": KEY });
    await post("{}", {}, `/${KEY}`);
    for (const path of [`/x/${TOKEN}`, `/${TOKEN}`, `/?code=${TOKEN}`]) {
      await post("{}", {}, path);
      await post("{}", { authorization: `Bearer ${TOKEN}` }, path);
    }
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
    await expect.poll(collector.received).toContain("tools/call listPayouts");

    server.kill("SIGUSR2");
    expect(await server.exit).toBe(1);

    const audit = readFileSync(auditLog, "utf8");
    const emitted = { answers: answers.join("\n"), log: server.output(), metrics, traces: collector.received(), audit };
    expect(placesOf(emitted)).toEqual([]);
    // Each has output: an empty one would not hold a key either.
    expect(emitted.answers).toContain("failed inside this server");
    expect(emitted.log).toContain("a defect with [API key]");
    expect(emitted.log).toContain('"outcome":"internal"');
    expect(emitted.metrics).toContain('outcome="upstream_down"');
    expect(emitted.audit).toContain('"outcome":"not_served"');
  });
});

/** Of another account, as long as real ones are. */
const FOREIGN_SECRET = "ANOTHERSECRETPARTOFAKEYTHATISQUITELONG42";
const FOREIGN_KEY = `200002-${FOREIGN_SECRET}`;

/** Takes every call and keeps all that came with it, except the header that the key belongs in. */
async function startKeepingUpstream(): Promise<RawUpstream & { received: () => string }> {
  let received = "";
  const upstream = await startRawUpstream(async (request, response) => {
    const { "x-ds-api-key": _, ...headers } = request.headers;
    received += `${request.url} ${JSON.stringify(headers)} ${decodeURIComponent((await text(request)).replaceAll("+", " "))}\n`;
    response.setHeader("content-type", "application/json").end('{"result":"success","data":{"ok":"Y"}}');
  });
  return { ...upstream, received: () => received };
}

interface RawAnswer {
  readonly session: string | undefined;
  readonly text: string;
}

/** Not by fetch, which sets some headers by itself. */
async function postRaw(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<RawAnswer> {
  const request = sendRequest(url, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      authorization: `Bearer ${KEY}`,
      ...headers,
    },
  });
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const session = response.headers["mcp-session-id"];
  return { session: session?.toString(), text: JSON.stringify(response.headers) + (await text(response)) };
}

/** The places of the beginning or end of a secret, in lower or upper case, with the text before it. */
function placesOf(emitted: Readonly<Record<string, string>>): string[] {
  const secrets = [SECRET, FOREIGN_SECRET, ...SEALED_PARTS]
    .flatMap((secret) => [secret.slice(0, 12), secret.slice(-12)])
    .map((part) => part.toUpperCase());
  return Object.entries(emitted).flatMap(([name, text]) =>
    secrets
      .map((secret) => text.toUpperCase().indexOf(secret))
      .filter((at) => at >= 0)
      .map((at) => `${name}: ${text.slice(Math.max(0, at - 200), at + 60)}`),
  );
}

const TELLING = { LOG_LEVEL: "trace", AUDIT_READS: "true", DIGISTORE24_OPERATOR: "{client}" };

describe("a key or a token that a client puts in the wrong place", () => {
  test("is neither logged nor sent on, whatever header or field over HTTP holds it", async () => {
    const upstream = await startKeepingUpstream();
    closing.push(upstream.close);
    const collector = await startTraceCollector();
    closing.push(collector.close);
    const auditLog = join(tempFolder(), "audit.log");
    const server = start(["serve"], {
      ...TELLING,
      PORT: "0",
      METRICS_PORT: "0",
      AUDIT_LOG: auditLog,
      RATE_LIMIT_PER_KEY: "0",
      RATE_LIMIT_PER_ADDRESS: "0",
      TRUSTED_PROXIES: "127.0.0.1",
      DIGISTORE24_VERIFY_KEY: "false",
      DIGISTORE24_API_URL: upstream.apiUrl,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "1",
    });
    const [, url = ""] = await server.until(/listening at (http:\/\/127\.0\.0\.1:\d+)/);
    const [, metricsUrl = ""] = await server.until(/"address":"(http:[^"]+)","msg":"metrics ready/);
    const sessions: string[] = [];
    const answersToOwn: Record<string, string> = {};
    for (const secret of [KEY, FOREIGN_KEY, TOKEN]) {
      for (const { place, body, headers } of requestsWith(secret)) {
        const { text } = await postRaw(url, body, headers);
        if (secret !== FOREIGN_KEY) {
          answersToOwn[`${place} ${JSON.stringify(headers)}`] = text;
        }
      }
      const { session = "" } = await postRaw(url, initialize(secret), {});
      sessions.push(Buffer.from(session, "base64url").toString("utf8"));
      const call = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: WRITE });
      await postRaw(url, call, { "mcp-session-id": session });
    }
    await postRaw(url, modernWithMeta({}).body, { ...modernWithMeta({}).headers, "user-agent": "last/1" });
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
    server.kill("SIGTERM");
    await server.exit;

    const emitted = {
      log: server.output(),
      audit: readFileSync(auditLog, "utf8"),
      metrics,
      traces: collector.received(),
      upstream: upstream.received(),
      sessions: sessions.join("\n"),
    };
    expect(placesOf(emitted)).toEqual([]);
    // Each has reported a client that sent too much.
    expect(emitted.log).toContain('"client":"[API key]"');
    expect(emitted.audit).toContain('"client_version":"[API key]"');
    expect(emitted.audit).toContain('"client_name":"agent [API key]"');
    expect(emitted.traces).toContain("agent [API key]");
    expect(emitted.upstream).toContain("operator=agent [API key]");
    expect(emitted.log).toContain('"client":"[token]"');
    expect(emitted.audit).toContain('"client_version":"[token]"');
    expect(emitted.upstream).toContain("operator=agent [token]");
    expect(emitted.sessions.split("\n")).toEqual([
      '["agent [API key]","[API key]"]',
      '["agent [API key]","[API key]"]',
      '["agent [token]","[token]"]',
    ]);
    expect(emitted.metrics).toContain('tool="PostCreatevoucher"');
    // Not even the caller sees its own key or token again.
    expect(placesOf(answersToOwn)).toEqual([]);
  });

  const stateless = JSON.parse(
    modernWithMeta({ "io.modelcontextprotocol/clientInfo": initializeParams(KEY).clientInfo, traceparent: KEY }).body,
  );
  const stdioDialogues = [
    {
      era: "2025",
      messages: [
        { id: 1, method: "initialize", params: initializeParams(KEY) },
        { method: "notifications/initialized" },
        { id: 2, method: "tools/call", params: WRITE },
        { id: 3, method: "tools/call", params: { name: KEY, arguments: {} } },
      ],
    },
    {
      era: "stateless",
      messages: [
        { ...stateless, id: 2 },
        { ...stateless, id: 3, params: { ...stateless.params, name: KEY } },
      ],
    },
  ];
  test.each(stdioDialogues)("is neither logged nor sent on over stdio, $era", async ({ messages }) => {
    const upstream = await startKeepingUpstream();
    closing.push(upstream.close);
    const [program, ...args] = builtCommand(["stdio"]);
    const child = spawn(program, args, {
      env: { ...process.env, ...TELLING, DIGISTORE24_API_URL: upstream.apiUrl, DIGISTORE24_API_KEY: KEY },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    for (const message of messages) {
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    }
    await expect.poll(() => stdout, { timeout: 60_000 }).toContain('"id":3');
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);

    expect(placesOf({ stdout, stderr, upstream: upstream.received() })).toEqual([]);
    expect(stderr).toContain('"client_name":"agent [API key]"');
    expect(upstream.received()).toContain("operator=agent [API key]");
  });
});
