import { afterEach, describe, expect, test } from "vitest";
import { buildMetricsApp } from "../../../src/server/http/metrics-app.ts";
import { createMetrics } from "../../../src/server/watch/metrics.ts";
import { createRefusalLog, MAX_ADDRESSES_LOGGED, OTHER_ADDRESSES } from "../../../src/server/watch/refusal-log.ts";
import { openTestApp } from "../../support/test-app.ts";
import { refusal, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

const PING = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
const SECRET = "VERYSECRETPART";
const WRONG_KEY = { authorization: `Bearer 100001-${SECRET}` };

function open(env: Record<string, string> = {}) {
  const lines: string[] = [];
  const metrics = createMetrics();
  const stream = { write: (line: string) => void lines.push(line) };
  const app = openTestApp(env, { reports: { metrics }, logger: { level: "info", stream } });
  const scraped = buildMetricsApp(metrics);
  closing.push(
    () => app.app.close(),
    () => scraped.close(),
  );
  const counted = async () => {
    const { body } = await scraped.inject("/metrics");
    const samples = body.split("\n").filter((line) => /^digistore24_mcp_refused_total.* [^0]/.test(line));
    return samples.map((line) => line.replace(/.*reason="(\w+)"} (\d+)/, "$1 $2"));
  };
  const logged = () => {
    const entries = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "requests refused");
    return entries.map(({ level, address, count, reasons }) => ({ level, address, count, reasons }));
  };
  return { ...app, lines, counted, logged };
}

describe("a refused request leaves a line and a number", () => {
  const refused: { name: string; reason: string; headers?: Record<string, string | undefined>; url?: string }[] = [
    { name: "without a key", reason: "no_key", headers: { authorization: undefined } },
    { name: "with a malformed header", reason: "no_key", headers: { authorization: `Basic ${SECRET}` } },
    { name: "with a wrong key", reason: "wrong_key", headers: WRONG_KEY },
    { name: "for another host", reason: "host", headers: { host: "evil.example" } },
    { name: "from another page", reason: "origin", headers: { origin: "https://evil.example" } },
    { name: "at an address where nothing is", reason: "path", url: "/sse" },
    { name: "for toolsets that do not exist", reason: "path", url: "/mcp/x/nothing" },
    { name: "of another media type", reason: "request", headers: { "content-type": "text/plain" } },
    { name: "of an unknown revision", reason: "request", headers: { "mcp-protocol-version": "1999-01-01" } },
  ];
  test.each(refused)("$name: $reason, and no key", async ({ reason, headers, url }) => {
    upstream.answer(() => (reason === "wrong_key" ? refusal(2, "invalid key") : success({ user_id: 1 })));
    const { post, counted, logged, lines } = open({ DIGISTORE24_VERIFY_KEY: "true" });
    await post(PING, headers, url);
    expect(await counted()).toEqual([`${reason} 1`]);
    expect(logged()).toEqual([{ level: 30, address: "127.0.0.1", count: 1, reasons: [reason] }]);
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("above the limit of its address, and above that of its key", async () => {
    const { post, counted } = open({ RATE_LIMIT_PER_ADDRESS: "1", RATE_LIMIT_PER_KEY: "1" });
    await post(PING, { authorization: undefined });
    await post(PING, { authorization: undefined });
    expect(await counted()).toEqual(["no_key 1", "rate_limit 1"]);
    const other = open({ RATE_LIMIT_PER_KEY: "1" });
    await other.post(PING);
    await other.post(PING);
    expect(await other.counted()).toEqual(["rate_limit 1"]);
  });

  test("with a key on the page that Digistore24 does not accept", async () => {
    upstream.answer(() => refusal(2, "invalid key"));
    const { app, counted } = open();
    await app.inject({
      method: "POST",
      url: "/check-key",
      headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
      payload: `api_key=100001-${SECRET}`,
    });
    expect(await counted()).toEqual(["wrong_key 1"]);
  });
});

test("a request that is served, and one that only fails in its call, are not counted as refused", async () => {
  const { post, callTool, app, counted, logged } = open();
  await post(PING);
  upstream.answer(() => refusal(4, "unknown id"));
  await callTool("GetGetproduct", { product_id: 1 });
  await app.inject("/health");
  expect(await counted()).toEqual([]);
  expect(logged()).toEqual([]);
});

describe("the log of refusals", () => {
  function record(everyMs?: number) {
    const lines: object[] = [];
    const log = createRefusalLog({ info: (line: unknown) => void lines.push(line as object) }, everyMs);
    closing.push(() => log.close());
    return { log, lines };
  }

  test("writes the first refusal of an address at once and counts the further ones", () => {
    const { log, lines } = record();
    log.note("192.0.2.1", "no_key");
    log.note("192.0.2.1", "wrong_key");
    log.note("192.0.2.1", "wrong_key");
    log.note("192.0.2.2", "host");
    expect(lines).toEqual([
      { address: "192.0.2.1", count: 1, reasons: ["no_key"] },
      { address: "192.0.2.2", count: 1, reasons: ["host"] },
    ]);
    log.close();
    expect(lines.slice(2)).toEqual([{ address: "192.0.2.1", count: 2, reasons: ["wrong_key"] }]);
  });

  test("writes the number when the minute is over, and forgets an address that stays quiet", async () => {
    const lines: object[] = [];
    const written = new Promise<void>((resolve) => {
      const info = (line: unknown) => {
        lines.push(line as object);
        if (lines.length === 2) {
          resolve();
        }
      };
      const log = createRefusalLog({ info }, 1);
      log.note("192.0.2.1", "path");
      log.note("192.0.2.1", "host");
    });
    // The timer does not keep the process alive.
    const alive = setInterval(() => undefined, 1000);
    await written;
    clearInterval(alive);
    expect(lines[1]).toEqual({ address: "192.0.2.1", count: 1, reasons: ["host"] });
  });

  test("counts addresses above its number of lines together", () => {
    const { log, lines } = record();
    for (let n = 0; n < MAX_ADDRESSES_LOGGED + 5; n++) {
      log.note(`2001:db8::${n}`, "path");
    }
    log.close();
    expect(lines).toHaveLength(MAX_ADDRESSES_LOGGED + 2);
    expect(lines.slice(-2)).toEqual([
      { address: OTHER_ADDRESSES, count: 1, reasons: ["path"] },
      { address: OTHER_ADDRESSES, count: 4, reasons: ["path"] },
    ]);
  });
});
