import { LANGUAGE_ARGUMENT, PRODUCTS_ARGUMENT, type Prompt, steps, USUAL_PERIODS, withProducts } from "./prompt.ts";

export const periodReport: Prompt = {
  name: "period-report",
  title: "Report on a period",
  description:
    "Sales, refunds and earnings of a period compared with the one before, for the whole shop or some products",
  args: [
    { name: "from", description: "Start, e.g. -7d or 2026-03-01", isRequired: true, suggestions: USUAL_PERIODS },
    { name: "to", description: "Last day, default now", suggestions: ["now"] },
    PRODUCTS_ARGUMENT,
    {
      name: "group_by",
      description: "product (default), plan, day, week, month, affiliate, pay_method, country or billing_type",
      suggestions: ["product", "plan", "day", "week", "month", "affiliate", "pay_method", "country", "billing_type"],
    },
    LANGUAGE_ARGUMENT,
  ],
  needs: ["reportSales"],
  text: {
    en: (
      { from, to = "now", product_ids, group_by = "product" },
      tool,
    ) => `Report on Digistore24 sales from ${from} to ${to}${product_ids ? `, products ${product_ids}` : ""}.
${steps([
  `Call ${tool("reportSales")} once, with from "${from}", to "${to}"${withProducts(product_ids)}, group_by "${group_by}" and compare "previous_period". Its sums are complete: do not add up lists yourself.`,
  "Show one table per currency: payments, refunds and chargebacks, sales after refunds (including VAT; do not call them net), the VAT in them, own earnings, orders, and the change since the period before. Never add up different currencies.",
  "State the period as the answer gives it, what it left out, and every note of the answer. If it is not complete, say so first.",
  "Point out anything unusual in two or three sentences, and nothing that the numbers do not show.",
])}`,
    de: (
      { from, to = "now", product_ids, group_by = "product" },
      tool,
    ) => `Berichte über die Digistore24-Verkäufe von ${from} bis ${to}${product_ids ? `, Produkte ${product_ids}` : ""}.
${steps([
  `Rufe ${tool("reportSales")} einmal auf, mit from "${from}", to "${to}"${withProducts(product_ids)}, group_by "${group_by}", compare "previous_period" und language "de". Die Summen sind vollständig: Zähle keine Listen selbst zusammen.`,
  "Zeige je Währung eine Tabelle: Zahlungen, Erstattungen und Rückbuchungen, Umsatz nach Erstattungen (inkl. USt; nenne ihn nicht „netto“), die USt darin, eigener Verdienst, Bestellungen und die Veränderung zum Zeitraum davor. Zähle Währungen nie zusammen.",
  "Nenne den Zeitraum so, wie ihn die Antwort angibt, was sie auslässt, und jeden ihrer Hinweise. Ist sie nicht vollständig, sage das zuerst.",
  "Sage in zwei, drei Sätzen, was auffällt, und nichts, was die Zahlen nicht zeigen.",
])}
Antworte auf Deutsch.`,
  },
};
