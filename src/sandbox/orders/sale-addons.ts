import { productName } from "../catalogue/product-answer.ts";
import { type Product, products } from "../catalogue/product-records.ts";
import type { Store } from "../kit/store.ts";
import type { Argument } from "../wire/argument.ts";
import { asCents, asCount, asPositive, type Form, groupOf, readOptional } from "../wire/arguments.ts";
import { notFound } from "../wire/refusal.ts";
import { firstPlanOf, type SaleTerms } from "./sale-terms.ts";
import type { SoldItem } from "./sold-items.ts";

/** An add-on to a product. Amounts are per unit. */
export interface Addon {
  readonly product: Product;
  readonly quantity: number;
  readonly firstCents: number;
  readonly otherCents: number;
}

/** The functions' names for the fields of an add-on. */
interface AddonNames {
  readonly quantity: string;
  /** The price of one unit per period. */
  readonly each?: string;
}

/** The add-ons in `addons[...]`. Without an amount, an add-on costs what its product's first plan says. */
export function readAddons(store: Store, args: Form, names: AddonNames): readonly Addon[] {
  const addons = groupOf(args, "addons") ?? {};
  return Object.keys(addons).map((place) => {
    const read = <T>(name: string, as: (argument: Argument) => T) =>
      readOptional(groupOf(addons, place) ?? {}, name, ({ text }) => as({ name: `addons[${place}][${name}]`, text }));
    const productId = read("product_id", asCount);
    const product = products(store).byId.get(productId ?? Number.NaN);
    if (product === undefined) {
      throw notFound({ de: "Produkt", en: "Product" }, productId ?? `addons[${place}][product_id]`);
    }
    const each = names.each === undefined ? undefined : read(names.each, asCents);
    const first = each ?? read("first_amount", asCents) ?? read("single_amount", asCents);
    const other = each ?? read("other_amounts", asCents);
    return { product, quantity: read(names.quantity, asPositive) ?? 1, ...pricesOf(store, product, first, other) };
  });
}

/** The terms of a sale including its add-ons. */
export function withAddons(terms: SaleTerms, addons: readonly Addon[]): SaleTerms {
  const sum = (key: "firstCents" | "otherCents") =>
    addons.reduce((cents, addon) => cents + addon[key] * addon.quantity, terms[key]);
  return { ...terms, firstCents: sum("firstCents"), otherCents: sum("otherCents") };
}

export function addonItems(addons: readonly Addon[]): readonly Omit<SoldItem, "id">[] {
  return addons.map(({ product, quantity, firstCents }) => {
    return { productId: product.id, productName: productName(product), quantity, cents: firstCents * quantity };
  });
}

function pricesOf(store: Store, product: Product, first: number | undefined, other: number | undefined) {
  const plan = first === undefined && other === undefined ? firstPlanOf(store, product.id) : undefined;
  return { firstCents: first ?? other ?? plan?.firstCents ?? 0, otherCents: other ?? plan?.otherCents ?? 0 };
}
