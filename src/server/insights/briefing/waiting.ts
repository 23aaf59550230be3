import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { asArguments, localTime } from "../period.ts";
import { listIn } from "../reader/list-in.ts";
import { SINCE_EVER } from "../reader/read-orders.ts";
import { asObject, type ShopReader } from "../reader/shop-reader.ts";
import { ownSales } from "../sales/read-sales.ts";

const REQUEST_DAYS = 60;
const MAX_SHOWN = 5;

/** Things of one kind that wait for the seller: how many, and the ones that have waited longest. */
export interface Waiting {
  readonly count: number;
  readonly oldest: readonly JsonObject[];
}

/** Requests for refunds of the last 60 days after which nothing was paid back. */
export async function readRefundRequests(shop: ShopReader): Promise<Waiting | undefined> {
  const now = localTime(shop.nowMs);
  const search = { ...ownSales(undefined), transaction_type: "refund_request,refund,chargeback" };
  const args = {
    ...asArguments({ from: now.subtract({ days: REQUEST_DAYS }), to: now }),
    sort_by: "date",
    sort_order: "asc",
    search,
  };
  const list = { path: "/listTransactions", args, field: "transaction_list" } as const;
  const { rows, isComplete } = await shop.pages(list, (row) => (row["pay_method"] === "test" ? undefined : row));
  if (!isComplete) {
    return undefined;
  }
  const paidBackAt = new Map<unknown, string>();
  for (const row of rows.filter(({ transaction_type: type }) => type !== "refund_request")) {
    paidBackAt.set(row["purchase_id"], String(row["created_at"]));
  }
  return waiting(
    rows
      .filter(({ transaction_type: type }) => type === "refund_request")
      .filter((row) => (paidBackAt.get(row["purchase_id"]) ?? "") < String(row["created_at"]))
      .map((row) => ({ order_id: row["purchase_id"], since: row["created_at"] })),
  );
}

/** Shipments that are not on their way. */
export async function readDeliveries(shop: ShopReader): Promise<Waiting | undefined> {
  const answer = await shop.read("/listDeliveries", {
    search: { from: SINCE_EVER.slice(0, 10), is_processed: false, is_test_order: false },
  });
  if (answer === undefined) {
    return undefined;
  }
  const rows = listIn(answer, "delivery", "deliveries").filter(
    ({ type, is_test_order: isTest }) => isTest !== "Y" && type !== "cancel" && type !== "delivery",
  );
  return waiting(
    rows
      .toSorted((a, b) => (String(a["purchase_created_at"]) < String(b["purchase_created_at"]) ? -1 : 1))
      .map((row) => ({
        order_id: row["purchase_id"],
        delivery_id: row["id"],
        product: row["product_name"],
        ordered_at: row["purchase_created_at"],
      })),
  );
}

export async function readProofs(shop: ShopReader): Promise<Waiting | undefined> {
  const answer = await shop.read("/listServiceProofRequests", { search: { request_status: "pending" } });
  return answer === undefined
    ? undefined
    : waiting(
        listIn(answer, "items")
          .filter(({ request_status: status }) => status === "pending")
          .map((row) => ({ service_proof_id: row["id"], order_id: row["purchase_id"], since: row["created_at"] })),
      );
}

/** What Digistore24 expects to pay, by day and currency. */
export async function readPayouts(shop: ShopReader): Promise<JsonObject | undefined> {
  const answer = await shop.read("/statsExpectedPayouts", {});
  if (answer === undefined) {
    return undefined;
  }
  const days = Object.entries(asObject(asObject(answer)["future_amounts"]));
  return Object.fromEntries(
    days.map(([day, amounts]) => [
      day,
      Object.fromEntries(
        Object.entries(asObject(amounts)).map(([currency, due]) => {
          const { amount, can_payout: canPayout } = asObject(due);
          return [currency, { amount, reaches_payout_threshold: canPayout === "Y" }];
        }),
      ),
    ]),
  );
}

function waiting(rows: readonly JsonObject[]): Waiting {
  return { count: rows.length, oldest: rows.slice(0, MAX_SHOWN) };
}
