import { LANGUAGE_ARGUMENT, type Prompt, steps, USUAL_PERIODS } from "./prompt.ts";

export const paymentProblems: Prompt = {
  name: "payment-problems",
  title: "Find payment problems",
  description: "Orders with missed or returned payments, and the options for each; changes nothing",
  args: [
    { name: "from", description: "Orders since, default -3M", suggestions: USUAL_PERIODS },
    { name: "product_id", description: "One product; if left out, all" },
    LANGUAGE_ARGUMENT,
  ],
  needs: ["listPurchases", "listTransactions"],
  text: {
    en: (
      { from = "-3M", product_id },
      tool,
    ) => `Find the Digistore24 orders since ${from}${product_id ? ` of product ${product_id}` : ""} whose payments are in trouble.
${steps([
  `Go through all pages of ${tool("listPurchases")} with from "${from}"${product_id ? `, search { product_id: "${product_id}" }` : ""} and _fields ["id", "created_at", "main_product_name", "billing_status", "billing_status_msg", "next_payment_at"]. billing_status cannot be searched for: keep those with unpaid, reminding or aborted.`,
  `Money that went back: ${tool("listTransactions")} with from "${from}" and search { transaction_type: "chargeback,refund_request"${product_id ? `, product_id: "${product_id}"` : ""} }.`,
  tool("listRebillingStatusChanges") &&
    `Subscriptions that ended: ${tool("listRebillingStatusChanges")} with from "${from}".`,
  `For each remaining order, read the amounts and the last transactions with ${tool("getPurchase") ?? `${tool("listPurchases")} and load_transactions`}.`,
  "Show a table sorted by amount at stake: order, product, status, since when, amount, and the next step you would propose. Then the sums per currency.",
  "Change nothing and do not contact any buyer: wait for a decision on each order.",
])}`,
    de: (
      { from = "-3M", product_id },
      tool,
    ) => `Finde die Digistore24-Bestellungen seit ${from}${product_id ? ` für Produkt ${product_id}` : ""}, bei denen es mit den Zahlungen hakt.
${steps([
  `Gehe alle Seiten von ${tool("listPurchases")} durch, mit from "${from}"${product_id ? `, search { product_id: "${product_id}" }` : ""} und _fields ["id", "created_at", "main_product_name", "billing_status", "billing_status_msg", "next_payment_at"]. Nach billing_status lässt sich nicht suchen: Behalte die mit unpaid, reminding oder aborted.`,
  `Geld, das zurückging: ${tool("listTransactions")} mit from "${from}" und search { transaction_type: "chargeback,refund_request"${product_id ? `, product_id: "${product_id}"` : ""} }.`,
  tool("listRebillingStatusChanges") && `Beendete Abos: ${tool("listRebillingStatusChanges")} mit from "${from}".`,
  `Lies zu jeder verbleibenden Bestellung Beträge und letzte Transaktionen mit ${tool("getPurchase") ?? `${tool("listPurchases")} und load_transactions`}.`,
  "Zeige eine Tabelle, nach offenem Betrag sortiert: Bestellung, Produkt, Status, seit wann, Betrag und der nächste Schritt, den du vorschlägst. Darunter die Summen je Währung.",
  "Ändere nichts und schreibe keinem Käufer: Warte zu jeder Bestellung auf eine Entscheidung.",
])}
Antworte auf Deutsch.`,
  },
};
