import type { Argument } from "./argument.ts";
import { asCurrency, asList, asText, readOptional } from "./arguments.ts";
import type { Call, Handlers } from "./call.ts";
import { badValue, notFound } from "./refusal.ts";

interface Currency {
  readonly id: number;
  readonly code: string;
  readonly symbol: string;
  readonly minPrice: number;
  readonly maxPrice: number;
  /** The value of one euro. Fixed, so that the same call always has the same answer. */
  readonly perEuro: number;
}

const ALL = "all";
const RATE_DECIMALS = 6;

const CURRENCIES: readonly Currency[] = [
  { id: 1, code: "EUR", symbol: "€", minPrice: 1, maxPrice: 25_000, perEuro: 1 },
  { id: 2, code: "USD", symbol: "$", minPrice: 1, maxPrice: 25_000, perEuro: 1.1 },
  { id: 3, code: "CHF", symbol: "CHF", minPrice: 1, maxPrice: 25_000, perEuro: 0.95 },
  { id: 4, code: "GBP", symbol: "£", minPrice: 1, maxPrice: 20_000, perEuro: 0.85 },
  { id: 5, code: "PLN", symbol: "zł", minPrice: 4, maxPrice: 100_000, perEuro: 4.3 },
];

export const currencyFunctions: Handlers = { listCurrencies };

// [S1]
function listCurrencies({ args, language }: Call) {
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const targets = readTargets(args);
  return CURRENCIES.map((currency) => ({
    id: currency.id,
    code: currency.code,
    symbol: currency.symbol,
    name: names.of(currency.code),
    min_price: currency.minPrice,
    max_price: currency.maxPrice,
    ...(targets.length > 0 && { exchange_rates: ratesOf(currency, targets) }),
  }));
}

/** A currency in which products can be sold. */
export function asSoldCurrency(argument: Argument): string {
  const code = asCurrency(argument);
  const codes = CURRENCIES.map((currency) => currency.code);
  if (!codes.includes(code)) {
    throw badValue(argument, { de: codes.join(", "), en: codes.join(", ") });
  }
  return code;
}

function readTargets(args: Call["args"]): readonly Currency[] {
  const wanted = readOptional(args, "convert_to", asText);
  if (wanted === undefined) {
    return [];
  }
  if (wanted.toLowerCase() === ALL) {
    return CURRENCIES;
  }
  return asList({ name: "convert_to", text: wanted }).map((text) => {
    const code = asCurrency({ name: "convert_to", text });
    const currency = CURRENCIES.find((candidate) => candidate.code === code);
    if (currency === undefined) {
      throw notFound({ de: "Währung", en: "Currency" }, code);
    }
    return currency;
  });
}

function ratesOf(from: Currency, targets: readonly Currency[]): Readonly<Record<string, number>> {
  const rateTo = (to: Currency) => Number((to.perEuro / from.perEuro).toFixed(RATE_DECIMALS));
  return Object.fromEntries(targets.map((to) => [to.code, rateTo(to)]));
}
