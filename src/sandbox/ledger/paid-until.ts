import type { Store } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { openPayments } from "./open-payments.ts";
import type { Purchase } from "./purchase-records.ts";
import { type Transaction, transactionsOf } from "./transaction-records.ts";

/** The end of the paid period; null if no payment will follow or if the last one was returned. */
export function paidUntilOf(store: Store, purchase: Purchase): Instant | null {
  const { id, billingType, billingStatus, nextPaymentAt } = purchase;
  if (billingType === "single_payment" || billingStatus === "completed" || nextPaymentAt !== null) {
    return nextPaymentAt;
  }
  const payments = transactionsOf(store, id).filter(({ type }) => type === "payment");
  const isKept = openPayments(store, id).at(-1)?.payment.id === payments.at(-1)?.id;
  return isKept ? endOfLast(purchase, payments) : null;
}

/** The end of the period that the last of some payments covers. */
export function endOfLast(
  { firstInterval, otherInterval }: Purchase,
  payments: readonly Transaction[],
): Instant | null {
  const last = payments.at(-1);
  return (last && addInterval(last.createdAt, payments.length === 1 ? firstInterval : otherInterval)) ?? null;
}
