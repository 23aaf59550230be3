import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type OAuthEndpoint, startOAuthEndpoint } from "../../../support/oauth.ts";

let endpoint: OAuthEndpoint;
let form: Record<string, string>;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  const { authorization, refresh } = await connect(endpoint.origin);
  form = { grant_type: "refresh_token", client_id: authorization.clientId, refresh_token: refresh };
});

afterAll(() => endpoint.close());

const post = async (path: string, init: RequestInit) => {
  const response = await fetch(endpoint.origin + path, { method: "POST", ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
};

const FORM_TYPE = "application/x-www-form-urlencoded";
const textOf = (more: Record<string, string> = {}) => new URLSearchParams({ ...form, ...more }).toString();

/** Bodies that are no form, or a form that can be read in two ways. */
const BODIES: readonly [string, string | undefined, () => string][] = [
  ["JSON", "application/json", () => JSON.stringify(form)],
  ["JSON that cannot be parsed", "application/json", () => "{"],
  ["a form that is sent as text", "text/plain", textOf],
  ["a form of another kind", "multipart/form-data; boundary=x", textOf],
  ["a form without a type", "", textOf],
  ["JSON that is sent as a form", FORM_TYPE, () => JSON.stringify(form)],
  ["nothing", FORM_TYPE, () => ""],
  ["a parameter twice", FORM_TYPE, () => `${textOf()}&client_id=another`],
  ["the same parameter twice", FORM_TYPE, () => `${textOf()}&grant_type=refresh_token`],
  ["an unknown parameter twice", FORM_TYPE, () => `${textOf()}&a=1&a=2`],
  ["only empty parameters", FORM_TYPE, () => "grant_type=&client_id=&refresh_token=&token="],
  ["names of objects", FORM_TYPE, () => "__proto__=a&constructor=b&toString=c"],
];

describe.each(["/token", "/revoke"])("%s refuses", (path) => {
  test.each(BODIES)("%s", async (_, type, write) => {
    const { status, headers, body } = await post(path, { headers: { "content-type": type ?? "" }, body: write() });

    expect([400, 415]).toContain(status);
    expect(body).toEqual({ error: "invalid_request", error_description: expect.any(String) });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });

  test("a body of more than 16 kB", async () => {
    const { status, body } = await post(path, { body: new URLSearchParams({ ...form, a: "a".repeat(17_000) }) });

    expect({ status, error: body.error }).toEqual({ status: 413, error: "invalid_request" });
  });

  test("parameters in the address", async () => {
    const { status, body } = await post(`${path}?${textOf({ token: "x" })}`, { body: new URLSearchParams() });

    expect({ status, error: body.error }).toEqual({ status: 400, error: "invalid_request" });
  });

  test("to be read by GET", async () => {
    expect((await fetch(`${endpoint.origin}${path}?${textOf()}`)).status).toBe(404);
  });
});

describe("the token endpoint", () => {
  test.each(["client_id", "grant_type", "refresh_token"])("reports that %s is missing or empty", async (name) => {
    const rest = Object.fromEntries(Object.entries(form).filter(([field]) => field !== name));
    const expected = { error: "invalid_request", error_description: `${name} is missing.` };

    expect((await post("/token", { body: new URLSearchParams(rest) })).body).toEqual(expected);
    expect((await post("/token", { body: new URLSearchParams({ ...form, [name]: "" }) })).body).toEqual(expected);
  });

  test("is open to pages of every site", async () => {
    const origin = "https://inspector.example";
    const preflight = await post("/token", { method: "OPTIONS", headers: { origin } });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("reads a form whose type is written differently, with parameters that are unknown or empty", async () => {
    const headers = { "content-type": "Application/X-WWW-Form-URLEncoded; charset=UTF-8" };
    const { status, body } = await post("/token", { headers, body: textOf({ scope: "", audience: "x" }) });

    expect({ status, type: body.token_type }).toEqual({ status: 200, type: "Bearer" });
  });
});
