import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import type { Arguments } from "../../upstream/form-encoding.ts";
import type { PagedList, Pages } from "./read-pages.ts";
import type { ShopReader } from "./shop-reader.ts";

/** Ids in one search, which go into one form field. */
const MAX_IDS = 1000;
/** Before any account. */
export const SINCE_EVER = "2000-01-01 00:00:00";

/** Orders of a list, each reduced to what is needed. */
export function readOrders<T>(
  shop: ShopReader,
  args: Arguments,
  keep: (order: JsonObject) => T | undefined,
  limits: Pick<PagedList, "maxPages"> = {},
): Promise<Pages<T>> {
  const sorted = { sort_by: "date", sort_order: "asc", ...args };
  return shop.pages({ path: "/listPurchases", args: sorted, field: "purchase_list", ...limits }, keep);
}

/** Orders of any age by their ids. Those that could not be read are left out. */
export async function readOrdersById<T>(
  shop: ShopReader,
  ids: readonly string[],
  keep: (order: JsonObject) => T | undefined,
): Promise<readonly T[]> {
  const batches = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, index) =>
    ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS),
  );
  const found: T[] = [];
  for (const batch of batches) {
    const args = { from: SINCE_EVER, to: "now", search: { purchase_id: batch.join(",") } };
    found.push(...(await readOrders(shop, args, keep)).rows);
  }
  return found;
}

/** The buyer in an order. */
export function buyerOf({ buyer }: JsonObject): JsonObject {
  return isObject(buyer) ? buyer : {};
}
