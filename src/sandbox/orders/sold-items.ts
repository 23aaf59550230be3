import { takeId } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";

/** An item of an order. */
export interface SoldItem {
  readonly id: number;
  readonly productId: number;
  readonly productName: string;
  readonly quantity: number;
  /** The price of all units, in cents. */
  readonly cents: number;
}

interface Sold {
  readonly byPurchase: Map<string, readonly SoldItem[]>;
  nextId: number;
}

/** Only orders of something other than one unit of one product are stored. */
const sold = defineSlice((store): Sold => {
  const lastId = [...purchases(store).values()].reduce((last, { itemId }) => Math.max(last, itemId), 0);
  return { byPurchase: new Map(), nextId: lastId + 1 };
});

/** The main product comes first, then the add-ons. */
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
