import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { toCents } from "../cents.ts";
import { asArguments, type Period } from "../period.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";

/** A payment, refund or chargeback. Refunds and chargebacks are negative. */
export interface Sale {
  readonly purchaseId: string;
  /** As the API writes it, in German time. */
  readonly at: string;
  readonly type: "payment" | "refund" | "chargeback";
  readonly currency: string;
  readonly grossCents: number;
  readonly vatCents: number;
  /** The share of the account. */
  readonly earnedCents: number;
  readonly productId: string;
  readonly payMethod: string;
  readonly billingType: string;
  readonly affiliate: string;
}

export interface Sales {
  readonly sales: readonly Sale[];
  readonly isComplete: boolean;
  /** The first second that could not be read whole. */
  readonly endedBefore: string | undefined;
  readonly testCount: number;
  readonly refundRequestCount: number;
}

const RETURNS = ["refund", "chargeback"];

/** The account's own sales of a period, without test payments. */
export async function readSales(
  shop: ShopReader,
  period: Period,
  productIds: readonly string[] | undefined,
): Promise<Sales> {
  const list = {
    path: "/listTransactions",
    args: { ...asArguments(period), sort_by: "date", sort_order: "asc", search: ownSales(productIds) },
    field: "transaction_list",
  } as const;
  let testCount = 0;
  let refundRequestCount = 0;
  const { rows, isComplete } = await shop.pages(list, (row) => {
    if (row["pay_method"] === "test") {
      testCount++;
      return undefined;
    }
    const sale = toSale(row);
    refundRequestCount += sale ? 0 : 1;
    return sale;
  });
  // More of the last second may be on the page that was not read.
  const end = isComplete ? undefined : rows.at(-1)?.at;
  const sales = end === undefined ? rows : rows.filter(({ at }) => at < end);
  return { sales, isComplete, endedBefore: end, testCount, refundRequestCount };
}

/** The number of transactions on which the account earned in another role. Undefined if it could not be read. */
export async function countOtherSales(
  shop: ShopReader,
  period: Period,
  productIds: readonly string[] | undefined,
): Promise<number | undefined> {
  const search = { ...ownSales(productIds), role: "affiliate,other" };
  const answer = await shop.read("/listTransactions", { ...asArguments(period), search, page_size: 1 });
  const { summary } = asObject(answer);
  const count = Number(isObject(summary) ? summary["count"] : undefined);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** The conditions for sales as a vendor. */
export function ownSales(productIds: readonly string[] | undefined): { role: string; product_id?: string } {
  return { role: "vendor", ...(productIds && { product_id: productIds.join(",") }) };
}

/** Undefined for anything that moves no money, such as a request for a refund. */
export function toSale(row: JsonObject): Sale | undefined {
  const type = String(row["transaction_type"]);
  const isReturn = RETURNS.includes(type);
  if (type !== "payment" && !isReturn) {
    return undefined;
  }
  const cents = (name: string) => (isReturn ? -Math.abs(toCents(row[name])) : toCents(row[name]));
  return {
    purchaseId: String(row["purchase_id"]),
    at: String(row["created_at"]),
    type: type as Sale["type"],
    currency: String(row["currency"]),
    grossCents: cents("amount"),
    vatCents: cents("vat_amount"),
    earnedCents: cents("earned_amount"),
    productId: String(row["product_id"]),
    payMethod: String(row["pay_method"]),
    billingType: String(row["billing_type"]),
    affiliate: String(row["affiliate_name"] ?? ""),
  };
}
