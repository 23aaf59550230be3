import { billingTypeOf } from "../catalogue/payment-terms.ts";
import { productName } from "../catalogue/product-answer.ts";
import type { Product } from "../catalogue/product-records.ts";
import type { Commission } from "../kit/money.ts";
import { createRandom, pickPurchaseId } from "../kit/random.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { bookPayment } from "../ledger/ledger.ts";
import { type PayMethod, type Purchase, purchases } from "../ledger/purchase-records.ts";
import { vatPercentOf } from "../ledger/vat.ts";
import type { SaleTerms } from "./sale-terms.ts";
import { type SoldItem, setItems, takeItemId } from "./sold-items.ts";

/** A purchase to be made now. */
interface NewSale {
  readonly buyer: { readonly id: number; readonly country: string };
  readonly product: Product;
  readonly quantity: number;
  /** Of the whole order, for all units. */
  readonly terms: SaleTerms;
  readonly addons: readonly Omit<SoldItem, "id">[];
  readonly payMethod: PayMethod;
  readonly affiliateName: string | null;
  readonly commission: Commission;
  readonly campaignkey: string;
  readonly at: Instant;
  /** When the second payment is due; by default, one interval from now. */
  readonly nextPaymentAt?: Instant;
  /** False if the buyer still has to pay. */
  readonly isPaid: boolean;
}

/** Separate from the streams of the seed, so that the seeded shop stays the same. */
const STREAM = 7_919;
const ids = defineSlice(({ seed }) => createRandom(seed + STREAM));

/** Creates an order and books its first payment. */
export function openPurchase(store: Store, sale: NewSale): Purchase {
  const { terms, product, buyer, quantity, addons, at, isPaid } = sale;
  const billingType = billingTypeOf(terms.otherCents, terms.installments);
  const hasMore = billingType !== "single_payment" && isPaid;
  const next = sale.nextPaymentAt ?? addInterval(at, terms.firstInterval) ?? at;
  const purchase: Purchase = {
    ...terms,
    id: takePurchaseId(store),
    createdAt: at,
    buyerId: buyer.id,
    productId: product.id,
    productName: productName(product),
    itemId: takeItemId(store),
    role: "vendor",
    affiliateName: sale.affiliateName,
    commission: sale.commission,
    campaignkey: sale.campaignkey,
    isTest: sale.payMethod === "test",
    payMethod: sale.payMethod,
    vatPercent: vatPercentOf(buyer.country),
    billingType,
    billingStatus: statusOf(isPaid, hasMore),
    shippingCents: 0,
    cancelPolicy: billingType === "single_payment" ? null : terms.cancelPolicy,
    nextPaymentAt: hasMore ? next : null,
    endsAt: null,
  };
  purchases(store).set(purchase.id, purchase);
  if (quantity > 1 || addons.length > 0) {
    setItems(store, purchase, itemsFor(store, purchase, quantity, addons));
  }
  if (isPaid) {
    bookPayment(store, purchase, at, terms.firstCents);
  }
  return purchase;
}

function statusOf(isPaid: boolean, hasMore: boolean) {
  if (!isPaid) {
    return "unpaid";
  }
  return hasMore ? "paying" : "completed";
}

function itemsFor(
  store: Store,
  { itemId, productId, productName: name, firstCents }: Purchase,
  quantity: number,
  addons: NewSale["addons"],
): readonly SoldItem[] {
  const addonCents = addons.reduce((sum, { cents }) => sum + cents, 0);
  const main = { id: itemId, productId, productName: name, quantity, cents: firstCents - addonCents };
  return [main, ...addons.map((addon) => ({ ...addon, id: takeItemId(store) }))];
}

function takePurchaseId(store: Store): string {
  const random = ids(store);
  let id = pickPurchaseId(random);
  while (purchases(store).has(id)) {
    id = pickPurchaseId(random);
  }
  return id;
}
