import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Transaction } from "./transaction-records.ts";

/** The id of the returned payment, by the id of the return. Answers do not show it. */
const paymentIds = defineSlice(() => new Map<number, number>());

export function noteReturn(store: Store, returned: Transaction, payment: Transaction): void {
  paymentIds(store).set(returned.id, payment.id);
}

/** Undefined for returns from before the shop was made. */
export function returnedPaymentId(store: Store, returned: Transaction): number | undefined {
  return paymentIds(store).get(returned.id);
}
