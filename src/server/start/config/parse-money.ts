import type { MoneyBound } from "../../confirm/money-limit.ts";
import { WrongValueError } from "./wrong-value.ts";

const BOUND = /^([A-Z]{3}) (\d{1,9})(?:\.(\d{1,2}))?\/(day|call)$/i;

/** One limit, such as `EUR 500/day`. */
export function moneyBound(text: string): MoneyBound {
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
