import type { JsonObject } from "../../contract/normalise-arguments.ts";
import type { LabelLanguage } from "../insight.ts";
import { listIn } from "../reader/list-in.ts";
import { isRunning, ordersByItem, showDownloads, showOrder, showSubscription } from "./customer-order.ts";
import { openIssues } from "./open-issues.ts";
import type { CustomerRecords } from "./read-customer.ts";

/** The lists of the answer, the most important first. */
export function customerLists(
  records: CustomerRecords,
  language: LabelLanguage,
): Readonly<Record<string, readonly JsonObject[]>> {
  const { orders, deliveries, tickets, proofs, downloads, invoices } = records;
  const orderOfItem = ordersByItem(orders);
  return {
    open: openIssues(records),
    running_subscriptions: orders.filter(isRunning).map((order) => showSubscription(order, language)),
    orders: orders.map(showOrder),
    deliveries: deliveries.map(showDelivery),
    e_tickets: tickets.map((ticket) => ({
      e_ticket_id: ticket["id"],
      order_id: orderOfItem.get(String(ticket["purchase_item_id"])) ?? null,
      date: ticket["date"],
      used_at: ticket["used_at"],
      is_blocked: ticket["is_blocked"] === "Y",
    })),
    service_proofs: proofs.map((proof) => ({
      service_proof_id: proof["id"],
      order_id: proof["purchase_id"],
      state: proof["request_status"],
      approval: proof["approval_status"],
    })),
    downloads: showDownloads(downloads),
    invoices: invoices
      .toSorted((a, b) => (String(a["invoice_date"]) < String(b["invoice_date"]) ? 1 : -1))
      .map((invoice) => ({
        order_id: invoice["purchase_id"],
        date: invoice["invoice_date"],
        label: invoice["invoice_label"],
        amount: invoice["amount"],
        currency: invoice["currency"],
        invoice_url: invoice["invoice_url"],
      })),
  };
}

function showDelivery(delivery: JsonObject): JsonObject {
  const urls = listIn(delivery, "tracking").map(({ tracking_url: url }) => url);
  return {
    delivery_id: delivery["id"],
    order_id: delivery["purchase_id"],
    product: delivery["product_name"],
    state: delivery["type"],
    processed_at: delivery["processed_at"],
    ...(urls.length > 0 && { tracking_urls: urls }),
  };
}

/** The first rows of each list, and how many each really has. */
export function cutLists(lists: Readonly<Record<string, readonly JsonObject[]>>, count: number): JsonObject {
  const filled = Object.entries(lists).filter(([, rows]) => rows.length > 0);
  const cut = filled.filter(([, rows]) => rows.length > count);
  return {
    ...Object.fromEntries(filled.map(([name, rows]) => [name, rows.slice(0, count)])),
    ...(cut.length > 0 && { not_shown: Object.fromEntries(cut.map(([name, rows]) => [name, rows.length - count])) }),
  };
}
