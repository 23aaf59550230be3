import { asText, readRequired } from "./arguments.ts";
import type { Call } from "./call.ts";
import { notFound } from "./refusal.ts";
import type { Purchase } from "./store.ts";

/** The one purchase that `purchase_id` names. */
export function readPurchase({ args, store }: Call): Purchase {
  const id = readRequired(args, "purchase_id", asText);
  const purchase = store.purchases.get(id);
  if (purchase === undefined) {
    throw notFound({ de: "Bestellung", en: "Purchase" }, id);
  }
  return purchase;
}
