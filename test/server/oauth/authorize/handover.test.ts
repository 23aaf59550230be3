import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { captureOutput } from "../../../support/capture-output.ts";
import { agree, leaveForDigistore24, takeKey } from "../../../support/handover.ts";
import { readPage } from "../../../support/html-page.ts";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  DEVELOPER_KEY,
  type OAuthEndpoint,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";

const pauses: number[] = [];
const log = captureOutput();
let endpoint: OAuthEndpoint;
let origin: string;

beforeAll(async () => {
  const pause = async (ms: number) => pauses.push(ms);
  const startedAt = Date.now();
  endpoint = await startOAuthEndpoint({
    app: { pause, now: () => startedAt, logger: { level: "trace", stream: log.stdout } },
  });
  ({ origin } = endpoint);
});

beforeEach(async () => {
  await endpoint.sandbox.setFaults([]);
  pauses.length = 0;
});

afterAll(() => endpoint.close());

describe("the hand-over of a key at Digistore24", () => {
  test("asks for the key only when the program uses its code", async () => {
    await endpoint.sandbox.reset();
    const handover = await leaveForDigistore24(origin);
    const code = await agree(handover);

    expect(await endpoint.sandbox.requests()).toEqual({ requestApiKey: 1 });
    await askToken(origin, codeRequest(handover.authorization, code));
    expect(await endpoint.sandbox.requests()).toEqual({ requestApiKey: 1, retrieveApiKey: 1 });
  });

  test("leads a person who refuses back to the program with access_denied", async () => {
    const { browser, decide } = await leaveForDigistore24(origin);
    const back = await decide("refuse");

    const answer = targetOf(await browser.open(back.href));
    expect([...answer.searchParams.keys()].sort()).toEqual(["error", "error_description", "iss", "state"]);
    expect(Object.fromEntries(answer.searchParams)).toMatchObject({
      error: "access_denied",
      iss: origin,
      state: "the-state",
    });
  });
});

describe("the token endpoint after a hand-over", () => {
  async function decided() {
    const handover = await leaveForDigistore24(origin);
    return { ...handover, request: codeRequest(handover.authorization, await agree(handover)) };
  }

  test("asks again while the decision is pending", async () => {
    const { request } = await decided();
    await endpoint.sandbox.setFaults([{ kind: "key-pending", times: 3 }]);

    expect((await askToken(origin, request)).status).toBe(200);
    expect(pauses).toEqual([1000, 1000, 1000]);
  });

  test("gives up after eight seconds, and the code is still good", async () => {
    const { request } = await decided();
    await endpoint.sandbox.setFaults([{ kind: "key-pending" }]);

    const { status, body } = await askToken(origin, request);
    expect({ status, body }).toEqual({
      status: 400,
      body: { error: "invalid_grant", error_description: expect.stringMatching(/not decided .* yet/) },
    });
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(8000);
    await endpoint.sandbox.setFaults([]);
    expect((await askToken(origin, request)).status).toBe(200);
  });

  test.each([
    ["bad-gateway", 503, "temporarily_unavailable", /did not hand out the key/],
    ["reset-before", 503, "temporarily_unavailable", /did not hand out the key/],
    ["key-aborted", 400, "invalid_grant", /did not agree/],
  ])("leaves the code usable after %s", async (kind, status, error, sentence) => {
    const { request } = await decided();
    await endpoint.sandbox.setFaults([{ kind, functions: ["retrieveApiKey"] }]);

    const refused = await askToken(origin, request);
    expect({ status: refused.status, body: refused.body }).toEqual({
      status,
      body: { error, error_description: expect.stringMatching(sentence) },
    });
    await endpoint.sandbox.setFaults([]);
    expect((await askToken(origin, request)).status).toBe(200);
  });

  test("asks Digistore24 once, because an answer that gets lost has spent the key", async () => {
    const { request } = await decided();
    await endpoint.sandbox.setFaults([{ kind: "reset-after", functions: ["retrieveApiKey"], times: 1 }]);
    const before = (await endpoint.sandbox.requests())["retrieveApiKey"] ?? 0;

    expect((await askToken(origin, request)).status).toBe(503);
    expect((await endpoint.sandbox.requests())["retrieveApiKey"]).toBe(before + 1);
    const { status, body } = await askToken(origin, request);
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_grant" });
    expect(body["error_description"]).toMatch(/handed out this key before/);
  });

  test("says that somebody else has taken the key", async () => {
    const { request, requestToken } = await decided();
    await takeKey(endpoint.sandbox.apiUrl, DEVELOPER_KEY, requestToken);

    const { status, body } = await askToken(origin, request);
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_grant" });
    expect(body["error_description"]).toMatch(/handed out this key before/);
  });
});

test("nothing shows the developer key, the token of the request or the key", async () => {
  const handover = await leaveForDigistore24(origin, { access: "change" });
  const [left, back] = [await handover.left.text(), await handover.decide("agree")];
  const answer = targetOf(await handover.browser.open(back.href));
  const code = answer.searchParams.get("code") ?? "";
  const { body } = await askToken(origin, codeRequest(handover.authorization, code));
  const token = String(body["access_token"]);
  await send(`${origin}/mcp`, token, "tools/call", { name: "GetGetuserinfo", arguments: {} });

  const places = { cookies: [...handover.browser.cookies], back, answer, body, log: log.stdout.text() };
  const ours = JSON.stringify(places) + left.replaceAll(handover.away.href, "");
  expect(log.stdout.text()).toContain("agent connected at Digistore24");
  expect(ours).not.toContain(handover.requestToken);
  expect(ours).not.toContain(DEVELOPER_KEY);
  expect(ours).not.toMatch(/\b\d{6}-[A-Za-z\d]{40}/);
  expect(log.stdout.text()).not.toContain(code);
  expect(log.stdout.text()).not.toContain(token);
});

describe("a hand-over that Digistore24 does not begin", () => {
  async function choose(at: OAuthEndpoint) {
    const browser = new Browser(at.origin);
    const page = await (await browser.open((await authorizationUrl(at.origin)).url)).text();
    const answer = await browser.send(page, { decision: "digistore24", access: "read" });
    return { status: answer.status, page: await answer.text(), cookies: [...browser.cookies.keys()] };
  }

  test.each(["bad-gateway", "reset-before", "truncated"])("ends with a page after %s", async (kind) => {
    await endpoint.sandbox.setFaults([{ kind, functions: ["requestApiKey"] }]);
    const { status, page, cookies } = await choose(endpoint);

    expect({ status, cookies }).toEqual({ status: 502, cookies: [expect.stringMatching(/-browser-/)] });
    expect(readPage(page).text()).toContain("Digistore24 cannot be reached");
  });

  test.each([
    ["is wrong", "100001-NOSUCHDEVELOPERKEY"],
    ["lacks the right", FULL_KEY],
  ])("names the developer key if it %s, and never shows it", async (_, key) => {
    const other = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env: { DIGISTORE24_DEVELOPER_KEY: key } });
    const { status, page } = await choose(other);
    await other.close();

    expect(status).toBe(502);
    expect(readPage(page).text()).toContain("DIGISTORE24_DEVELOPER_KEY");
    expect(page).not.toContain(key);
  });

  test("is not offered without a developer key", async () => {
    const env = { DIGISTORE24_DEVELOPER_KEY: undefined };
    const other = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env });
    const { status } = await choose(other);
    await other.close();

    expect(status).toBe(400);
  });
});
