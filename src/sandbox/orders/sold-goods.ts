import { products } from "../catalogue/product-records.ts";
import { PRODUCT_TYPES } from "../catalogue/product-types.ts";
import { createRandom, type Random } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { type Transaction, transactionsOf } from "../ledger/transaction-records.ts";

const ID_RADIX = 36;

/** The category of a product: `digital`, `shipping`, `event`; empty for products of other vendors. */
export function categoryOf(store: Store, productId: number): string {
  const typeId = products(store).byId.get(productId)?.settings["product_type_id"];
  return PRODUCT_TYPES.find(({ id }) => id === typeId)?.category ?? "";
}

/** The account's own sales that were paid, even if refunded later, oldest first. */
export function paidPurchases(store: Store): readonly Purchase[] {
  return [...purchases(store).values()].filter((purchase) => isPaidSale(store, purchase));
}

export function isPaidSale(store: Store, { id, role }: Purchase): boolean {
  return role === "vendor" && transactionsOf(store, id).some(({ type }) => type === "payment");
}

/** Like {@link paidPurchases}, for one product. */
export function paidPurchasesOf(store: Store, wantedId: number): readonly Purchase[] {
  return [...purchases(store).values()].filter(
    (purchase) => purchase.productId === wantedId && isPaidSale(store, purchase),
  );
}

/** The amount paid and not refunded, in cents. */
function keptCents(transactions: readonly Transaction[]): number {
  return transactions.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** Whether everything that was paid has been refunded. */
export function isPaidBack(store: Store, purchaseId: string): boolean {
  return keptCents(transactionsOf(store, purchaseId)) <= 0;
}

/** Like {@link isPaidBack}, at the time when the shop was made. */
export function wasPaidBackAtStart(store: Store, purchaseId: string): boolean {
  const known = transactionsAtStart(store, purchaseId);
  return known.length > 0 && keptCents(known) <= 0;
}

/** The seeded transactions of a purchase. */
export function transactionsAtStart(store: Store, purchaseId: string): readonly Transaction[] {
  return transactionsOf(store, purchaseId).filter(({ createdAt }) => createdAt < store.createdAt);
}

/** A separate stream for each purchase, so that its made-up values do not depend on other purchases. */
export function randomOf(store: Store, { id }: Purchase): Random {
  return createRandom(store.seed + Number.parseInt(id, ID_RADIX));
}
