import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agree, leaveForDigistore24 } from "../../../support/handover.ts";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  type OAuthEndpoint,
  send,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";

let endpoint: OAuthEndpoint;
let origin: string;
let nowMs = Date.now();
/** What happens while the server waits for a decision at Digistore24. */
let meanwhile: () => Promise<unknown> = async () => undefined;

beforeAll(async () => {
  const pause = () => meanwhile();
  endpoint = await startOAuthEndpoint({ app: { now: () => nowMs, pause } });
  ({ origin } = endpoint);
});

beforeEach(async () => {
  nowMs = Date.now();
  meanwhile = async () => undefined;
  await endpoint.sandbox.setFaults([]);
});

afterAll(() => endpoint.close());

async function openPage(browser = new Browser(origin)) {
  const authorization = await authorizationUrl(origin);
  return { browser, authorization, page: await (await browser.open(authorization.url)).text() };
}

const KEY = { decision: "key", access: "read", api_key: FULL_KEY };
const codeOf = (answer: Response) => targetOf(answer).searchParams.get("code") ?? "";

describe("two decisions on one form", () => {
  test("at once give codes of their own, and revoking one leaves the other", async () => {
    const { browser, authorization, page } = await openPage();
    const answers = await Promise.all([1, 2].map(() => browser.send(page, KEY)));
    const [first, second] = await Promise.all(
      answers.map((answer) => askToken(origin, codeRequest(authorization, codeOf(answer)))),
    );
    const token = String(first?.body["access_token"]);
    await fetch(`${origin}/revoke`, { method: "POST", body: new URLSearchParams({ token }) });

    expect((await send(`${origin}/mcp`, token, "tools/list")).status).toBe(401);
    expect((await send(`${origin}/mcp`, String(second?.body["access_token"]), "tools/list")).status).toBe(200);
  });

  test("that differ are both answered, and the refusal takes nothing back", async () => {
    const { browser, authorization, page } = await openPage();
    const [agreed, cancelled] = await Promise.all([
      browser.send(page, KEY),
      browser.send(page, { decision: "cancel" }),
    ]);

    expect(targetOf(cancelled).searchParams.get("error")).toBe("access_denied");
    expect((await askToken(origin, codeRequest(authorization, codeOf(agreed)))).status).toBe(200);
  });

  test("by both ways give a code each", async () => {
    const { browser, authorization, page } = await openPage();
    const away = targetOf(await browser.send(page, { decision: "digistore24", access: "read" }));
    const pasted = codeOf(await browser.send(page, KEY));
    const back = await fetch(away, {
      method: "POST",
      body: new URLSearchParams({ decision: "agree" }),
      redirect: "manual",
    });
    const granted = codeOf(await browser.open(targetOf(back).href));
    const answers = await Promise.all(
      [pasted, granted].map((code) => askToken(origin, codeRequest(authorization, code))),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("a tab that was left open", () => {
  test("still serves after another one was opened and decided", async () => {
    const old = await openPage();
    const fresh = await openPage(old.browser);
    expect(codeOf(await old.browser.send(fresh.page, KEY))).not.toBe("");

    const answer = await old.browser.send(old.page, KEY);
    expect((await askToken(origin, codeRequest(old.authorization, codeOf(answer)))).status).toBe(200);
  });

  test.each(["key", "digistore24", "cancel"])(
    "for longer than fifteen minutes ends with a page: %s",
    async (decision) => {
      const { browser, page } = await openPage();
      nowMs += 15 * 60 * 1000 + 1000;
      const answer = await browser.send(page, { ...KEY, decision });

      expect({ status: answer.status, next: answer.headers.get("refresh") }).toEqual({ status: 400, next: null });
    },
  );

  test("at Digistore24 for longer than fifteen minutes ends with a page", async () => {
    const { browser, decide } = await leaveForDigistore24(origin);
    const back = await decide("agree");
    nowMs += 15 * 60 * 1000 + 1000;

    expect((await browser.open(back.href)).status).toBe(403);
  });
});

describe("a hand-over that is used twice", () => {
  test("at once gives one key, and the other code says that it was handed out", async () => {
    const handover = await leaveForDigistore24(origin);
    const back = await handover.decide("agree");
    const codes = await Promise.all([1, 2].map(async () => codeOf(await handover.browser.open(back.href))));
    const answers = await Promise.all(codes.map((code) => askToken(origin, codeRequest(handover.authorization, code))));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const refused = answers.find(({ status }) => status === 400);
    expect(refused?.body["error_description"]).toContain("handed out this key before");
  });

  test("cancelled after the agreement gives no code, and agreed after that neither", async () => {
    const { browser, decide } = await leaveForDigistore24(origin);
    const back = await decide("agree");
    const [id = ""] = [...browser.cookies.keys()].filter((name) => name.includes("-handover-"));
    const cancelled = await browser.open(`/authorize/cancel/${id.split("-handover-")[1]}`);

    expect(targetOf(cancelled).searchParams.get("error")).toBe("access_denied");
    expect((await browser.open(back.href)).status).toBe(409);
  });

  test("by a code that comes again while Digistore24 is being asked leaves no token that works", async () => {
    const handover = await leaveForDigistore24(origin);
    const request = codeRequest(handover.authorization, await agree(handover));
    await endpoint.sandbox.setFaults([{ kind: "key-pending", times: 1 }]);
    let replayed: Awaited<ReturnType<typeof askToken>> | undefined;
    meanwhile = async () => {
      replayed = await askToken(origin, request);
    };
    const answer = await askToken(origin, request);

    expect(replayed?.body["error"]).toBe("invalid_grant");
    expect({ status: answer.status, error: answer.body["error"] }).toEqual({ status: 400, error: "invalid_grant" });
  });
});
