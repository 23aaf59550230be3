import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDoorLimits } from "../../../src/server/oauth/door-limits.ts";
import { OAuthRefusal } from "../../../src/server/oauth/oauth-refusal.ts";
import { type OAuthEndpoint, REDIRECT, startOAuthEndpoint } from "../../support/oauth.ts";

const MAX_PER_CLIENT = 600;
const MAX_IN_TOTAL = 3000;
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
      ask: (client: string) => post("/token", new URLSearchParams({ client_id: client, grant_type: "x" })),
    },
    {
      path: "/register",
      accepts: 400,
      ask: (client: string) =>
        post("/register", JSON.stringify({ redirect_uris: [`${REDIRECT}/${client}`], response_types: ["token"] })),
    },
    {
      path: "/authorize",
      accepts: 400,
      ask: (client: string) => fetch(`${endpoint.origin}/authorize?client_id=${client}`),
    },
  ];

  test.each(ENDPOINTS)("count $path by client, whatever the address", async ({ ask, accepts }) => {
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
