import type { Store } from "../kit/store.ts";
import { returnedPaymentId } from "./returned-payments.ts";
import { type Transaction, transactionsOf } from "./transaction-records.ts";

/** A payment that is not fully refunded. */
export interface OpenPayment {
  readonly payment: Transaction;
  readonly leftCents: number;
}

/** The payments of a purchase that can still be refunded, oldest first. */
export function openPayments(store: Store, purchaseId: string): readonly OpenPayment[] {
  return paymentsWithRest(store, purchaseId).filter(({ leftCents }) => leftCents > 0);
}

/** The amount of a payment returned so far, in cents. */
export function returnedCents(store: Store, payment: Transaction): number {
  const found = paymentsWithRest(store, payment.purchaseId).find(({ payment: { id } }) => id === payment.id);
  return payment.amountCents - (found?.leftCents ?? payment.amountCents);
}

/** A return from before the shop was made belongs to the latest earlier payment that had enough left. */
function paymentsWithRest(store: Store, purchaseId: string): readonly OpenPayment[] {
  const payments: { payment: Transaction; leftCents: number }[] = [];
  for (const transaction of transactionsOf(store, purchaseId)) {
    if (transaction.type === "payment") {
      payments.push({ payment: transaction, leftCents: transaction.amountCents });
    } else if (transaction.amountCents < 0) {
      const returned = -transaction.amountCents;
      const paymentId = returnedPaymentId(store, transaction);
      const of =
        payments.find(({ payment }) => payment.id === paymentId) ??
        payments.findLast(({ leftCents }) => leftCents >= returned) ??
        payments.at(-1);
      if (of) {
        of.leftCents -= returned;
      }
    }
  }
  return payments;
}
