import { createRandom, type Random } from "../kit/random.ts";
import { type Purchase, type Store, type Transaction, transactionsOf } from "../kit/store.ts";

const ID_RADIX = 36;

/** The kind of goods that a product is: `digital`, `shipping`, `event`; empty for products of other vendors. */
export function categoryOf(store: Store, productId: number): string {
  const typeId = store.products.byId.get(productId)?.settings["product_type_id"];
  return store.productTypes.find(({ id }) => id === typeId)?.category ?? "";
}

/** What is handed over to buyers: the account's own sales that were paid, be it taken back later, oldest first. */
export function paidPurchases(store: Store): readonly Purchase[] {
  return [...store.purchases.values()].filter((purchase) => isPaidSale(store, purchase));
}

export function isPaidSale(store: Store, { id, role }: Purchase): boolean {
  return role === "vendor" && transactionsOf(store, id).some(({ type }) => type === "payment");
}

/** As {@link paidPurchases}, those of one product. */
export function paidPurchasesOf(store: Store, wantedId: number): readonly Purchase[] {
  return [...store.purchases.values()].filter(
    (purchase) => purchase.productId === wantedId && isPaidSale(store, purchase),
  );
}

/** What the buyer has paid and not got back, in cents. */
function keptCents(transactions: readonly Transaction[]): number {
  return transactions.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** Whether all that was paid has gone back to the buyer. */
export function isPaidBack(store: Store, purchaseId: string): boolean {
  return keptCents(transactionsOf(store, purchaseId)) <= 0;
}

/** As {@link isPaidBack}, before anything happened in this shop. */
export function wasPaidBackAtStart(store: Store, purchaseId: string): boolean {
  const known = transactionsAtStart(store, purchaseId);
  return known.length > 0 && keptCents(known) <= 0;
}

/** What the shop was made with, whatever was booked since. */
export function transactionsAtStart(store: Store, purchaseId: string): readonly Transaction[] {
  return transactionsOf(store, purchaseId).filter(({ createdAt }) => createdAt < store.createdAt);
}

/** A stream of its own for each purchase, so that what is made up for one does not depend on the others. */
export function randomOf(store: Store, { id }: Purchase): Random {
  return createRandom(store.seed + Number.parseInt(id, ID_RADIX));
}
