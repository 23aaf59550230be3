import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDoorLimits } from "../../../src/server/oauth/door-limits.ts";
import { OAuthRefusal } from "../../../src/server/oauth/oauth-refusal.ts";
import {
  authorizationUrl,
  Browser,
  connect,
  type OAuthEndpoint,
  REDIRECT,
  startOAuthEndpoint,
} from "../../support/oauth.ts";

const MAX_PER_CLIENT = 600;
const MAX_IN_TOTAL = 3000;
const MAX_VISITS = 300;
const AT_ONCE = 100;

describe("the endpoints of the authorization server", () => {
  let endpoint: OAuthEndpoint;

  beforeAll(async () => {
    endpoint = await startOAuthEndpoint();
  });

  afterAll(() => endpoint.close());

  const post = (path: string, body: URLSearchParams | string) =>
    fetch(endpoint.origin + path, {
      method: "POST",
      body,
      ...(typeof body === "string" && { headers: { "content-type": "application/json" } }),
    });

  const ENDPOINTS = [
    {
      path: "/token",
      accepts: 400,
      ask: (client: string) =>
        post("/token", new URLSearchParams({ client_id: client, grant_type: "refresh_token", refresh_token: "x" })),
    },
    {
      path: "/register",
      accepts: 400,
      ask: (client: string) =>
        post("/register", JSON.stringify({ redirect_uris: [`${REDIRECT}/${client}`], response_types: ["token"] })),
    },
  ];

  test.each(ENDPOINTS)(
    "count what anybody can send to $path by client, whatever the address",
    async ({ ask, accepts }) => {
      const statuses: number[] = [];
      while (statuses.length < MAX_PER_CLIENT) {
        const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask("first")));
        statuses.push(...answers.map(({ status }) => status));
      }

      expect(new Set(statuses)).toEqual(new Set([accepts]));
      const refused = await ask("first");
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await ask("second")).status).toBe(accepts);
    },
  );

  test("serve programs whose client id others have used up", async () => {
    const { authorization, refresh } = await connect(endpoint.origin);
    const client_id = authorization.clientId;
    const form = { grant_type: "refresh_token", client_id };
    for (let sent = 0; sent < MAX_PER_CLIENT; sent += AT_ONCE) {
      const madeUp = { ...form, refresh_token: "x" };
      await Promise.all(Array.from({ length: AT_ONCE }, () => post("/token", new URLSearchParams(madeUp))));
    }

    expect((await post("/token", new URLSearchParams({ ...form, refresh_token: "x" }))).status).toBe(429);
    expect((await post("/token", new URLSearchParams({ ...form, refresh_token: refresh }))).status).toBe(200);
  });

  test("count the consent page by address, so that nobody shuts out the users of a program", async () => {
    const statuses: number[] = [];
    for (let sent = 0; sent <= MAX_VISITS; sent++) {
      statuses.push((await fetch(`${endpoint.origin}/authorize?client_id=${sent}`)).status);
    }

    expect(new Set(statuses.slice(0, MAX_VISITS - 1))).toEqual(new Set([400]));
    expect(statuses.at(-1)).toBe(429);
  });

  test("count hand-overs, which make calls with the operator's own key", async () => {
    const limited = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env: { RATE_LIMIT_PER_ADDRESS: "2" } });
    const browser = new Browser(limited.origin);
    const page = await (await browser.open((await authorizationUrl(limited.origin)).url)).text();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      statuses.push((await browser.send(page, { decision: "digistore24" })).status);
    }
    await limited.close();

    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe("the limits in total", () => {
  /** Counts requests of a client that has as many names as needed. Returns how many were refused. */
  async function ask(
    limits: Awaited<ReturnType<typeof createDoorLimits>>,
    count: number,
    nameOf: (index: number) => string,
  ) {
    let refused = 0;
    for (let index = 0; index < count; index++) {
      await limits.count("token", nameOf(index)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(OAuthRefusal);
        refused++;
      });
    }
    return refused;
  }

  test("hold however many names a client takes", async () => {
    const limits = await createDoorLimits();

    expect(await ask(limits, MAX_IN_TOTAL, (index) => `client ${index}`)).toBe(0);
    expect(await ask(limits, 1, () => "another")).toBe(1);
    await expect(limits.count("register", "another")).resolves.toBe(undefined);
  });

  test("are not used up by one client that asks too often", async () => {
    const limits = await createDoorLimits();

    expect(await ask(limits, 2 * MAX_IN_TOTAL, () => "one")).toBe(2 * MAX_IN_TOTAL - MAX_PER_CLIENT);
    expect(await ask(limits, 1, () => "another")).toBe(0);
  });
});
