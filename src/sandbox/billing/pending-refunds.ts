import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { bookReturn } from "../ledger/ledger.ts";
import { openPayments } from "../ledger/open-payments.ts";
import type { Transaction } from "../ledger/transaction-records.ts";

/** Until then the bank may take a direct debit back. [S24] */
const DELAY = "7_day";

interface PendingRefund {
  readonly payment: Transaction;
  readonly at: Instant;
}

/** Pending refunds, by the id of the payment. */
const pending = defineSlice(() => new Map<number, PendingRefund>());

/** When a payment can be refunded; null if it can be refunded now. */
export function refundableFrom({ payMethod, createdAt }: Transaction, now: Instant): Instant | null {
  const from = payMethod === "elv" ? addInterval(createdAt, DELAY) : undefined;
  return from === undefined || from <= now ? null : from;
}

export function isRefundPending(store: Store, { id }: Transaction): boolean {
  return pending(store).has(id);
}

export function delayRefund(store: Store, payment: Transaction, at: Instant): void {
  pending(store).set(payment.id, { payment, at });
}

/** The refunds that are due, oldest first. */
export function dueRefunds(store: Store, now: Instant): readonly PendingRefund[] {
  return [...pending(store).values()].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
}

/** Refunds the rest of the payment, if any. */
export function executeRefund(store: Store, { payment, at }: PendingRefund): void {
  pending(store).delete(payment.id);
  const open = openPayments(store, payment.purchaseId).find((one) => one.payment.id === payment.id);
  if (open !== undefined) {
    bookReturn(store, payment, "refund", at, open.leftCents);
  }
}
