import type { MoneyBound } from "../../confirm/money-limit.ts";
import { listOf } from "./parse-values.ts";
import { WrongValueError } from "./wrong-value.ts";

const BOUND = /^([A-Z]{3}) (\d{1,9})(?:\.(\d{1,2}))?\/(day|call)$/i;

/** Limits such as `EUR 500/day, EUR 200/call`, of which each kind occurs once. */
export function moneyBounds(text: string): readonly MoneyBound[] {
  const bounds = listOf(moneyBound)(text);
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
    throw new WrongValueError("must hold limits such as EUR 500/day or EUR 200/call, separated by commas");
  }
  return {
    currency: currency.toUpperCase(),
    cents: Number(whole) * 100 + Number(hundredths.padEnd(2, "0")),
    per: per.toLowerCase() as MoneyBound["per"],
  };
}
