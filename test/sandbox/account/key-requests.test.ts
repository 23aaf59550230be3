import { afterEach, describe, expect, test } from "vitest";
import { buildSandbox } from "../../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../../src/sandbox/http/generated-registry.ts";
import {
  askForKey,
  DEVELOPER_KEY,
  decideOnKey,
  type Envelope,
  FULL_KEY,
  grantKey,
  KEY_WISH,
  openSandbox,
  READ_KEY,
  type Sandbox,
  type WireArguments,
} from "../sandbox-client.ts";

const READ_WISH = { ...KEY_WISH, permissions: "read-only" };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function retrieve({ call }: Sandbox, token: string) {
  return (await call("retrieveApiKey", { token, language: "en" }, DEVELOPER_KEY)).data;
}

function look({ app }: Sandbox, token: string, acceptLanguage?: string) {
  return app.inject({ url: `/consent/${token}`, headers: acceptLanguage ? { "accept-language": acceptLanguage } : {} });
}

test("a key is requested, granted in the browser, retrieved once, used and deleted over real HTTP", async () => {
  const app = buildSandbox({ registry: GENERATED_REGISTRY });
  closing.push(() => app.close());
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const call = async (functionName: string, key: string, args: WireArguments = {}): Promise<Envelope> => {
    const headers = { "X-DS-API-KEY": key };
    const body = new URLSearchParams(args);
    const answer = await fetch(`${address}/api/call/${functionName}`, { method: "POST", headers, body });
    return (await answer.json()) as Envelope;
  };

  const { data: asked } = await call("requestApiKey", DEVELOPER_KEY, KEY_WISH);
  expect(asked.request_url).toBe(`${address}/consent/${asked.request_token}`);
  const page = await fetch(asked.request_url);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toContain("https://app.example.com bittet um einen API-Schlüssel für das Konto musterhaus");
  const token = { token: asked.request_token };
  expect(await call("retrieveApiKey", DEVELOPER_KEY, token)).toMatchObject({ data: { request_status: "pending" } });

  const body = new URLSearchParams({ decision: "agree" });
  const agreed = await fetch(asked.request_url, { method: "POST", body, redirect: "manual" });
  expect(agreed.status).toBe(303);
  expect(agreed.headers.get("location")).toBe(`https://app.example.com/back?t=${asked.request_token}`);

  const { data: taken } = await call("retrieveApiKey", DEVELOPER_KEY, token);
  expect(taken).toEqual({
    request_status: "completed",
    api_key: expect.stringMatching(/^100001-[A-Za-z0-9]{40}$/),
    thankyou_page_key: expect.stringMatching(/^\w+$/),
    note: "",
  });
  const change = { code: "WILLKOMMEN15", "data[first_rate]": "20" };
  expect(await call("updateVoucher", taken.api_key, change)).toMatchObject({ data: { modified: "Y" } });
  expect(await call("unregister", taken.api_key)).toMatchObject({ data: { modified: "Y" } });
  expect(await call("ping", taken.api_key)).toMatchObject({ result: "error", code: 2 });
});

describe("a request", () => {
  test("shows its state, and returns the key only once", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    const none = { api_key: "", thankyou_page_key: "" };
    const pending = { ...none, request_status: "pending", note: "The request has not been decided yet." };
    expect(await retrieve(sandbox, token)).toEqual(pending);
    await decideOnKey(sandbox, token, "agree");
    expect(await retrieve(sandbox, token)).toMatchObject({ request_status: "completed", note: "" });
    const taken = { ...none, request_status: "completed", note: "The API key was handed out before." };
    expect(await retrieve(sandbox, token)).toEqual(taken);
    expect(await retrieve(sandbox, token)).toEqual(taken);
  });

  test("that was refused yields no key", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    await decideOnKey(sandbox, token, "refuse");
    expect(await retrieve(sandbox, token)).toEqual({
      request_status: "aborted",
      api_key: "",
      thankyou_page_key: "",
      note: "The request was refused.",
    });
  });

  test("is visible only to the developer who made it", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    expect(await sandbox.call("retrieveApiKey", { token }, "7-SANDBOXDEVELOPER")).toMatchObject({ code: 4 });
    expect(await sandbox.call("retrieveApiKey", { token: "none" }, DEVELOPER_KEY)).toMatchObject({ code: 4 });
  });

  const refused: WireArguments[] = [
    { permissions: "everything" },
    { return_url: "http://app.example.com/" },
    { return_url: "https://localhost/back" },
    { return_url: "http://localhost:3000/back" },
    { return_url: "http://127.0.0.1:3000/back" },
    { cancel_url: "http://localhost:3000/no" },
    { cancel_url: "app.example.com" },
    { site_url: "https://other.example.com" },
  ];
  test.each(refused)("with %j is refused", async (wrong) => {
    const { call } = openSandbox();
    expect(await call("requestApiKey", { ...KEY_WISH, ...wrong }, DEVELOPER_KEY)).toMatchObject({ code: 3 });
  });
});

describe("a sandbox that accepts loopback", () => {
  const open = openSandbox({ acceptsLoopback: true });

  test.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://127.8.9.1", "http://[::1]:3000"])(
    "leads a person back to %s with the key's request or the refusal",
    async (site_url) => {
      const sandbox = openSandbox({ acceptsLoopback: true });
      const wish = { ...KEY_WISH, site_url, return_url: `${site_url}/back`, cancel_url: `${site_url}/no` };
      const agreed = await decideOnKey(sandbox, await askForKey(sandbox, wish), "agree");
      expect([agreed.statusCode, agreed.headers.location]).toEqual([303, `${site_url}/back`]);
      const refused = await decideOnKey(sandbox, await askForKey(sandbox, wish), "refuse");
      expect([refused.statusCode, refused.headers.location]).toEqual([303, `${site_url}/no`]);
    },
  );

  test("accepts public addresses as before", async () => {
    expect(await open.call("requestApiKey", KEY_WISH, DEVELOPER_KEY)).toMatchObject({ result: "success" });
  });

  test.each([
    "http://app.example.com/",
    "http://localhost.example.com/",
    "http://127.example.com/",
    "http://192.168.0.2/",
    "https://localhost/",
    "ftp://localhost/",
    "localhost:3000",
    `http://localhost/${"x".repeat(255)}`,
  ])("still refuses %s", async (return_url) => {
    const answer = await open.call("requestApiKey", { ...KEY_WISH, return_url }, DEVELOPER_KEY);
    expect(answer).toMatchObject({ code: 3 });
  });

  test("does not notify this machine", async () => {
    const setup = { ipn_url: "http://localhost/ipn", name: "App", product_ids: "all", domain_id: "app" };
    expect(await open.call("ipnSetup", setup)).toMatchObject({ code: 3 });
  });
});

describe("a fault of the hand-over", () => {
  const states = async (sandbox: Sandbox, token: string, times: number) => {
    const seen: string[] = [];
    for (let count = 0; count < times; count++) {
      const { request_status, api_key } = await retrieve(sandbox, token);
      seen.push(api_key === "" ? request_status : `${request_status} with key`);
    }
    return seen;
  };

  test("leaves an agreed request pending for a number of calls, and its key in place", async () => {
    const sandbox = openSandbox();
    await sandbox.control("POST", "/__faults", [{ kind: "key-pending", times: 2 }]);
    const token = await askForKey(sandbox);
    await decideOnKey(sandbox, token, "agree");
    expect(await states(sandbox, token, 4)).toEqual(["pending", "pending", "completed with key", "completed"]);
  });

  test("reports an agreed request as aborted", async () => {
    const sandbox = openSandbox();
    await sandbox.control("POST", "/__faults", [{ kind: "key-aborted" }]);
    const token = await askForKey(sandbox);
    await decideOnKey(sandbox, token, "agree");
    expect(await states(sandbox, token, 2)).toEqual(["aborted", "aborted"]);
    expect(await retrieve(sandbox, token)).toMatchObject({ note: "The request was refused." });
  });

  test("still checks the key and the token of the call", async () => {
    const sandbox = openSandbox();
    await sandbox.control("POST", "/__faults", [{ kind: "key-pending" }]);
    const token = await askForKey(sandbox);
    expect(await sandbox.call("retrieveApiKey", { token }, "7-SANDBOXDEVELOPER")).toMatchObject({ code: 4 });
    expect(await sandbox.call("retrieveApiKey", { token }, READ_KEY)).toMatchObject({ code: 5 });
  });
});

describe("the consent page", () => {
  test("asks in the language of the call, with the comment as text and no script", async () => {
    const sandbox = openSandbox();
    const comment = "<script>alert('x')</script>";
    const site = { site_url: "https://app.example.com/", language: "en", comment };
    const page = await look(sandbox, await askForKey(sandbox, { ...READ_WISH, ...site }));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<html lang="en">');
    expect(page.body).toContain("https://app.example.com/ asks for an API key to the account musterhaus.");
    expect(page.body).toContain("read everything but change nothing");
    expect(page.body).toContain("Comment: &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    expect(page.body).not.toContain("<script");
    expect(page.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    });
  });

  test.each([
    { call: "de", accepts: "en-US,en;q=0.9,de;q=0.1", page: "en" },
    { call: "en", accepts: "de-AT,de;q=0.9", page: "de" },
    { call: "en", accepts: "fr,de;q=0.5", page: "de" },
    { call: "de", accepts: "fr", page: "de" },
    { call: "en", accepts: "fr", page: "en" },
    { call: "de", accepts: "*", page: "de" },
    { call: "en", accepts: "*", page: "en" },
    { call: "en", accepts: undefined, page: "en" },
  ])("is in $page for a browser that accepts $accepts, after a call in $call", async ({ call, accepts, page }) => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox, { ...KEY_WISH, language: call });
    expect((await look(sandbox, token, accepts)).body).toContain(`<html lang="${page}">`);
  });

  test("says in the language of the browser what was decided, and why it asks again", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    const decide = (decision: string) => decideOnKey(sandbox, token, decision, "en");
    expect((await decide("maybe")).body).toContain("Please decide with one of the two buttons.");
    expect((await decide("refuse")).headers.location).toBe(`/consent/${token}`);
    expect((await decide("agree")).body).toContain("You have refused.");
    expect((await look(sandbox, token, "en")).body).toContain("You have refused.");
    const { data } = await sandbox.call("retrieveApiKey", { token }, DEVELOPER_KEY);
    expect(data.note).toBe("Die Anfrage wurde abgelehnt.");
  });

  test("decides nothing when it is opened", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    await sandbox.app.inject({ url: `/consent/${token}?decision=agree` });
    expect(await retrieve(sandbox, token)).toMatchObject({ request_status: "pending" });
  });

  test.each(["", "maybe", "constructor"])("asks again if the decision is %j", async (decision) => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    const answer = await decideOnKey(sandbox, token, decision);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain("<button");
    expect(await retrieve(sandbox, token)).toMatchObject({ request_status: "pending" });
  });

  test("redirects a refusal to cancel_url, or to the decision", async () => {
    const sandbox = openSandbox();
    const cancel_url = "https://app.example.com/no";
    const led = await decideOnKey(sandbox, await askForKey(sandbox, { ...KEY_WISH, cancel_url }), "refuse");
    expect([led.statusCode, led.headers.location]).toEqual([303, cancel_url]);
    const response = await decideOnKey(sandbox, await askForKey(sandbox), "refuse");
    expect(response.statusCode).toBe(303);
    const shown = await sandbox.app.inject(String(response.headers.location));
    expect(shown.body).toContain("Sie haben abgelehnt.");
  });

  test("keeps the first decision", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    await decideOnKey(sandbox, token, "refuse");
    const later = await decideOnKey(sandbox, token, "agree");
    expect(later.statusCode).toBe(409);
    expect(await retrieve(sandbox, token)).toMatchObject({ request_status: "aborted", api_key: "" });
    const page = await look(sandbox, token);
    expect(page.body).toContain("Sie haben abgelehnt.");
    expect(page.body).not.toContain("<button");
  });

  test("sends a person who agrees twice to the application twice, with the same key", async () => {
    const sandbox = openSandbox();
    const token = await askForKey(sandbox);
    await decideOnKey(sandbox, token, "agree");
    const { api_key } = await retrieve(sandbox, token);
    expect((await decideOnKey(sandbox, token, "agree")).statusCode).toBe(303);
    expect(await retrieve(sandbox, token)).toMatchObject({ api_key: "" });
    expect(await sandbox.call("ping", {}, api_key)).toMatchObject({ result: "success" });
  });

  test("does not exist for an unknown token", async () => {
    const sandbox = openSandbox();
    expect((await look(sandbox, "none")).statusCode).toBe(404);
    expect((await decideOnKey(sandbox, "none", "agree")).statusCode).toBe(404);
  });
});

describe("a granted key", () => {
  test("has the requested right", async () => {
    const sandbox = openSandbox();
    const update = { code: "WILLKOMMEN15", "data[first_rate]": "20" };
    for (const permissions of ["read-only", "readonly"]) {
      const key = await grantKey(sandbox, { ...KEY_WISH, permissions });
      expect(await sandbox.call("getVoucher", { code: "WILLKOMMEN15" }, key)).toMatchObject({ result: "success" });
      expect(await sandbox.call("updateVoucher", update, key)).toMatchObject({ code: 5 });
    }
    const key = await grantKey(sandbox, KEY_WISH);
    expect(await sandbox.call("updateVoucher", update, key)).toMatchObject({ data: { modified: "Y" } });
  });

  test("belongs to the developer's account, and works in this sandbox only", async () => {
    const sandbox = openSandbox();
    const { data } = await sandbox.call("requestApiKey", KEY_WISH, "7-SANDBOXDEVELOPER");
    await decideOnKey(sandbox, data.request_token, "agree");
    const token = { token: data.request_token };
    const { api_key } = (await sandbox.call("retrieveApiKey", token, "7-SANDBOXDEVELOPER")).data;
    expect((await sandbox.call("getUserInfo", {}, api_key)).data).toMatchObject({ user_id: 7 });
    expect(await openSandbox().call("ping", {}, api_key)).toMatchObject({ code: 2 });
    expect(await sandbox.call("ping", {}, api_key.toLowerCase())).toMatchObject({ code: 2 });
  });

  test("ends without affecting others and their notifications", async () => {
    const sandbox = openSandbox();
    const setup = { ipn_url: "https://app.example.com/ipn", name: "App", product_ids: "all", domain_id: "app" };
    const [mine, other] = [await grantKey(sandbox), await grantKey(sandbox)];
    await sandbox.call("ipnSetup", setup, mine);
    await sandbox.call("ipnSetup", setup, other);
    const { data } = await sandbox.call("unregister", { language: "en" }, mine);
    expect(data).toEqual({ modified: "Y", note: "The API key was deleted." });
    expect(await sandbox.call("unregister", {}, mine)).toMatchObject({ code: 2 });
    const left = await sandbox.call("ipnInfo", { domain_id: "app" }, other);
    expect(left.data).toMatchObject({ have_settings: "Y" });
  });
});

describe("the fixed keys", () => {
  test.each([FULL_KEY, "7-SANDBOXFULLACCESS"])("%s cannot be deleted, and the message says why", async (key) => {
    const { call } = openSandbox();
    const answer = await call("unregister", { language: "en" }, key);
    expect(answer).toMatchObject({ result: "error", code: 5 });
    expect(answer.message).toContain("fixed keys stay");
    expect(await call("ping", {}, key)).toMatchObject({ result: "success" });
  });

  test.each([FULL_KEY, READ_KEY])("%s cannot request a key: that needs a developer's key", async (key) => {
    const { call } = openSandbox();
    const answer = await call("requestApiKey", { ...KEY_WISH, language: "en" }, key);
    expect(answer).toMatchObject({ code: 5, message: "requestApiKey needs an API key for developers" });
  });

  test("for developers allows the functions that developers need, but none of the shop", async () => {
    const { call } = openSandbox();
    const check = { affiliate_name: "partnerin24", product_ids: "12345" };
    for (const [functionName, args] of [
      ["ping", {}],
      ["getUserInfo", {}],
      ["validateAffiliate", check],
    ] as const) {
      expect(await call(functionName, args, DEVELOPER_KEY)).toMatchObject({ result: "success" });
    }
    for (const functionName of ["listProducts", "createVoucher", "unregister"]) {
      const answer = await call(functionName, { language: "en" }, DEVELOPER_KEY);
      expect(answer.message).toBe(`The API key is for developers; ${functionName} needs a key from requestApiKey`);
      expect(answer.code).toBe(5);
    }
    expect(await call("noSuchFunction", {}, DEVELOPER_KEY)).toMatchObject({ code: 9 });
  });
});
