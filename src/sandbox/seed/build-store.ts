import { paymentPlans } from "../catalogue/payment-plan-records.ts";
import { numbered, takeId } from "../kit/numbered.ts";
import { createRandom } from "../kit/random.ts";
import { addTransaction, type Purchase, type Store, type Transaction } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { seedAccount } from "./account.ts";
import { makeHistory } from "./history.ts";
import { KNOWN_BUYERS, knownSales } from "./known-sales.ts";
import type { SeededSale } from "./sale.ts";

/** The first new ids. Transactions of the history have lower ids than those of the known purchases, which are recent. */
const FIRST_IDS = {
  transaction: 54_000_001,
  buyer: 880101,
};
const FIRST_LATER_TRANSACTION_ID = 55_000_006;

interface StoreOptions {
  readonly now: Instant;
  readonly seed: number;
  readonly scale: "small" | "large";
}

/** The shop as it is when the sandbox starts. The same clock and seed make the same shop. */
export function buildStore({ now, seed, scale }: StoreOptions): Store {
  const store: Store = {
    createdAt: now,
    seed,
    account: seedAccount(now),
    buyers: numbered(Object.values(KNOWN_BUYERS), FIRST_IDS.buyer),
    purchases: new Map<string, Purchase>(),
    transactions: numbered<Transaction>([], FIRST_IDS.transaction),
    transactionsOf: new Map(),
  };
  const known = knownSales(paymentPlans(store).byId, now);
  const knownIds = new Set(known.map(({ purchase }) => purchase.id));
  addSales(store, [...known, ...makeHistory(store, createRandom(seed), { now, scale, usedIds: knownIds })]);
  store.transactions.nextId = FIRST_LATER_TRANSACTION_ID;
  return store;
}

function addSales(store: Store, sales: readonly SeededSale[]): void {
  const purchases = sales.map(({ purchase }) => purchase).sort((a, b) => a.createdAt - b.createdAt);
  for (const purchase of purchases) {
    store.purchases.set(purchase.id, purchase);
  }
  const transactions = sales.flatMap((sale) => sale.transactions).sort((a, b) => a.createdAt - b.createdAt);
  for (const transaction of transactions) {
    addTransaction(store, { ...transaction, id: transaction.id ?? takeId(store.transactions) });
  }
}
