import { paymentPlans } from "../catalogue/payment-plan-records.ts";
import { takeId } from "../kit/numbered.ts";
import { createRandom } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { buyers } from "../ledger/buyer-records.ts";
import { purchases } from "../ledger/purchase-records.ts";
import { addTransaction, transactions } from "../ledger/transaction-records.ts";
import { seedAccount } from "./account.ts";
import { makeHistory } from "./history.ts";
import { KNOWN_BUYERS, knownSales } from "./known-sales.ts";
import { plantNotes } from "./plant-notes.ts";
import type { SeededSale } from "./sale.ts";

const FIRST_LATER_TRANSACTION_ID = 55_000_006;

interface StoreOptions {
  readonly now: Instant;
  readonly seed: number;
  readonly scale: "small" | "large";
  readonly hasPlantedNotes?: boolean;
}

/** The shop as it is when the sandbox starts. The same clock and seed make the same shop. */
export function buildStore({ now, seed, scale, hasPlantedNotes = false }: StoreOptions): Store {
  const store: Store = { createdAt: now, seed, account: seedAccount(now) };
  for (const buyer of Object.values(KNOWN_BUYERS)) {
    buyers(store).byId.set(buyer.id, buyer);
  }
  const known = knownSales(paymentPlans(store).byId, now);
  const knownIds = new Set(known.map(({ purchase }) => purchase.id));
  addSales(store, [...known, ...makeHistory(store, createRandom(seed), { now, scale, usedIds: knownIds })]);
  transactions(store).nextId = FIRST_LATER_TRANSACTION_ID;
  if (hasPlantedNotes) {
    plantNotes(store);
  }
  return store;
}

function addSales(store: Store, sales: readonly SeededSale[]): void {
  const sold = sales.map(({ purchase }) => purchase).sort((a, b) => a.createdAt - b.createdAt);
  for (const purchase of sold) {
    purchases(store).set(purchase.id, purchase);
  }
  const booked = sales.flatMap((sale) => sale.transactions).sort((a, b) => a.createdAt - b.createdAt);
  for (const transaction of booked) {
    addTransaction(store, { ...transaction, id: transaction.id ?? takeId(transactions(store)) });
  }
}
