import type { Comparison } from "../arguments.ts";
import { asArguments, earlierPeriod, type Period, parseApiTime } from "../period.ts";
import { readOrders, readOrdersById } from "../reader/read-orders.ts";
import type { ShopReader } from "../reader/shop-reader.ts";
import { type Order, toOrder } from "./order.ts";
import { ownSales, readSales, type Sales } from "./read-sales.ts";

/** The sales of a period. */
export interface SoldPeriod extends Sales {
  /** Shorter than asked if not all sales could be read. */
  readonly period: Period;
  /** The orders placed in it; undefined if not all could be read. */
  readonly orders: readonly Order[] | undefined;
}

export async function readSoldPeriod(
  shop: ShopReader,
  asked: Period,
  productIds: readonly string[] | undefined,
): Promise<SoldPeriod> {
  const search = { ...ownSales(productIds), order_type: "live" };
  const [sales, orders] = await Promise.all([
    readSales(shop, asked, productIds),
    readOrders(shop, { ...asArguments(asked), search }, toOrder),
  ]);
  const to = parseApiTime(sales.endedBefore)?.subtract({ seconds: 1 }) ?? (sales.isComplete ? asked.to : asked.from);
  const end = asArguments({ ...asked, to }).to;
  // Orders are sorted by time, so those until the last one that was read are complete.
  const isWhole = orders.isComplete || (orders.rows.at(-1)?.at ?? "") >= end;
  return {
    ...sales,
    period: { ...asked, to },
    orders: isWhole ? orders.rows.filter(({ at }) => at <= end) : undefined,
  };
}

/** The same for the period to compare with. Undefined if none is asked for, or if not all of it could be read. */
export async function readEarlierPeriod(
  shop: ShopReader,
  { period }: SoldPeriod,
  comparison: Comparison | undefined,
  productIds: readonly string[] | undefined,
): Promise<SoldPeriod | undefined> {
  const earlier = comparison && (await readSoldPeriod(shop, earlierPeriod(period, comparison), productIds));
  return earlier?.isComplete ? earlier : undefined;
}

/** The orders of sales that were placed before their period. */
export function readOlderOrders(shop: ShopReader, periods: readonly SoldPeriod[]): Promise<readonly Order[]> {
  const known = new Set(periods.flatMap(({ orders = [] }) => orders.map(({ id }) => id)));
  const ids = new Set(periods.flatMap(({ sales }) => sales.map(({ purchaseId }) => purchaseId)));
  return readOrdersById(
    shop,
    [...ids].filter((id) => !known.has(id)),
    toOrder,
  );
}
