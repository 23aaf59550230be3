import type { Language } from "../../server/kit/language.ts";

export type OrderField = "email" | "first_name" | "last_name" | "country";

interface CheckoutTexts {
  readonly price: (first: string) => string;
  readonly instalments: (first: string, count: number, other: string) => string;
  readonly subscription: (first: string, other: string, interval: string) => string;
  readonly reduced: (code: string) => string;
  readonly fields: Readonly<Record<OrderField, string>>;
  readonly countryHint: string;
  readonly buy: string;
  readonly thanks: string;
  readonly ordered: (id: string) => string;
  readonly next: string;
  readonly closed: string;
  readonly closedReason: string;
  readonly unknownOrder: string;
}

/** The order form's texts. */
export const CHECKOUT_TEXTS: Readonly<Record<Language, CheckoutTexts>> = {
  de: {
    price: (first) => `Preis: ${first}`,
    instalments: (first, count, other) => `Preis: ${first}, dann ${count} × ${other}`,
    subscription: (first, other, interval) => `Preis: ${first}, dann ${other} ${interval}`,
    reduced: (code) => `Gutschein ${code} ist abgezogen.`,
    fields: { email: "E-Mail", first_name: "Vorname", last_name: "Nachname", country: "Land" },
    countryHint: "Zwei Buchstaben, zum Beispiel DE, AT oder CH",
    buy: "Kaufen",
    thanks: "Vielen Dank",
    ordered: (id) => `Ihre Bestellnummer ist ${id}.`,
    next: "Die Bestellung steht jetzt in der Liste der Bestellungen, und ein Agent kann sie dort finden.",
    closed: "Nicht mehr gültig",
    closedReason: "Diesen Link gibt es nicht, oder er ist abgelaufen.",
    unknownOrder: "Diese Bestellung gibt es nicht. Nach einem Neustart ist die Sandbox wieder wie am Anfang.",
  },
  en: {
    price: (first) => `Price: ${first}`,
    instalments: (first, count, other) => `Price: ${first}, then ${count} × ${other}`,
    subscription: (first, other, interval) => `Price: ${first}, then ${other} ${interval}`,
    reduced: (code) => `Voucher ${code} has been deducted.`,
    fields: { email: "Email", first_name: "First name", last_name: "Last name", country: "Country" },
    countryHint: "Two letters, for example DE, AT or CH",
    buy: "Buy",
    thanks: "Thank you",
    ordered: (id) => `Your order number is ${id}.`,
    next: "The order is now in the list of orders, where an agent can find it.",
    closed: "No longer valid",
    closedReason: "This link does not exist, or it has expired.",
    unknownOrder: "There is no such order. After a restart, the sandbox is as it was at the start.",
  },
};
