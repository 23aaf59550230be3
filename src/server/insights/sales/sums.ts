import { toAmount } from "../cents.ts";
import type { Sale } from "./read-sales.ts";

/** What was sold in one currency; amounts in cents. */
export interface SalesSum {
  payments: number;
  paid: number;
  refunds: number;
  refunded: number;
  chargebacks: number;
  chargedBack: number;
  vat: number;
  earned: number;
  orders: number;
  newBuyers: number;
}

export function noSales(): SalesSum {
  return {
    payments: 0,
    paid: 0,
    refunds: 0,
    refunded: 0,
    chargebacks: 0,
    chargedBack: 0,
    vat: 0,
    earned: 0,
    orders: 0,
    newBuyers: 0,
  };
}

export function addSale(sum: SalesSum, { type, grossCents, vatCents, earnedCents }: Sale): void {
  if (type === "payment") {
    sum.payments++;
    sum.paid += grossCents;
  } else if (type === "refund") {
    sum.refunds++;
    sum.refunded += grossCents;
  } else {
    sum.chargebacks++;
    sum.chargedBack += grossCents;
  }
  sum.vat += vatCents;
  sum.earned += earnedCents;
}

/** The sum of several sums of one currency. */
export function joinSums(sums: readonly SalesSum[]): SalesSum {
  const total = noSales();
  for (const sum of sums) {
    for (const name of Object.keys(total) as (keyof SalesSum)[]) {
      total[name] += sum[name];
    }
  }
  return total;
}

export function netGross({ paid, refunded, chargedBack }: SalesSum): number {
  return paid + refunded + chargedBack;
}

/** As the answer shows a sum; what could not be counted is left out. */
export function shownSum(sum: SalesSum, isCounted: { readonly orders: boolean; readonly newBuyers: boolean }) {
  return {
    payments: sum.payments,
    paid: toAmount(sum.paid),
    refunds: sum.refunds,
    refunded: toAmount(sum.refunded),
    chargebacks: sum.chargebacks,
    charged_back: toAmount(sum.chargedBack),
    net_gross: toAmount(netGross(sum)),
    vat: toAmount(sum.vat),
    own_earnings: toAmount(sum.earned),
    ...(isCounted.orders && { orders: sum.orders }),
    ...(isCounted.newBuyers && { new_buyers: sum.newBuyers }),
  };
}
