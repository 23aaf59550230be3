import type { ToolCall } from "./clients/client.ts";

export interface Result {
  readonly title: string;
  readonly call: ToolCall;
  /** What the model must read in it. Some clients write the text as JSON, with backslashes before its quotation marks. */
  readonly sentences: readonly RegExp[];
}

/** Its answer is the same every time, so the text that a client shows can be compared with ours. */
export const NOTE: Result = {
  title: "note",
  call: { tool: "updateProduct", args: { product_id: 12345, data: { zzz: "x" } } },
  sentences: [/Nothing was changed \(/, /Sent, but not in the description: zzz/, /"modified\\?":/],
};

/** The longest one. */
export const CUT: Result = {
  title: "cut answer",
  call: { tool: "listPurchases", args: { from: "2024-01-01", page_size: 200, _fields: ["*"] } },
  sentences: [
    /Only items 1 to \d+ of \d+ are shown/,
    /Go on with the same arguments and page_size \d+, page_no 2/,
    /_complete\\?": ?false/,
  ],
};

export const RESULTS: readonly Result[] = [
  { title: "answer", call: { tool: "ping", args: {} }, sentences: [/server_time\\?": ?\\?"\d{4}-/] },
  {
    title: "error",
    call: { tool: "GetGetproduct", args: { product_id: 999_999_999 } },
    sentences: [/Produkt nicht gefunden: 999999999/, /Check the id with the matching list tool\./],
  },
  NOTE,
  CUT,
];
