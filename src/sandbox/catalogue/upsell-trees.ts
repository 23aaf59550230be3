import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";

/** Product ids by position: `y` is the first offer, `yn` the one after it was declined, and so on. */
export type UpsellTree = Readonly<Record<string, number>>;

/** By the product that is bought first. */
export const trees = defineSlice(() => new Map<number, UpsellTree>([[12345, { y: 67890, yy: 13579, yn: 24680 }]]));

/** Takes a product that is gone out of every tree, its own with it. */
export function takeFromTrees(store: Store, productId: number): void {
  trees(store).delete(productId);
  for (const [id, tree] of trees(store)) {
    const left = Object.entries(tree).filter(([, offered]) => offered !== productId);
    trees(store).set(id, Object.fromEntries(left));
  }
}
