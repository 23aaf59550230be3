import { asCount, readRequired } from "./arguments.ts";
import type { Call } from "./call.ts";
import { notFound } from "./refusal.ts";
import type { Product } from "./store.ts";

/** The product that `product_id` names. */
export function readProduct({ args, store }: Call): Product {
  const id = readRequired(args, "product_id", asCount);
  const product = store.products.get(id);
  if (product === undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, id);
  }
  return product;
}
