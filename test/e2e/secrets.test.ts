import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { useProcesses } from "../support/processes.ts";
import { type RawUpstream, startRawUpstream } from "../support/raw-upstream.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { modernRequest } from "../support/test-app.ts";

const SECRET = "VERYSECRETPARTOFAKEY";
const KEY = `100001-${SECRET}`;
const start = useProcesses();
const tempFolder = useTempFolders();
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) {
    body += String(chunk);
  }
  return body;
}

/** Takes what OpenTelemetry exports. */
async function startCollector(): Promise<{ url: string; received: () => string }> {
  let received = "";
  const server = createServer(async (request, response) => {
    received += JSON.stringify(request.headers) + (await readBody(request));
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received: () => received };
}

/** Answers by what the function's name asks for; every answer holds the key where it can. */
function startHostileUpstream(): Promise<RawUpstream> {
  return startRawUpstream((request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    response.setHeader("x-echo", String(request.headers["x-ds-api-key"]));
    const json = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    const answers: Record<string, () => unknown> = {
      getUserInfo: () => json({ result: "success", data: { api_key: KEY, note: `your key is ${KEY}` } }),
      getProduct: () => json({ result: "error", code: 2, message: `The key ${KEY} is invalid` }),
      createVoucher: () => json({ result: "error", code: 99, message: `refused for ${KEY}`, data: KEY }),
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
];

describe("a key", () => {
  test("is in nothing that the endpoint emits, whatever happens and at the highest log level", async () => {
    const upstream = await startHostileUpstream();
    closing.push(upstream.close);
    const collector = await startCollector();
    const auditLog = join(tempFolder(), "audit.log");
    const server = start("--import ./test/support/crash-on-signal.ts src/cli/main.ts serve", [], {
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
    const [, metricsUrl = ""] = await server.until(/"address":"(http:[^"]+)"/);
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
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
    await expect.poll(collector.received).toContain("tools/call listPayouts");

    server.kill("SIGUSR2");
    expect(await server.exit).toBe(1);

    const audit = readFileSync(auditLog, "utf8");
    const emitted = { answers: answers.join("\n"), log: server.output(), metrics, traces: collector.received(), audit };
    const holding = Object.entries(emitted).filter(([, text]) => text.includes(SECRET));
    expect(
      holding.map(([name, text]) => `${name}: ${text.slice(Math.max(0, text.indexOf(SECRET) - 200)).slice(0, 400)}`),
    ).toEqual([]);
    // Each has spoken: an empty one would hold no key either.
    expect(emitted.answers).toContain("failed inside this server");
    expect(emitted.log).toContain("a defect with [API key]");
    expect(emitted.log).toContain('"outcome":"internal"');
    expect(emitted.metrics).toContain('outcome="upstream_down"');
    expect(emitted.audit).toContain('"outcome":"not_served"');
  });
});
