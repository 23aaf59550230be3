import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { toCents } from "../cents.ts";
import { buyerOf } from "../reader/read-orders.ts";

/** What the reports need of an order. */
export interface Order {
  readonly id: string;
  /** As the API writes it, in German time. */
  readonly at: string;
  readonly currency: string;
  readonly productId: string;
  readonly productName: string;
  readonly payMethod: string;
  readonly affiliate: string;
  readonly billingType: string;
  readonly firstCents: number;
  /** Each payment after the first. */
  readonly otherCents: number;
  readonly interval: string;
  readonly installments: number;
  readonly country: string;
  readonly buyerId: string;
}

export function toOrder(row: JsonObject): Order {
  const buyer = buyerOf(row);
  return {
    id: String(row["id"]),
    at: String(row["created_at"]),
    currency: String(row["currency"]),
    productId: String(row["main_product_id"]),
    productName: String(row["main_product_name"] ?? ""),
    payMethod: String(row["pay_method"]),
    affiliate: String(row["affiliate_name"] ?? ""),
    billingType: String(row["billing_type"]),
    firstCents: toCents(row["amount"]),
    otherCents: toCents(row["other_amounts"]),
    interval: String(row["other_billing_intervals"] ?? ""),
    installments: Number(row["number_of_installments"] ?? 0),
    country: String(buyer["country"] ?? ""),
    buyerId: String(buyer["id"] ?? ""),
  };
}
