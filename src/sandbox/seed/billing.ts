import { billingTypeOf, type Terms } from "../catalogue/payment-terms.ts";
import { addInterval, DAY_MS, type Instant } from "../kit/time.ts";
import type { BillingStatus } from "../ledger/purchase-records.ts";

/**
 * The course of a purchase: paid as agreed, cancelled after the payments so far, last payment failed, or only payment not
 * received yet.
 */
export type Course = "as_agreed" | "cancelled" | "missed" | "awaited";

export interface Schedule {
  readonly paidAt: readonly Instant[];
  readonly status: BillingStatus;
  readonly nextPaymentAt: Instant | null;
}

/** How long reminders are sent after a missed payment. */
const REMINDING_MS = 21 * DAY_MS;

/** The payments so far, the status and the next payment. */
export function schedulePayments(terms: Terms, createdAt: Instant, now: Instant, course: Course): Schedule {
  if (course === "awaited") {
    return { paidAt: [], status: "unpaid", nextPaymentAt: null };
  }
  const { due, next } = dueTimes(terms, createdAt, now);
  if (billingTypeOf(terms.otherCents, terms.installments) === "single_payment") {
    return { paidAt: due, status: "completed", nextPaymentAt: null };
  }
  const last = due.at(-1) ?? createdAt;
  if (course === "missed" && due.length > 1) {
    const status = now - last < REMINDING_MS ? "reminding" : "unpaid";
    return { paidAt: due.slice(0, -1), status, nextPaymentAt: null };
  }
  if (course === "cancelled" && next !== null) {
    return { paidAt: due, status: "aborted", nextPaymentAt: null };
  }
  return { paidAt: due, status: next === null ? "completed" : "paying", nextPaymentAt: next };
}

/** The due times up to now, the first one at once, and the next one; null after the last instalment. */
function dueTimes(terms: Terms, createdAt: Instant, now: Instant): { due: readonly Instant[]; next: Instant | null } {
  const isSingle = billingTypeOf(terms.otherCents, terms.installments) === "single_payment";
  const limit = isSingle ? 1 : terms.installments || Number.POSITIVE_INFINITY;
  const due = [createdAt];
  while (due.length < limit) {
    const next = dueAfter(terms, createdAt, due.length);
    if (next > now) {
      return { due, next };
    }
    due.push(next);
  }
  return { due, next: null };
}

/** Counted from the first payment, not from the last, so that the 31st returns after February. */
function dueAfter({ firstInterval, otherInterval }: Terms, createdAt: Instant, paymentCount: number): Instant {
  const second = addInterval(createdAt, firstInterval);
  const at = second === undefined ? undefined : addInterval(second, otherInterval, paymentCount - 1);
  if (at === undefined) {
    throw new Error(`no billing interval: ${firstInterval}, ${otherInterval}`);
  }
  return at;
}
