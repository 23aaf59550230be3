import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const closed = openTestApp({ DIGISTORE24_MAX_RESULT_CHARS: "2000" });
const open = openTestApp({ DIGISTORE24_SHOW_SECRETS: "true" });
const masked = openTestApp({ DIGISTORE24_MASK_PERSONAL_DATA: "true" });
const maskedOpen = openTestApp({ DIGISTORE24_MASK_PERSONAL_DATA: "true", DIGISTORE24_SHOW_SECRETS: "true" });
afterAll(() => Promise.all([closed, open, masked, maskedOpen].map(({ app }) => app.close())));

const SECRET = "HUSHHUSH";
const PRODUCT = { product_id: "1" };
const EMAIL = "erika@example.com";

/** What the API sends, as it writes it. */
function answerJson(data: string): void {
  upstream.answer(() => new Response(`{"result":"success","data":${data}}`, HEADERS));
}
const HEADERS = { headers: { "content-type": "application/json" } };

describe("a secret is hidden, and shown if the operator wants that,", () => {
  test.each([
    ["if the API escapes its name", String.raw`{"\u0061pi_key":"${SECRET}"}`, { api_key: "[hidden]" }],
    [
      "in a link",
      `{"url":"https://a.example/?testpay=${SECRET}&b=1"}`,
      { url: "https://a.example/?testpay=[hidden]&b=1" },
    ],
    [
      "in a link whose parameter is escaped",
      String.raw`{"url":"https:\/\/a.example\/?a=1\u0026test\u0070ay=${SECRET}"}`,
      { url: "https://a.example/?a=1&testpay=[hidden]" },
    ],
    ["deep inside", `{"a":{"b":[[{"c":{"api_key":"${SECRET}"}}]]}}`, { a: { b: [[{ c: { api_key: "[hidden]" } }]] } }],
    ["in a list of links", `{"urls":["?testpay=${SECRET}"]}`, { urls: ["?testpay=[hidden]"] }],
    ["that is an object", `{"api_key":{"v":"${SECRET}"}}`, { api_key: "[hidden]" }],
    ["that is a list", `{"api_key":["${SECRET}"]}`, { api_key: "[hidden]" }],
    ["in a member named __proto__", `{"__proto__":{"api_key":"${SECRET}"},"id":1}`, undefined],
    ["in JSON text", JSON.stringify({ config: `{"api_key":"${SECRET}"}` }), { config: '{"api_key":"[hidden]"}' }],
    [
      "in JSON text that escapes its name",
      JSON.stringify({ config: String.raw`{"\u0061pi_key":"${SECRET}"}` }),
      { config: '{"api_key":"[hidden]"}' },
    ],
  ])("%s", async (_, json, want) => {
    answerJson(json);
    const hidden = await closed.callTool("GetGetproduct", PRODUCT);
    expect(hidden.text).not.toContain(SECRET);
    expect(hidden.text).toContain("[hidden]");
    if (want) {
      expect(hidden.answer).toEqual(want);
    }
    expect((await masked.callTool("GetGetproduct", PRODUCT)).text).not.toContain(SECRET);
    expect((await open.callTool("GetGetproduct", PRODUCT)).text).toContain(SECRET);
    expect((await maskedOpen.callTool("GetGetproduct", PRODUCT)).text).toContain(SECRET);
  });
});

test("an empty secret shows that there is none", async () => {
  upstream.answer(() => success({ api_key: null, sha_passphrase: "" }));
  expect((await closed.callTool("GetGetproduct", PRODUCT)).answer).toEqual({ api_key: null, sha_passphrase: "" });
});

test("personal data next to a secret in JSON text is masked as well", async () => {
  upstream.answer(() => success({ config: JSON.stringify({ api_key: SECRET, email: EMAIL }) }));
  const { answer, text } = await masked.callTool("GetGetproduct", PRODUCT);
  expect(text).not.toContain(EMAIL);
  expect(JSON.parse(String(answer?.["config"]))).toEqual({
    api_key: "[hidden]",
    email: expect.stringMatching(/^\[e-mail [0-9a-f]{8}\]$/),
  });
});

describe("in a list", () => {
  const long = { id: 2, name: "x".repeat(5000) };

  test("a secret in an item that is cut away does not remain, nor one in an item that is shown", async () => {
    upstream.answer(() =>
      success({
        products: [
          { id: 1, api_key: SECRET },
          { ...long, api_key: SECRET },
        ],
      }),
    );
    const { text, answer } = await closed.callTool("listProducts", { _fields: ["*"] });
    expect(text).not.toContain(SECRET);
    expect(answer).toMatchObject({ products: [{ id: 1, api_key: "[hidden]" }] });
    expect(text.length).toBeLessThanOrEqual(2000);
  });

  test.each([["api_key"], ["products[].api_key"], ["api_key.v"], ["config"]])(
    "%s in _fields hides it",
    async (field) => {
      upstream.answer(() =>
        success({ products: [{ id: 1, api_key: { v: SECRET }, config: JSON.stringify({ api_key: SECRET }) }] }),
      );
      const { text } = await closed.callTool("listProducts", { _fields: [field, "id"] });
      expect(text).not.toContain(SECRET);
      expect((await open.callTool("listProducts", { _fields: [field, "id"] })).text).toContain(SECRET);
    },
  );
});

describe("the number of fields", () => {
  const note = "2 of 3 fields are shown";
  beforeEach(() =>
    upstream.answer(() => success({ products: [{ id: 1, name: "A", api_key: { inner: 1, other: 2 } }] })),
  );

  test.each([
    ["hidden", closed],
    ["shown", open],
    ["hidden before the personal data", masked],
  ])("counts a secret that is an object once if it is %s", async (_, { callTool }) => {
    expect((await callTool("listProducts")).text).toContain(note);
  });
});
