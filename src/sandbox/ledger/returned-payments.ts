import { defineSlice } from "../kit/slice.ts";
import type { Store, Transaction } from "../kit/store.ts";

/** By the id of what went back, the id of the payment that it is of: the store alone knows, no answer tells. */
const paymentIds = defineSlice(() => new Map<number, number>());

export function noteReturn(store: Store, returned: Transaction, payment: Transaction): void {
  paymentIds(store).set(returned.id, payment.id);
}

/** Undefined for what went back before the shop was made. */
export function returnedPaymentId(store: Store, returned: Transaction): number | undefined {
  return paymentIds(store).get(returned.id);
}
