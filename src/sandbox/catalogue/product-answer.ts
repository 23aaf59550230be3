import type { Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language } from "../wire/refusal.ts";
import type { SettingValue } from "../wire/values.ts";
import { findImage, imageUrl } from "./image-records.ts";
import { productGroups } from "./product-group-records.ts";
import type { Product } from "./product-records.ts";

/** The resellers, each of which approves products separately. Seeded products use only the first. */
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
    product_group_name: typeof groupId === "number" ? (productGroups(store).byId.get(groupId)?.name ?? null) : null,
    image_url: settings["image_url"] || imageAddress(store, settings["image_id"]),
    orderform_customer_url: `https://www.digistore24.com/product/${id}`,
    approval_status_list: approvals(product, language),
    created_at: formatTime(product.createdAt),
    modified_at: formatTime(product.modifiedAt),
  };
}

/** The name in the product's own language, or else in any language. */
export function productName(product: Product): string {
  return textInLanguage(product, "name");
}

function textInLanguage({ settings }: Product, text: "name" | "description"): string {
  const languages = [settings["language"], "de", "en", "es", "fr", "pt", "pl", "it", "nl", "sl"];
  const values = languages.map((language) => settings[`${text}_${language}`]);
  const fallback = text === "name" ? settings["name_intern"] : "";
  return String(values.find((value) => value !== undefined && value !== "") ?? fallback ?? "");
}

/** Empty if the image does not exist: a product keeps any id that it was given. */
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
