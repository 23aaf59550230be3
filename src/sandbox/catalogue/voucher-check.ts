import { toNumber } from "../kit/money.ts";
import type { Instant } from "../kit/time.ts";
import { asText, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import type { Texts } from "../wire/refusal.ts";
import { findVoucher } from "./find-voucher.ts";
import type { Voucher } from "./voucher-records.ts";

const VALID: Texts = { de: "Der Gutschein ist gültig.", en: "The voucher is valid." };

/** A code that cannot be used is not an error of the call: `data.status` has the verdict. */
export function validateCouponCode({ args, store, clock, language }: Call) {
  const voucher = findVoucher(store, readRequired(args, "code", asText));
  if (voucher === undefined) {
    const unknown: Texts = { de: "Der Gutschein ist unbekannt.", en: "The voucher is unknown." };
    return { status: "error", status_msg: unknown[language] };
  }
  const obstacle = voucherObstacle(voucher, clock.now);
  if (obstacle !== undefined) {
    return { status: "error", status_msg: obstacle[language] };
  }
  return {
    status: "success",
    status_msg: VALID[language],
    currency: voucher.currency,
    coupon_id: voucher.id,
    amount_left: toNumber(voucher.firstCents),
    amount_total: toNumber(voucher.firstCents),
    is_test_payment: "N",
  };
}

/** Why nobody can use a voucher now; undefined if it can be used. */
export function voucherObstacle(voucher: Voucher, now: Instant): Texts | undefined {
  if (voucher.validFrom !== null && voucher.validFrom > now) {
    return { de: "Der Gutschein ist noch nicht gültig.", en: "The voucher is not valid yet." };
  }
  if (voucher.expiresAt !== null && voucher.expiresAt <= now) {
    return { de: "Der Gutschein ist abgelaufen.", en: "The voucher has expired." };
  }
  const isUsedUp = voucher.isCountLimited === "Y" && voucher.countLeft === 0;
  return isUsedUp ? { de: "Der Gutschein ist aufgebraucht.", en: "The voucher is used up." } : undefined;
}
