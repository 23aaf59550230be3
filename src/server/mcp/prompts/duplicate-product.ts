import { LANGUAGE_ARGUMENT, type Prompt, steps } from "./prompt.ts";

export const duplicateProduct: Prompt = {
  name: "duplicate-product",
  title: "Duplicate a product",
  description: "Copies a product under a new name, kept off sale, optionally with another price",
  args: [
    { name: "product_id", description: "Id of the product to copy", isRequired: true },
    { name: "name", description: "Name of the copy, at most 63 characters", isRequired: true },
    { name: "price", description: "A single payment, e.g. 89.99; if left out, the prices of the original" },
    { name: "currency", description: "Currency of the price, default EUR", suggestions: ["EUR", "USD", "GBP", "CHF"] },
    LANGUAGE_ARGUMENT,
  ],
  needs: ["getProduct", "copyProduct", "listPaymentPlans", "createPaymentplan"],
  text: {
    en: ({ product_id, name, price, currency = "EUR" }, tool) => `Copy Digistore24 product ${product_id} as "${name}".
${steps([
  `Read the original with ${tool("getProduct")} and its prices with ${tool("listPaymentPlans")}.`,
  `Call ${tool("copyProduct")} once, with is_active false and the new name in name_intern and in name_<language> of each language that the original has. If its answer gets lost, look for the copy with ${tool("listProducts") ?? "the product list"} before trying again.`,
  `Read the copy's prices with ${tool("listPaymentPlans")}: they may not have been copied. The original's prices stay as they are.`,
  price === undefined
    ? `If the copy has none, create those of the original with ${tool("createPaymentplan")}.`
    : `The copy should cost a single payment of ${price} ${currency}: ${tool("updatePaymentplan") ? `change its one payment plan with ${tool("updatePaymentplan")}, or create one with` : "create it with"} ${tool("createPaymentplan")} (first_amount ${price}, other_amounts 0, number_of_installments 1, currency ${currency}). If plans of the original remain that would be offered next to it, say so: they must be removed before the copy goes on sale.`,
  "Read the copy back and show old and new side by side: id, names, prices, active or not. Keep it off sale.",
])}`,
    de: (
      { product_id, name, price, currency = "EUR" },
      tool,
    ) => `Kopiere das Digistore24-Produkt ${product_id} unter dem Namen „${name}“.
${steps([
  `Lies das Original mit ${tool("getProduct")} und seine Preise mit ${tool("listPaymentPlans")}.`,
  `Rufe ${tool("copyProduct")} einmal auf, mit is_active false und dem neuen Namen in name_intern und in name_<Sprache> jeder Sprache, die das Original hat. Geht die Antwort verloren, suche die Kopie mit ${tool("listProducts") ?? "der Produktliste"}, bevor du es erneut versuchst.`,
  `Lies die Preise der Kopie mit ${tool("listPaymentPlans")}: Es kann sein, dass sie nicht mitkopiert wurden. Die Preise des Originals bleiben, wie sie sind.`,
  price === undefined
    ? `Hat die Kopie keine, lege die des Originals mit ${tool("createPaymentplan")} an.`
    : `Die Kopie soll einmalig ${price} ${currency} kosten: ${tool("updatePaymentplan") ? `Ändere ihren einen Zahlungsplan mit ${tool("updatePaymentplan")} oder lege einen an mit` : "Lege den Zahlungsplan an mit"} ${tool("createPaymentplan")} (first_amount ${price}, other_amounts 0, number_of_installments 1, currency ${currency}). Bleiben Zahlungspläne des Originals übrig, die daneben verkauft würden, sage es: Sie müssen weg, bevor die Kopie in den Verkauf geht.`,
  "Lies die Kopie noch einmal und stelle Alt und Neu gegenüber: Id, Namen, Preise, aktiv oder nicht. Nimm sie nicht in den Verkauf.",
])}
Antworte auf Deutsch.`,
  },
};
