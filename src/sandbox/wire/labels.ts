import type { Language, Texts } from "./refusal.ts";

/** Texts for the `…_msg` fields. For people only: programs read the wire values next to them. */
const LABELS = {
  single_payment: { de: "Einzelzahlung", en: "Single payment" },
  subscription: { de: "Abo", en: "Subscription" },
  installment: { de: "Ratenzahlung", en: "Instalments" },
  paying: { de: "Zahlungen laufen", en: "Payments in progress" },
  completed: { de: "Abgeschlossen", en: "Completed" },
  aborted: { de: "Abgebrochen", en: "Aborted" },
  unpaid: { de: "Unbezahlt", en: "Unpaid" },
  reminding: { de: "Im Mahnverfahren", en: "Being reminded" },
  payment: { de: "Zahlung", en: "Payment" },
  refund: { de: "Rückerstattung", en: "Refund" },
  chargeback: { de: "Rückbuchung", en: "Chargeback" },
  refund_request: { de: "Rückerstattungsanfrage", en: "Refund request" },
  paypal: { de: "PayPal", en: "PayPal" },
  creditcard: { de: "Kreditkarte", en: "Credit card" },
  elv: { de: "Lastschrift", en: "Direct debit" },
  banktransfer: { de: "Vorkasse", en: "Bank transfer" },
  klarna: { de: "Klarna", en: "Klarna" },
  sezzle: { de: "Sezzle", en: "Sezzle" },
  test: { de: "Testzahlung", en: "Test payment" },
  new: { de: "Neu", en: "New" },
  pending: { de: "In Prüfung", en: "Pending" },
  approved: { de: "Genehmigt", en: "Approved" },
  rejected: { de: "Abgelehnt", en: "Rejected" },
} as const satisfies Record<string, Texts>;

export type Labelled = keyof typeof LABELS;

/** The label of a wire value in the language of the call. */
export function labelOf(value: Labelled, language: Language): string {
  return LABELS[value][language];
}
