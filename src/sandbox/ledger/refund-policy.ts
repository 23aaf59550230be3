import type { Store, Transaction } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { openPayments } from "./open-payments.ts";

export const REFUND_DAYS = 14;

/** Whether the policy lets a payment go back that its buyer asks for at a time. */
export function isWithinPolicy({ createdAt }: Transaction, askedAt: Instant): boolean {
  return askedAt <= (addInterval(createdAt, `${REFUND_DAYS}_day`) ?? createdAt);
}

/** Whether a refund of the purchase would give anything back now, without force. */
export function isRefundable(store: Store, purchaseId: string, now: Instant): boolean {
  return openPayments(store, purchaseId).some(({ payment }) => isWithinPolicy(payment, now));
}
