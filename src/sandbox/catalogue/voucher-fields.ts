import { toNumber } from "../kit/money.ts";
import { formatTime } from "../kit/time.ts";
import type { Argument } from "../wire/argument.ts";
import { asCents, asCount, asCurrency, asFlag, asList, asOneOf, asPercent, asTextUpTo } from "../wire/arguments.ts";
import { type Fields, fieldsOf } from "../wire/fields.ts";
import { badValue } from "../wire/refusal.ts";
import { asTime } from "../wire/time-arguments.ts";
import { ALL_PRODUCTS } from "./product-ids.ts";
import type { Voucher } from "./voucher-records.ts";

const MAX_CODE_CHARS = 63;

const field = fieldsOf<Voucher>();

/** The fields that callers can set. */
export const VOUCHER_FIELDS: Fields<Voucher> = {
  code: field("code", asTextUpTo(MAX_CODE_CHARS), ""),
  product_ids: field("productIds", asProductIds, ALL_PRODUCTS),
  valid_from: field("validFrom", asTime, null),
  expires_at: field("expiresAt", asTime, null),
  first_rate: field("firstPercent", asPercent, 0),
  other_rates: field("otherPercent", asPercent, 0),
  first_amount: field("firstCents", asCents, 0),
  other_amounts: field("otherCents", asCents, 0),
  currency: field("currency", asCurrency, ""),
  is_count_limited: field("isCountLimited", asFlag, "N"),
  count_left: field("countLeft", asCount, 0),
  upgrade_policy: field("upgradePolicy", asOneOf(["valid", "other_only", "not_valid"]), "valid"),
};

/** The product ids of a voucher; none if it is valid for all products. */
export function productIdsOf({ productIds }: Voucher): readonly number[] {
  return productIds === ALL_PRODUCTS ? [] : productIds.split(",").map(Number);
}

/** A voucher in the form of all answers. Unlike elsewhere, rates and amounts are numbers. */
export function voucherAnswer(voucher: Voucher) {
  const expiresAt = voucher.expiresAt === null ? null : formatTime(voucher.expiresAt);
  return {
    id: voucher.id,
    code: voucher.code,
    valid_from: voucher.validFrom === null ? null : formatTime(voucher.validFrom),
    valid_until: expiresAt,
    expires_at: expiresAt,
    product_ids: voucher.productIds,
    first_rate: voucher.firstPercent,
    other_rates: voucher.otherPercent,
    first_amount: toNumber(voucher.firstCents),
    other_amounts: toNumber(voucher.otherCents),
    upgrade_policy: voucher.upgradePolicy,
    is_count_limited: voucher.isCountLimited,
    count_left: voucher.countLeft,
    currency: voucher.currency,
    is_discarding_early_bird: "N",
  };
}

function asProductIds(argument: Argument): string {
  const ids = asList(argument);
  if (argument.text !== ALL_PRODUCTS && !ids.every((id) => /^\d+$/.test(id))) {
    throw badValue(argument, { de: "Produkt-IDs mit Komma, oder all", en: "product ids with commas, or all" });
  }
  return ids.join(",");
}
