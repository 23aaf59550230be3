import { asList, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";
import { products } from "./product-records.ts";

export const ALL_PRODUCTS = "all";

/** The products in `product_ids`, all of which must exist, or `all`. */
export function readProductIds({ args, store }: Call): readonly number[] | typeof ALL_PRODUCTS {
  const texts = readRequired(args, "product_ids", asList);
  if (texts.length === 1 && texts[0] === ALL_PRODUCTS) {
    return ALL_PRODUCTS;
  }
  const unknown = texts.find((text) => !/^\d+$/.test(text) || !products(store).byId.has(Number(text)));
  if (unknown !== undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, unknown);
  }
  return texts.map(Number);
}
