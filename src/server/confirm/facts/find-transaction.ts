import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { Read } from "./facts.ts";
import { plainText } from "./plain-text.ts";
import { objectsIn } from "./plan-prices.ts";

/** The API has no function for one transaction, so the list is searched. These newest pages are read one by one. */
const NEWEST_PAGES = 5;
const PAGE_SIZE = 1000;

/** Undefined if it may be one of those that were not searched. */
export async function findTransaction(id: string, read: Read, page = 1): Promise<JsonObject | undefined> {
  const { found, pages } = await searchPage(id, read, page);
  if (found !== undefined) {
    return found;
  }
  if (page >= pages) {
    throw new CannotSucceedError(
      `this account has no transaction ${JSON.stringify(plainText(id) ?? "")}`,
      "Check the id with listTransactions.",
    );
  }
  return page < NEWEST_PAGES ? findTransaction(id, read, page + 1) : findOlder(id, read, page + 1, pages);
}

/** Ids grow with time, so each page that is read halves the pages that are left. */
async function findOlder(id: string, read: Read, first: number, last: number): Promise<JsonObject | undefined> {
  if (first > last) {
    return undefined;
  }
  const page = Math.floor((first + last) / 2);
  const { found, newestId } = await searchPage(id, read, page);
  if (found !== undefined) {
    return found;
  }
  return Number(id) > newestId ? findOlder(id, read, first, page - 1) : findOlder(id, read, page + 1, last);
}

interface SearchedPage {
  readonly found: JsonObject | undefined;
  readonly newestId: number;
  readonly pages: number;
}

async function searchPage(id: string, read: Read, page: number): Promise<SearchedPage> {
  const answer = await read("listTransactions", {
    from: "start",
    sort_by: "date",
    sort_order: "desc",
    page_no: page,
    page_size: PAGE_SIZE,
  });
  const { transaction_list: items, page_count: pages } = isObject(answer) ? answer : {};
  const rows = objectsIn(items);
  return {
    found: rows.find((row) => String(row["id"]) === id),
    newestId: Math.max(...rows.map((row) => Number(row["id"]))),
    pages: Number(pages) || 1,
  };
}
