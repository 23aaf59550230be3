import { asCount, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";
import { type Product, products } from "./product-records.ts";

export function readProduct({ args, store }: Call): Product {
  const id = readRequired(args, "product_id", asCount);
  const product = products(store).byId.get(id);
  if (product === undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, id);
  }
  return product;
}
