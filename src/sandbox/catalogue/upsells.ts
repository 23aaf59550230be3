import { asCount, groupOf, readBelow, textOf } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";
import { productName } from "./product-answer.ts";
import { products } from "./product-records.ts";
import { readProduct } from "./read-product.ts";
import { trees, type UpsellTree } from "./upsell-trees.ts";

const POSITION = /^y[yn]{0,4}$/;

export const upsellFunctions: Handlers = { getUpsells, updateUpsells, deleteUpsells };

function getUpsells(call: Call) {
  const { store } = call;
  const { id } = readProduct(call);
  const others = [...products(store).byId.values()].filter((product) => product.id !== id);
  return {
    product_id: id,
    upsells: trees(store).get(id) ?? {},
    product_options: Object.fromEntries(others.map((product) => [product.id, productName(product)])),
  };
}

/** Replaces the whole tree; an empty text is a position without an offer. */
function updateUpsells(call: Call) {
  const { args, store } = call;
  const { id } = readProduct(call);
  const data = groupOf(args, "data") ?? {};
  const positions = Object.keys(data).filter((name) => POSITION.test(name) && textOf(data, name) !== undefined);
  if (positions.length === 0) {
    return { is_modified: "N" };
  }
  const tree = Object.fromEntries(
    positions.flatMap((position) => {
      const productId = readBelow(args, "data", position, asCount);
      if (productId !== undefined && !products(store).byId.has(productId)) {
        throw notFound({ de: "Produkt", en: "Product" }, productId);
      }
      return productId === undefined ? [] : [[position, productId] as const];
    }),
  );
  const isModified = textIn(tree) !== textIn(trees(store).get(id) ?? {});
  trees(store).set(id, tree);
  return { is_modified: isModified ? "Y" : "N" };
}

function deleteUpsells(call: Call) {
  const { store } = call;
  const { id } = readProduct(call);
  const isModified = Object.keys(trees(store).get(id) ?? {}).length > 0;
  trees(store).delete(id);
  return { is_modified: isModified ? "Y" : "N" };
}

/** The same for trees that differ only in the order of their positions. */
function textIn(tree: UpsellTree): string {
  return JSON.stringify(Object.entries(tree).sort());
}
