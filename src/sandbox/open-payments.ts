import { type Store, type Transaction, transactionsOf } from "./store.ts";

/** A payment of which something is left to give back. */
export interface OpenPayment {
  readonly payment: Transaction;
  readonly leftCents: number;
}

/**
 * The payments of a purchase that can still be refunded, oldest first. The API does not say which payment a refund is
 * of, so each return counts against the latest payment before it that had as much left.
 */
export function openPayments(store: Store, purchaseId: string): readonly OpenPayment[] {
  const payments: { payment: Transaction; leftCents: number }[] = [];
  for (const transaction of transactionsOf(store, purchaseId)) {
    if (transaction.type === "payment") {
      payments.push({ payment: transaction, leftCents: transaction.amountCents });
    } else if (transaction.amountCents < 0) {
      const returned = -transaction.amountCents;
      const of = payments.findLast(({ leftCents }) => leftCents >= returned) ?? payments.at(-1);
      if (of) {
        of.leftCents -= returned;
      }
    }
  }
  return payments.filter(({ leftCents }) => leftCents > 0);
}
