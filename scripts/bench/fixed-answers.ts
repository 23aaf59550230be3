import { exampleAnswers } from "../../src/generated/example-answers.ts";
import { PURCHASES } from "./requests.ts";

/** The answers of the upstream: the examples of the description, with a list of purchases of the requested length. */
export function fixedAnswers(): Readonly<Record<string, unknown>> {
  const { listPurchases } = exampleAnswers;
  const { data } = listPurchases as { readonly data: { readonly purchase_list: readonly object[] } };
  const purchases = Array.from({ length: PURCHASES }, (_, index) => ({
    ...data.purchase_list[index % data.purchase_list.length],
    id: `BENCH${String(index).padStart(3, "0")}`,
  }));
  const page = { ...data, page_size: PURCHASES, item_count: PURCHASES, purchase_list: purchases };
  return { ...exampleAnswers, listPurchases: { ...(listPurchases as object), data: page } };
}
