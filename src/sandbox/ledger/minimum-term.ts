import { monthsOf } from "../catalogue/cancel-policies.ts";
import { addMonths, type Instant } from "../kit/time.ts";
import type { Purchase } from "./purchase-records.ts";

/**
 * When the current minimum term of an order ends; null if the order can end at any time. [S19]
 */
export function termEndOf({ cancelPolicy, billingStatus, createdAt }: Purchase, now: Instant): Instant | null {
  if (cancelPolicy === null || billingStatus !== "paying") {
    return null;
  }
  const { first, next } = monthsOf(cancelPolicy);
  let months = first;
  // Always counted from the order, so that the 31st returns after a shorter month.
  while (addMonths(createdAt, months) <= now) {
    if (next === 0) {
      return null;
    }
    months += next;
  }
  return addMonths(createdAt, months);
}

/** When the next payment is due; null if the order ends before it. */
export function comingPaymentOf({ nextPaymentAt, endsAt }: Purchase): Instant | null {
  return nextPaymentAt !== null && endsAt !== null && nextPaymentAt >= endsAt ? null : nextPaymentAt;
}
