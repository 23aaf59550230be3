import { type Money, toMoney } from "./money.ts";

/** An amount as a question shows it. */
const SHOWN = /^(\d+)[.,](\d\d) ([A-Z]{3})$/;
/** With or without groups of three digits. Anything that can be read in two ways, such as `1.234`, is missing. */
const SPELLINGS = [
  /^(0|[1-9]\d*)(?:[.,](\d{1,2}))?$/,
  /^([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})$/,
  /^([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,2})$/,
  /^([1-9]\d{0,2}(?:['’]\d{3})+)(?:[.,](\d{1,2}))?$/,
];
const WITH_CURRENCY = /^([^\d.,'’]*)(\d[\d.,'’]*)([^\d.,'’]*)$/;
const CURRENCIES: Readonly<Record<string, string>> = { "€": "EUR", EURO: "EUR", $: "USD", "£": "GBP" };

/** Whether a person typed what the question shows, or the same amount in another spelling. */
export function isTyped(typed: unknown, wanted: string): boolean {
  if (typeof typed !== "string") {
    return false;
  }
  const [, units, decimals, currency] = SHOWN.exec(wanted) ?? [];
  const amount = toMoney(units && `${units}.${decimals}`, currency);
  return amount === undefined ? normalise(typed) === normalise(wanted) : isAmount(normalise(typed), amount);
}

/** Case and spaces do not matter. */
function normalise(text: string): string {
  return text.toUpperCase().replace(/\s+/g, "");
}

/** The currency may be left out, because the question names it. */
function isAmount(text: string, { cents, currency }: Money): boolean {
  const [, before = "", number = "", after = ""] = WITH_CURRENCY.exec(text) ?? [];
  const stated = before || after;
  const isCurrency = stated === "" || (CURRENCIES[stated] ?? stated) === currency;
  return isCurrency && !(before && after) && toMoney(readNumber(number), currency)?.cents === cents;
}

function readNumber(text: string): string | undefined {
  const [, units, decimals = ""] = SPELLINGS.map((spelling) => spelling.exec(text)).find((found) => found) ?? [];
  return units && `${units.replace(/\D/g, "")}.${decimals}`;
}
