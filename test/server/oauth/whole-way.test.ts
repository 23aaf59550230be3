import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askToken,
  codeRequest,
  connectByHandover,
  connectByKey,
  type OAuthEndpoint,
  send,
  startOAuthEndpoint,
} from "../../support/oauth.ts";

let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
});

afterAll(() => endpoint.close());

const WHO = { name: "GetGetuserinfo", arguments: {} };

describe("the whole way of an agent", () => {
  test("leads by a pasted key to tokens that call", async () => {
    const { origin } = endpoint;
    const { authorization, code, answer } = await connectByKey(origin, { access: "change" });

    expect(answer.searchParams.getAll("iss")).toEqual([origin]);
    expect(answer.searchParams.get("state")).toBe("the-state");
    const { status, body } = await askToken(origin, codeRequest(authorization, code));
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { token_type: "Bearer", expires_in: 30 * 86_400, scope: "read write offline_access" },
    });
    const called = await send(`${origin}/mcp`, String(body["access_token"]), "tools/call", WHO);
    expect(called).toMatchObject({ status: 200, text: expect.stringContaining("user_name") });
  });

  test("leads by Digistore24's own page to tokens that call", async () => {
    const { origin } = endpoint;
    const { authorization, code } = await connectByHandover(origin);

    const { status, body } = await askToken(origin, codeRequest(authorization, code));
    expect({ status, body }).toMatchObject({ status: 200, body: { scope: "read offline_access" } });
    const called = await send(`${origin}/mcp`, String(body["access_token"]), "tools/call", WHO);
    expect(called).toMatchObject({ status: 200, text: expect.stringContaining("user_name") });
  });
});
