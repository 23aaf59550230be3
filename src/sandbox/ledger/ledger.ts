import { type Commission, NO_COMMISSION, splitGross } from "../kit/money.ts";
import { takeId } from "../kit/numbered.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { returnedCents } from "./open-payments.ts";
import type { Purchase } from "./purchase-records.ts";
import { noteReturn } from "./returned-payments.ts";
import {
  addTransaction,
  type Transaction,
  type TransactionType,
  transactions,
  transactionsOf,
} from "./transaction-records.ts";

/** Books a payment for a purchase. */
export function bookPayment(store: Store, purchase: Purchase, at: Instant, amountCents: number): Transaction {
  const split = splitGross(amountCents, purchase.vatPercent, commissionOfNext(store, purchase));
  return book(store, {
    purchaseId: purchase.id,
    role: purchase.role,
    type: "payment",
    createdAt: at,
    payMethod: purchase.payMethod,
    currency: purchase.currency,
    amountCents,
    vatCents: split.vatCents,
    earnedCents: purchase.role === "affiliate" ? split.affiliateCents : split.vendorCents,
    affiliateCents: split.affiliateCents,
  });
}

function commissionOfNext(store: Store, { id, commission }: Purchase): Commission {
  const isLater = transactionsOf(store, id).some(({ type }) => type === "payment");
  return commission.isOnFirstOnly && isLater ? NO_COMMISSION : commission;
}

/**
 * Books a return of money from a payment. All parts are returned in proportion, in whole cents, based on the sum of all
 * returns so far: many small returns add up to the same as a single one.
 */
export function bookReturn(
  store: Store,
  payment: Transaction,
  type: Exclude<TransactionType, "payment">,
  at: Instant,
  amountCents: number,
): Transaction {
  const before = returnedCents(store, payment);
  const part = (cents: number, returned: number) => Math.round((cents * returned) / payment.amountCents);
  const share = (cents: number) => part(cents, before) - part(cents, before + amountCents);
  const { id: _id, ...paid } = payment;
  const returned = book(store, {
    ...paid,
    type,
    createdAt: at,
    amountCents: -amountCents,
    vatCents: share(payment.vatCents),
    earnedCents: share(payment.earnedCents),
    affiliateCents: share(payment.affiliateCents),
  });
  noteReturn(store, returned, payment);
  return returned;
}

function book(store: Store, transaction: Omit<Transaction, "id">): Transaction {
  const booked = { ...transaction, id: takeId(transactions(store)) };
  addTransaction(store, booked);
  return booked;
}
