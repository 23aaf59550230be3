import { paymentPlansOf } from "../catalogue/payment-plans.ts";
import { readProduct } from "../catalogue/read-product.ts";
import { takeFromUpgrades } from "../catalogue/upgrade-records.ts";
import { takeFromTrees } from "../catalogue/upsell-trees.ts";
import type { Store } from "../kit/store.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notPossible } from "../wire/refusal.ts";
import { buyUrls } from "./buy-url-records.ts";

/** Apart from the other functions on products: it reaches into everything that offers one. */
export const deleteProductFunctions: Handlers = { deleteProduct };

function deleteProduct(call: Call) {
  const { store } = call;
  const { id } = readProduct(call);
  if ([...store.purchases.values()].some((purchase) => purchase.productId === id)) {
    throw notPossible({
      de: `Produkt ${id} wurde bereits verkauft und kann nicht gelöscht werden`,
      en: `Product ${id} has been sold and cannot be deleted`,
    });
  }
  for (const plan of paymentPlansOf(store, id)) {
    store.paymentPlans.byId.delete(plan.id);
  }
  store.products.byId.delete(id);
  takeProductAway(store, id);
  return {};
}

/** A product that is gone is offered nowhere any more. */
function takeProductAway(store: Store, productId: number): void {
  takeFromTrees(store, productId);
  takeFromUpgrades(store, productId);
  const links = buyUrls(store).byId;
  for (const link of [...links.values()].filter((one) => one.productId === productId)) {
    links.delete(link.id);
  }
}
