import { productName } from "../catalogue/product-answer.ts";
import { type Product, products } from "../catalogue/product-records.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { ApprovalStatus } from "../wire/values.ts";

/** An entry of the account in the marketplace. Texts and share are those of the main product. */
interface MarketplaceEntry {
  readonly id: number;
  readonly mainProductId: number;
  readonly productIds: readonly number[];
  readonly status: ApprovalStatus;
  readonly categoryId: number;
  /** A text in place of the price. */
  readonly ownPriceText: string | null;
}

/** An entry and its main product. */
export interface ShownEntry {
  readonly entry: MarketplaceEntry;
  readonly product: Product;
}

export const CATEGORIES: Readonly<Record<number, string>> = { 14: "Beruf und Karriere" };

const allEntries = defineSlice((): readonly MarketplaceEntry[] => [
  {
    id: 3301,
    mainProductId: 12345,
    productIds: [12345, 67890],
    status: "approved",
    categoryId: 14,
    ownPriceText: null,
  },
  {
    id: 3302,
    mainProductId: 13579,
    productIds: [13579],
    status: "pending",
    categoryId: 14,
    ownPriceText: "ab 149 €",
  },
]);

/** The entries whose product exists. */
export function shownEntries(store: Store): readonly ShownEntry[] {
  return allEntries(store).flatMap((entry) => {
    const product = products(store).byId.get(entry.mainProductId);
    return product === undefined ? [] : [{ entry, product }];
  });
}

export function headlineOf({ product }: ShownEntry): string {
  return productName(product);
}
