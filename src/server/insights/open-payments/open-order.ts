import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { toCents } from "../cents.ts";
import { buyerOf } from "../reader/read-orders.ts";

/** An order whose buyer has not paid as agreed, with its plan. */
export interface OpenOrder {
  readonly id: string;
  /** As the API writes it, in German time. */
  readonly at: string;
  readonly status: string;
  readonly currency: string;
  readonly productId: string;
  readonly productName: string;
  readonly payMethod: string;
  readonly billingType: string;
  readonly firstCents: number;
  /** Each payment after the first. */
  readonly otherCents: number;
  readonly otherInterval: string;
  /** 0 if payments do not end by themselves. */
  readonly installments: number;
  readonly buyer: JsonObject;
}

/** Facts that only the order itself has, not a list. */
export interface PaymentHistory {
  readonly firstInterval: string;
  /** Payments minus chargebacks. */
  readonly paidCents: number;
  /** The time of the last payment, as the API writes it. */
  readonly lastPaymentAt: string | undefined;
}

const OPEN_STATUSES = ["unpaid", "reminding"];

export function isOpen({ billing_status: status }: JsonObject): boolean {
  return OPEN_STATUSES.includes(String(status));
}

export function toOpenOrder(row: JsonObject): OpenOrder {
  const { id, first_name, last_name, email } = buyerOf(row);
  return {
    id: String(row["id"]),
    at: String(row["created_at"]),
    status: String(row["billing_status"]),
    currency: String(row["currency"]),
    productId: String(row["main_product_id"]),
    productName: String(row["main_product_name"] ?? ""),
    payMethod: String(row["pay_method"]),
    billingType: String(row["billing_type"]),
    firstCents: toCents(row["amount"]),
    otherCents: toCents(row["other_amounts"]),
    otherInterval: String(row["other_billing_intervals"] ?? ""),
    installments: Number(row["number_of_installments"] ?? 0),
    buyer: { id, first_name, last_name, email },
  };
}
