import type { MoneyBound } from "../../confirm/money-limit.ts";
import { listOf } from "./parse-values.ts";
import { WrongValueError } from "./wrong-value.ts";

const BOUND = /^([A-Z]{3})\s*(\d{1,9})(?:\.(\d{1,2}))?\s*\/\s*(day|call)$/i;
/** Parts that a limit has to have, and what to say if one is not there. */
const PARTS = [
  [/\d/, "the amount is missing"],
  [/^[^/]*(?<![a-z])[a-z]{3}(?![a-z])/i, "the currency is missing: write EUR, or another one of three letters"],
  [/\/\s*(day|call)/i, "the period is missing: write /day or /call"],
] as const;
const FORM = "must hold limits such as EUR 500/day or EUR 200/call, separated by commas";

/** Limits such as `EUR 500/day, EUR 200/call`, of which each kind occurs once. */
export function moneyBounds(text: string): readonly MoneyBound[] {
  if (/\d,\d/.test(text)) {
    throw new WrongValueError(`${FORM} (cents follow a dot, as in 1500.50)`);
  }
  const bounds = listOf(moneyBound)(text.replaceAll(";", ","));
  const twice = bounds.find(({ currency, per }, index) =>
    bounds.slice(0, index).some((other) => other.currency === currency && other.per === per),
  );
  if (twice) {
    throw new WrongValueError(`must hold only one limit in ${twice.currency} per ${twice.per}`);
  }
  return bounds;
}

/** One limit, such as `EUR 500/day`. */
function moneyBound(text: string): MoneyBound {
  const [, currency = "", whole = "", hundredths = "", per = ""] = BOUND.exec(text.trim()) ?? [];
  if (currency === "") {
    throw new WrongValueError(`${FORM} (${mistakeIn(text)})`);
  }
  return {
    currency: currency.toUpperCase(),
    cents: Number(whole) * 100 + Number(hundredths.padEnd(2, "0")),
    per: per.toLowerCase() as MoneyBound["per"],
  };
}

function mistakeIn(text: string): string {
  const missing = PARTS.find(([part]) => !part.test(text));
  return missing?.[1] ?? "write the currency, then an amount such as 1500.50, then /day or /call";
}
