import { asArguments, format, localTime, type Period } from "../period.ts";
import { readOrders, SINCE_EVER } from "../reader/read-orders.ts";
import type { Pages } from "../reader/read-pages.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import { ownSales } from "../sales/read-sales.ts";
import { type Change, type Lifetimes, lifetimesOf } from "./lifetimes.ts";
import { type Subscription, toSubscription } from "./subscription.ts";

/** How much of a list was read. */
export interface ReadList {
  readonly isComplete: boolean;
  readonly count: number;
  readonly total: number | undefined;
}

export interface ReadSubscriptions extends Lifetimes {
  /** Without all orders and changes, no state at any time is certain. */
  readonly isComplete: boolean;
  readonly orders: ReadList;
  readonly changes: ReadList;
  readonly testCount: number | undefined;
  readonly instalmentCount: number | undefined;
  readonly otherCount: number | undefined;
}

/** All subscriptions that were placed until the end of a period, with everything that has happened to them until now. */
export async function readSubscriptions(
  shop: ShopReader,
  { to }: Period,
  productIds: readonly string[] | undefined,
): Promise<ReadSubscriptions> {
  const until = { from: SINCE_EVER, to: format(to) };
  const own = ownSales(productIds);
  const subscriptions = { ...own, billing_type: "subscription" };
  const [orders, changes] = await Promise.all([
    readOrders<Subscription>(shop, { ...until, search: { ...subscriptions, order_type: "live" } }, toSubscription),
    readChanges(shop),
  ]);
  const [testCount, instalmentCount, otherCount] = await Promise.all([
    count(shop, { ...until, search: { ...subscriptions, order_type: "test" } }),
    count(shop, { ...until, search: { ...own, billing_type: "installment", order_type: "live" } }),
    count(shop, { ...until, search: { ...subscriptions, role: "affiliate,other" } }),
  ]);
  return {
    ...lifetimesOf(orders.rows, changes.rows),
    isComplete: orders.isComplete && changes.isComplete,
    orders: extentOf(orders),
    changes: extentOf(changes),
    testCount,
    instalmentCount,
    otherCount,
  };
}

function extentOf({ isComplete, rows, total }: Pages<unknown>): ReadList {
  return { isComplete, count: rows.length, total };
}

function readChanges(shop: ShopReader) {
  const args = asArguments({ from: localTime(0), to: localTime(shop.nowMs) });
  const list = { path: "/listRebillingStatusChanges", args, field: "items" } as const;
  return shop.pages<Change>(list, (row) => ({
    orderId: String(row["purchase_id"]),
    at: String(row["created_at"]),
    type: String(row["type"]),
  }));
}

async function count(
  shop: ShopReader,
  args: { readonly from: string; readonly to: string; readonly search: Readonly<Record<string, string>> },
): Promise<number | undefined> {
  if (shop.callsLeft() === 0) {
    return undefined;
  }
  const found = Number(asObject(await shop.read("/listPurchases", { ...args, page_size: 1 }))["item_count"]);
  return Number.isSafeInteger(found) ? found : undefined;
}
