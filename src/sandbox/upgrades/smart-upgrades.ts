import { html } from "../../server/kit/html.ts";
import { productName } from "../catalogue/product-answer.ts";
import { products } from "../catalogue/product-records.ts";
import { type SmartUpgrade, smartUpgrades } from "../catalogue/smart-upgrade-records.ts";
import type { Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { findPurchase } from "../orders/read-purchase.ts";
import { asCount, asList, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";

export const smartUpgradeFunctions: Handlers = {
  listSmartUpgrades: ({ store }) => ({ smartupgrades: smartUpgrades(store).map(smartUpgradeAnswer) }),
  getSmartupgrade,
};

// [S28]
function getSmartupgrade({ args, store }: Call) {
  const id = readRequired(args, "smartupgrade_id", asCount);
  const smartUpgrade = smartUpgrades(store).find((one) => one.id === id);
  if (smartUpgrade === undefined) {
    throw notFound({ de: "Smart Upgrade", en: "Smart upgrade" }, id);
  }
  const purchases = readOptional(args, "purchase_id", asList)?.map((purchaseId) => findPurchase(store, purchaseId));
  const isOffered = purchases?.some(({ productId }) => smartUpgrade.productIds.includes(productId));
  return {
    ...smartUpgradeAnswer(smartUpgrade),
    ...(purchases === undefined ? {} : { widget_html: isOffered ? widgetOf(store, smartUpgrade) : "" }),
  };
}

function widgetOf(store: Store, { toProductId }: SmartUpgrade): string {
  const product = products(store).byId.get(toProductId);
  const name = product === undefined ? "" : productName(product);
  return html`<div class="ds24-smartupgrade">Jetzt wechseln: ${name}</div>`.toString();
}

export function smartUpgradeAnswer({ id, name, authKey, customCss, toProductId, productIds, createdAt }: SmartUpgrade) {
  return {
    id,
    name,
    authkey: authKey,
    created_at: formatTime(createdAt),
    is_custom_css_used: customCss === null ? "N" : "Y",
    custom_css: customCss,
    upgrade_to_product_id: toProductId,
    product_ids: productIds.join(","),
  };
}
