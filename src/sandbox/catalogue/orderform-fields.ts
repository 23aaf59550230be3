import type { Argument } from "../wire/argument.ts";
import { asCount, asFlag, asListOf, asOneOf, asText, asTextUpTo } from "../wire/arguments.ts";
import { MAX_ADDRESS_CHARS } from "../wire/public-address.ts";
import { settingFields } from "../wire/wire-settings.ts";

const MAX_NAME_CHARS = 63;

/** `before_playplan` is the documented spelling. [S5] */
const POSITIONS = [
  "before_playplan",
  "after_payplan",
  "before_checkout",
  "before_pay_button",
  "after_pay_button",
] as const;

/** The settings with a fixed set of values. The first is the default. */
export const CHOICES = {
  layout: ["widget", "legacy"],
  background_style: ["white", "blue"],
  step_count: ["1", "2", "3"],
  shipping_position: ["after_cart", "before_cart"],
  flex_elements_order: [
    "order_bumper,order_summary,refund_waiver",
    "order_bumper,refund_waiver,order_summary",
    "order_summary,order_bumper,refund_waiver",
    "order_summary,refund_waiver,order_bumper",
    "refund_waiver,order_bumper,order_summary",
    "refund_waiver,order_summary,order_bumper",
  ],
  tab_style: ["bigtabs", "image", "image_url"],
  order_bump_style: ["none", "dashed"],
  orderbump_position: POSITIONS,
  refund_waiver_position: POSITIONS,
} as const;
type Choice = keyof typeof CHOICES;

export const SUMMARY_POSITIONS = POSITIONS;
/** The three tabs of a form. The number of the tab is part of the names of its settings. */
const TABS = [1, 2, 3] as const;
export const TAB_IMAGES = TABS.map((tab) => `tab_image_${tab}_id`);

const text = [asText, ""] as const;
const address = [asTextUpTo(MAX_ADDRESS_CHARS), ""] as const;
const id = [asCount, null] as const;

const choice = (name: Choice) => [asOneOf<string>(CHOICES[name]), CHOICES[name][0]] as const;

/**
 * In the order of answers. [S6]
 */
export const ORDERFORM_FIELDS = settingFields({
  name: [asTextUpTo(MAX_NAME_CHARS), ""],
  is_active: [asFlag, "Y"],
  is_default: [asFlag, "N"],
  product_id: id,
  paymentplan_id: id,
  theme: text,
  language: text,
  layout: choice("layout"),
  background_style: choice("background_style"),
  step_count: choice("step_count"),
  shipping_position: choice("shipping_position"),
  summary_positions: [asSummaryPositions, ""],
  flex_elements_order: choice("flex_elements_order"),
  tab_style: choice("tab_style"),
  ...Object.fromEntries(
    TABS.flatMap((tab) => [
      [`tab_text_${tab}_hl`, text] as const,
      [`tab_text_${tab}_sl`, text] as const,
      [`tab_image_${tab}_id`, text] as const,
      [`tab_image_${tab}_url`, address] as const,
    ]),
  ),
  order_bump_style: choice("order_bump_style"),
  orderbump_product_id: text,
  orderbump_headline: text,
  orderbump_html: text,
  orderbump_position: choice("orderbump_position"),
  refund_waiver_position: choice("refund_waiver_position"),
  custom_css: text,
  custom_js: text,
  custom_html: text,
});

function asSummaryPositions(argument: Argument): string {
  return asListOf(SUMMARY_POSITIONS)(argument).join(",");
}
