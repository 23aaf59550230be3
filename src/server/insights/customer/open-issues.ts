import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { transactionsOf } from "./customer-order.ts";
import type { CustomerRecords } from "./read-customer.ts";

const IN_ARREARS = ["unpaid", "reminding"];
const TO_SEND = ["request", "in_progress", "partial_delivery"];
const RETURNS = ["refund", "chargeback"];

/** Matters that need somebody's attention. */
export function openIssues({ orders, deliveries, proofs }: CustomerRecords): readonly JsonObject[] {
  return [
    ...orders
      .filter(({ billing_status: status }) => IN_ARREARS.includes(String(status)))
      .map((order) => ({
        open: order["billing_status"],
        order_id: order["id"],
        label: order["billing_status_msg"],
      })),
    ...orders.flatMap(refundRequests),
    ...deliveries
      .filter(({ type }) => TO_SEND.includes(String(type)))
      .map((delivery) => ({
        open: "delivery",
        order_id: delivery["purchase_id"],
        delivery_id: delivery["id"],
        state: delivery["type"],
      })),
    ...proofs
      .filter(({ request_status: status }) => status === "pending")
      .map((proof) => ({
        open: "service_proof",
        order_id: proof["purchase_id"],
        service_proof_id: proof["id"],
        since: proof["created_at"],
      })),
  ];
}

/** Requests after which nothing was paid back. */
function refundRequests(order: JsonObject): readonly JsonObject[] {
  const rows = transactionsOf(order);
  const timeOf = ({ created_at: at }: JsonObject) => String(at);
  const isAnswered = (request: JsonObject) =>
    rows.some((row) => RETURNS.includes(String(row["transaction_type"])) && timeOf(row) >= timeOf(request));
  return rows
    .filter((row) => row["transaction_type"] === "refund_request" && !isAnswered(row))
    .map((row) => ({ open: "refund_request", order_id: order["id"], since: timeOf(row) }));
}
