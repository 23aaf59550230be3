import { type Numbered, numbered } from "../kit/numbered.ts";
import { createRandom, pickPurchaseId } from "../kit/random.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { HOUR_MS, type Instant, parseLocalTime } from "../kit/time.ts";
import type { PayMethod } from "../ledger/purchase-records.ts";
import type { Addon } from "../orders/sale-addons.ts";
import type { SaleTerms } from "../orders/sale-terms.ts";
import type { SaleTracking } from "../orders/sale-tracking.ts";
import type { Reduction } from "../orders/voucher-price.ts";
import type { OwnCommission } from "../partners/affiliate-share.ts";

/** A link to an order form that is partly filled in. */
export interface BuyUrl {
  readonly id: number;
  readonly productId: number;
  /** Null if the link uses the product's plan at the time of purchase. */
  readonly terms: SaleTerms | null;
  readonly addons: readonly Addon[];
  /** By the API's own names: `email`, `first_name`, … */
  readonly buyer: Readonly<Record<string, string>>;
  readonly voucherCode: string;
  readonly reduction: Reduction;
  readonly tracking: SaleTracking;
  /** Empty for the affiliate's usual commission. */
  readonly commission: OwnCommission;
  /** The allowed payment methods; empty if all are allowed. */
  readonly payMethods: readonly PayMethod[];
  readonly thankyouUrl: string;
  readonly fallbackUrl: string;
  /** The order that the purchase replaces. */
  readonly upgradeOrderId: string;
  /** Null if it never expires. */
  readonly validUntil: Instant | null;
  readonly createdAt: Instant;
}

/** The link of our description's examples. */
const KNOWN: BuyUrl = {
  id: 250_001,
  productId: 12_345,
  terms: null,
  addons: [],
  buyer: {},
  voucherCode: "",
  reduction: { firstPercent: 0, otherPercent: 0, firstCents: 0, otherCents: 0 },
  tracking: { affiliate: "", isEmailFirst: false, campaignkey: "", trackingkey: "", custom: "", utm: {} },
  commission: {},
  payMethods: [],
  thankyouUrl: "",
  fallbackUrl: "",
  upgradeOrderId: "",
  validUntil: null,
  createdAt: parseLocalTime("2026-03-16 09:15:00") ?? Number.NaN,
};

export const buyUrls = defineSlice(({ createdAt }): Numbered<BuyUrl> => {
  return numbered([{ ...KNOWN, createdAt: Math.min(KNOWN.createdAt, createdAt - HOUR_MS) }]);
});

/** The unique part of the address of a link. The same shop has the same tokens. */
export function buyUrlToken({ seed }: Store, id: number): string {
  const random = createRandom(seed + id);
  return pickPurchaseId(random) + pickPurchaseId(random);
}

export function findBuyUrl(store: Store, productId: number, token: string): BuyUrl | undefined {
  const ofProduct = [...buyUrls(store).byId.values()].filter((buyUrl) => buyUrl.productId === productId);
  return ofProduct.find(({ id }) => buyUrlToken(store, id) === token);
}

export function isExpired({ validUntil }: BuyUrl, now: Instant): boolean {
  return validUntil !== null && validUntil <= now;
}
