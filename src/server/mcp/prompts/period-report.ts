import { LANGUAGE_ARGUMENT, type Prompt, steps, USUAL_PERIODS } from "./prompt.ts";

export const periodReport: Prompt = {
  name: "period-report",
  title: "Report on a period",
  description: "Sales, refunds and earnings of a period, for the whole shop or one product",
  args: [
    { name: "from", description: "Start, e.g. -7d or 2026-03-01", isRequired: true, suggestions: USUAL_PERIODS },
    { name: "to", description: "End, default now", suggestions: ["now"] },
    { name: "product_id", description: "One product; if left out, all" },
    {
      name: "billing_type",
      description: "Only sales of this kind",
      suggestions: ["single_payment", "subscription", "installment"],
    },
    LANGUAGE_ARGUMENT,
  ],
  needs: ["listTransactions", "listPurchases"],
  text: {
    en: (
      { from, to = "now", product_id, billing_type },
      tool,
    ) => `Report on Digistore24 sales from ${from} to ${to}${product_id ? `, product ${product_id}` : ""}${billing_type ? `, billing type ${billing_type}` : ""}.
${steps([
  `Payments: ${tool("listTransactions")} with from "${from}", to "${to}", page_size 1 and search { ${search("payment", product_id, billing_type)} }. Its summary has count and sums per currency; the items are not needed.`,
  "Refunds and chargebacks: the same with transaction_type refund, then chargeback.",
  `New orders: item_count of ${tool("listPurchases")} with the same from, to and search without transaction_type, page_size 1.`,
  !product_id &&
    !billing_type &&
    tool("statsDailyAmounts") &&
    `Trend over the period: ${tool("statsDailyAmounts")}, if it is longer than three days.`,
  "Show one table per currency: payments, refunds and chargebacks (count and sum), earned, new orders. Never add up different currencies. State the period as the answers give it, and the share of refunds.",
  "Point out anything unusual in two or three sentences, and nothing that the numbers do not show.",
])}`,
    de: (
      { from, to = "now", product_id, billing_type },
      tool,
    ) => `Berichte über die Digistore24-Verkäufe von ${from} bis ${to}${product_id ? `, Produkt ${product_id}` : ""}${billing_type ? `, Zahlungsart ${billing_type}` : ""}.
${steps([
  `Zahlungen: ${tool("listTransactions")} mit from "${from}", to "${to}", page_size 1 und search { ${search("payment", product_id, billing_type)} }. In summary stehen Anzahl und Summen je Währung; die Einträge selbst braucht es nicht.`,
  "Erstattungen und Rückbuchungen: dasselbe mit transaction_type refund, dann chargeback.",
  `Neue Bestellungen: item_count von ${tool("listPurchases")} mit denselben from, to und search ohne transaction_type, page_size 1.`,
  !product_id &&
    !billing_type &&
    tool("statsDailyAmounts") &&
    `Verlauf: ${tool("statsDailyAmounts")}, wenn der Zeitraum länger als drei Tage ist.`,
  "Zeige je Währung eine Tabelle: Zahlungen, Erstattungen und Rückbuchungen (Anzahl und Summe), Verdienst, neue Bestellungen. Zähle Währungen nie zusammen. Nenne den Zeitraum so, wie ihn die Antworten angeben, und den Anteil der Erstattungen.",
  "Sage in zwei, drei Sätzen, was auffällt, und nichts, was die Zahlen nicht zeigen.",
])}
Antworte auf Deutsch.`,
  },
};

function search(transactionType: string, productId: string | undefined, billingType: string | undefined): string {
  const parts = { transaction_type: transactionType, product_id: productId, billing_type: billingType };
  return Object.entries(parts)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: "${value}"`)
    .join(", ");
}
