import { paymentPlans } from "../catalogue/payment-plan-records.ts";
import { paymentPlansOf } from "../catalogue/payment-plans.ts";
import { products } from "../catalogue/product-records.ts";
import { readProduct } from "../catalogue/read-product.ts";
import { removeFromUpgrades } from "../catalogue/upgrade-records.ts";
import { removeFromTrees } from "../catalogue/upsell-trees.ts";
import type { Store } from "../kit/store.ts";
import { purchases } from "../ledger/purchase-records.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notPossible } from "../wire/refusal.ts";
import { buyUrls } from "./buy-url-records.ts";

/** Not with the other functions for products, because it touches everything that offers a product. */
export const deleteProductFunctions: Handlers = { deleteProduct };

function deleteProduct(call: Call) {
  const { store } = call;
  const { id } = readProduct(call);
  if ([...purchases(store).values()].some((purchase) => purchase.productId === id)) {
    throw notPossible({
      de: `Produkt ${id} wurde bereits verkauft und kann nicht gelöscht werden`,
      en: `Product ${id} has been sold and cannot be deleted`,
    });
  }
  for (const plan of paymentPlansOf(store, id)) {
    paymentPlans(store).byId.delete(plan.id);
  }
  products(store).byId.delete(id);
  removeFromOffers(store, id);
  return {};
}

/** Removes a deleted product from upsells, upgrades and buy URLs. */
function removeFromOffers(store: Store, productId: number): void {
  removeFromTrees(store, productId);
  removeFromUpgrades(store, productId);
  const links = buyUrls(store).byId;
  for (const link of [...links.values()].filter((one) => one.productId === productId)) {
    links.delete(link.id);
  }
}
