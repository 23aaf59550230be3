import type { ToolCall } from "./clients/client.ts";

interface Result {
  readonly title: string;
  readonly call: ToolCall;
  /** What the model must read in it, without a quote: some clients write the text as JSON. */
  readonly sentence: RegExp;
}

export const RESULTS: readonly Result[] = [
  { title: "an answer", call: { tool: "ping", args: {} }, sentence: /server_time/ },
  {
    title: "an error",
    call: { tool: "GetGetproduct", args: { product_id: 999_999_999 } },
    sentence: /Check the id with the matching list tool\./,
  },
  {
    title: "a note",
    call: { tool: "updateProduct", args: { product_id: 12345, data: { zzz: "x" } } },
    sentence: /Sent, although the description does not have them: zzz/,
  },
  {
    title: "a cut answer",
    call: { tool: "listPurchases", args: { from: "2024-01-01", page_size: 200, _fields: ["*"] } },
    sentence: /Only items 1 to \d+ .*are shown/,
  },
];
