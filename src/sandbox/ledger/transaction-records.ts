import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { EarningRole, PayMethod } from "./purchase-records.ts";

export type TransactionType = "payment" | "refund" | "chargeback" | "refund_request";

export interface Transaction {
  readonly id: number;
  readonly purchaseId: string;
  /** The role of the purchase. */
  readonly role: EarningRole;
  readonly type: TransactionType;
  readonly createdAt: Instant;
  readonly payMethod: PayMethod;
  readonly currency: string;
  /** Negative for refunds and chargebacks, zero for requests. The other amounts have the same sign. */
  readonly amountCents: number;
  readonly vatCents: number;
  /** The account's own share. */
  readonly earnedCents: number;
  readonly affiliateCents: number;
}

/** Transactions of the history have lower ids than those of the known purchases, which are recent. */
const FIRST_ID = 54_000_001;

export const transactions = defineSlice(() => numbered<Transaction>([], FIRST_ID));

/** The same transactions by purchase, oldest first. {@link addTransaction} keeps the two in step. */
const ofPurchase = defineSlice(() => new Map<string, readonly Transaction[]>());

export function addTransaction(store: Store, transaction: Transaction): void {
  transactions(store).byId.set(transaction.id, transaction);
  ofPurchase(store).set(transaction.purchaseId, [...transactionsOf(store, transaction.purchaseId), transaction]);
}

export function transactionsOf(store: Store, purchaseId: string): readonly Transaction[] {
  return ofPurchase(store).get(purchaseId) ?? [];
}
