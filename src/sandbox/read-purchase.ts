import { asText, readRequired } from "./arguments.ts";
import type { Call } from "./call.ts";
import { notFound } from "./refusal.ts";
import type { Purchase, Store } from "./store.ts";

/** The one purchase that `purchase_id` names. */
export function readPurchase({ args, store }: Call): Purchase {
  return findPurchase(store, readRequired(args, "purchase_id", asText));
}

/** The purchase of an id that a call gave. */
export function findPurchase(store: Store, id: string): Purchase {
  const purchase = store.purchases.get(id);
  if (purchase === undefined) {
    throw notFound({ de: "Bestellung", en: "Purchase" }, id);
  }
  return purchase;
}
