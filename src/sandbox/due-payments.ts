import { comingPaymentOf } from "./minimum-term.ts";
import { endOverdue } from "./rebilling-end.ts";
import { payNext } from "./rebilling-payment.ts";
import type { Purchase, Store } from "./store.ts";
import { addInterval, type Instant } from "./time.ts";

interface DuePurchase extends Purchase {
  readonly nextPaymentAt: Instant;
}

/** Books every payment that has fallen due by now, each at its own time and in the order of these, and ends what was to end. */
export function bookDuePayments(store: Store, now: Instant): void {
  for (let due = duePurchases(store, now); due.length > 0; due = duePurchases(store, now)) {
    // Up to here no order has more than one payment to book.
    const horizon = due.reduce((first, purchase) => Math.min(first, paymentAfter(purchase)), Number.POSITIVE_INFINITY);
    for (const purchase of due.filter(({ nextPaymentAt }) => nextPaymentAt < horizon)) {
      payNext(store, purchase, purchase.nextPaymentAt);
    }
  }
  endOverdue(store, now);
}

function duePurchases(store: Store, now: Instant): readonly DuePurchase[] {
  const due: DuePurchase[] = [];
  for (const purchase of store.purchases.values()) {
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
