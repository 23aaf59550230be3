import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { intervalLabel } from "../../kit/interval-label.ts";
import { isObject } from "../../kit/is-object.ts";
import { toAmount } from "../cents.ts";
import type { LabelLanguage } from "../insight.ts";
import { listIn } from "../reader/list-in.ts";
import { type Sale, toSale } from "../sales/read-sales.ts";
import { addSale, netGross, noSales, shownSum } from "../sales/sums.ts";

const RECURRING = ["subscription", "installment"];
/** Payments are still expected. */
const RUNNING = ["paying", "unpaid", "reminding"];

/** An order's transactions, with the name of their type that listTransactions uses. */
export function transactionsOf(order: JsonObject): readonly JsonObject[] {
  return listIn(order, "transaction_list").map((row) => ({
    currency: order["currency"],
    ...row,
    transaction_type: row["transaction_type"] ?? row["type"],
  }));
}

export function salesOf(order: JsonObject): readonly Sale[] {
  return transactionsOf(order)
    .map(toSale)
    .filter((sale) => sale !== undefined);
}

/** The sums of all orders, by currency. */
export function showTotals(orders: readonly JsonObject[]): JsonObject {
  const sums = new Map<string, ReturnType<typeof noSales>>();
  const sumOf = (currency: string) => {
    const sum = sums.get(currency) ?? noSales();
    sums.set(currency, sum);
    return sum;
  };
  for (const order of orders) {
    sumOf(String(order["currency"])).orders++;
    for (const sale of salesOf(order)) {
      addSale(sumOf(sale.currency), sale);
    }
  }
  const counted = { orders: true, newBuyers: false };
  return Object.fromEntries([...sums].map(([currency, sum]) => [currency, shownSum(sum, counted)]));
}

export function showOrder(order: JsonObject): JsonObject {
  const sum = noSales();
  for (const sale of salesOf(order)) {
    addSale(sum, sale);
  }
  return {
    order_id: order["id"],
    at: order["created_at"],
    product: order["main_product_name"],
    amount: order["amount"],
    currency: order["currency"],
    state: order["billing_status"],
    label: order["billing_status_msg"],
    net_paid: toAmount(netGross(sum)),
  };
}

export function isRunning({ billing_type: type, billing_status: status }: JsonObject): boolean {
  return RECURRING.includes(String(type)) && RUNNING.includes(String(status));
}

export function showSubscription(order: JsonObject, language: LabelLanguage): JsonObject {
  const payments = salesOf(order).filter(({ type }) => type === "payment").length;
  const next = String(order["next_payment_at"] ?? "");
  return {
    order_id: order["id"],
    product: order["main_product_name"],
    type: order["billing_type"],
    amount: order["other_amounts"],
    currency: order["currency"],
    interval: intervalLabel(String(order["other_billing_intervals"] ?? ""), language),
    next_payment_at: next === "" || next.startsWith("0000") ? null : next,
    payments_made: payments,
    ...(order["billing_type"] === "installment" && { installments: order["number_of_installments"] }),
  };
}

/** The item's order by the item's id. */
export function ordersByItem(orders: readonly JsonObject[]): ReadonlyMap<string, unknown> {
  return new Map(orders.flatMap((order) => listIn(order, "items").map((item) => [String(item["id"]), order["id"]])));
}

/** Each file of each order. */
export function showDownloads(downloads: JsonObject): readonly JsonObject[] {
  return Object.entries(downloads).flatMap(([orderId, items]) =>
    Object.values(isObject(items) ? items : {}).flatMap((files) =>
      listIn(files).map((file) => ({
        order_id: orderId,
        file: file["file_name"],
        can_download: file["is_access_granted"] === "Y",
        downloaded: file["downloads_tries"],
        until: file["download_until"],
      })),
    ),
  );
}
