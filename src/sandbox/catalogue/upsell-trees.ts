import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";

/** Product ids by position: `y` is the first offer, `yn` the one after it was declined, and so on. */
export type UpsellTree = Readonly<Record<string, number>>;

/** By the id of the product bought first. */
export const trees = defineSlice(() => new Map<number, UpsellTree>([[12345, { y: 67890, yy: 13579, yn: 24680 }]]));

/** Removes a deleted product from every tree, and its own tree. */
export function removeFromTrees(store: Store, productId: number): void {
  trees(store).delete(productId);
  for (const [id, tree] of trees(store)) {
    const left = Object.entries(tree).filter(([, offered]) => offered !== productId);
    trees(store).set(id, Object.fromEntries(left));
  }
}
