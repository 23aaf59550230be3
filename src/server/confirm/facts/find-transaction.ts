import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { Read } from "./facts.ts";
import { plainText } from "./plain-text.ts";

/** The API has no function for one transaction, so the lists are searched: the newest first, five pages at most. */
const MAX_PAGES = 5;
const PAGE_SIZE = 1000;

/** Undefined if it may be one of those that were not searched. */
export async function findTransaction(id: string, read: Read, page = 1): Promise<JsonObject | undefined> {
  const answer = await read("listTransactions", {
    from: "start",
    sort_by: "date",
    sort_order: "desc",
    page_no: page,
    page_size: PAGE_SIZE,
  });
  const { transaction_list: items, page_count: pages } = isObject(answer) ? answer : {};
  const found = (Array.isArray(items) ? items : []).find((item) => isObject(item) && String(item["id"]) === id);
  if (found !== undefined || page >= MAX_PAGES) {
    return found;
  }
  if (page >= (Number(pages) || 1)) {
    throw new CannotSucceedError(
      `none of the account's transactions is ${JSON.stringify(plainText(id) ?? "")}`,
      "Check the id with listTransactions.",
    );
  }
  return findTransaction(id, read, page + 1);
}
