import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { toCents } from "../cents.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import type { PaymentHistory } from "./open-order.ts";

/** Orders in one call: each comes with all its transactions. */
const MAX_IDS = 200;
const MAX_PARALLEL = 3;

/** What was paid for some orders, by order. Those that could not be read are missing. */
export async function readHistories(
  shop: ShopReader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PaymentHistory>> {
  const batches = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, index) =>
    ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS),
  );
  const found = new Map<string, PaymentHistory>();
  let next = 0;
  const readOn = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) {
      const answer = await shop.read("/getPurchase", { purchase_id: batch.join(",") });
      if (answer === undefined) {
        return;
      }
      for (const order of ordersIn(answer)) {
        found.set(String(order["id"]), toHistory(order));
      }
    }
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL }, readOn));
  return found;
}

/** One order is the answer itself; several come by their ids or as a list. */
function ordersIn(answer: unknown): readonly JsonObject[] {
  if (Array.isArray(answer)) {
    return answer.filter(isObject);
  }
  const object = asObject(answer);
  return "transaction_list" in object ? [object] : Object.values(object).filter(isObject);
}

/** A refund was the seller's decision, so what it returned is not due again; after a chargeback it is. */
function toHistory(order: JsonObject): PaymentHistory {
  const list = order["transaction_list"];
  const rows = (Array.isArray(list) ? list : []).filter(isObject);
  const ofType = (type: string) => rows.filter((row) => (row["transaction_type"] ?? row["type"]) === type);
  const sum = (found: readonly JsonObject[]) =>
    found.reduce((cents, { amount }) => cents + Math.abs(toCents(amount)), 0);
  const payments = ofType("payment");
  return {
    firstInterval: String(order["first_billing_interval"] ?? ""),
    paidCents: sum(payments) - sum(ofType("chargeback")),
    lastPaymentAt: payments
      .map(({ created_at: at }) => String(at))
      .sort()
      .at(-1),
  };
}
