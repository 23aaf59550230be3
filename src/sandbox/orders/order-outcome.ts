import type { Purchase } from "../ledger/purchase-records.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language, Texts } from "../wire/refusal.ts";

const PAID: Texts = { de: "Bezahlt", en: "Paid" };
const TO_PAY: Texts = { de: "Zahlung durch den Käufer ausstehend", en: "Waiting for the buyer to pay" };

/** The result of an order made without the buyer: it is paid, or the buyer must pay at an address. */
export function orderOutcome({ id, billingStatus }: Purchase, language: Language) {
  const isPaid = billingStatus !== "unpaid";
  return {
    created_purchase_id: id,
    payment_status: isPaid ? "completed" : "pending",
    payment_status_msg: (isPaid ? PAID : TO_PAY)[language],
    billing_status: billingStatus,
    billing_status_msg: labelOf(billingStatus, language),
    pay_url: isPaid ? "" : `https://www.digistore24.com/pay/${id}/EXAMPLE`,
  };
}
