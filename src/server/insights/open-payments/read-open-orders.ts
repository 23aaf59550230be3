import type { Arguments } from "../../upstream/form-encoding.ts";
import { asArguments, type Period } from "../period.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import { isOpen, type OpenOrder, toOpenOrder } from "./open-order.ts";

export interface OpenOrders {
  readonly orders: readonly OpenOrder[];
  /** The time until which orders were read; undefined if all were. */
  readonly readUntil: string | undefined;
  /** Whether single payments by bank transfer were read. */
  readonly hasTransfers: boolean;
  /** Own orders that were looked through. */
  readonly checkedCount: number;
  /** Open test orders. */
  readonly testCount: number;
}

type Search = Readonly<Record<string, string>>;

/** A share of the calls is kept for the payments of what is found. */
const RESERVE_SHARE = 1 / 3;
const RECURRING = { billing_type: "subscription,installment" };
/** The only single payments that can follow the order: all others are made with it. */
const TRANSFERS = { billing_type: "single_payment", pay_method: "banktransfer" };

/** The account's own orders that are unpaid or reminded, oldest first. The API cannot search for them. */
export async function readOpenOrders(
  shop: ShopReader,
  period: Period,
  productIds: readonly string[] | undefined,
): Promise<OpenOrders> {
  const reserve = Math.floor(shop.callsLeft() * RESERVE_SHARE);
  const args = { ...asArguments(period), ...conditions("vendor", productIds) };
  const recurring = await readList(shop, withSearch(args, RECURRING), reserve);
  const transfers = recurring.isComplete ? await readList(shop, withSearch(args, TRANSFERS), reserve) : undefined;
  const rows = [...recurring.rows, ...(transfers?.isComplete ? transfers.rows : [])];
  const found = rows.flatMap(({ open }) => (open ? [open] : []));
  const lastAt = recurring.rows.at(-1)?.at ?? asArguments(period).from;
  return {
    orders: found.flatMap(({ isTest, order }) => (isTest ? [] : [order])),
    readUntil: recurring.isComplete ? undefined : lastAt,
    hasTransfers: transfers?.isComplete ?? false,
    checkedCount: rows.length,
    testCount: found.filter(({ isTest }) => isTest).length,
  };
}

/** The number of orders on which the account earns in another role, whatever their status. */
export async function countOtherOrders(
  shop: ShopReader,
  period: Period,
  productIds: readonly string[] | undefined,
): Promise<number | undefined> {
  if (shop.callsLeft() === 0) {
    return undefined;
  }
  const args = { ...asArguments(period), ...conditions("affiliate,other", productIds), page_size: 1 };
  const count = Number(asObject(await shop.read("/listPurchases", args))["item_count"]);
  return Number.isSafeInteger(count) ? count : undefined;
}

function conditions(role: string, productIds: readonly string[] | undefined): { readonly search: Search } {
  return { search: { role, ...(productIds && { product_id: productIds.join(",") }) } };
}

function withSearch(args: { readonly search: Search }, further: Search): Arguments {
  return { ...args, sort_by: "date", sort_order: "asc", search: { ...args.search, ...further } };
}

function readList(shop: ShopReader, args: Arguments, reserve: number) {
  return shop.pages({ path: "/listPurchases", args, field: "purchase_list", reserve }, (row) => ({
    at: String(row["created_at"]),
    open: isOpen(row) ? { isTest: row["order_type"] === "test", order: toOpenOrder(row) } : undefined,
  }));
}
