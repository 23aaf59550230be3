import { type AffiliateShare, affiliateShare } from "./affiliate-share.ts";
import { asTextUpTo, type Form, readBelow } from "./arguments.ts";
import { notesOf, setNotes } from "./purchase-notes.ts";
import type { Product, Purchase, Store } from "./store.ts";

/** What `tracking[...]` says of a sale. */
export interface SaleTracking {
  /** As the caller wrote it, be it anybody's. */
  readonly affiliate: string;
  readonly campaignkey: string;
  readonly trackingkey: string;
  readonly custom: string;
}

const TEXT_CHARS = 255;

export function readTracking(args: Form): SaleTracking {
  const read = (name: keyof SaleTracking) => readBelow(args, "tracking", name, asTextUpTo(TEXT_CHARS)) ?? "";
  return {
    affiliate: read("affiliate"),
    campaignkey: read("campaignkey"),
    trackingkey: read("trackingkey"),
    custom: read("custom"),
  };
}

/** What an order is made with. */
export function trackedSale(
  store: Store,
  { affiliate, campaignkey }: SaleTracking,
  product: Product,
  percent?: number,
): AffiliateShare & { readonly campaignkey: string } {
  return { ...affiliateShare(store, affiliate, product, percent), campaignkey };
}

/** What is kept beside the order once it is made. */
export function noteTracking(store: Store, purchase: Purchase, { custom, trackingkey }: SaleTracking): void {
  setNotes(store, purchase, { ...notesOf(store, purchase), custom, trackingParam: trackingkey });
}
