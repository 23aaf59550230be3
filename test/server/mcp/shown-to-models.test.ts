import { describe, expect, test } from "vitest";
import { modernRequest, openTestApp } from "../../support/test-app.ts";
import { refusal, success, useUpstream } from "../../support/upstream.ts";

interface Result {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean;
}

/** How programs that were tried hand a tool's result to a model. */
const CLIENTS: { readonly name: string; readonly show: (result: Result) => string }[] = [
  { name: "the first block only", show: ({ content }) => content[0]?.text ?? "" },
  {
    name: "structured content if there is any",
    show: ({ content, structuredContent }) =>
      structuredContent === undefined ? textOf(content) : JSON.stringify(structuredContent),
  },
  { name: "all blocks", show: ({ content }) => textOf(content) },
  {
    name: "blocks and structured content",
    show: ({ content, structuredContent }) => textOf(content) + (JSON.stringify(structuredContent) ?? ""),
  },
];

const upstream = useUpstream();
const PLAIN = openTestApp({ DIGISTORE24_SURFACE: "full" });
const SHORT = openTestApp({ DIGISTORE24_MAX_RESULT_CHARS: "1500" });
const MASKED = openTestApp({ DIGISTORE24_MASK_PERSONAL_DATA: "true" });

const things = Array.from({ length: 60 }, (_, index) => ({ id: 1000 + index, text: "x".repeat(79) }));

interface Kind {
  readonly name: string;
  readonly app?: typeof PLAIN;
  readonly tool: string;
  readonly args?: object;
  readonly answer: () => Response;
  /** Each has to be in what the model reads. */
  readonly sentences: readonly string[];
}

const kinds: Kind[] = [
  {
    name: "success",
    tool: "ping",
    answer: () => success({ server_time: "now" }),
    sentences: ['{"server_time":"now"}'],
  },
  {
    name: "a list",
    tool: "PostListvouchers",
    answer: () => success({ coupons: [{ id: 1 }] }),
    sentences: ['{"coupons":[{"id":1}]}'],
  },
  {
    name: "a bare list",
    tool: "listCurrencies",
    answer: () => success([{ code: "EUR" }]),
    sentences: ['{"items":[{"code":"EUR"}]}'],
  },
  {
    name: "a plain value",
    tool: "GetGetproduct",
    args: { product_id: 1 },
    answer: () => success("ok"),
    sentences: ['{"value":"ok"}'],
  },
  {
    name: "an empty answer",
    tool: "GetGetproduct",
    args: { product_id: 1 },
    answer: () => success(null),
    sentences: ["{}"],
  },
  {
    name: "a write that changed nothing",
    tool: "updateProduct",
    args: { product_id: 1, data: { name_de: "x" } },
    answer: () => success({ modified: "N" }),
    sentences: ['Nothing was changed (modified is \\"N\\")', '"modified":"N"'],
  },
  {
    name: "a list that was cut",
    app: SHORT,
    tool: "listPurchases",
    args: { _fields: ["*"] },
    answer: () => success({ page_no: 1, page_size: 50, item_count: 60, purchase_list: things.slice(0, 50) }),
    sentences: ["Only items 1 to 12 of 60 are shown", "page_size 12, page_no 2", '"_complete":false'],
  },
  {
    name: "an answer that was cut in five places and more",
    app: SHORT,
    tool: "GetGetproduct",
    args: { product_id: 1 },
    answer: () => success(Object.fromEntries(Array.from("abcdefg", (key) => [key, [{ text: "y".repeat(1300) }]]))),
    sentences: ["more places were cut as well", '"_complete":false'],
  },
  {
    name: "unknown fields that were sent",
    tool: "updateProduct",
    args: { product_id: 1, data: { zzz: "x" } },
    answer: () => success({ modified: "Y" }),
    sentences: ["Sent, although the description does not have them: zzz"],
  },
  {
    name: "chosen fields that are missing",
    tool: "PostListvouchers",
    args: { _fields: ["id", "cod"] },
    answer: () => success({ coupons: [{ id: 1, code: "A" }] }),
    sentences: ["No item has cod (the nearest is code).", '"coupons":[{"id":1}]'],
  },
  {
    name: "columns",
    tool: "listBuyers",
    answer: () => success({ page_no: 1, page_count: 2, items: [{ id: 1, fax: "2" }] }),
    sentences: ["1 of 2 fields are shown", "This is page 1 of 2", '"_complete":false'],
  },
  {
    name: "test orders in a list",
    tool: "listPurchases",
    answer: () => success({ purchase_list: [{ id: "A", order_type: "test" }] }),
    sentences: ["1 from test orders"],
  },
  {
    name: "masked data",
    app: MASKED,
    tool: "GetGetbuyer",
    args: { buyer_id: 1 },
    answer: () => success({ id: 1, email: "erika@example.com" }),
    sentences: ["[e-mail "],
  },
  {
    name: "a refusal inside a success envelope",
    tool: "refundPurchase",
    args: { purchase_id: "A" },
    answer: () => success({ status: "error", status_msg: "Too late." }),
    sentences: ['refundPurchase was not carried out: Digistore24 answered status "error".', "Too late."],
  },
  {
    name: "an error",
    tool: "GetGetproduct",
    args: { product_id: 1 },
    answer: () => refusal(4, "Not there"),
    sentences: ['"Not there"', "Check the id with the matching list tool."],
  },
  {
    name: "wrong arguments",
    tool: "GetGetproduct",
    args: { id: 1 },
    answer: () => success({}),
    sentences: ["nothing was sent. ", "Correct the arguments and call again."],
  },
];

const ERAS: { readonly era: string; readonly ask: (kind: Kind) => Promise<Result> }[] = [
  {
    era: "2025-11-25",
    ask: async ({ app = PLAIN, tool, args = {} }) =>
      (await app.rpc("tools/call", { name: tool, arguments: args })).result,
  },
  {
    era: "2026-07-28",
    ask: async ({ app = PLAIN, tool, args = {} }) => {
      const { body, headers } = modernRequest("tools/call", { name: tool, arguments: args });
      return (await app.post(body, headers)).messages[0]?.result;
    },
  },
];

describe.each(ERAS)("a client of $era", ({ ask }) => {
  test.each(kinds)("shows a model all sentences of $name, however it shows results", async (kind) => {
    upstream.answer(kind.answer);
    const result = await ask(kind);
    for (const { name, show } of CLIENTS) {
      const shown = show(result);
      const missing = kind.sentences.filter((sentence) => !shown.includes(sentence));
      expect({ client: name, missing }).toEqual({ client: name, missing: [] });
    }
    expect(result.content.map(({ type }) => type)).toEqual(["text"]);
    expect(result.structuredContent).toBeUndefined();
  });
});

function textOf(content: Result["content"]): string {
  return content.map(({ text }) => text).join("\n");
}
