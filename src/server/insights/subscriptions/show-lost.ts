import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { intervalLabel } from "../../kit/interval-label.ts";
import { toAmount } from "../cents.ts";
import type { LabelLanguage } from "../insight.ts";
import { rankByCurrency } from "../rank-by-currency.ts";
import { isActive, type Lifetime } from "./lifetimes.ts";
import { groupLifetimes, monthlyOf, type Span, stepsIn } from "./subscription-sums.ts";

export interface LostSubscription extends Lifetime {
  readonly how: string;
  readonly since: string;
}

/**
 * Subscriptions that were cancelled or ended in the span and are not active at its end, the most valuable of each
 * currency first.
 */
export function lostIn(lifetimes: readonly Lifetime[], span: Span): readonly LostSubscription[] {
  const lost = lifetimes.flatMap((lifetime) => {
    const last = stepsIn(lifetime, span).at(-1);
    return last && !isActive(lifetime, span.end) ? [{ ...lifetime, how: last.kind, since: last.at }] : [];
  });
  return rankByCurrency(lost.toSorted(byValue), ({ subscription }) => subscription.currency);
}

/** The first of ranked subscriptions, and the sums of all others. */
export function showLost(lost: readonly LostSubscription[], count: number, language: LabelLanguage): JsonObject {
  const rest = groupLifetimes(lost.slice(count), ({ subscription }) => subscription.currency);
  const notShown = rest.map(([currency, own]) => [
    currency,
    { subscriptions: own.length, monthly_revenue: toAmount(monthlyOf(own)) },
  ]);
  return {
    lost: lost.slice(0, count).map((one) => showOne(one, language)),
    ...(rest.length > 0 && { lost_not_shown: Object.fromEntries(notShown) }),
  };
}

function showOne({ subscription, how, since }: LostSubscription, language: LabelLanguage): JsonObject {
  const { orderId, product, cents, currency, interval, monthlyCents, placedAt, nextPaymentAt, buyerId } = subscription;
  return {
    order_id: orderId,
    product,
    amount: toAmount(cents),
    currency,
    interval: intervalLabel(interval, language),
    monthly: monthlyCents === undefined ? null : toAmount(monthlyCents),
    [how]: since.slice(0, 10),
    customer_since: placedAt.slice(0, 10),
    ...(nextPaymentAt !== "" && { next_payment: nextPaymentAt }),
    buyer_id: buyerId,
  };
}

/** The most valuable first; of those, the latest. */
function byValue(a: LostSubscription, b: LostSubscription): number {
  const cents = (b.subscription.monthlyCents ?? 0) - (a.subscription.monthlyCents ?? 0);
  return cents || compare(b.since, a.since) || compare(a.subscription.orderId, b.subscription.orderId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
