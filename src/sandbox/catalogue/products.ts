import { compareText } from "../kit/compare-text.ts";
import { takeId } from "../kit/numbered.ts";
import { asOneOf, groupOf, readOptional, textOf } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isChanged } from "../wire/fields.ts";
import { isAffiliateOnly } from "../wire/keys.ts";
import { REFUSAL_CODE, Refusal } from "../wire/refusal.ts";
import { productAnswer, productName } from "./product-answer.ts";
import { productGroups } from "./product-group-records.ts";
import { type Product, products } from "./product-records.ts";
import { assertReferences } from "./product-references.ts";
import { newSettings, readApproval, readSettings } from "./product-settings.ts";
import { PRODUCT_TYPES } from "./product-types.ts";
import { readProduct } from "./read-product.ts";

const HTTP_BAD_REQUEST = 400;

export const productFunctions: Handlers = {
  createProduct,
  getProduct: (call) => ({ product: productAnswer(call.store, readProduct(call), call.language) }),
  listProducts,
  updateProduct,
  copyProduct,
  listProductTypes: () => PRODUCT_TYPES,
};

function createProduct(call: Call) {
  const { store, clock } = call;
  const base = newSettings(store.account);
  const settings = { ...base, ...readSettings(call, base) };
  assertReferences(store, settings);
  const id = takeId(products(store));
  const approval = { 1: "new" as const, ...readApproval(call.args, ["1"]) };
  products(store).byId.set(id, { id, settings, approval, createdAt: clock.now, modifiedAt: clock.now });
  return { product_id: id };
}

function listProducts({ args, store, language, caller }: Call) {
  const sortBy = readOptional(args, "sort_by", asOneOf(["name", "group"])) ?? "name";
  if (isAffiliateOnly(caller.key)) {
    return { products: [] };
  }
  const sorted = [...products(store).byId.values()].sort((a, b) => compareText(sortKey(a), sortKey(b)));
  return { products: sorted.map((product) => productAnswer(store, product, language)) };

  function sortKey(product: Product): string {
    const groupId = Number(product.settings["product_group_id"] ?? 0);
    const group = sortBy === "group" ? (productGroups(store).byId.get(groupId)?.name ?? "") : "";
    return `${group}\n${productName(product).toLowerCase()}\n${product.id}`;
  }
}

function updateProduct(call: Call) {
  const { args, store, clock } = call;
  const product = readProduct(call);
  if (textOf(groupOf(args, "data") ?? {}, "tag") !== undefined) {
    // The only refusal of an argument that was seen with a status other than 200.
    const texts = { de: "Parameter nicht erlaubt: data[tag]", en: "Parameter not allowed: data[tag]" };
    throw new Refusal(REFUSAL_CODE.argument, texts, HTTP_BAD_REQUEST);
  }
  const settings = readSettings(call, product.settings);
  assertReferences(store, settings);
  const approval = readApproval(args, Object.keys(product.approval));
  if (!isChanged(product.settings, settings) && !isChanged(product.approval, approval)) {
    return { modified: "N" };
  }
  products(store).byId.set(product.id, {
    ...product,
    settings: { ...product.settings, ...settings },
    approval: { ...product.approval, ...approval },
    modifiedAt: clock.now,
  });
  return { modified: "Y" };
}

/**
 * The copy has the original's settings and must be approved again. It has no payment plans, because the published tools
 * can add a plan but not remove one. [S13]
 */
function copyProduct(call: Call) {
  const { args, store, clock } = call;
  const original = readProduct(call);
  const settings = { ...original.settings, ...readSettings(call, original.settings) };
  assertReferences(store, settings);
  const id = takeId(products(store));
  const approval = { 1: "new" as const, ...readApproval(args, ["1"]) };
  products(store).byId.set(id, { id, settings, approval, createdAt: clock.now, modifiedAt: clock.now });
  return { product_id: id };
}
