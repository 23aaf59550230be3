import { takeId } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Purchase, Store } from "../kit/store.ts";

/** One thing of an order. */
export interface SoldItem {
  readonly id: number;
  readonly productId: number;
  readonly productName: string;
  readonly quantity: number;
  /** All of its units, in cents. */
  readonly cents: number;
}

interface Sold {
  readonly byPurchase: Map<string, readonly SoldItem[]>;
  nextId: number;
}

/** What is more than one unit of one product; all other orders are that. */
const sold = defineSlice(({ purchases }): Sold => {
  const lastId = [...purchases.values()].reduce((last, { itemId }) => Math.max(last, itemId), 0);
  return { byPurchase: new Map(), nextId: lastId + 1 };
});

/** The product of the order comes first, then what was bought with it. */
export function itemsOf(store: Store, purchase: Purchase): readonly SoldItem[] {
  const { itemId, productId, productName, firstCents, shippingCents } = purchase;
  const single = { id: itemId, productId, productName, quantity: 1, cents: firstCents - shippingCents };
  return sold(store).byPurchase.get(purchase.id) ?? [single];
}

export function setItems(store: Store, { id }: Purchase, items: readonly SoldItem[]): void {
  sold(store).byPurchase.set(id, items);
}

export function takeItemId(store: Store): number {
  return takeId(sold(store));
}
