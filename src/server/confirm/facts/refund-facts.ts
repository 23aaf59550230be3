import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { FLAG_WORDS } from "../../kit/yes-no.ts";
import { type Money, toMoney } from "../money.ts";
import { assertRefundable, assertRefundableInPart } from "./assert-possible.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { FactReader, Facts } from "./facts.ts";
import { findTransaction } from "./find-transaction.ts";
import { paymentsOf, readOrder } from "./order-facts.ts";
import { plainText } from "./plain-text.ts";

/** A request for proof that has one of these was answered. */
const ANSWERS: readonly string[] = ["proof_provided", "exec_refund"];

/** The refund policy can exclude payments, unless it is overridden. */
export const wholeRefund: FactReader = async ({ purchase_id, force }, read) => {
  const { facts } = await readOrder(purchase_id, read);
  assertRefundable(facts);
  return { ...facts, amount: facts.refundable, isAtMost: !isForced(force) };
};

function isForced(force: unknown): boolean {
  return FLAG_WORDS.get(String(force).toLowerCase()) === true;
}

export const partialRefund: FactReader = async ({ purchase_id, amount }, read) => {
  const found = await readOrder(purchase_id, read);
  assertRefundableInPart(found, amount);
  return { ...found.facts, amount: toMoney(amount, found.order["currency"]) };
};

export const paymentRefund: FactReader = async ({ transaction_id, force }, read) => {
  const transaction = await findTransaction(String(transaction_id), read);
  if (transaction === undefined) {
    return { watched: {} };
  }
  assertPayment(transaction);
  const { facts, order } = await readOrder(transaction["purchase_id"], read);
  assertRefundable(facts);
  const left = leftOf(transaction, facts, paymentsOf(order).length);
  return { ...facts, ...left, isAtMost: left.isAtMost || !isForced(force) };
};

function assertPayment({ id, transaction_type: type }: JsonObject): void {
  if (["refund", "chargeback", "refund_request"].includes(String(type))) {
    throw new CannotSucceedError(`transaction ${id} is a ${type}, not a payment`, "Give the id of a payment.");
  }
}

/** An order does not say which of its payments a refund was for. */
function leftOf(
  transaction: JsonObject,
  { paid, refundable }: Facts,
  payments: number,
): Pick<Facts, "amount" | "isAtMost"> {
  const amount = toMoney(transaction["amount"], transaction["currency"]);
  if (transaction["transaction_type"] !== "payment" || amount === undefined || refundable === undefined) {
    return {};
  }
  const wasRefunded = refundable.cents !== paid?.cents;
  return { amount: smaller(amount, refundable), isAtMost: wasRefunded && payments > 1 };
}

function smaller(a: Money, b: Money): Money | undefined {
  return a.currency === b.currency ? { ...a, cents: Math.min(a.cents, b.cents) } : undefined;
}

export const serviceProof: FactReader = async ({ service_proof_id, data }, read) => {
  const answer = await read("getServiceProofRequest", { service_proof_id });
  const inner = isObject(answer) ? answer["service_proof_request"] : undefined;
  const proof = isObject(inner) ? inner : {};
  const status = String(proof["status"] ?? "");
  if (ANSWERS.includes(status)) {
    throw new CannotSucceedError(
      `proof request ${plainText(service_proof_id)} has already been answered (status ${status})`,
      "Tell the user: an answer is final. listServiceProofRequests shows which requests are still pending.",
    );
  }
  const { facts } = await readOrder(proof["purchase_id"], read);
  const isRefund = isObject(data) && data["request_status"] === "exec_refund";
  if (isRefund) {
    assertRefundable(facts);
  }
  return {
    ...facts,
    amount: isRefund ? facts.refundable : "none",
    watched: { ...facts.watched, "the request": status },
  };
};
