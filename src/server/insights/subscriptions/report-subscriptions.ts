import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { idsIn, languageOf } from "../arguments.ts";
import { fitRows } from "../fit-rows.ts";
import type { AnswerInsight } from "../insight.ts";
import { asArguments, format, readPeriod, TIME_ZONE } from "../period.ts";
import type { ShopReader } from "../reader/shop-reader.ts";
import { type ReadList, type ReadSubscriptions, readSubscriptions } from "./read-subscriptions.ts";
import { lostIn, showLost } from "./show-lost.ts";
import { rankProducts, showProducts, showTotals } from "./show-sums.ts";

const MAX_PRODUCTS = 8;
const RULES =
  "A subscription is active from its order until it is cancelled (on the day of the cancellation, even if paid time or a minimum term goes on) or, if it is over without that, until its last paid day; unpaid ones are active. A lost one has a next_payment if a minimum term goes on or it was resumed later. An upgrade ends the old order and begins a new one. Monthly revenue: today's gross amount of each further payment; yearly ones count as a twelfth, weekly ones times 52/12, daily ones times 365/12. churn_percent: those active at the start and no longer at the end, of those active at the start. Currencies are never added.";

/** Subscriptions of the account's own live sales, and what became of them in a period. */
export const reportSubscriptions: AnswerInsight = async (args, shop) => {
  const period = readPeriod(args, shop.nowMs);
  const language = languageOf(args);
  const found = await readSubscriptions(shop, period, idsIn(args["product_ids"]));
  const head = {
    _complete: found.isComplete && shop.stopped() === undefined,
    notes: notesOf(found, shop),
    period: { ...asArguments(period), time_zone: TIME_ZONE },
  };
  const tail = { left_out: leftOut(found), rules: RULES };
  if (!found.isComplete) {
    return { ...head, ...tail };
  }
  const span = { before: format(period.from.subtract({ seconds: 1 })), end: format(period.to) };
  const totals = showTotals(found.known, span);
  const products = rankProducts(found.known, span);
  const lost = lostIn(found.known, span);
  return fitRows(Math.min(products.length, MAX_PRODUCTS), (productCount) => {
    const sums = { totals, ...showProducts(products, productCount, span) };
    return fitRows(lost.length, (count) => ({ ...head, ...sums, ...showLost(lost, count, language), ...tail }));
  });
};

function leftOut(found: ReadSubscriptions): JsonObject {
  const { testCount, otherCount, instalmentCount, isComplete, endUnknown, known } = found;
  const unclear = known.filter(({ subscription }) => subscription.monthlyCents === undefined).length;
  return {
    ...(testCount !== undefined && { test_orders: testCount }),
    ...(otherCount !== undefined && { orders_of_other_vendors: otherCount }),
    ...(instalmentCount !== undefined && { instalment_orders: instalmentCount }),
    // Until all changes are read, every end seems to be unknown.
    ...(isComplete && endUnknown > 0 && { ended_at_an_unknown_time: endUnknown }),
    ...(isComplete && unclear > 0 && { without_monthly_revenue: unclear }),
  };
}

function notesOf(found: ReadSubscriptions, shop: ShopReader): readonly string[] {
  const { isComplete, orders, endUnknown, otherCount = 0 } = found;
  const stopped = shop.stopped();
  const isEmpty = isComplete && orders.count === 0;
  return [
    stopped && `Stopped after ${stopped}.`,
    !isComplete && incompleteNote(found),
    isComplete &&
      endUnknown > 0 &&
      `Subscriptions that no sum includes, because Digistore24 does not say when they ended: ${endUnknown}.`,
    isEmpty && otherCount > 0 && "All subscriptions here are sales of other vendors.",
    isEmpty && otherCount === 0 && "This account had sold no subscriptions of its own by the end of this period.",
  ].filter((note) => typeof note === "string");
}

function incompleteNote({ orders, changes }: ReadSubscriptions): string {
  const read = `${extent(orders)} subscriptions and ${extent(changes)} changes of their billing were read`;
  // The agent cannot change the limit.
  const advice = `${orders.isComplete ? "Ask" : "Name product_ids or ask"} the operator of this server to raise INSIGHTS_MAX_CALLS.`;
  return `NOTHING is summed up, because the sums need every subscription and every change: ${read}. ${advice}`;
}

function extent({ isComplete, count, total }: ReadList): string {
  return isComplete ? `all ${count}` : `${count} of ${total ?? "an unknown number of"}`;
}
