import { toAmount } from "./money.ts";
import type { EarningRole, Store, Transaction } from "./store.ts";
import type { Instant } from "./time.ts";

/** Cents, of one currency. */
interface Sum {
  share: number;
  brutto: number;
  netto: number;
}

/** By role. What an account earns on a sale depends on its role in it. */
type RoleSums = Record<EarningRole, Sum>;

const ROLES: readonly EarningRole[] = ["vendor", "affiliate", "other"];

/** Adds up what was earned, by a name such as a day and by currency. The one place where statistics come from. */
export function sumTransactions(
  store: Store,
  period: { readonly from: Instant; readonly to: Instant },
  nameOf: (transaction: Transaction) => string,
): Map<string, Map<string, RoleSums>> {
  const sums = new Map<string, Map<string, RoleSums>>();
  for (const transaction of store.transactions.values()) {
    const role = store.purchases.get(transaction.purchaseId)?.role;
    if (role !== undefined && transaction.createdAt >= period.from && transaction.createdAt <= period.to) {
      const name = nameOf(transaction);
      const byCurrency = sums.get(name) ?? new Map<string, RoleSums>();
      const ofRoles = byCurrency.get(transaction.currency) ?? noSums();
      add(ofRoles[role], transaction);
      byCurrency.set(transaction.currency, ofRoles);
      sums.set(name, byCurrency);
    }
  }
  return sums;
}

export function noSums(): RoleSums {
  const none = (): Sum => ({ share: 0, brutto: 0, netto: 0 });
  return { vendor: none(), affiliate: none(), other: none() };
}

function add(sum: Sum, { earnedCents, amountCents, vatCents }: Transaction): void {
  sum.share += earnedCents;
  sum.brutto += amountCents;
  sum.netto += amountCents - vatCents;
}

/** As all statistics write it: `vendor_share_amount`, …, `total_netto_amount`. */
export function sumsAnswer(sums: RoleSums): Readonly<Record<string, string>> {
  const total = ROLES.reduce(
    (all, role) => ({
      share: all.share + sums[role].share,
      brutto: all.brutto + sums[role].brutto,
      netto: all.netto + sums[role].netto,
    }),
    { share: 0, brutto: 0, netto: 0 },
  );
  const named: [string, Sum][] = [...ROLES.map((role): [string, Sum] => [role, sums[role]]), ["total", total]];
  return Object.fromEntries(
    named.flatMap(([name, sum]) => [
      [`${name}_share_amount`, toAmount(sum.share)],
      [`${name}_brutto_amount`, toAmount(sum.brutto)],
      [`${name}_netto_amount`, toAmount(sum.netto)],
    ]),
  );
}
