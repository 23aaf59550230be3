import type { ToolCall } from "./clients/client.ts";

export interface Result {
  readonly title: string;
  readonly call: ToolCall;
  /** What the model must read in it, without a quote: some clients write the text as JSON. */
  readonly sentence: RegExp;
}

/** Its answer is the same every time, so the text that a client shows can be compared with ours. */
export const NOTE: Result = {
  title: "note",
  call: { tool: "updateProduct", args: { product_id: 12345, data: { zzz: "x" } } },
  sentence: /Sent, although the description does not have them: zzz/,
};

/** The longest one. */
export const CUT: Result = {
  title: "cut answer",
  call: { tool: "listPurchases", args: { from: "2024-01-01", page_size: 200, _fields: ["*"] } },
  sentence: /Only items 1 to \d+ of \d+ are shown/,
};

export const RESULTS: readonly Result[] = [
  { title: "answer", call: { tool: "ping", args: {} }, sentence: /server_time/ },
  {
    title: "error",
    call: { tool: "GetGetproduct", args: { product_id: 999_999_999 } },
    sentence: /Check the id with the matching list tool\./,
  },
  NOTE,
  CUT,
];
