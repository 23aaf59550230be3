import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { intervalLabel } from "../../kit/interval-label.ts";
import { toAmount } from "../cents.ts";
import type { LabelLanguage } from "../insight.ts";
import { billingTypeLabel, openStatusLabel, payMethodLabel } from "../labels.ts";
import { rankByCurrency } from "../rank-by-currency.ts";
import type { Arrears } from "./arrears.ts";
import type { OpenOrder, PaymentHistory } from "./open-order.ts";

/** An order with what is open of it. */
export interface OpenPayment {
  readonly order: OpenOrder;
  readonly history: PaymentHistory;
  readonly arrears: Arrears;
}

type Payments = readonly OpenPayment[];

const AGES = [
  ["up_to_30_days", 0, 30],
  ["31_to_90_days", 31, 90],
  ["over_90_days", 91, Number.POSITIVE_INFINITY],
] as const;

/** The sums of each currency. */
export function showTotals(payments: Payments): JsonObject {
  return byCurrency(payments, (own) => ({
    ...sumOf(own),
    buyers: new Set(own.map(({ order }) => order.buyer["id"])).size,
    unpaid: sumOf(own.filter(({ order }) => order.status === "unpaid")),
    reminded: sumOf(own.filter(({ order }) => order.status === "reminding")),
    by_age: Object.fromEntries(
      AGES.map(([name, min, max]) => [name, own.filter(({ arrears: { days } }) => days >= min && days <= max)] as const)
        .filter(([, found]) => found.length > 0)
        .map(([name, found]) => [name, sumOf(found)]),
    ),
  }));
}

/** The largest of each currency first, so that none is crowded out by another. */
export function rankPayments(payments: Payments): Payments {
  return rankByCurrency(payments.toSorted(byAmount), ({ order }) => order.currency);
}

/** The first of ranked payments by currency, and the sums of all others. */
export function showPayments(ranked: Payments, count: number, language: LabelLanguage): JsonObject {
  const rest = ranked.slice(count);
  const first = ranked
    .slice(0, count)
    .toSorted((a, b) => compare(a.order.currency, b.order.currency) || byAmount(a, b));
  return {
    open_payments: first.map((payment) => showPayment(payment, language)),
    ...(rest.length > 0 && { others: byCurrency(rest, sumOf) }),
  };
}

function showPayment({ order, history, arrears }: OpenPayment, language: LabelLanguage): JsonObject {
  return {
    order_id: order.id,
    open: toAmount(arrears.cents),
    currency: order.currency,
    days_behind: arrears.days,
    missed_payments: arrears.missedPayments,
    status: openStatusLabel(order.status, language),
    product_id: order.productId,
    product: order.productName,
    plan: planOf(order, language),
    pay_method: payMethodLabel(order.payMethod, language),
    last_payment: history.lastPaymentAt?.slice(0, 10) ?? null,
    buyer: order.buyer,
  };
}

function planOf({ billingType, otherInterval }: OpenOrder, language: LabelLanguage): string {
  const type = billingTypeLabel(billingType, language);
  return billingType === "single_payment" ? type : `${type} ${intervalLabel(otherInterval, language)}`;
}

function byCurrency(payments: Payments, show: (own: Payments) => JsonObject): JsonObject {
  const currencies = [...new Set(payments.map(({ order }) => order.currency))].sort();
  return Object.fromEntries(
    currencies.map((currency) => [currency, show(payments.filter(({ order }) => order.currency === currency))]),
  );
}

function sumOf(payments: Payments) {
  return { orders: payments.length, open: toAmount(payments.reduce((sum, { arrears }) => sum + arrears.cents, 0)) };
}

function byAmount(a: OpenPayment, b: OpenPayment): number {
  return b.arrears.cents - a.arrears.cents || b.arrears.days - a.arrears.days || compare(a.order.id, b.order.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
