import { showMoney, toMoney } from "../money.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { Facts } from "./facts.ts";
import { type OrderFacts, paymentsOf } from "./order-facts.ts";

export function assertRefundable({ order, paid, refundable }: Facts): void {
  if (paid && refundable && refundable.cents <= 0) {
    const returned = { ...paid, cents: paid.cents - refundable.cents };
    throw new CannotSucceedError(
      `nothing of order ${order} can be refunded: ${showMoney(paid, "en")} was paid, and ${showMoney(returned, "en")} has gone back`,
      "Tell the user; the transaction_list of the order shows its payments and refunds.",
    );
  }
}

/** A partial refund is of one payment: the API takes no more than that. */
export function assertRefundableInPart({ facts, order }: OrderFacts, amount: unknown): void {
  const money = toMoney(amount, order["currency"]);
  if (Number(amount) === 0) {
    throw new CannotSucceedError("amount must be more than 0", "Give the amount to refund.");
  }
  assertRefundable(facts);
  const { refundable } = facts;
  if (money && refundable && money.currency === refundable.currency && money.cents > refundable.cents) {
    throw new CannotSucceedError(
      `${showMoney(money, "en")} is more than the ${showMoney(refundable, "en")} of order ${facts.order} that can still be refunded`,
      "Give a smaller amount.",
    );
  }
  const payments = paymentsOf(order).map((payment) => toMoney(payment["amount"], payment["currency"]));
  const largest = payments.reduce((a, b) => (a && b && a.cents < b.cents ? b : a));
  if (money && largest && !payments.includes(undefined) && money.cents > largest.cents) {
    throw new CannotSucceedError(
      `${showMoney(money, "en")} is more than the largest payment of order ${facts.order}, which is ${showMoney(largest, "en")}`,
      "Give at most that; refundPurchase refunds all payments of an order.",
    );
  }
}

/** Neither a next payment nor add-ons, which are billed together with payments, are possible. */
export function assertRebilled({ facts, order }: OrderFacts): void {
  const { billing_type: type, billing_status: status } = order;
  if (type === "single_payment") {
    throw new CannotSucceedError(
      `order ${facts.order} has no further payments (billing_type single_payment)`,
      "Give an order with a subscription or instalments.",
    );
  }
  if (status === "aborted" || status === "completed") {
    throw new CannotSucceedError(
      `the payments of order ${facts.order} have ended (billing_status ${status})`,
      "Tell the user; startRebilling resumes payments that were stopped, but not those that are complete.",
    );
  }
}
