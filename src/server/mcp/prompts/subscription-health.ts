import { LANGUAGE_ARGUMENT, PRODUCTS_ARGUMENT, type Prompt, steps, USUAL_PERIODS, withProducts } from "./prompt.ts";

export const subscriptionHealth: Prompt = {
  name: "subscription-health",
  title: "Check the subscriptions",
  description: "Growth, monthly revenue and churn of the subscriptions, and who left; changes nothing",
  args: [
    { name: "from", description: "Start, default the last 30 days", suggestions: USUAL_PERIODS },
    { name: "to", description: "Last day, default now", suggestions: ["now"] },
    PRODUCTS_ARGUMENT,
    LANGUAGE_ARGUMENT,
  ],
  needs: ["reportSubscriptions"],
  text: {
    en: (
      { from = "-30d", to = "now", product_ids },
      tool,
    ) => `How healthy are my Digistore24 subscriptions from ${from} to ${to}${product_ids ? `, products ${product_ids}` : ""}?
${steps([
  `Call ${tool("reportSubscriptions")} once, with from "${from}", to "${to}"${withProducts(product_ids)}.`,
  "Show per currency: active at the start and at the end, new, cancelled, monthly revenue won and lost, churn. Then the same per product.",
  "List those who left, the most valuable first, with order, product and monthly amount, and how many the list does not show.",
  "State how it counts, what it left out, and every note. If it is not complete, say so first.",
  "Say in two or three sentences what stands out, and nothing that the numbers do not show. Change nothing.",
])}`,
    de: (
      { from = "-30d", to = "now", product_ids },
      tool,
    ) => `Wie gesund sind meine Digistore24-Abos von ${from} bis ${to}${product_ids ? `, Produkte ${product_ids}` : ""}?
${steps([
  `Rufe ${tool("reportSubscriptions")} einmal auf, mit from "${from}", to "${to}"${withProducts(product_ids)} und language "de".`,
  "Zeige je Währung: aktiv am Anfang und am Ende, neu, gekündigt, gewonnener und verlorener Monatsumsatz, Abwanderung. Dann dasselbe je Produkt.",
  "Liste auf, wer gegangen ist, die wertvollsten zuerst, mit Bestellung, Produkt und Monatsbetrag, und wie viele die Liste nicht zeigt.",
  "Nenne die Regel, nach der gezählt wird, was ausgelassen ist, und jeden Hinweis. Ist die Antwort nicht vollständig, sage das zuerst.",
  "Sage in zwei, drei Sätzen, was auffällt, und nichts, was die Zahlen nicht zeigen. Ändere nichts.",
])}
Antworte auf Deutsch.`,
  },
};
