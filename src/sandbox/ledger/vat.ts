/** VAT in the buyer's country, in percent. */
const VAT_PERCENT: Readonly<Record<string, number>> = { DE: 19, AT: 20, CH: 8.1 };

export function vatPercentOf(country: string): number {
  return VAT_PERCENT[country] ?? 0;
}
