import { toAmount } from "../kit/money.ts";
import type { Store } from "../kit/store.ts";
import { HOUR_MS, type Instant } from "../kit/time.ts";
import type { EarningRole } from "../ledger/purchase-records.ts";
import { type Transaction, transactions } from "../ledger/transaction-records.ts";

/** In cents of one currency. */
interface Sum {
  share: number;
  brutto: number;
  netto: number;
}

/** By the account's role in the sale, which decides what it earns. */
type RoleSums = Record<EarningRole, Sum>;

const ROLES: readonly EarningRole[] = ["vendor", "affiliate", "other"];

/**
 * Sums up earnings by a name, such as a day, and by currency, for all statistics. Test orders count. [S38] Days and longer periods begin on a full
 * hour, so the name is computed once per hour.
 */
export function sumTransactions(
  store: Store,
  period: { readonly from: Instant; readonly to: Instant },
  nameOf: (at: Instant) => string,
): Map<string, Map<string, RoleSums>> {
  const sums = new Map<string, Map<string, RoleSums>>();
  const byHour = new Map<number, Map<string, RoleSums>>();
  for (const transaction of transactions(store).byId.values()) {
    const { createdAt, currency, role } = transaction;
    if (createdAt >= period.from && createdAt <= period.to) {
      const ofName = getOrMake(byHour, Math.floor(createdAt / HOUR_MS), () =>
        getOrMake(sums, nameOf(createdAt), () => new Map()),
      );
      add(getOrMake(ofName, currency, noSums)[role], transaction);
    }
  }
  return sums;
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  map.set(key, made);
  return made;
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

/** The fields that all statistics have: `vendor_share_amount`, …, `total_netto_amount`. */
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
