import type { Store } from "../kit/store.ts";
import type { Call } from "../wire/call.ts";
import type { Language, Texts } from "../wire/refusal.ts";
import { type ImageKind, imagesOf } from "./image-records.ts";
import { CHOICES, SUMMARY_POSITIONS } from "./orderform-fields.ts";
import { productName } from "./product-answer.ts";
import { products } from "./product-records.ts";

/** Labels for the values of order forms, and for the parts of values with commas. */
const TEXTS: Readonly<Record<string, Texts>> = {
  white: { de: "Weiß", en: "White" },
  blue: { de: "Blau", en: "Blue" },
  bigtabs: { de: "Große Reiter", en: "Large tabs" },
  image: { de: "Bild", en: "Image" },
  image_url: { de: "Bild-URL", en: "Image URL" },
  after_cart: { de: "Nach dem Warenkorb", en: "After the cart" },
  before_cart: { de: "Vor dem Warenkorb", en: "Before the cart" },
  before_playplan: { de: "Vor dem Zahlungsplan", en: "Before the payment plan" },
  after_payplan: { de: "Nach dem Zahlungsplan", en: "After the payment plan" },
  before_checkout: { de: "Vor der Kasse", en: "Before the checkout" },
  before_pay_button: { de: "Vor dem Kaufknopf", en: "Before the pay button" },
  after_pay_button: { de: "Nach dem Kaufknopf", en: "After the pay button" },
  order_bumper: { de: "Bump", en: "Bump" },
  order_summary: { de: "Übersicht", en: "Summary" },
  refund_waiver: { de: "Verzicht", en: "Waiver" },
};

/** The options for order forms: fixed values, and the images and products of the shop. */
export function getOrderformMetas({ store, language }: Call) {
  const named = (values: readonly string[]) => optionsOf(values, language);
  return {
    placeholders: placeholders(language),
    options: {
      image: {
        orderform_header: imageNames(store, "orderform_header"),
        orderform_favicon: imageNames(store, "orderform_favicon"),
        orderform_widget_tab: imageNames(store, "orderform_widget_tab"),
      },
      background_style: named(CHOICES.background_style),
      step_count: named(CHOICES.step_count),
      tab_style: named(CHOICES.tab_style),
      shipping_position: named(CHOICES.shipping_position),
      summary_positions: named(SUMMARY_POSITIONS),
      refund_waiver_position: named(CHOICES.refund_waiver_position),
      flex_elements_order: named(CHOICES.flex_elements_order),
      orderbump_position: named(CHOICES.orderbump_position),
      product: Object.fromEntries(
        [...products(store).byId.values()].map((product) => [product.id, productName(product)]),
      ),
    },
    // [S7]
    form_metas: {},
  };
}

// [S8]
function placeholders(language: Language) {
  const isGerman = language === "de";
  return {
    images: { image_1: isGerman ? "Bild 1" : "Image 1" },
    other: { headline: isGerman ? "Überschrift" : "Headline" },
  };
}

function optionsOf(values: readonly string[], language: Language): Readonly<Record<string, string>> {
  const textOfPart = (part: string) => TEXTS[part]?.[language] ?? part;
  return Object.fromEntries(values.map((value) => [value, value.split(",").map(textOfPart).join(", ")]));
}

function imageNames(store: Store, kind: ImageKind): Readonly<Record<string, string>> {
  const ofKind = imagesOf(store).filter((image) => image.kind === kind);
  return Object.fromEntries(ofKind.map(({ id, name }) => [id, name]));
}
