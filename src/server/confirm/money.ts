export interface Money {
  /** Hundredths of the currency, so that sums stay exact. */
  readonly cents: number;
  /** ISO 4217, e.g. EUR. */
  readonly currency: string;
}

export const QUESTION_LANGUAGES = ["en", "de"] as const;
export type QuestionLanguage = (typeof QUESTION_LANGUAGES)[number];

/** Anything longer could say something else in a question. */
const CURRENCY = /^[a-z]{3}$/i;

/** An amount as the API or a caller writes it, such as `"19.90"` or 19.9. Undefined if it is not a number in a currency. */
export function toMoney(amount: unknown, currency: unknown): Money | undefined {
  const value = amount === "" || amount === null || amount === undefined ? Number.NaN : Number(amount);
  const isKnown = Number.isFinite(value) && typeof currency === "string" && CURRENCY.test(currency);
  return isKnown ? { cents: Math.round(value * 100), currency: currency.toUpperCase() } : undefined;
}

export function times({ cents, currency }: Money, count: number): Money {
  return { cents: Math.round(cents * count), currency };
}

/** The sum, or undefined if an amount is unknown or their currencies differ. */
export function sum(amounts: readonly (Money | undefined)[]): Money | undefined {
  return amounts.reduce((total, amount) =>
    total && amount && total.currency === amount.currency
      ? { cents: total.cents + amount.cents, currency: total.currency }
      : undefined,
  );
}

/** As a person reads it: `1234.50 EUR`, in German `1234,50 EUR`. */
export function showMoney({ cents, currency }: Money, language: QuestionLanguage): string {
  const number = (cents / 100).toFixed(2);
  return `${language === "de" ? number.replace(".", ",") : number} ${currency}`;
}
