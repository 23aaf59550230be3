import { isObject } from "../../kit/is-object.ts";
import { toMoney } from "../money.ts";
import type { FactReader, Read } from "./facts.ts";
import { readOrder } from "./order-facts.ts";

/** The API has no function for one transaction, so the lists are searched: the newest first, five pages at most. */
const MAX_PAGES = 5;
const PAGE_SIZE = 1000;

export const wholeRefund: FactReader = async ({ purchase_id }, read) => {
  const { facts } = await readOrder(purchase_id, read);
  return { ...facts, amount: facts.refundable };
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
  const { facts } = await readOrder(transaction["purchase_id"], read);
  return { ...facts, amount: toMoney(transaction["amount"], transaction["currency"]) };
};

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

async function findTransaction(
  id: string,
  read: Read,
  page = 1,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await read("listTransactions", {
    from: "-10y",
    sort_by: "date",
    sort_order: "desc",
    page_no: page,
    page_size: PAGE_SIZE,
  });
  const { transaction_list: items, page_count: pages } = isObject(answer) ? answer : {};
  const found = (Array.isArray(items) ? items : []).find((item) => isObject(item) && String(item["id"]) === id);
  return found ?? (page < Math.min(MAX_PAGES, Number(pages) || 1) ? findTransaction(id, read, page + 1) : undefined);
}
