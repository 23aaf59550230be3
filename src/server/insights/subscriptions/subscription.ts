import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { toCents } from "../cents.ts";
import { buyerOf } from "../reader/read-orders.ts";

export interface Subscription {
  readonly orderId: string;
  /** As the API writes it, in German time. */
  readonly placedAt: string;
  readonly productId: string;
  readonly product: string;
  readonly currency: string;
  /** Each payment after the first. */
  readonly cents: number;
  readonly interval: string;
  /** The share of one month; undefined if the interval is not understood. */
  readonly monthlyCents: number | undefined;
  /** The status today. */
  readonly status: string;
  /** The day of the next payment; empty if none follows. */
  readonly nextPaymentAt: string;
  readonly buyerId: string;
}

/** Months in one unit of a billing interval. */
const MONTHS: Readonly<Record<string, number>> = { day: 12 / 365, week: 12 / 52, month: 1, year: 12 };

export function toSubscription(row: JsonObject): Subscription {
  const cents = toCents(row["other_amounts"]);
  const interval = String(row["other_billing_intervals"] ?? "");
  return {
    orderId: String(row["id"]),
    placedAt: String(row["created_at"]),
    productId: String(row["main_product_id"]),
    product: String(row["main_product_name"] ?? ""),
    currency: String(row["currency"]),
    cents,
    interval,
    monthlyCents: monthlyCents(cents, interval),
    status: String(row["billing_status"]),
    nextPaymentAt: String(row["next_payment_at"] ?? "").slice(0, 10),
    buyerId: String(buyerOf(row)["id"] ?? ""),
  };
}

/** Whole cents per order, so that sums over orders agree. */
function monthlyCents(cents: number, interval: string): number | undefined {
  const [, count, unit = ""] = /^(\d+)_(day|week|month|year)$/.exec(interval) ?? [];
  const months = Number(count) * (MONTHS[unit] ?? 0);
  return months > 0 ? Math.round(cents / months) : undefined;
}
