import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { bookReturn } from "../ledger/ledger.ts";
import { type OpenPayment, openPayments } from "../ledger/open-payments.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { endRebilling } from "./rebilling-end.ts";

/** Refunds everything that is left and ends further payments. Returns the cents. */
export function refundAll(store: Store, purchase: Purchase, at: Instant): number {
  return refundPayments(store, purchase, openPayments(store, purchase.id), at);
}

/** Refunds the rest of these payments. Ends a subscription or instalment plan; a completed order stays completed. */
export function refundPayments(
  store: Store,
  purchase: Purchase,
  payments: readonly OpenPayment[],
  at: Instant,
): number {
  for (const { payment, leftCents } of payments) {
    bookReturn(store, payment, "refund", at, leftCents);
  }
  if (payments.length > 0) {
    endRebilling(store, purchase, at);
  }
  return payments.reduce((sum, { leftCents }) => sum + leftCents, 0);
}
