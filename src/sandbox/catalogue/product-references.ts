import type { Store } from "../kit/store.ts";
import { notFound, type Texts } from "../wire/refusal.ts";
import type { SettingValue } from "../wire/values.ts";
import { orderforms } from "./orderform-records.ts";
import { productGroups } from "./product-group-records.ts";
import { products } from "./product-records.ts";
import { PRODUCT_TYPES } from "./product-types.ts";

interface Reference {
  readonly setting: string;
  readonly kind: Texts;
  readonly isThere: (store: Store, id: number) => boolean;
}

/** The settings of a product that name another record by its id. [S11] */
const REFERENCES: readonly Reference[] = [
  {
    setting: "product_type_id",
    kind: { de: "Produkttyp", en: "Product type" },
    isThere: (_store, id) => PRODUCT_TYPES.some((type) => type.id === id),
  },
  {
    setting: "product_group_id",
    kind: { de: "Produktgruppe", en: "Product group" },
    isThere: (store, id) => productGroups(store).byId.has(id),
  },
  {
    setting: "orderform_id",
    kind: { de: "Bestellformular", en: "Order form" },
    isThere: (store, id) => orderforms(store).byId.has(id),
  },
];

/** Refuses settings that name a missing record. */
export function assertReferences(store: Store, settings: Readonly<Record<string, SettingValue>>): void {
  for (const { setting, kind, isThere } of REFERENCES) {
    const id = settings[setting];
    if (typeof id === "number" && !isThere(store, id)) {
      throw notFound(kind, id);
    }
  }
}

/** Replaces a deleted id in all products. */
export function replaceInProducts(store: Store, setting: string, gone: SettingValue, by: SettingValue): void {
  for (const product of products(store).byId.values()) {
    if (product.settings[setting] === gone) {
      products(store).byId.set(product.id, { ...product, settings: { ...product.settings, [setting]: by } });
    }
  }
}
