import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import { DAY_MS, type Instant } from "../kit/time.ts";
import type { Flag } from "../wire/values.ts";
import { ALL_PRODUCTS } from "./product-ids.ts";

type UpgradePolicy = "valid" | "other_only" | "not_valid";

export interface Voucher {
  readonly id: number;
  readonly code: string;
  /** Comma list, or `all`. */
  readonly productIds: string;
  readonly validFrom: Instant | null;
  readonly expiresAt: Instant | null;
  readonly firstPercent: number;
  readonly otherPercent: number;
  readonly firstCents: number;
  readonly otherCents: number;
  readonly currency: string;
  readonly isCountLimited: Flag;
  readonly countLeft: number;
  readonly upgradePolicy: UpgradePolicy;
}

export const vouchers = defineSlice(({ createdAt }) => numbered(seedVouchers(createdAt)));

/** A voucher with default values. */
export function newVoucher(id: number, code: string): Voucher {
  return {
    id,
    code,
    productIds: ALL_PRODUCTS,
    validFrom: null,
    expiresAt: null,
    firstPercent: 0,
    otherPercent: 0,
    firstCents: 0,
    otherCents: 0,
    currency: "EUR",
    isCountLimited: "N",
    countLeft: 1,
    upgradePolicy: "valid",
  };
}

/** LAUNCH10 is left out on purpose: creating it is the vendor's own example. */
function seedVouchers(now: Instant): readonly Voucher[] {
  return [
    { ...newVoucher(4402, "GUTSCHEIN25"), firstCents: 2_500, upgradePolicy: "not_valid", isCountLimited: "Y" },
    { ...newVoucher(4403, "WILLKOMMEN15"), productIds: "12345", firstPercent: 15 },
    { ...newVoucher(4404, "SOMMER20"), firstPercent: 20, otherPercent: 20, expiresAt: now - 30 * DAY_MS },
  ];
}
