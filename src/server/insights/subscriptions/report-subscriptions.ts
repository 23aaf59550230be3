import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { idsIn, languageOf } from "../arguments.ts";
import { toAmount } from "../cents.ts";
import { fitRows } from "../fit-rows.ts";
import type { AnswerInsight, LabelLanguage } from "../insight.ts";
import { intervalLabel } from "../labels.ts";
import { asArguments, format, readPeriod, TIME_ZONE } from "../period.ts";
import type { ShopReader } from "../reader/shop-reader.ts";
import { isActive, type Lifetime } from "./lifetimes.ts";
import { type ReadSubscriptions, readSubscriptions } from "./read-subscriptions.ts";
import { groupLifetimes, type Span, stepsIn, sumsOf } from "./subscription-sums.ts";

const MAX_PRODUCTS = 8;
const RULES =
  "A subscription is active from its order until it is cancelled (the day of the cancellation, even if the paid time or a minimum term goes on) or its last paid day; unpaid ones are active. Monthly revenue: today's amount of each further payment, a yearly one as a twelfth, a weekly one times 52/12. churn_percent: those active at the start and no longer at the end. Currencies are never added.";

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
  const sums = { totals: totalsOf(found.known, span), by_product: productsOf(found.known, span) };
  const lost = lostIn(found.known, span);
  return fitRows(lost.length, (count) => ({
    ...head,
    ...sums,
    ...(count < lost.length && { lost_not_shown: lost.length - count }),
    lost: lost.slice(0, count).map((one) => showLost(one, language)),
    ...tail,
  }));
};

function totalsOf(lifetimes: readonly Lifetime[], span: Span): JsonObject {
  return Object.fromEntries(
    groupLifetimes(lifetimes, ({ subscription }) => subscription.currency)
      .map(([currency, own]) => [currency, sumsOf(own, span)] as const)
      .filter(([, sums]) => hasAny(sums)),
  );
}

/** The products with the most subscriptions. */
function productsOf(lifetimes: readonly Lifetime[], span: Span): readonly JsonObject[] {
  const groups = groupLifetimes(lifetimes, ({ subscription: { productId, currency } }) => `${productId} ${currency}`);
  return groups
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MAX_PRODUCTS)
    .map(([, own]) => ({ own, sums: sumsOf(own, span) }))
    .filter(({ sums }) => hasAny(sums))
    .map(({ own, sums }) => ({
      product_id: own[0]?.subscription.productId,
      product: own.at(-1)?.subscription.product,
      currency: own[0]?.subscription.currency,
      ...sums,
    }));
}

function hasAny({ active_at_start: start, new: added, resumed, active_at_end: end }: JsonObject): boolean {
  return [start, added, resumed, end].some((count) => Number(count) > 0);
}

/** Subscriptions that were cancelled or ended in the span and are not active at its end, the most valuable first. */
function lostIn(lifetimes: readonly Lifetime[], span: Span): readonly LostSubscription[] {
  return lifetimes
    .flatMap((lifetime) => {
      const last = stepsIn(lifetime, span).at(-1);
      return last && !isActive(lifetime, span.end) ? [{ ...lifetime, how: last.kind, since: last.at }] : [];
    })
    .toSorted(
      (a, b) => (b.subscription.monthlyCents ?? 0) - (a.subscription.monthlyCents ?? 0) || (a.since < b.since ? 1 : -1),
    );
}

interface LostSubscription extends Lifetime {
  readonly how: string;
  readonly since: string;
}

function showLost({ subscription, how, since }: LostSubscription, language: LabelLanguage): JsonObject {
  const { orderId, product, cents, currency, interval, monthlyCents, placedAt, buyerId } = subscription;
  return {
    order_id: orderId,
    product,
    amount: toAmount(cents),
    currency,
    interval: intervalLabel(interval, language),
    monthly: monthlyCents === undefined ? null : toAmount(monthlyCents),
    [how]: since.slice(0, 10),
    customer_since: placedAt.slice(0, 10),
    buyer_id: buyerId,
  };
}

function leftOut({ testCount, otherCount, instalmentCount, endUnknown, known }: ReadSubscriptions): JsonObject {
  const unclear = known.filter(({ subscription }) => subscription.monthlyCents === undefined).length;
  return {
    ...(testCount !== undefined && { test_orders: testCount }),
    ...(otherCount !== undefined && { orders_of_other_vendors: otherCount }),
    ...(instalmentCount !== undefined && { instalment_orders: instalmentCount }),
    ...(endUnknown > 0 && { ended_at_an_unknown_time: endUnknown }),
    ...(unclear > 0 && { without_monthly_revenue: unclear }),
  };
}

function notesOf(
  { isComplete, readCount, total, known, otherCount = 0 }: ReadSubscriptions,
  shop: ShopReader,
): readonly string[] {
  const stopped = shop.stopped();
  return [
    stopped && `Stopped after ${stopped}.`,
    !isComplete &&
      `NOTHING is summed up: ${readCount} of ${total ?? "an unknown number of"} subscriptions were read, and sums need all of them. Ask for fewer product_ids.`,
    isComplete && known.length === 0 && otherCount > 0 && "All subscriptions here are sales of other vendors.",
    isComplete && known.length === 0 && otherCount === 0 && "There are no subscriptions.",
  ].filter((note) => typeof note === "string");
}
