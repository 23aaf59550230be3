import { productName } from "../catalogue/product-answer.ts";
import { ALL_PRODUCTS } from "../catalogue/product-ids.ts";
import { products } from "../catalogue/product-records.ts";
import { type Upgrade, type UpgradeType, upgrades } from "../catalogue/upgrade-records.ts";
import { addNumbered } from "../kit/numbered.ts";
import { createRandom, pickPurchaseId } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { findPurchase } from "../orders/read-purchase.ts";
import { asCount, asFlag, asList, asOneOf, asTextUpTo, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";
import { checkAnswer, findCandidate } from "./upgrade-check.ts";

const MAX_NAME_CHARS = 127;
/** The lists of products by type of upgrade. For a product in several lists the last one counts. */
const LISTS: readonly (readonly [string, UpgradeType])[] = [
  ["special_offer_for", "special_offer"],
  ["downgrade_from", "downgrade"],
  ["upgrade_from", "upgrade"],
];

export const upgradeFunctions: Handlers = {
  createUpgrade,
  getUpgrade,
  listUpgrades: ({ store }) => ({ upgrades: [...upgrades(store).byId.values()].map(upgradeAnswer) }),
  deleteUpgrade,
};

function createUpgrade(call: Call) {
  const { args, store } = call;
  const toProductId = readRequired(args, "to_product_id", asCount);
  const fallbackProductId = readOptional(args, "fallback_product_id", asCount) ?? null;
  assertProducts(store, fallbackProductId === null ? [toProductId] : [toProductId, fallbackProductId]);
  const id = addNumbered(upgrades(store), {
    name: readRequired(args, "name", asTextUpTo(MAX_NAME_CHARS)),
    authKey: pickPurchaseId(createRandom(store.seed + upgrades(store).nextId)),
    toProductId,
    typeOf: readTypes(call, toProductId),
    fallbackProductId,
    isActive: readOptional(args, "is_active", asFlag) ?? "Y",
    buyerReadonlyKeys:
      readOptional(args, "buyer_readonly_keys", asOneOf(["none", "email", "email_and_name", "all"])) ?? "none",
  });
  return { upgrade_id: id };
}

function getUpgrade(call: Call) {
  const { args, store, clock } = call;
  const upgrade = findUpgrade(store, readRequired(args, "upgrade_id", asCount));
  const target = products(store).byId.get(upgrade.toProductId);
  const orderIds = readOptional(args, "order_ids", asList);
  const item = { ...upgradeAnswer(upgrade), to_product_name: target === undefined ? "" : productName(target) };
  if (orderIds === undefined) {
    return { item };
  }
  const purchases = orderIds.map((id) => findPurchase(store, id));
  return { item, check: checkAnswer(findCandidate(store, upgrade, purchases, clock.now)) };
}

function deleteUpgrade({ args, store }: Call) {
  upgrades(store).byId.delete(findUpgrade(store, readRequired(args, "upgrade_id", asCount)).id);
  return {};
}

export function findUpgrade(store: Store, id: number): Upgrade {
  const upgrade = upgrades(store).byId.get(id);
  if (upgrade === undefined) {
    throw notFound({ de: "Upgrade", en: "Upgrade" }, id);
  }
  return upgrade;
}

function readTypes({ args, store }: Call, toProductId: number): ReadonlyMap<number, UpgradeType> {
  const types = new Map<number, UpgradeType>();
  for (const [name, type] of LISTS) {
    const texts = readOptional(args, name, asList) ?? [];
    const others = [...products(store).byId.keys()].filter((id) => id !== toProductId);
    const productIds = texts.length === 1 && texts[0] === ALL_PRODUCTS ? others : texts.map(Number);
    assertProducts(store, productIds);
    for (const id of productIds) {
      types.set(id, type);
    }
  }
  return types;
}

function assertProducts(store: Store, ids: readonly number[]): void {
  const unknown = ids.find((id) => !products(store).byId.has(id));
  if (unknown !== undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, unknown);
  }
}

function upgradeAnswer(upgrade: Upgrade) {
  const { id, authKey } = upgrade;
  return {
    id,
    name: upgrade.name,
    to_product_id: upgrade.toProductId,
    is_active: upgrade.isActive,
    authkey: authKey,
    fallback_product_id: upgrade.fallbackProductId,
    buyer_readonly_keys: upgrade.buyerReadonlyKeys,
    upgrade_url: `https://www.digistore24.com/upgrade/${id}-${authKey}/ORDER_ID`,
    upgrade_types: Object.fromEntries(upgrade.typeOf),
  };
}
