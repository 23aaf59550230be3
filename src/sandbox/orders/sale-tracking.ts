import type { Store } from "../kit/store.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { affiliateRecords } from "../partners/affiliate-records.ts";
import { type AffiliateShare, affiliateShare } from "../partners/affiliate-share.ts";
import { affiliateOf } from "../partners/find-affiliate.ts";
import { asOneOf, asTextUpTo, type Form, readBelow } from "../wire/arguments.ts";
import { MAX_CUSTOM_CHARS, notesOf, setNotes, UTM_NAMES, type UtmParams } from "./purchase-notes.ts";

/** The values in `tracking[...]`. */
export interface SaleTracking {
  /** As sent by the caller; need not exist. */
  readonly affiliate: string;
  /** Whether the affiliate of the buyer's e-mail address takes precedence over the named one. */
  readonly isEmailFirst: boolean;
  readonly campaignkey: string;
  readonly trackingkey: string;
  readonly custom: string;
  readonly utm: UtmParams;
}

const MAX_TEXT_CHARS = 255;
const PRIORITIES = ["email", "as_set"] as const;

export function readTracking(args: Form): SaleTracking {
  const read = (name: string) => readBelow(args, "tracking", name, asTextUpTo(MAX_TEXT_CHARS)) ?? "";
  return {
    affiliate: read("affiliate"),
    isEmailFirst: readBelow(args, "tracking", "affiliate_priority", asOneOf(PRIORITIES)) === "email",
    campaignkey: read("campaignkey"),
    trackingkey: read("trackingkey"),
    custom: readBelow(args, "tracking", "custom", asTextUpTo(MAX_CUSTOM_CHARS)) ?? "",
    utm: Object.fromEntries(UTM_NAMES.map((name) => [name, read(name)]).filter(([, text]) => text !== "")),
  };
}

/** Credits the sale to the affiliate of the buyer's e-mail address, unless another one is named. */
export function creditTo(store: Store, { email }: { readonly email: string }, tracking: SaleTracking): SaleTracking {
  const assignment = affiliateRecords(store).assignments.get(email);
  const isNamed = tracking.affiliate !== "" && !tracking.isEmailFirst;
  if (assignment === undefined || isNamed) {
    return tracking;
  }
  return {
    ...tracking,
    affiliate: affiliateOf(store, assignment.affiliateId).name,
    campaignkey: tracking.campaignkey || assignment.campaignkey,
    trackingkey: tracking.trackingkey || assignment.trackingkey,
  };
}

/** The tracking values for a new order. */
export function trackedSale(
  store: Store,
  { affiliate, campaignkey }: SaleTracking,
  sale: Parameters<typeof affiliateShare>[2],
): AffiliateShare & { readonly campaignkey: string } {
  return { ...affiliateShare(store, affiliate, sale), campaignkey };
}

/** Stores the tracking values that are not part of the order itself. */
export function noteTracking(store: Store, purchase: Purchase, { custom, trackingkey, utm }: SaleTracking): void {
  setNotes(store, purchase, { ...notesOf(store, purchase), custom, trackingParam: trackingkey, utm });
}
