/** The parts of a gross payment, in cents: `gross = net + vat`, and fee and shares come out of the net. */
interface Split {
  readonly grossCents: number;
  readonly vatCents: number;
  readonly feeCents: number;
  readonly affiliateCents: number;
  /** The rest. */
  readonly vendorCents: number;
}

/** An affiliate's share of each payment. */
export interface Commission {
  /** Of the amount after fee and VAT. */
  readonly percent: number;
  /** In addition to the percentage. */
  readonly fixCents: number;
  readonly isOnFirstOnly: boolean;
}

export const NO_COMMISSION: Commission = { percent: 0, fixCents: 0, isOnFirstOnly: false };

const FEE_PER_MILLE = 79;
const FEE_FIXED_CENTS = 100;

/** An amount in the form of most answers: `"199.00"`. */
export function toAmount(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** An amount in the form of summaries: a number. */
export function toNumber(cents: number): number {
  return cents / 100;
}

/** An amount as German buyers read it: `199,00 €`. */
export function toPrice(cents: number, currency: string): string {
  return `${toAmount(cents).replace(".", ",")} ${currency === "EUR" ? "€" : currency}`;
}

/**
 * Splits a gross payment: first VAT, then the marketplace's fee of 7.9 % of the gross + 1.00, then the affiliate's share,
 * which is never more than the rest. A payment that a credit covers has no fee.
 */
export function splitGross(grossCents: number, vatPercent: number, { percent, fixCents }: Commission): Split {
  const netCents = Math.round((grossCents * 100) / (100 + vatPercent));
  const fixedCents = grossCents === 0 ? 0 : FEE_FIXED_CENTS;
  const feeCents = Math.round((grossCents * FEE_PER_MILLE) / 1_000) + fixedCents;
  const leftCents = Math.max(0, netCents - feeCents);
  const affiliateCents = Math.min(leftCents, Math.round((leftCents * percent) / 100) + fixCents);
  return {
    grossCents,
    vatCents: grossCents - netCents,
    feeCents,
    affiliateCents,
    vendorCents: netCents - feeCents - affiliateCents,
  };
}
