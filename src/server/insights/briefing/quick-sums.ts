import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { toAmount, toCents } from "../cents.ts";
import { asArguments, type Period } from "../period.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import { ownSales } from "../sales/read-sales.ts";

/** What was booked in a period in one currency, in cents. */
export interface QuickSum {
  readonly count: number;
  readonly gross: number;
  readonly vat: number;
  readonly earned: number;
}

/** What was sold in a period, by currency. */
export interface QuickSales {
  readonly period: Period;
  readonly sums: ReadonlyMap<string, QuickSum>;
  readonly orders: number;
  readonly testCount: number;
}

/**
 * The sales of a period from the summaries of the API's lists, which are exact however long the lists are. They include
 * test payments, so the summary of those is subtracted. Undefined if a part of it could not be read.
 */
export async function readQuickSales(shop: ShopReader, period: Period): Promise<QuickSales | undefined> {
  const [all, tests, orders] = await Promise.all([
    readSummary(shop, period, {}),
    readSummary(shop, period, { pay_method: "test" }),
    countOrders(shop, period),
  ]);
  if (!all || !tests || orders === undefined) {
    return undefined;
  }
  const sums = new Map<string, QuickSum>();
  for (const [currency, sum] of all) {
    const left = minus(sum, tests.get(currency));
    if (left.count > 0) {
      sums.set(currency, left);
    }
  }
  const testCount = [...tests.values()].reduce((count, sum) => count + sum.count, 0);
  return { period, sums, orders, testCount };
}

/** As the answer shows a sum. */
export function shownQuickSum({ gross, vat, earned }: QuickSum): JsonObject {
  return { net_gross: toAmount(gross), vat: toAmount(vat), own_earnings: toAmount(earned) };
}

type Summary = ReadonlyMap<string, QuickSum>;

async function readSummary(
  shop: ShopReader,
  period: Period,
  search: Readonly<Record<string, string>>,
): Promise<Summary | undefined> {
  const answer = await shop.read("/listTransactions", {
    ...asArguments(period),
    // Requests for refunds move nothing, but they would be counted.
    search: { ...ownSales(undefined), transaction_type: "payment,refund,chargeback", ...search },
    page_size: 1,
  });
  if (answer === undefined) {
    return undefined;
  }
  const { summary } = asObject(answer);
  const amounts = isObject(summary) && isObject(summary["amounts"]) ? summary["amounts"] : {};
  return new Map(Object.entries(amounts).map(([currency, sum]) => [currency, toSum(asObject(sum))]));
}

function toSum(sum: JsonObject): QuickSum {
  return {
    count: Number(sum["count"] ?? 0),
    gross: toCents(sum["total_amount"]),
    vat: toCents(sum["vat_amount"]),
    earned: toCents(sum["earned_amount"]),
  };
}

function minus(all: QuickSum, part: QuickSum | undefined): QuickSum {
  return part
    ? {
        count: all.count - part.count,
        gross: all.gross - part.gross,
        vat: all.vat - part.vat,
        earned: all.earned - part.earned,
      }
    : all;
}

async function countOrders(shop: ShopReader, period: Period): Promise<number | undefined> {
  const search = { ...ownSales(undefined), order_type: "live" };
  const answer = await shop.read("/listPurchases", { ...asArguments(period), search, page_size: 1 });
  const count = Number(asObject(answer)["item_count"]);
  return Number.isSafeInteger(count) ? count : undefined;
}
