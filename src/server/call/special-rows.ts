import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { recordsOf } from "./records.ts";

/** Rows that a seller does not mean when asking for sales, but that the API lists and sums like all others. */
const KINDS: readonly { readonly name: string; readonly isOne: (row: JsonObject) => boolean }[] = [
  {
    name: "from test orders",
    isOne: (row) => row["order_type"] === "test" || row["is_test_order"] === "Y" || row["pay_method"] === "test",
  },
  {
    name: "sales of other vendors (role affiliate or other)",
    isOne: (row) => row["role"] === "affiliate" || row["role"] === "other",
  },
  {
    name: "refund requests, which move no money",
    isOne: (row) => row["transaction_type"] === "refund_request",
  },
];

/** Counts such rows in an answer, before fields are left out. */
export function noteSpecialRows({ isList }: AnyToolDefinition, data: JsonObject): string[] {
  if (!isList) {
    return [];
  }
  const rows = recordsOf(data, isList);
  const counts = KINDS.map(({ name, isOne }) => ({ name, count: rows.filter(isOne).length }));
  const found = counts.filter(({ count }) => count > 0).map(({ name, count }) => `${count} ${name}`);
  const ofPage = found.length === 0 ? [] : [`Of the rows of this page: ${found.join("; ")}.`];
  return [...ofPage, ...noteSums(data, found.length > 0)];
}

/** The rows of other pages are not seen, but summed. */
function noteSums({ summary, page_count: pages }: JsonObject, isFound: boolean): string[] {
  if (summary === undefined) {
    return [];
  }
  if (typeof pages === "number" && pages > 1) {
    return [
      "The summary covers all pages, including any test orders (search.pay_method test sums them), other vendors' sales and refund requests.",
    ];
  }
  return isFound ? ["The summary counts them too."] : [];
}
