import { afterEach, describe, expect, test } from "vitest";
import { hasRedis, useRedis } from "../../support/redis.ts";
import { openTestApp, type TestApp } from "../../support/test-app.ts";
import { refusal, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

function open(env: Record<string, string>): TestApp {
  const app = openTestApp(env);
  closing.push(() => app.app.close());
  return app;
}

const ping = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ping", arguments: {} } };
const PING = JSON.stringify(ping);
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
});
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function statuses(app: TestApp, count: number, headers: Record<string, string | undefined>, body = PING) {
  const seen: number[] = [];
  for (let index = 0; index < count; index++) {
    seen.push((await app.post(body, headers)).status);
  }
  return seen;
}

describe("a key above its limit", () => {
  test("is refused with the time to retry, and nothing is sent for it", async () => {
    const app = open({ RATE_LIMIT_PER_KEY: "2" });
    expect(await statuses(app, 3, bearer("1-AAAAAAAA"))).toEqual([200, 200, 429]);
    const { headers, body } = await app.post(PING, bearer("1-AAAAAAAA"));
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.parse(body).error.message).toMatch(
      /^Too many requests with this API key: at most 2 a minute are served\. Nothing was sent\. Retry after \d+ seconds\.$/,
    );
    expect(upstream.requests).toHaveLength(2);
  });

  test("does not affect another key", async () => {
    const app = open({ RATE_LIMIT_PER_KEY: "1" });
    expect(await statuses(app, 2, bearer("1-AAAAAAAA"))).toEqual([200, 429]);
    expect(await statuses(app, 1, bearer("1-BBBBBBBB"))).toEqual([200]);
  });

  test("cannot circumvent it by sending many messages at once", async () => {
    const app = open({ RATE_LIMIT_PER_KEY: "5" });
    const batch = JSON.stringify(Array.from({ length: 6 }, (_, id) => ({ ...ping, id })));
    expect((await app.post(batch, bearer("1-AAAAAAAA"))).status).toBe(429);
    expect(upstream.requests).toEqual([]);
    // All or nothing: a refused batch has used up nothing.
    expect(await statuses(app, 6, bearer("1-AAAAAAAA"))).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe("an address", () => {
  test("that sends no key is refused with the time to retry, and a key already accepted is still served", async () => {
    const app = open({ RATE_LIMIT_PER_ADDRESS: "2" });
    expect(await statuses(app, 1, bearer("1-AAAAAAAA"))).toEqual([200]);
    expect(await statuses(app, 3, { authorization: undefined })).toEqual([401, 401, 429]);
    expect(await statuses(app, 1, bearer("1-AAAAAAAA"))).toEqual([200]);
  });

  test("cannot try out one key after another", async () => {
    upstream.answer(() => refusal(2, "invalid key"));
    const app = open({ RATE_LIMIT_PER_ADDRESS: "2", DIGISTORE24_VERIFY_KEY: "true" });
    const seen: number[] = [];
    for (const key of ["1-AAAAAAAA", "1-BBBBBBBB", "1-CCCCCCCC", "1-DDDDDDDD"]) {
      seen.push((await app.post(INITIALIZE, bearer(key))).status);
    }
    expect(seen).toEqual([401, 401, 429, 429]);
    expect(upstream.requests).toHaveLength(2);
  });

  test.each([
    { proxies: "", want: [401, 429] },
    { proxies: "127.0.0.1", want: [401, 401] },
  ])("is the proxy's own with TRUSTED_PROXIES=$proxies", async ({ proxies, want }) => {
    const app = open({ RATE_LIMIT_PER_ADDRESS: "1", TRUSTED_PROXIES: proxies });
    const seen: number[] = [];
    for (const client of ["192.0.2.1", "192.0.2.2"]) {
      seen.push((await app.post(PING, { authorization: undefined, "x-forwarded-for": client })).status);
    }
    expect(seen).toEqual(want);
  });
});

describe("a proxy in front", () => {
  async function warnings(env: Record<string, string>, headers: Record<string, string>[]): Promise<string[]> {
    const lines: string[] = [];
    const stream = { write: (line: string) => void lines.push(line) };
    const app = openTestApp(env, { logger: { level: "warn", stream } });
    closing.push(() => app.app.close());
    for (const more of headers) {
      await app.post(PING, more);
    }
    return lines.map((line) => String(JSON.parse(line).msg)).filter((message) => message.includes("TRUSTED_PROXIES"));
  }

  test.each([{ "x-forwarded-for": "192.0.2.1" }, { "x-forwarded-proto": "https" }, { forwarded: "for=192.0.2.1" }])(
    "that is not trusted causes one warning: %o",
    async (header) => {
      expect(await warnings({}, [header, header])).toEqual([
        `A request came with ${Object.keys(header)[0]} from 127.0.0.1, and TRUSTED_PROXIES is empty: all callers behind that proxy count as one address, so one caller with wrong keys shuts out the others. Set TRUSTED_PROXIES to the proxy's address.`,
      ]);
    },
  );

  test("that is not the trusted one causes one warning, which names it", async () => {
    const header = { "x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https" };
    expect(await warnings({ TRUSTED_PROXIES: "192.0.2.9" }, [header, header])).toEqual([
      "A request came with x-forwarded-for from 127.0.0.1, which TRUSTED_PROXIES does not list. If that is your proxy, all callers behind that proxy count as one address, so one caller with wrong keys shuts out the others: add its address. Otherwise a caller has sent the header.",
    ]);
  });

  test("causes no warning if it is trusted or absent", async () => {
    expect(await warnings({ TRUSTED_PROXIES: "127.0.0.1" }, [{ "x-forwarded-for": "192.0.2.1" }])).toEqual([]);
    expect(await warnings({}, [{}])).toEqual([]);
  });
});

const startRedis = useRedis();
if (!hasRedis) {
  process.stderr.write("redis-server is not installed: the tests of a shared rate limit are skipped\n");
}

describe.skipIf(!hasRedis)("several instances with one Redis", () => {
  const SECRET = { KEY_HASH_SECRET: "a secret of all instances" };

  test("count a key together", async () => {
    const { url } = await startRedis();
    const env = { RATE_LIMIT_PER_KEY: "2", REDIS_URL: url, ...SECRET };
    const [one, two] = [open(env), open(env)];
    const seen = [one, two, one, two].map((app) => app.post(PING, bearer("1-AAAAAAAA")));
    const all = (await Promise.all(seen)).map(({ status }) => status).sort();
    expect(all).toEqual([200, 200, 429, 429]);
  });

  test("count the refusals of an address together, even at the same time", async () => {
    upstream.answer(() => refusal(2, "invalid key"));
    const { url } = await startRedis();
    const env = { RATE_LIMIT_PER_ADDRESS: "4", REDIS_URL: url, DIGISTORE24_VERIFY_KEY: "true", ...SECRET };
    const apps = [open(env), open(env)];
    const keys = Array.from({ length: 12 }, (_, index) => `${index}-WRONGKEY`);
    const answers = await Promise.all(keys.map((key, index) => apps[index % 2]?.post(PING, bearer(key))));
    expect(answers.filter((answer) => answer?.status === 401)).toHaveLength(4);
    expect(upstream.requests).toHaveLength(4);
  });

  test("give back the reservation of a good key", async () => {
    const { url } = await startRedis();
    const env = { RATE_LIMIT_PER_ADDRESS: "1", REDIS_URL: url, DIGISTORE24_VERIFY_KEY: "true", ...SECRET };
    const [one, two] = [open(env), open(env)];
    const seen: number[] = [];
    for (const [app, key] of [
      [one, "1-A"],
      [two, "2-B"],
      [one, "3-C"],
    ] as const) {
      seen.push((await app.post(PING, bearer(key))).status);
    }
    expect(seen).toEqual([200, 200, 200]);
  });

  test("continue without counting when Redis becomes unavailable", async () => {
    const { url, kill } = await startRedis();
    const app = open({ RATE_LIMIT_PER_KEY: "1", REDIS_URL: url, ...SECRET });
    expect(await statuses(app, 2, bearer("1-AAAAAAAA"))).toEqual([200, 429]);
    await kill();
    expect(await statuses(app, 2, bearer("1-AAAAAAAA"))).toEqual([200, 200]);
  });

  test("log once that Redis is unavailable, and once that it is back", async () => {
    const { url, port, kill } = await startRedis();
    const messages: string[] = [];
    const stream = { write: (line: string) => void messages.push(String(JSON.parse(line).msg)) };
    const app = openTestApp({ REDIS_URL: url, ...SECRET }, { logger: { level: "info", stream } });
    closing.push(() => app.app.close());
    await app.post(PING);
    await kill();
    const about = () => messages.filter((message) => message.startsWith("Redis "));
    await expect.poll(() => about()).toHaveLength(1);
    await startRedis(port);
    await expect
      .poll(() => about(), { timeout: 10_000 })
      .toEqual([
        "Redis is unavailable: rate limits are not counted, and calls that ask first are refused",
        "Redis is available again: rate limits are counted, and calls can ask first",
      ]);
  });
});
