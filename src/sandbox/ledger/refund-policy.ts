import type { Store } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { openPayments } from "./open-payments.ts";
import type { Transaction } from "./transaction-records.ts";

export const REFUND_DAYS = 14;

/** Whether the refund policy covers a payment at the time of the request. */
export function isWithinPolicy({ createdAt }: Transaction, askedAt: Instant): boolean {
  return askedAt <= (addInterval(createdAt, `${REFUND_DAYS}_day`) ?? createdAt);
}

/** Whether a refund without force would return anything now. */
export function isRefundable(store: Store, purchaseId: string, now: Instant): boolean {
  return openPayments(store, purchaseId).some(({ payment }) => isWithinPolicy(payment, now));
}
