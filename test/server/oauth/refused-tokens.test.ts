import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  codeRequest,
  connect,
  connectByHandover,
  type OAuthEndpoint,
  register,
  send,
  startOAuthEndpoint,
} from "../../support/oauth.ts";
import { FULL_KEY } from "../../support/sandbox.ts";

const WRONG_KEY = "100001-NOSUCHKEYATDIGISTORE24";
const TRIES = 50;
const WHO = { name: "GetGetuserinfo", arguments: {} };
let endpoint: OAuthEndpoint;
let mcp: string;
let metadata: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  mcp = `${endpoint.origin}/mcp`;
  metadata = `resource_metadata="${endpoint.origin}/.well-known/oauth-protected-resource/mcp"`;
});

afterAll(() => endpoint.close());

/** A token with a key that Digistore24 has made for it. */
async function liveToken({ origin }: OAuthEndpoint): Promise<string> {
  const { authorization, code } = await connectByHandover(origin);
  const { body } = await askToken(origin, codeRequest(authorization, code));
  return String(body["access_token"]);
}

/** A token whose key Digistore24 does not know any more. */
async function deadToken(at: OAuthEndpoint): Promise<string> {
  const token = await liveToken(at);
  await at.sandbox.reset();
  return token;
}

/** What `count` requests after each other are answered with, each answer once. */
async function answersOf(url: string, token: string | undefined, count = TRIES): Promise<number[]> {
  const statuses = new Set<number>();
  for (let index = 0; index < count; index++) {
    statuses.add((await send(url, token, "tools/list")).status);
  }
  return [...statuses];
}

describe("a token whose key Digistore24 no longer takes", () => {
  test("is refused as an invalid token, so that the program asks the person again", async () => {
    const { status, text, challenge } = await send(mcp, await deadToken(endpoint), "tools/call", WHO);

    expect(status).toBe(401);
    expect(text).toContain(
      "Digistore24 does not accept the API key of this connection any more. Connect the agent again.",
    );
    expect(challenge).toContain('error="invalid_token"');
    expect(challenge).toContain(metadata);
  });

  test("is refused from the next request on, if the key ends while it is in use", async () => {
    const token = await liveToken(endpoint);
    expect((await send(mcp, token, "tools/call", WHO)).text).toContain("user_name");

    await endpoint.sandbox.reset();
    const { text } = await send(mcp, token, "tools/call", WHO);
    expect(text).toContain("isError");
    expect(text).toContain("The user has to connect this agent to the server again");
    expect(text).not.toContain("configuration");
    expect((await send(mcp, token, "tools/call", WHO)).status).toBe(401);
  });

  test("is refused after the first call too if the operator does not have keys checked", async () => {
    const env = { DIGISTORE24_VERIFY_KEY: "false" };
    const other = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env });
    const token = await deadToken(other);
    const called = await send(`${other.origin}/mcp`, token, "tools/call", WHO);
    const again = await send(`${other.origin}/mcp`, token, "tools/call", WHO);
    await other.close();

    expect(called).toMatchObject({ status: 200, text: expect.stringContaining("isError") });
    expect(again).toMatchObject({ status: 401, challenge: expect.stringContaining('error="invalid_token"') });
  });

  test("keeps working while Digistore24 cannot be asked", async () => {
    const { access } = await connect(endpoint.origin);
    await endpoint.sandbox.setFaults([{ kind: "bad-gateway" }]);
    const { status } = await send(mcp, access, "tools/list");
    await endpoint.sandbox.setFaults([]);

    expect(status).toBe(200);
  });
});

describe("a key in the header", () => {
  test("works at /mcp as before", async () => {
    expect(await send(mcp, FULL_KEY, "tools/call", WHO)).toMatchObject({
      status: 200,
      text: expect.stringContaining("user_name"),
      challenge: null,
    });
  });

  test("that is wrong gets the challenge at /mcp, and none at /", async () => {
    const [atMcp, atRoot] = [
      await send(mcp, WRONG_KEY, "tools/list"),
      await send(endpoint.origin, WRONG_KEY, "tools/list"),
    ];

    expect(atMcp).toMatchObject({ status: 401, challenge: expect.stringContaining(metadata) });
    expect(atMcp.challenge).not.toContain("error=");
    expect(atRoot).toMatchObject({ status: 401, challenge: "Bearer" });
  });
});

describe("at the addresses for keys", () => {
  test("a token works for the same part, because people enter the shorter address", async () => {
    const { access } = await connect(endpoint.origin);

    expect((await send(endpoint.origin, access, "tools/call", WHO)).text).toContain("user_name");
    const writing = { name: "updateVoucher", arguments: { code: "NOSUCHCODE", data: { first_rate: 5 } } };
    expect((await send(endpoint.origin, access, "tools/call", writing)).text).toContain("did not allow");
  });

  test.each(["/readonly", "/x/vouchers"])(
    "a token for all tools is refused at %s, without a challenge",
    async (path) => {
      const { access } = await connect(endpoint.origin);
      const { status, text, challenge } = await send(endpoint.origin + path, access, "tools/list");

      expect({ status, challenge }).toEqual({ status: 401, challenge: "Bearer" });
      expect(text).not.toContain(access);
    },
  );
});

describe("the limit of refusals from one address", () => {
  let limited: OAuthEndpoint;

  beforeAll(async () => {
    // Three of them are hand-overs, which count because they make a call with the operator's key.
    const env = { RATE_LIMIT_PER_ADDRESS: "4" };
    limited = await startOAuthEndpoint({ sandbox: endpoint.sandbox, env });
  });

  afterAll(() => limited.close());

  test("is not used up by agents that begin to connect, or that have an old token", async () => {
    const dead = await deadToken(limited);
    const made = `${dead.slice(0, -4)}AAAA`;
    expect(await answersOf(`${limited.origin}/mcp`, undefined)).toEqual([401]);
    expect(await answersOf(`${limited.origin}/mcp/readonly`, undefined)).toEqual([401]);
    expect(await answersOf(`${limited.origin}/mcp`, dead)).toEqual([401]);
    expect(await answersOf(`${limited.origin}/mcp`, made)).toEqual([401]);
    expect(await answersOf(limited.origin, dead)).toEqual([401]);

    expect((await send(`${limited.origin}/mcp`, "100002-SANDBOXFULLACCESS", "tools/list")).status).toBe(200);
    const access = await liveToken(limited);
    expect((await send(`${limited.origin}/mcp`, access, "tools/list")).status).toBe(200);
  });

  test("is used up by wrong keys, and tokens still work then", async () => {
    const access = await liveToken(limited);
    expect(await answersOf(`${limited.origin}/mcp`, WRONG_KEY, 4)).toEqual([401, 429]);

    expect((await send(`${limited.origin}/mcp`, "100004-SANDBOXFULLACCESS", "tools/list")).status).toBe(429);
    expect((await send(`${limited.origin}/mcp`, access, "tools/list")).status).toBe(200);
    expect(await answersOf(`${limited.origin}/mcp`, undefined, 4)).toEqual([401]);
  });

  test("does not concern the endpoints of the authorization server", async () => {
    for (let index = 0; index < 4; index++) {
      expect((await register(limited.origin)).status).toBe(201);
      expect(
        (await askToken(limited.origin, { grant_type: "authorization_code", client_id: "x", code: "y" })).status,
      ).toBe(400);
    }
  });
});
