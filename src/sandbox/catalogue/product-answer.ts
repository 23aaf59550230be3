import type { Product, SettingValue, Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language } from "../wire/refusal.ts";
import { findImage, imageUrl } from "./image-records.ts";

/** Who sells in which country; a vendor asks each for approval. Only the first is used by seeded products. */
const RESELLER_NAMES: Readonly<Record<string, string>> = { 1: "DS-de", 2: "DS-us", 3: "DS-uk", 4: "DS-ie" };

/** A product as getProduct and listProducts show it. */
export function productAnswer(store: Store, product: Product, language: Language): Readonly<Record<string, unknown>> {
  const { id, settings } = product;
  const groupId = settings["product_group_id"];
  return {
    id,
    name: productName(product),
    description: textInLanguage(product, "description"),
    tag: "",
    ...settings,
    product_group_name: typeof groupId === "number" ? (store.productGroups.byId.get(groupId)?.name ?? null) : null,
    image_url: settings["image_url"] || imageAddress(store, settings["image_id"]),
    orderform_customer_url: `https://www.digistore24.com/product/${id}`,
    approval_status_list: approvals(product, language),
    created_at: formatTime(product.createdAt),
    modified_at: formatTime(product.modifiedAt),
  };
}

/** In the product's own language where it has such a name, otherwise in any. */
export function productName(product: Product): string {
  return textInLanguage(product, "name");
}

function textInLanguage({ settings }: Product, text: "name" | "description"): string {
  const languages = [settings["language"], "de", "en", "es", "fr", "pt", "pl", "it", "nl", "sl"];
  const values = languages.map((language) => settings[`${text}_${language}`]);
  const fallback = text === "name" ? settings["name_intern"] : "";
  return String(values.find((value) => value !== undefined && value !== "") ?? fallback ?? "");
}

/** Empty for an image that is not there: a product keeps the id that it was given, whatever that is. */
function imageAddress(store: Store, imageId: SettingValue | undefined): string {
  const image = findImage(store, String(imageId ?? ""));
  return image === undefined ? "" : imageUrl(image);
}

function approvals({ approval }: Product, language: Language) {
  return Object.entries(approval).map(([resellerId, status]) => ({
    reseller_id: Number(resellerId),
    reseller_name: RESELLER_NAMES[resellerId] ?? "",
    approval_status: status,
    approval_status_msg: labelOf(status, language),
    is_siteowner_active: "Y",
  }));
}
