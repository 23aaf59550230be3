import { request as requestHttp } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { postRaw } from "../../support/post-raw.ts";
import { type RecordingUpstream, startRecordingUpstream } from "../../support/recording-upstream.ts";

const REFUSED = { result: "error", code: 2, message: "The API key is invalid." };
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } },
});

let upstream: RecordingUpstream;
let endpoint: RunningEndpoint;

afterEach(async () => {
  upstream.release();
  await endpoint.close();
  await upstream.close();
});

async function begin(env: Record<string, string> = {}): Promise<string> {
  upstream = await startRecordingUpstream(
    () => ({ user_id: 7 }),
    ({ headers }) => (String(headers["x-ds-api-key"]).endsWith("WRONG") ? REFUSED : { result: "success" }),
  );
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl, ...env });
  return endpoint.url;
}

const called = () => upstream.requests.map(({ path }) => path.split("/").at(-1));
const arrived = (name: string) => expect.poll(called, { timeout: 30_000 }).toContain(name);

const callOf = (name: string, args: object) =>
  JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } });

describe("while calls take up all places", () => {
  /** A call that the API has not answered yet. */
  async function beginFull(env: Record<string, string> = {}): Promise<string> {
    const url = await begin({ MAX_CALLS: "1", MAX_CALLS_PER_KEY: "1", ...env });
    upstream.hold("ping");
    void postRaw(url, "1-GOOD", callOf("ping", {}));
    await arrived("ping");
    return url;
  }

  test("a wrong key is recognised and refused", async () => {
    const url = await beginFull();
    expect((await postRaw(url, "2-WRONG", INITIALIZE)).status).toBe(401);
  });

  test("good keys are recognised and do not use up the refusals of their address", async () => {
    const url = await beginFull({ RATE_LIMIT_PER_ADDRESS: "1" });
    expect((await postRaw(url, "2-GOOD", INITIALIZE)).status).toBe(200);
    expect((await postRaw(url, "3-GOOD", INITIALIZE)).status).toBe(200);
    expect((await postRaw(url, "4-GOOD", INITIALIZE)).status).toBe(200);
  });

  test("the page reports whether a key works", async () => {
    const url = await beginFull();
    const answer = await fetch(`${url}check-key`, {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ api_key: "2-GOOD" }),
    });
    expect(await answer.text()).toContain("This key works.");
  });
});

describe("a client that disconnects while its key is checked", () => {
  test.each([
    { name: "PostCreatevoucher", args: { data: { code: "UNSENT" } } },
    { name: "ping", args: {} },
  ])("has no $name sent for it", async ({ name, args }) => {
    const url = await begin();
    upstream.hold("getUserInfo");
    const headers = {
      authorization: "Bearer 1-GOOD",
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    };
    const asked = requestHttp(url, { method: "POST", headers }).on("error", () => undefined);
    asked.end(callOf(name, args));
    await arrived("getUserInfo");
    asked.destroy();
    await expect.poll(endpoint.connections, { timeout: 30_000 }).toBe(0);
    upstream.release();
    // This waits for the same check, so its answer comes after the other request has been served. A stop would refuse the write.
    expect((await postRaw(url, "1-GOOD", INITIALIZE)).status).toBe(200);
    await endpoint.close();
    expect(called()).toEqual(["getUserInfo"]);
  });
});
