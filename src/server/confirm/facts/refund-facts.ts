import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError } from "../../kit/errors.ts";
import { isObject } from "../../kit/is-object.ts";
import { FLAG_WORDS } from "../../kit/yes-no.ts";
import { type Money, toMoney } from "../money.ts";
import type { FactReader, Facts, Read } from "./facts.ts";
import { paymentsOf, readOrder } from "./order-facts.ts";
import { plainText } from "./plain-text.ts";

/** The API has no function for one transaction, so the lists are searched: the newest first, five pages at most. */
const MAX_PAGES = 5;
const PAGE_SIZE = 1000;

/** The refund policy can exclude some of several payments, unless it is overridden. */
export const wholeRefund: FactReader = async ({ purchase_id, force }, read) => {
  const { facts, order } = await readOrder(purchase_id, read);
  const isForced = FLAG_WORDS.get(String(force).toLowerCase()) === true;
  return { ...facts, amount: facts.refundable, isAtMost: !isForced && paymentsOf(order).length > 1 };
};

export const partialRefund: FactReader = async ({ purchase_id, amount }, read) => {
  const { facts, order } = await readOrder(purchase_id, read);
  return { ...facts, amount: toMoney(amount, order["currency"]) };
};

export const paymentRefund: FactReader = async ({ transaction_id }, read) => {
  const transaction = await findTransaction(String(transaction_id), read);
  if (transaction === undefined) {
    return { watched: {} };
  }
  const { facts, order } = await readOrder(transaction["purchase_id"], read);
  return { ...facts, ...leftOf(transaction, facts, paymentsOf(order).length) };
};

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
  const { facts } = await readOrder(proof["purchase_id"], read);
  const isRefund = isObject(data) && data["request_status"] === "exec_refund";
  return {
    ...facts,
    amount: isRefund ? facts.refundable : "none",
    watched: { ...facts.watched, "the request": String(proof["status"] ?? "") },
  };
};

/** Undefined if it may be one of those that were not searched. */
async function findTransaction(id: string, read: Read, page = 1): Promise<JsonObject | undefined> {
  const answer = await read("listTransactions", {
    from: "start",
    sort_by: "date",
    sort_order: "desc",
    page_no: page,
    page_size: PAGE_SIZE,
  });
  const { transaction_list: items, page_count: pages } = isObject(answer) ? answer : {};
  const found = (Array.isArray(items) ? items : []).find((item) => isObject(item) && String(item["id"]) === id);
  if (found !== undefined || page >= MAX_PAGES) {
    return found;
  }
  if (page >= (Number(pages) || 1)) {
    throw new CallError("not_found", `none of the account's transactions is ${JSON.stringify(plainText(id) ?? "")}`);
  }
  return findTransaction(id, read, page + 1);
}
