import { LANGUAGE_ARGUMENT, PRODUCTS_ARGUMENT, type Prompt, steps, USUAL_PERIODS, withProducts } from "./prompt.ts";

export const paymentProblems: Prompt = {
  name: "payment-problems",
  title: "Find payment problems",
  description: "Orders behind with their payments, how much is open, and the options for each; changes nothing",
  args: [
    { name: "from", description: "Orders since, default all", suggestions: USUAL_PERIODS },
    PRODUCTS_ARGUMENT,
    LANGUAGE_ARGUMENT,
  ],
  needs: ["reportOpenPayments"],
  text: {
    en: (
      { from = "start", product_ids },
      tool,
    ) => `Find the Digistore24 orders since ${from}${product_ids ? ` of products ${product_ids}` : ""} that have payment problems.
${steps([
  `Call ${tool("reportOpenPayments")} once, with from "${from}"${withProducts(product_ids)}. It lists the orders that are unpaid or reminded, how much is open, and since when.`,
  tool("listTransactions") &&
    `For money that was returned recently, call ${tool("listTransactions")} with from "-30d" and search { transaction_type: "chargeback,refund_request" }.`,
  "Show a table sorted by what is open: order, product, status, days behind, amount, and the next step you would propose. Then the sums per currency, and how many orders the table does not show.",
  "State how the answer counts, what it left out, and every note. If it is not complete, say so first.",
  "Change nothing and do not contact any buyer: wait for a decision on each order.",
])}`,
    de: (
      { from = "start", product_ids },
      tool,
    ) => `Finde die Digistore24-Bestellungen seit ${from}${product_ids ? ` für die Produkte ${product_ids}` : ""}, bei denen es mit den Zahlungen hakt.
${steps([
  `Rufe ${tool("reportOpenPayments")} einmal auf, mit from "${from}"${withProducts(product_ids)} und language "de". Die Antwort enthält die unbezahlten und angemahnten Bestellungen, den offenen Betrag und seit wann.`,
  tool("listTransactions") &&
    `Für Geld, das kürzlich zurückging, rufe ${tool("listTransactions")} mit from "-30d" und search { transaction_type: "chargeback,refund_request" } auf.`,
  "Zeige eine Tabelle, nach offenem Betrag sortiert: Bestellung, Produkt, Status, Tage im Rückstand, Betrag und der nächste Schritt, den du vorschlägst. Darunter die Summen je Währung, und wie viele Bestellungen die Tabelle nicht zeigt.",
  "Nenne, wie die Antwort rechnet, was sie auslässt, und jeden Hinweis. Ist sie nicht vollständig, sage das zuerst.",
  "Ändere nichts und schreibe keinem Käufer: Warte zu jeder Bestellung auf eine Entscheidung.",
])}
Antworte auf Deutsch.`,
  },
};
