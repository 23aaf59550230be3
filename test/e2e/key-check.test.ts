import { afterEach, describe, expect, test } from "vitest";
import { connectClient, type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { type RecordingUpstream, startRecordingUpstream } from "../support/recording-upstream.ts";

const KEY = "100001-SOMEKEY";
const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1.0.0" } },
};

let upstream: RecordingUpstream;
let endpoint: RunningEndpoint;

afterEach(async () => {
  await endpoint.close();
  await upstream.close();
});

async function begin(envelope: object | undefined, env: Record<string, string> = {}) {
  upstream = await startRecordingUpstream(() => ({}), envelope);
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: upstream.apiUrl, ...env });
}

const initialize = () =>
  fetch(endpoint.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${KEY}`,
    },
    body: JSON.stringify(INITIALIZE),
  });

const REFUSED = { result: "error", code: 2, message: "The API key is invalid." };

describe("when an agent connects", () => {
  test("a key that the API refuses is refused with advice, whatever the protocol", async () => {
    await begin(REFUSED);
    const response = await initialize();
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await response.text()).toContain("Digistore24 does not accept this API key. Check that");
    await expect(connectClient(endpoint.url, KEY)).rejects.toThrow();
  });

  test("the API is asked once per key, however often agents connect", async () => {
    await begin(undefined);
    const answers = await Promise.all([initialize(), initialize(), initialize()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await initialize()).status).toBe(200);
    expect(upstream.requests.map(({ path }) => path)).toEqual(["/api/call/getUserInfo"]);
  });

  test("a key is not refused when the API answers anything else, and the API is asked again", async () => {
    await begin({ result: "error", code: 11, message: "internal" });
    expect((await initialize()).status).toBe(200);
    expect((await initialize()).status).toBe(200);
    expect(upstream.requests).toHaveLength(2);
  });

  test("a key is not refused when the API cannot be reached", async () => {
    // Nothing listens on the discard port.
    await begin(undefined, { DIGISTORE24_API_URL: "http://127.0.0.1:9/api/call" });
    expect((await initialize()).status).toBe(200);
  });

  test("keys are not checked if DIGISTORE24_VERIFY_KEY is false", async () => {
    await begin(REFUSED, { DIGISTORE24_VERIFY_KEY: "false" });
    expect((await initialize()).status).toBe(200);
    expect(upstream.requests).toEqual([]);
  });
});
