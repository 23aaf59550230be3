import { findVoucherByCode } from "../catalogue/find-voucher.ts";
import { voucherObstacle } from "../catalogue/voucher-check.ts";
import { productIdsOf } from "../catalogue/voucher-fields.ts";
import { type Voucher, vouchers } from "../catalogue/voucher-records.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { notFound, notPossible } from "../wire/refusal.ts";
import type { SaleTerms } from "./sale-terms.ts";

/** A reduction by a voucher or by a buy URL. */
export type Reduction = Pick<Voucher, "firstPercent" | "otherPercent" | "firstCents" | "otherCents">;

/** The voucher with a code; refuses the call if there is none. */
export function voucherOf(store: Store, code: string): Voucher {
  const voucher = findVoucherByCode(store, code);
  if (voucher === undefined) {
    throw notFound({ de: "Gutschein", en: "Voucher" }, code);
  }
  return voucher;
}

/** Whether a voucher reduces this sale now. Fixed amounts apply only in their own currency. */
export function isUsable(voucher: Voucher, productId: number, { currency }: SaleTerms, now: Instant): boolean {
  const productIds = productIdsOf(voucher);
  const isForProduct = productIds.length === 0 || productIds.includes(productId);
  const hasAmount = voucher.firstCents > 0 || voucher.otherCents > 0;
  return voucherObstacle(voucher, now) === undefined && isForProduct && (!hasAmount || voucher.currency === currency);
}

/** Like {@link isUsable}, but refuses the call. */
export function assertUsable(voucher: Voucher, productId: number, terms: SaleTerms, now: Instant): void {
  if (!isUsable(voucher, productId, terms, now)) {
    throw notPossible({
      de: `Der Gutschein ${voucher.code} gilt für diesen Kauf nicht`,
      en: `The voucher ${voucher.code} is not valid for this sale`,
    });
  }
}

/** The terms after a reduction, never below zero. */
export function reduce(terms: SaleTerms, { firstPercent, otherPercent, firstCents, otherCents }: Reduction): SaleTerms {
  return {
    ...terms,
    firstCents: reduceAmount(terms.firstCents, firstPercent, firstCents),
    otherCents: reduceAmount(terms.otherCents, otherPercent, otherCents),
  };
}

/** Uses up one use of a voucher. */
export function countDown(store: Store, voucher: Voucher): void {
  if (voucher.isCountLimited === "Y") {
    vouchers(store).byId.set(voucher.id, { ...voucher, countLeft: voucher.countLeft - 1 });
  }
}

function reduceAmount(cents: number, percent: number, lessCents: number): number {
  return Math.max(0, Math.round((cents * (100 - percent)) / 100) - lessCents);
}
