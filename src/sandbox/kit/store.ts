import type { Commission } from "./money.ts";
import type { Numbered } from "./numbered.ts";
import type { Instant } from "./time.ts";

export type Flag = "Y" | "N";
export type BillingType = "single_payment" | "subscription" | "installment";
export type BillingStatus = "paying" | "completed" | "aborted" | "unpaid" | "reminding";
export type TransactionType = "payment" | "refund" | "chargeback" | "refund_request";
export type PayMethod = "paypal" | "creditcard" | "elv" | "banktransfer" | "klarna" | "sezzle" | "test";
export type ApprovalStatus = "new" | "pending" | "approved" | "rejected";
/** The role in which the account earns on a purchase. */
export type EarningRole = "vendor" | "affiliate" | "other";

/** A field of a product in the form of answers. The API keeps adding fields, so a product is a record of them. */
export type SettingValue = string | number | null;

export interface Account {
  readonly userName: string;
  readonly roles: readonly string[];
  readonly currency: string;
  readonly language: string;
  /** The meaning of `start` in time arguments. */
  readonly startedAt: Instant;
}

export interface Buyer {
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly salutation: string;
  readonly street: string;
  readonly zipcode: string;
  readonly city: string;
  readonly country: string;
  readonly createdAt: Instant;
}

export interface Purchase {
  readonly id: string;
  readonly createdAt: Instant;
  readonly buyerId: number;
  readonly productId: number;
  /** The name at the time of purchase; products of other vendors are not in the store. */
  readonly productName: string;
  readonly itemId: number;
  readonly role: EarningRole;
  readonly affiliateName: string | null;
  readonly commission: Commission;
  readonly campaignkey: string;
  readonly isTest: boolean;
  readonly payMethod: PayMethod;
  readonly currency: string;
  readonly vatPercent: number;
  readonly billingType: BillingType;
  readonly billingStatus: BillingStatus;
  /** The first payment, shipping included. */
  readonly firstCents: number;
  readonly shippingCents: number;
  /** Each payment after the first. */
  readonly otherCents: number;
  readonly installments: number;
  readonly firstInterval: string;
  readonly otherInterval: string;
  /** The minimum term, such as `12m_3m`. */
  readonly cancelPolicy: string | null;
  readonly nextPaymentAt: Instant | null;
  /** When a cancelled order ends that still has a minimum term. */
  readonly endsAt: Instant | null;
}

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

/** The state of the sandbox. Records are replaced, never changed in place. */
export interface Store {
  /** The time and the seed from which the shop was made. */
  readonly createdAt: Instant;
  readonly seed: number;
  readonly account: Account;
  readonly buyers: Numbered<Buyer>;
  readonly purchases: Map<string, Purchase>;
  readonly transactions: Numbered<Transaction>;
  /** The same transactions by purchase, oldest first. {@link addTransaction} keeps the two in step. */
  readonly transactionsOf: Map<string, readonly Transaction[]>;
}

export function addTransaction(store: Store, transaction: Transaction): void {
  store.transactions.byId.set(transaction.id, transaction);
  const earlier = store.transactionsOf.get(transaction.purchaseId) ?? [];
  store.transactionsOf.set(transaction.purchaseId, [...earlier, transaction]);
}

export function transactionsOf(store: Store, purchaseId: string): readonly Transaction[] {
  return store.transactionsOf.get(purchaseId) ?? [];
}

/** The buyer of a purchase. Throws if there is none: the store would be broken, and no caller could repair it. */
export function buyerOf(store: Store, { buyerId, id }: Purchase): Buyer {
  const buyer = store.buyers.byId.get(buyerId);
  if (buyer === undefined) {
    throw new Error(`purchase ${id} has no buyer ${buyerId}`);
  }
  return buyer;
}

/** The billing type of a plan or purchase, by the rule of the API. */
export function billingTypeOf(otherCents: number, installments: number): BillingType {
  if (otherCents === 0 || installments === 1) {
    return "single_payment";
  }
  return installments === 0 ? "subscription" : "installment";
}
