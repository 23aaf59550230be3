import { HttpResponse } from "msw";
import { afterAll, describe, expect, test, vi } from "vitest";
import { CallError } from "../../../src/server/kit/errors.ts";
import { createDigistore24Client } from "../../../src/server/upstream/digistore24-client.ts";
import type { UpstreamCall } from "../../../src/server/upstream/upstream-call.ts";
import { API_URL, html, neverAnswers, refusal, success, useUpstream } from "../../support/upstream.ts";

const KEY = "100001-CLIENTTESTKEY";
const upstream = useUpstream();
const client = createDigistore24Client(API_URL);
afterAll(() => client.close());

const read: UpstreamCall = { path: "/getProduct", args: {}, apiKey: KEY, timeoutMs: 10_000, isRead: true };
const write: UpstreamCall = { path: "/createProduct", args: {}, apiKey: KEY, timeoutMs: 10_000, isRead: false };

async function failureOf(call: UpstreamCall): Promise<CallError> {
  const error = await client.call(call).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CallError) {
    return error;
  }
  throw new Error(`a CallError was expected, not ${String(error)}`);
}

describe("a request", () => {
  test("is a POST of the form to the function's address, with the key in its header", async () => {
    upstream.answer(() => success({ id: 1 }));
    const args = { product_id: 12345, data: { name_de: "Kurs für Müßiggänger", is_active: false } };
    expect(await client.call({ ...write, args })).toEqual({ id: 1 });
    expect(upstream.requests).toHaveLength(1);
    const [request] = upstream.requests;
    expect(request?.functionName).toBe("createProduct");
    expect(request?.body).toBe(
      "product_id=12345&data%5Bname_de%5D=Kurs+f%C3%BCr+M%C3%BC%C3%9Figg%C3%A4nger&data%5Bis_active%5D=N",
    );
    expect(request?.headers.get("x-ds-api-key")).toBe(KEY);
    expect(request?.headers.get("accept")).toBe("application/json");
    expect(request?.headers.get("content-type")).toBe("application/x-www-form-urlencoded; charset=utf-8");
    expect(request?.headers.get("authorization")).toBeNull();
  });

  test("goes to the right address if the configured one ends in a slash", async () => {
    const slashed = createDigistore24Client(`${API_URL}/`);
    await slashed.call(read);
    await slashed.close();
    expect(upstream.requests.map(({ functionName }) => functionName)).toEqual(["getProduct"]);
  });
});

describe("an answer", () => {
  test("of JSON with another content type is still read", async () => {
    upstream.answer(() => HttpResponse.text('{"result":"success","data":{"id":1}}'));
    expect(await client.call(read)).toEqual({ id: 1 });
  });

  test("of success is recognised with any status", async () => {
    upstream.answer(() => HttpResponse.json({ result: "success", data: { id: 1 } }, { status: 500 }));
    expect(await client.call(read)).toEqual({ id: 1 });
  });

  test("of an error is recognised with any status", async () => {
    upstream.answer(() => refusal(4, "not found", 400));
    expect(await failureOf(read)).toMatchObject({
      kind: "not_found",
      details: { vendorCode: 4, vendorMessage: "not found", status: 400 },
    });
  });

  test("that redirects is not followed", async () => {
    upstream.answer(() => HttpResponse.redirect(`${API_URL}/ping`, 307));
    const error = await failureOf(read);
    expect(error.message).toBe("Digistore24 answered HTTP 307 with an empty body instead of a result");
    expect(upstream.requests).toHaveLength(1);
  });
});

const passing: { name: string; answer: () => Response; kind: string }[] = [
  { name: "502", answer: () => html(502), kind: "upstream_down" },
  { name: "503", answer: () => html(503), kind: "upstream_down" },
  { name: "504", answer: () => HttpResponse.text("", { status: 504 }), kind: "upstream_down" },
  {
    name: "429 with Retry-After 0",
    answer: () => HttpResponse.text("", { status: 429, headers: { "Retry-After": "0" } }),
    kind: "rate_limited",
  },
  { name: "a broken connection", answer: () => HttpResponse.error(), kind: "upstream_down" },
  { name: "code 12 with status 200", answer: () => refusal(12, "too many requests"), kind: "rate_limited" },
];

describe.each(passing)("$name", ({ answer, kind }) => {
  test("makes a read be sent at most three times", async () => {
    upstream.answer(answer);
    expect((await failureOf(read)).kind).toBe(kind);
    expect(upstream.requests).toHaveLength(3);
  });

  test("makes a read be sent again in the same form, and succeed", async () => {
    upstream.answer(() => (upstream.requests.length === 1 ? answer() : success({ id: 1 })));
    expect(await client.call({ ...read, args: { product_id: 5 } })).toEqual({ id: 1 });
    expect(upstream.requests.map(({ body }) => body)).toEqual(["product_id=5", "product_id=5"]);
  });

  test("never makes a write be sent again", async () => {
    upstream.answer(answer);
    expect((await failureOf(write)).kind).toBe(kind);
    expect(upstream.requests).toHaveLength(1);
  });
});

const lasting: { name: string; answer: () => Response; kind: string }[] = [
  { name: "HTML with 200", answer: () => html(200), kind: "upstream_down" },
  { name: "HTML with 500", answer: () => html(500), kind: "upstream_down" },
  { name: "an empty body", answer: () => HttpResponse.text(""), kind: "upstream_down" },
  { name: "truncated JSON", answer: () => HttpResponse.text('{"result":"succ'), kind: "upstream_down" },
  { name: "a wrong key", answer: () => refusal(2, "The API key is invalid."), kind: "key" },
  { name: "401", answer: () => HttpResponse.text("", { status: 401 }), kind: "key" },
  { name: "403", answer: () => html(403), kind: "permission" },
  { name: "an unknown id", answer: () => refusal(4, "not found"), kind: "not_found" },
];

test.each(lasting)("$name ends a read at once", async ({ answer, kind }) => {
  upstream.answer(answer);
  expect((await failureOf(read)).kind).toBe(kind);
  expect(upstream.requests).toHaveLength(1);
});

test("a read is sent again even if the machine's clock is set a day ahead in the meantime", async () => {
  const { now } = Date;
  const clock = vi.spyOn(Date, "now").mockImplementation(now);
  upstream.answer(() => {
    clock.mockImplementation(() => now() + 24 * 3_600_000);
    return html(502);
  });
  try {
    await failureOf(read);
  } finally {
    clock.mockRestore();
  }
  expect(upstream.requests).toHaveLength(3);
});

describe("Retry-After", () => {
  test("in seconds is kept, and ends a read at once if it is longer than the time-out", async () => {
    upstream.answer(() => HttpResponse.text("", { status: 429, headers: { "Retry-After": "3600" } }));
    // Waiting for the time-out instead would exceed the test's time limit.
    const error = await failureOf({ ...read, timeoutMs: 600_000 });
    expect(error.details.retryAfterSeconds).toBe(3600);
    expect(upstream.requests).toHaveLength(1);
  });

  test("as a date in the past requires no wait", async () => {
    const headers = { "Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT" };
    upstream.answer(() => HttpResponse.text("", { status: 429, headers }));
    expect((await failureOf(read)).details.retryAfterSeconds).toBe(0);
    expect(upstream.requests).toHaveLength(3);
  });

  test("that is neither is ignored", async () => {
    upstream.answer(() => HttpResponse.text("", { status: 429, headers: { "Retry-After": "soon" } }));
    expect((await failureOf(read)).details.retryAfterSeconds).toBeUndefined();
  });
});

describe("silence", () => {
  test.each([read, write])("ends $path with a time-out, and $path is not sent again", async (call) => {
    upstream.answer(neverAnswers);
    const error = await failureOf({ ...call, timeoutMs: 500 });
    expect(error.kind).toBe("timeout");
    expect(error.message).toBe("Digistore24 did not answer within 0.5 seconds");
    expect(error.details.wasSent).toBe(true);
    expect(upstream.requests).toHaveLength(1);
  });

  test("after the caller disconnects ends a read", async () => {
    const caller = new AbortController();
    upstream.answer(() => {
      caller.abort();
      return neverAnswers();
    });
    const error = await failureOf({ ...read, signal: caller.signal });
    expect(error.kind).toBe("cancelled");
    expect(error.message).toBe("the caller disconnected before Digistore24 answered");
    expect(upstream.requests).toHaveLength(1);
  });

  test("after the caller disconnects before a retry ends a read as well", async () => {
    const caller = new AbortController();
    upstream.answer(() => HttpResponse.text("", { status: 429, headers: { "Retry-After": "5" } }));
    const onRequest = () => () => caller.abort();
    expect((await failureOf({ ...read, signal: caller.signal, onRequest })).kind).toBe("cancelled");
    expect(upstream.requests).toHaveLength(1);
  });

  test("after the caller disconnects does not end a write", async () => {
    const caller = new AbortController();
    upstream.answer(() => {
      caller.abort();
      return success({ id: 1 });
    });
    expect(await client.call({ ...write, signal: caller.signal })).toEqual({ id: 1 });
  });
});

describe("the key in an answer", () => {
  test("is masked in the API's message", async () => {
    upstream.answer(() => refusal(2, `The key ${KEY} is invalid.`));
    expect((await failureOf(read)).details.vendorMessage).toBe("The key [API key] is invalid.");
  });

  test("is masked in an error with its own status, too", async () => {
    upstream.answer(() => refusal(2, `The key ${KEY} is invalid.`, 403));
    expect((await failureOf(read)).details.vendorMessage).toBe("The key [API key] is invalid.");
  });

  test("is masked anywhere in data", async () => {
    upstream.answer(() => success({ keys: [{ api_key: KEY }], [KEY]: 1, text: `a ${KEY} b ${KEY}` }));
    expect(await client.call(read)).toEqual({
      keys: [{ api_key: "[API key]" }],
      "[API key]": 1,
      text: "a [API key] b [API key]",
    });
  });

  test.each(['1-quote"key\\slash', "1-with/slash/key"])("is masked as JSON writes it: %s", async (apiKey) => {
    const json = JSON.stringify({ result: "success", data: { apiKey } }).replaceAll("/", "\\/");
    upstream.answer(() => HttpResponse.text(json));
    expect(await client.call({ ...read, apiKey })).toEqual({ apiKey: "[API key]" });
  });

  test("is not masked if it is too short to distinguish it from a word", async () => {
    upstream.answer(() => success({ status: "ok", note: "a book" }));
    expect(await client.call({ ...read, apiKey: "ok" })).toEqual({ status: "ok", note: "a book" });
  });
});
