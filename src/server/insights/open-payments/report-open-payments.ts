import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { idsIn, languageOf } from "../arguments.ts";
import { fitRows } from "../fit-rows.ts";
import type { AnswerInsight } from "../insight.ts";
import { asArguments, format, localTime, type Period, readPeriod, TIME_ZONE } from "../period.ts";
import type { ShopReader } from "../reader/shop-reader.ts";
import { arrearsOf } from "./arrears.ts";
import { readHistories } from "./read-histories.ts";
import { countOtherOrders, type OpenOrders, readOpenOrders } from "./read-open-orders.ts";
import { type OpenPayment, rankPayments, showPayments, showTotals } from "./show-open-payments.ts";

const RULES =
  "open = payments due by the order's plan until now (the first with the order, then after each interval) minus payments made, for orders with the status unpaid or reminding. A refund does not make a payment due again, a chargeback does. days_behind counts from the oldest missed payment. Pauses and failed attempts are not in the API, nor are statistics of arrears: this is computed. Of single payments, only bank transfers can be open.";

/** What the answer is made of. */
interface Found extends OpenOrders {
  readonly payments: readonly OpenPayment[];
  /** Orders whose payments could not be read. */
  readonly unreadCount: number;
  /** Orders whose plan is not understood. */
  readonly unclearCount: number;
  /** Orders with nothing due by their plan. */
  readonly settledCount: number;
  /** Orders in other roles. */
  readonly others: number | undefined;
}

/** Buyers behind with their payments for the account's own live orders. */
export const reportOpenPayments: AnswerInsight = async (args, shop) => {
  const period = readPeriod({ ...args, from: args["from"] ?? "start" }, shop.nowMs);
  const found = await readAll(shop, period, idsIn(args["product_ids"]));
  const ranked = rankPayments(found.payments);
  const head = {
    _complete: shop.stopped() === undefined,
    as_of: format(localTime(shop.nowMs)),
    orders_placed: placedIn(args, period, found),
    totals: showTotals(found.payments),
  };
  const tail = { left_out: leftOut(found), notes: notesOf(found, shop), rules: RULES };
  return fitRows(ranked.length, (count) => ({ ...head, ...showPayments(ranked, count, languageOf(args)), ...tail }));
};

async function readAll(shop: ShopReader, period: Period, productIds: readonly string[] | undefined): Promise<Found> {
  const open = await readOpenOrders(shop, period, productIds);
  const ids = open.orders.map(({ id }) => id);
  const histories = await readHistories(shop, ids);
  const others = await countOtherOrders(shop, period, productIds);
  const now = localTime(shop.nowMs);
  const known = open.orders.flatMap((order) => {
    const history = histories.get(order.id);
    return history ? [{ order, history, arrears: arrearsOf(order, history, now) }] : [];
  });
  const clear = known.flatMap(({ arrears, ...one }) => (arrears ? [{ ...one, arrears }] : []));
  const payments = clear.filter(({ arrears }) => arrears.cents > 0);
  return {
    ...open,
    payments,
    unreadCount: open.orders.length - known.length,
    unclearCount: known.length - clear.length,
    settledCount: clear.length - payments.length,
    others,
  };
}

function placedIn(args: JsonObject, period: Period, { readUntil }: Found): JsonObject {
  const { from, to } = asArguments(period);
  const isFromStart = args["from"] === undefined || args["from"] === "start";
  return { from: isFromStart ? "start" : from, to: readUntil ?? to, time_zone: TIME_ZONE };
}

function leftOut({ testCount, others, settledCount, unclearCount, unreadCount }: Found): JsonObject {
  return {
    open_test_orders: testCount,
    ...(others !== undefined && { orders_of_other_vendors: others }),
    ...(settledCount > 0 && { unpaid_but_nothing_due_by_plan: settledCount }),
    ...(unclearCount > 0 && { plan_not_understood: unclearCount }),
    ...(unreadCount > 0 && { payments_not_read: unreadCount }),
  };
}

function notesOf(found: Found, shop: ShopReader): readonly string[] {
  const { payments, unreadCount, readUntil, hasTransfers, others = 0, checkedCount } = found;
  const stopped = shop.stopped();
  const isEmpty = payments.length === 0 && stopped === undefined;
  return [
    stopped && `Stopped after ${stopped}.`,
    readUntil && "NOT all orders: everything here covers only those placed in the time above.",
    !hasTransfers && "Single payments by bank transfer are not included: they could not be read in full.",
    unreadCount > 0 &&
      `Further unpaid or reminded orders: ${unreadCount}. Their payments could not be read, so no sum includes them.`,
    isEmpty &&
      checkedCount === 0 &&
      others > 0 &&
      "This account has no orders of its own here that are paid over time or by bank transfer. Payments for other vendors' orders are due to those vendors.",
    isEmpty && !(checkedCount === 0 && others > 0) && "No buyer is behind with a payment.",
  ].filter((note) => typeof note === "string");
}
