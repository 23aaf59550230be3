import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { languageOf } from "../arguments.ts";
import { changePercent } from "../cents.ts";
import type { AnswerInsight } from "../insight.ts";
import { reportOpenPayments } from "../open-payments/report-open-payments.ts";
import { asArguments, earlierPeriod, format, localTime, type Period, TIME_ZONE } from "../period.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import { type QuickSales, type QuickSum, readQuickSales, shownQuickSum } from "./quick-sums.ts";
import { needsSeller } from "./to-do.ts";
import { readDeliveries, readPayouts, readProofs, readRefundRequests } from "./waiting.ts";

const RULES =
  "net_gross = payments minus refunds and chargebacks booked in the time, with VAT, own live sales only. Last month is compared over the same days. Refund requests: of the last 60 days, without a later refund. Currencies are never added.";

/** How the shop stands. */
export const briefShop: AnswerInsight = async (args, shop) => {
  const language = languageOf(args);
  const { yesterday, month, before } = times(shop);
  const [ofYesterday, ofMonth, ofMonthBefore] = await Promise.all([
    readQuickSales(shop, yesterday),
    readQuickSales(shop, month),
    readQuickSales(shop, before),
  ]);
  const [refundRequests, deliveries, proofs, payouts] = await Promise.all([
    readRefundRequests(shop),
    readDeliveries(shop),
    readProofs(shop),
    readPayouts(shop),
  ]);
  // Last, because in a large shop it may use up the calls that are left.
  const open = asObject(await reportOpenPayments({ language }, shop));
  const isOpenKnown = open["_complete"] === true;
  const openPayments = isOpenKnown ? countOf(open) : undefined;
  const parts = {
    yesterday: ofYesterday && { date: asArguments(yesterday).from.slice(0, 10), ...shownSales(ofYesterday) },
    this_month: ofMonth && { ...asArguments(month), ...shownSales(ofMonth, ofMonthBefore) },
    last_month: ofMonthBefore && { ...asArguments(before), ...shownSales(ofMonthBefore) },
    overdue_payments: isOpenKnown ? open["totals"] : undefined,
    refund_requests: refundRequests,
    deliveries_to_send: deliveries,
    service_proofs_waiting: proofs,
    expected_payouts: payouts,
  };
  return {
    _complete: shop.stopped() === undefined,
    notes: notesOf(parts, shop),
    as_of: format(localTime(shop.nowMs)),
    time_zone: TIME_ZONE,
    needs_seller: needsSeller({ refundRequests, deliveries, proofs, openPayments }, language),
    ...parts,
    left_out: { test_transactions: sumTests([ofYesterday, ofMonth, ofMonthBefore]) },
    rules: RULES,
  };
};

function times({ nowMs }: ShopReader): { readonly yesterday: Period; readonly month: Period; readonly before: Period } {
  const now = localTime(nowMs);
  const today = now.toPlainDate().toPlainDateTime();
  const month = { from: today.with({ day: 1 }), to: now };
  return {
    yesterday: { from: today.subtract({ days: 1 }), to: today.subtract({ seconds: 1 }) },
    month,
    before: earlierPeriod(month, "previous_period"),
  };
}

/** A part that is missing is named, so that nobody takes it for nothing. */
function notesOf(parts: Readonly<Record<string, unknown>>, shop: ShopReader): readonly string[] {
  const stopped = shop.stopped();
  const missing = Object.keys(parts).filter((name) => parts[name] === undefined);
  return stopped === undefined
    ? []
    : [
        `Stopped after ${stopped}. NOT read, so not known: ${missing.join(", ")}. More may need the seller than is named here.`,
      ];
}

function sumTests(periods: readonly (QuickSales | undefined)[]): number {
  return periods.reduce((sum, period) => sum + (period?.testCount ?? 0), 0);
}

function shownSales({ sums, orders }: QuickSales, before?: QuickSales): JsonObject {
  return {
    orders,
    sales: Object.fromEntries(
      [...sums].map(([currency, sum]) => [
        currency,
        { ...shownQuickSum(sum), ...changeSince(sum, before?.sums.get(currency)) },
      ]),
    ),
  };
}

function changeSince(sum: QuickSum, before: QuickSum | undefined): JsonObject {
  const change = before && changePercent(sum.gross, before.gross);
  return change === undefined ? {} : { net_gross_change_percent: change };
}

/** The orders of all currencies together. */
function countOf({ totals }: JsonObject): number {
  return Object.values(asObject(totals)).reduce<number>(
    (sum, total) => sum + Number(asObject(total)["orders"] ?? 0),
    0,
  );
}
