export interface Texts {
  readonly language: "en" | "de";
  /** After refunds and chargebacks. Sellers take "net" for an amount without VAT, but this one contains it. */
  readonly net: string;
  readonly vat: string;
  readonly earned: string;
  readonly payments: string;
  readonly returned: string;
  readonly orders: string;
  readonly before: string;
  readonly now: string;
  readonly change: (percent: string, before: string) => string;
  readonly others: (count: number) => string;
  readonly table: string;
  readonly chart: (by: string, currency: string, largest: string) => string;
  readonly group: string;
  readonly incomplete: string;
  readonly empty: string;
  readonly waiting: string;
  readonly failed: string;
  readonly cancelled: string;
}

const EN: Texts = {
  language: "en",
  net: "Sales after refunds (incl. VAT)",
  vat: "Of which VAT",
  earned: "Own earnings",
  payments: "Payments",
  returned: "Refunds and chargebacks",
  orders: "Orders",
  before: "Before",
  now: "Now",
  change: (percent, before) => `${percent} against ${before}`,
  others: (count) => `${count} others`,
  table: "Table",
  chart: (by, currency, largest) =>
    `Sales after refunds (incl. VAT) in ${currency} by ${by.replace("_", " ")}. The largest: ${largest}. The table has all values.`,
  group: "Group",
  incomplete: "Not the whole period that was asked for.",
  empty: "Nothing was sold in this period.",
  waiting: "Waiting for the report …",
  failed: "The report could not be created:",
  cancelled: "The call was cancelled.",
};

const DE: Texts = {
  language: "de",
  net: "Umsatz nach Erstattungen (inkl. USt)",
  vat: "Davon USt",
  earned: "Eigener Verdienst",
  payments: "Zahlungen",
  returned: "Erstattungen und Rückbuchungen",
  orders: "Bestellungen",
  before: "Davor",
  now: "Jetzt",
  change: (percent, before) => `${percent} gegenüber ${before}`,
  others: (count) => `${count} weitere`,
  table: "Tabelle",
  chart: (_, currency, largest) =>
    `Umsatz nach Erstattungen (inkl. USt) in ${currency}. Am größten: ${largest}. Die Tabelle enthält alle Werte.`,
  group: "Gruppe",
  incomplete: "Nicht der gesamte angefragte Zeitraum.",
  empty: "In diesem Zeitraum wurde nichts verkauft.",
  waiting: "Warten auf den Bericht …",
  failed: "Der Bericht konnte nicht erstellt werden:",
  cancelled: "Der Aufruf wurde abgebrochen.",
};

/** German for a German host, English for any other. */
export function textsFor(locale: string): Texts {
  return locale.toLowerCase().startsWith("de") ? DE : EN;
}
