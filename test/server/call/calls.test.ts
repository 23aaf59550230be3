import { HttpResponse } from "msw";
import { afterAll, describe, expect, test } from "vitest";
import { answerOf } from "../../support/answer-of.ts";
import { openTestApp } from "../../support/test-app.ts";
import { html, refusal, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { app, callTool, rpc } = openTestApp();
afterAll(() => app.close());

describe("two customers at the same moment", () => {
  test("with the same JSON-RPC ids each get their own answer", async () => {
    upstream.answer(({ headers, form }) =>
      success({ owner: headers.get("x-ds-api-key")?.split("-")[0], id: form["product_id"] }),
    );
    const owners = ["100001", "200002"];
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const owner = owners[index % 2];
        const params = { name: "GetGetproduct", arguments: { product_id: index } };
        const { id, result } = await rpc("tools/call", params, `${owner}-SECRET`, 1);
        return { owner, index, id, got: answerOf(result) };
      }),
    );
    expect(answers).toHaveLength(40);
    for (const { owner, index, id, got } of answers) {
      expect({ id, got }).toEqual({ id: 1, got: { owner, id: String(index) } });
    }
  });
});

/** Each of these came back as an ordinary result from a comparable server. */
const failures: { name: string; answer: () => Response; text: string }[] = [
  { name: "an error envelope", answer: () => refusal(99, "No."), text: 'refused the call (code 99): "No".' },
  { name: "a wrong key", answer: () => refusal(2, "The API key is invalid."), text: "Check that the API key" },
  { name: "an unknown id", answer: () => refusal(4, "not found"), text: "Check the id with the matching list tool." },
  { name: "a read-only key", answer: () => refusal(5, "denied", 403), text: "The API key has too few rights" },
  { name: "401", answer: () => HttpResponse.text("", { status: 401 }), text: "HTTP 401 with an empty body" },
  { name: "403", answer: () => html(403), text: "HTTP 403 with a web page" },
  { name: "500", answer: () => html(500), text: "HTTP 500 with a web page" },
  { name: "502", answer: () => html(502), text: "HTTP 502 with a web page" },
  { name: "HTML with 200", answer: () => html(200), text: "HTTP 200 with a web page" },
  { name: "an empty body", answer: () => HttpResponse.text(""), text: "HTTP 200 with an empty body" },
  {
    name: "truncated JSON",
    answer: () => HttpResponse.text('{"result":"success","data":{"id'),
    text: "HTTP 200 with text that is not complete JSON",
  },
  { name: "unexpected JSON", answer: () => HttpResponse.json({ ok: 1 }), text: "with unexpected JSON" },
  { name: "a reset", answer: () => HttpResponse.error(), text: "The connection to Digistore24 broke" },
];

let keys = 0;

describe.each(failures)("$name", ({ answer, text }) => {
  test.each([
    { kind: "read", name: "GetGetproduct", args: { product_id: 1 } },
    { kind: "write", name: "PostCreatevoucher", args: { data: { code: "A" } } },
  ])("becomes an error with one sentence for a $kind", async ({ name, args }) => {
    upstream.answer(answer);
    // A key that the API refused is not tried again for a while.
    const result = await callTool(name, args, `100001-KEY${++keys}`);
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(new RegExp(`^${name}: `));
    expect(result.text).toContain(text);
    expect(result.text).not.toMatch(/<|Ignore all previous|at .*\.ts/);
  });
});

describe("arguments that cannot be sent", () => {
  const nested = (levels: number) => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`) as unknown;
  const refused: { name: string; tool: string; args: object; text: string }[] = [
    {
      name: "a nesting of 40",
      tool: "updateProduct",
      args: { product_id: 1, data: { name_de: nested(40) } },
      text: "arguments are nested more than 16 levels deep",
    },
    {
      name: "a nesting of 3000 as JSON text",
      tool: "updateDelivery",
      args: { delivery_id: 1, tracking: JSON.stringify(nested(3000)) },
      text: "arguments are nested more than 16 levels deep",
    },
    {
      name: "an empty list",
      tool: "updateDelivery",
      args: { delivery_id: 1, data: { type: "shipped" }, tracking: [] },
      text: "tracking is an empty list, which cannot be sent",
    },
    {
      name: "half a character",
      tool: "PostCreatevoucher",
      args: { data: { code: "A\uD83D" } },
      text: "data.code holds half a character",
    },
  ];
  test("are refused with the whole body if they are nested 3000 levels deep", async () => {
    const params = { name: "updateProduct", arguments: { product_id: 1, data: { name_de: nested(3000) } } };
    const { error } = await rpc("tools/call", params);
    expect(error?.message).toMatch(/^The body is nested more than 64 levels deep: .* Nothing was sent\.$/);
    expect(upstream.requests).toEqual([]);
  });

  test.each(refused)("are an error that says so: $name", async ({ tool, args, text }) => {
    const result = await callTool(tool, args);
    expect(result.isError).toBe(true);
    expect(result.text).toContain(`${tool}: nothing was sent. `);
    expect(result.text).toContain(text);
    expect(result.text).not.toContain("may have been carried out");
    expect(upstream.requests).toEqual([]);
  });
});

describe("wrong arguments", () => {
  test("are an error of the tool, for the model to read, and nothing is sent", async () => {
    const result = await callTool("GetGetproduct", { produkt_id: 1 });
    expect(result).toEqual({
      isError: true,
      text: "GetGetproduct: nothing was sent. produkt_id is unknown; the nearest is product_id; product_id is required. Correct the arguments and call again.",
    });
    expect(upstream.requests).toEqual([]);
  });

  test("get a short answer, even if there are as many as fit into a body", async () => {
    const args = Object.fromEntries(Array.from({ length: 9_990 }, (_, index) => [`zz${index}`, 1]));
    const result = await callTool("GetGetproduct", args);
    expect(result.isError).toBe(true);
    expect(result.text.length).toBeLessThan(2000);
  });

  test("an id of null does not count as left out", async () => {
    expect((await callTool("GetGetproduct", { product_id: null })).text).toContain("product_id is required");
  });
});

interface Sent {
  readonly name: string;
  readonly tool: string;
  readonly args: Record<string, unknown>;
  readonly form: Record<string, unknown>;
}

/** Each of these was lost, refused or made up by a comparable server. */
const sent: Sent[] = [
  {
    name: "arrays of objects",
    tool: "PostCreatebuyurl",
    args: { product_id: "12345", addons: [{ product_id: 67890, first_amount: 9.5 }, { product_id: "5" }] },
    form: { product_id: "12345", addons: [{ product_id: "67890", first_amount: "9.5" }, { product_id: "5" }] },
  },
  {
    name: "a list of values in brackets",
    tool: "PostCreatebuyurl",
    args: { product_id: "12345", settings: { pay_methods: ["paypal", "klarna"] } },
    form: { product_id: "12345", settings: { pay_methods: ["paypal", "klarna"] } },
  },
  {
    name: "the data of an update",
    tool: "updateProduct",
    args: { product_id: 12345, data: { name_de: "Kurs", is_active: false } },
    form: { product_id: "12345", data: { name_de: "Kurs", is_active: "N" } },
  },
  {
    name: "the data of an update that came flat",
    tool: "updateProduct",
    args: { product_id: 12345, name_de: "Kurs", is_active: "N" },
    form: { product_id: "12345", data: { name_de: "Kurs", is_active: "N" } },
  },
  {
    name: "a search filter",
    tool: "listPurchases",
    args: { from: "-7d", search: { email: "a@example.com", has_affiliate: true } },
    form: { from: "-7d", search: { email: "a@example.com", has_affiliate: "Y" }, page_size: "50" },
  },
  {
    name: "a search that came flat",
    tool: "listDeliveries",
    args: { from: "2025-12-31", is_processed: "N" },
    form: { search: { from: "2025-12-31", is_processed: "N" } },
  },
  {
    name: "a documented date form",
    tool: "updateVoucher",
    args: { code: "A", data: { expires_at: "2025-12-31 12:00:00" } },
    form: { code: "A", data: { expires_at: "2025-12-31 12:00:00" } },
  },
  {
    name: "the empty text that clears a date",
    tool: "updateVoucher",
    args: { code: "A", data: { expires_at: "" } },
    form: { code: "A", data: { expires_at: "" } },
  },
  { name: "nothing for a period left out", tool: "statsSales", args: {}, form: {} },
  {
    name: "no default for a position left out",
    tool: "PostCreateproductgroup",
    args: { data: { name: "Kurse" } },
    form: { data: { name: "Kurse" } },
  },
  {
    name: "a list of ids as the comma list",
    tool: "PostCreatevoucher",
    args: { data: { code: "A", product_ids: [12345, 67890] } },
    form: { data: { code: "A", product_ids: "12345,67890" } },
  },
  {
    name: "objects that came as JSON text",
    tool: "updateDelivery",
    args: { delivery_id: "7", data: '{"is_shipped":true}', tracking: '[{"tracking_id":"00340"}]' },
    form: { delivery_id: "7", data: { is_shipped: "Y" }, tracking: [{ tracking_id: "00340" }] },
  },
];

test.each(sent)("$name: $tool sends what the API reads", async ({ tool, args, form }) => {
  const result = await callTool(tool, args);
  expect(result.isError, result.text).toBeUndefined();
  expect(upstream.requests.map((request) => request.form)).toEqual([form]);
});
