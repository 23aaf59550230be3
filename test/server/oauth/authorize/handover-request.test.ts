import type { IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaveForDigistore24 } from "../../../support/handover.ts";
import { DEVELOPER_KEY, type OAuthEndpoint, startOAuthEndpoint } from "../../../support/oauth.ts";
import { formFields, type RecordingUpstream, startRecordingUpstream } from "../../../support/recording-upstream.ts";

const TOKEN = "a-request-token";
const NO_REQUEST = { headers: {} as IncomingHttpHeaders, body: "" };
let digistore24: RecordingUpstream;
let endpoint: OAuthEndpoint;

beforeAll(async () => {
  digistore24 = await startRecordingUpstream(() => ({
    request_url: "https://www.digistore24.com/consent/1",
    request_token: TOKEN,
  }));
  endpoint = await startOAuthEndpoint({ env: { DIGISTORE24_API_URL: digistore24.apiUrl } });
});

afterAll(async () => {
  await endpoint.close();
  await digistore24.close();
});

describe("what reaches Digistore24 when a hand-over begins", () => {
  test.each([
    { access: "read", scope: "read write", permissions: "read-only" },
    { access: "change", scope: "read write", permissions: "writable" },
    { access: "money", scope: "read write", permissions: "writable" },
    { access: "everything", scope: "read write", permissions: "read-only" },
    { access: "money", scope: "read offline_access", permissions: "read-only" },
  ])("is a request for a $permissions key if a person chooses $access of $scope", async (given) => {
    digistore24.requests.length = 0;
    const { away } = await leaveForDigistore24(endpoint.origin, {
      access: given.access,
      parameters: { scope: given.scope },
    });

    expect(away.href).toBe("https://www.digistore24.com/consent/1");
    expect(digistore24.requests.map(({ method, path }) => ({ method, path }))).toEqual([
      { method: "POST", path: "/api/call/requestApiKey" },
    ]);
    const [{ headers, body } = NO_REQUEST] = digistore24.requests;
    const { return_url, cancel_url, ...fields } = formFields(body);
    expect(headers["x-ds-api-key"]).toBe(DEVELOPER_KEY);
    expect(fields).toEqual({
      permissions: given.permissions,
      site_url: endpoint.origin,
      comment: "Test Agent",
    });
    expect(return_url?.startsWith(`${endpoint.origin}/authorize/return/`)).toBe(true);
    expect(cancel_url?.startsWith(`${endpoint.origin}/authorize/cancel/`)).toBe(true);
    expect(return_url + body).not.toContain(TOKEN);
  });

  test("does not reveal by the address of a refusal the one of an agreement", async () => {
    digistore24.requests.length = 0;
    await leaveForDigistore24(endpoint.origin);
    const { return_url = "", cancel_url = "" } = formFields(digistore24.requests[0]?.body ?? "");

    expect(cancel_url).not.toContain(return_url.split("/").at(-1));
  });
});
