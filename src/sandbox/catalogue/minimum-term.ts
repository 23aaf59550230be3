import type { Purchase } from "../kit/store.ts";
import { addMonths, type Instant } from "../kit/time.ts";

export const CANCEL_POLICIES = [
  ...["6m_0", "6m_6m", "6m_12m", "12m_0", "12m_3m"],
  ...["12m_6m", "12m_12m", "24m_0", "24m_6m", "24m_12m"],
] as const;

/** `12m_3m` is a first term of twelve months and three more each time after it; `0` is none. */
export function monthsOf(policy: string): { readonly first: number; readonly next: number } {
  const [first = 0, next = 0] = policy.split("_").map((part) => Number.parseInt(part, 10));
  return { first, next };
}

/**
 * When the term is over that an order is in; null where it can end at any time. How the real API counts is not
 * documented: here from the day of the order, and an order whose payments do not run is not bound.
 */
export function termEndOf({ cancelPolicy, billingStatus, createdAt }: Purchase, now: Instant): Instant | null {
  if (cancelPolicy === null || billingStatus !== "paying") {
    return null;
  }
  const { first, next } = monthsOf(cancelPolicy);
  let months = first;
  // Counted from the order each time, so that the 31st comes back after a shorter month.
  while (addMonths(createdAt, months) <= now) {
    if (next === 0) {
      return null;
    }
    months += next;
  }
  return addMonths(createdAt, months);
}

/** When the next payment comes; null where the order ends before it. */
export function comingPaymentOf({ nextPaymentAt, endsAt }: Purchase): Instant | null {
  return nextPaymentAt !== null && endsAt !== null && nextPaymentAt >= endsAt ? null : nextPaymentAt;
}
