import { afterEach, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { postRaw, type RawAnswer } from "../../support/post-raw.ts";
import { type RecordingUpstream, startRecordingUpstream } from "../../support/recording-upstream.ts";
import { modernRequest } from "../../support/test-app.ts";

/** The value of RATE_LIMIT_PER_ADDRESS. */
const LIMIT = 12;
const WRONG_KEYS = Array.from({ length: 3 * LIMIT }, (_, index) => `${100_000 + index}-WRONGKEY`);
const GOOD_KEY = "7-GOODKEY";
const DEFAULTS = { RATE_LIMIT_PER_KEY: "600", RATE_LIMIT_PER_ADDRESS: String(LIMIT) };
const UNTRIED = { DIGISTORE24_VERIFY_KEY: "false" };

let upstream: RecordingUpstream;
let endpoint: RunningEndpoint | undefined;

afterEach(async () => {
  await endpoint?.close();
  await upstream.close();
});

const isGood = (key: unknown) => String(key).startsWith(GOOD_KEY);
const REFUSED = { result: "error", code: 2, message: "The API key is invalid." };

async function begin(env: Record<string, string> = {}): Promise<string> {
  upstream = await startRecordingUpstream(
    () => ({ user_id: 7 }),
    ({ headers }) => (isGood(headers["x-ds-api-key"]) ? { result: "success" } : REFUSED),
  );
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl, ...DEFAULTS, ...env });
  return endpoint.url;
}

/** The requests that have reached the API after all requests in progress have ended. */
async function reachedTheApi(): Promise<(string | string[] | undefined)[]> {
  await endpoint?.close();
  endpoint = undefined;
  return upstream.requests.map(({ headers }) => headers["x-ds-api-key"]).filter((key) => !isGood(key));
}

const ping = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ping", arguments: {} } };
const PING = JSON.stringify(ping);
const clientInfo = { name: "test", version: "1.0.0" };
const connecting = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
const initialize = { jsonrpc: "2.0", id: 1, method: "initialize", params: connecting };
const WAYS: { way: string; body: string; headers?: Record<string, string> }[] = [
  { way: "initialize", body: JSON.stringify(initialize) },
  { way: "tools/call", body: PING },
  { way: "tools/list", body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }) },
  { way: "server/discover", ...modernRequest("server/discover") },
  { way: "tools/call of 2026-07-28", ...modernRequest("tools/call", { name: "ping", arguments: {} }) },
  { way: "a batch of calls", body: JSON.stringify([1, 2, 3].map((id) => ({ ...ping, id }))) },
  { way: "a batch that ends with a call", body: JSON.stringify([initialize, { ...ping, id: 2 }]) },
];

function expectLimited(answers: readonly RawAnswer[]): void {
  const passed = answers.filter(({ status }) => status !== 429);
  expect(passed.every(({ status }) => status === 401)).toBe(true);
  expect(passed).toHaveLength(LIMIT);
}

describe.each(WAYS)("many wrong keys by $way", ({ body, headers }) => {
  test("all at once get no further than the limit of their address", async () => {
    const url = await begin();
    expectLimited(await Promise.all(WRONG_KEYS.map((key) => postRaw(url, key, body, headers))));
    expect((await reachedTheApi()).length).toBeLessThanOrEqual(LIMIT);
  });

  test("one after another get no further either", async () => {
    const url = await begin();
    const answers: RawAnswer[] = [];
    for (const key of WRONG_KEYS) {
      answers.push(await postRaw(url, key, body, headers));
    }
    expectLimited(answers);
    expect((await reachedTheApi()).length).toBeLessThanOrEqual(LIMIT);
  });
});

describe("many wrong keys if keys are not checked", () => {
  test.each([
    ["all at once", PING, LIMIT],
    ["in batches of three", JSON.stringify([1, 2, 3].map((id) => ({ ...ping, id }))), LIMIT / 3],
  ])("count as refusals for their calls: %s", async (_, body, most) => {
    const url = await begin(UNTRIED);
    const answers = await Promise.all(WRONG_KEYS.map((key) => postRaw(url, key, body)));
    expect(answers.filter(({ status }) => status !== 429)).toHaveLength(most);
    expect((await reachedTheApi()).length).toBe(LIMIT);
  });

  test("a client that disconnects before the answer still uses up a refusal", async () => {
    const url = await begin({ ...UNTRIED, RATE_LIMIT_PER_ADDRESS: "1" });
    upstream.hold();
    const leaving = new AbortController();
    const left = fetch(url, {
      method: "POST",
      headers: {
        authorization: "Bearer 1-WRONG",
        "content-type": "application/json",
        accept: "*/*, application/json, text/event-stream",
      },
      body: PING,
      signal: leaving.signal,
    });
    await upstream.arrived();
    leaving.abort();
    await expect(left).rejects.toThrow();
    const second = postRaw(url, "2-WRONG", PING);
    upstream.release();
    expect((await second).status).toBe(429);
    expect(await reachedTheApi()).toEqual(["1-WRONG"]);
  });
});

describe("the same wrong key", () => {
  test.each([
    ["tried", {}],
    ["not tried", UNTRIED],
  ])("costs one call of the API, where keys are %s", async (_, env) => {
    const url = await begin(env);
    await postRaw(url, "1-WRONG", PING);
    expect((await postRaw(url, "1-WRONG", PING)).status).toBe(401);
    expect((await postRaw(url, "1-WRONG", JSON.stringify(initialize))).status).toBe(401);
    expect(await reachedTheApi()).toEqual(["1-WRONG"]);
  });

  test("costs only one call even if it arrives many times at once", async () => {
    const url = await begin();
    const answers = await Promise.all(WAYS.map(({ body, headers }) => postRaw(url, "1-WRONG", body, headers)));
    expect(answers.map(({ status }) => status)).toEqual(WAYS.map(() => 401));
    expect(await reachedTheApi()).toEqual(["1-WRONG"]);
  });

  test("counts as a refusal each time", async () => {
    const url = await begin({ RATE_LIMIT_PER_ADDRESS: "2" });
    const seen: number[] = [];
    for (let time = 0; time < 3; time++) {
      seen.push((await postRaw(url, "1-WRONG", PING)).status);
    }
    expect(seen).toEqual([401, 401, 429]);
  });
});

describe("a good key", () => {
  test.each([
    ["tried", {}],
    ["not tried", UNTRIED],
  ])("passes at an address that spent its refusals once it is known, where keys are %s", async (_, env) => {
    const url = await begin({ RATE_LIMIT_PER_ADDRESS: "1", ...env });
    expect((await postRaw(url, GOOD_KEY, PING)).status).toBe(200);
    await postRaw(url, "1-WRONG", PING);
    expect((await postRaw(url, "2-WRONG", PING)).status).toBe(429);
    expect((await postRaw(url, GOOD_KEY, PING)).status).toBe(200);
  });

  test("that is unknown there is told that nothing was sent and which keys are served", async () => {
    const url = await begin({ RATE_LIMIT_PER_ADDRESS: "1" });
    await postRaw(url, "1-WRONG", PING);
    const { status, headers, body } = await postRaw(url, GOOD_KEY, JSON.stringify(initialize));
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(JSON.parse(body).error.message).toMatch(
      /^Too many refused requests and key checks from this address: at most 1 a minute are allowed\. Meanwhile, only API keys that Digistore24 has recently accepted are served\. Nothing was sent\. Retry after \d+ seconds\.$/,
    );
  });

  test.each([
    ["tried", {}],
    ["not tried", UNTRIED],
  ])("is not refused when many come at once from one address, where keys are %s", async (_, env) => {
    const url = await begin({ RATE_LIMIT_PER_ADDRESS: "3", ...env });
    const keys = Array.from({ length: 50 }, (_, index) => `${GOOD_KEY}${index}`);
    const answers = await Promise.all(keys.map((key) => postRaw(url, key, PING)));
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200));
  });
});

test("an API that gives no verdict on keys refuses nobody and lets no more of them through", async () => {
  const url = await begin({ DIGISTORE24_API_URL: "http://127.0.0.1:9/api/call", RATE_LIMIT_PER_ADDRESS: "3" });
  const keys = ["1-A", "2-B", "1-A", "3-C", "1-A", "4-D", "2-B"];
  const seen: number[] = [];
  for (const key of keys) {
    seen.push((await postRaw(url, key, PING)).status);
  }
  expect(seen).toEqual([200, 200, 200, 200, 200, 429, 200]);
});
