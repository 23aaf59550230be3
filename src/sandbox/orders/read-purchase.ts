import type { Store } from "../kit/store.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { asText, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { notFound, notPossible } from "../wire/refusal.ts";

export function readPurchase({ args, store }: Call): Purchase {
  return findPurchase(store, readRequired(args, "purchase_id", asText));
}

/** The purchase with an id from a call. */
export function findPurchase(store: Store, id: string): Purchase {
  const purchase = purchases(store).get(id);
  if (purchase === undefined) {
    throw notFound({ de: "Bestellung", en: "Purchase" }, id);
  }
  return purchase;
}

/** Refuses orders with a single payment: nothing can be stopped, charged or reduced. */
export function assertRebilled(purchase: Purchase): Purchase {
  if (purchase.billingType === "single_payment") {
    throw notPossible({ de: "Die Bestellung ist eine Einmalzahlung", en: "The order is a single payment" });
  }
  return purchase;
}
