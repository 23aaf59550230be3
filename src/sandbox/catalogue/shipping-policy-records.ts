import { toAmount } from "../kit/money.ts";
import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Instant } from "../kit/time.ts";
import type { Argument } from "../wire/argument.ts";
import { asCents, asCount, asCurrency, asFlag, asList, asOneOf, asPositive, asTextUpTo } from "../wire/arguments.ts";
import { badValue, type Texts } from "../wire/refusal.ts";
import { initialSettings, settingFields, type WireSettings } from "../wire/wire-settings.ts";

export interface ShippingPolicy {
  readonly id: number;
  readonly settings: WireSettings;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

const MAX_LABEL_CHARS = 63;
const MAX_LEVELS = 5;
const ALL = "all";
const LABEL_LANGUAGES = ["de", "en", "es", "fr", "pt", "pl", "it", "nl", "sl"];
const LATER_LEVELS = Array.from({ length: MAX_LEVELS - 1 }, (_, index) => index + 2);

const label = [asTextUpTo(MAX_LABEL_CHARS), ""] as const;
const amount = [(argument: Argument) => toAmount(asCents(argument)), "0.00"] as const;

/** In the order of answers. All levels of the scale are shown; scale_level_count says how many apply. */
export const POLICY_FIELDS = settingFields({
  name: label,
  ...Object.fromEntries(LABEL_LANGUAGES.map((language) => [`label_${language}`, label])),
  position: [asCount, 100],
  is_active: [asFlag, "Y"],
  for_product_ids: [asListOrAll(/^\d+$/, { de: "Produkt-IDs", en: "product ids" }), ALL],
  for_countries: [asListOrAll(/^[A-Z]{2}$/, { de: "Länder wie DE", en: "countries such as DE" }), ALL],
  for_currencies: [asListOrAll(/^[A-Z]{3}$/, { de: "Währungen wie EUR", en: "currencies such as EUR" }), ALL],
  fee_type: [asOneOf(["total_fee", "fee_per_unit"]), "total_fee"],
  billing_cycle: [asOneOf(["once", "monthly"]), "once"],
  currency: [asCurrency, "EUR"],
  scale_level_count: [asLevelCount, 1],
  scale_1_amount: amount,
  ...Object.fromEntries(
    LATER_LEVELS.flatMap((level) => [
      [`scale_${level}_from`, [asPositive, null]] as const,
      [`scale_${level}_amount`, amount] as const,
    ]),
  ),
});

/** They match what buyers of the printed book have paid for shipping. */
export const shippingPolicies = defineSlice(({ account }) => {
  const book = { label_de: "Versand", label_en: "Shipping", for_product_ids: "24680", scale_1_amount: "4.90" };
  const made = { createdAt: account.startedAt, modifiedAt: account.startedAt };
  const seeded: readonly WireSettings[] = [
    { ...book, name: "Versand Inland", for_countries: "DE" },
    { ...book, name: "Versand Österreich und Schweiz", for_countries: "AT,CH", position: 110 },
  ];
  return numbered<ShippingPolicy>(
    seeded.map((settings, index) => {
      return { id: 1501 + index, settings: { ...initialSettings(POLICY_FIELDS), ...settings }, ...made };
    }),
  );
});

// [S15]
function asListOrAll(item: RegExp, items: Texts): (argument: Argument) => string {
  return (argument) => {
    if (argument.text.toLowerCase() === ALL) {
      return ALL;
    }
    const parts = asList(argument).map((part) => part.toUpperCase());
    if (parts.length === 0 || !parts.every((part) => item.test(part))) {
      throw badValue(argument, { de: `${items.de} mit Komma, oder all`, en: `${items.en} with commas, or all` });
    }
    return parts.join(",");
  };
}

function asLevelCount(argument: Argument): number {
  const count = asPositive(argument);
  if (count > MAX_LEVELS) {
    throw badValue(argument, { de: `Zahl von 1 bis ${MAX_LEVELS}`, en: `a number from 1 to ${MAX_LEVELS}` });
  }
  return count;
}
