import type { Store } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { comingPaymentOf } from "../ledger/minimum-term.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { dueRefunds, executeRefund } from "./pending-refunds.ts";
import { endOverdue } from "./rebilling-end.ts";
import { payNext } from "./rebilling-payment.ts";

interface DuePurchase extends Purchase {
  readonly nextPaymentAt: Instant;
}

/** Brings a shop up to date: books due payments and pending refunds, and ends orders whose term is over. */
export function catchUp(store: Store, now: Instant): void {
  for (const refund of dueRefunds(store, now)) {
    bookDuePayments(store, refund.at);
    executeRefund(store, refund);
  }
  bookDuePayments(store, now);
  endOverdue(store, now);
}

/** Books every due payment at its own time, in order of time. */
function bookDuePayments(store: Store, now: Instant): void {
  for (let due = duePurchases(store, now); due.length > 0; due = duePurchases(store, now)) {
    // Each order has at most one payment until this time.
    const horizon = due.reduce((first, purchase) => Math.min(first, paymentAfter(purchase)), Number.POSITIVE_INFINITY);
    for (const purchase of due.filter(({ nextPaymentAt }) => nextPaymentAt < horizon)) {
      payNext(store, purchase, purchase.nextPaymentAt);
    }
  }
}

function duePurchases(store: Store, now: Instant): readonly DuePurchase[] {
  const due: DuePurchase[] = [];
  for (const purchase of purchases(store).values()) {
    if (isDue(purchase, now)) {
      due.push(purchase);
    }
  }
  return due.sort((a, b) => a.nextPaymentAt - b.nextPaymentAt);
}

function isDue(purchase: Purchase, now: Instant): purchase is DuePurchase {
  const nextPaymentAt = comingPaymentOf(purchase);
  return purchase.billingStatus === "paying" && nextPaymentAt !== null && nextPaymentAt <= now;
}

function paymentAfter({ nextPaymentAt, otherInterval }: DuePurchase): Instant {
  return addInterval(nextPaymentAt, otherInterval) ?? Number.POSITIVE_INFINITY;
}
