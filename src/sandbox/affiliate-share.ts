import { affiliateRecords, affiliationKey } from "./affiliate-records.ts";
import { affiliateNamed } from "./find-affiliate.ts";
import type { Product, Store } from "./store.ts";

/** Who is paid for having brought a buyer, and how much of what fee and VAT leave. */
export interface AffiliateShare {
  readonly affiliateName: string | null;
  readonly affiliatePercent: number;
}

const NOBODY: AffiliateShare = { affiliateName: null, affiliatePercent: 0 };

/** The share of an affiliate that a sale is credited to; nobody's where no such affiliate may sell the product. */
export function affiliateShare(store: Store, name: string, product: Product, percent?: number): AffiliateShare {
  const affiliate = affiliateNamed(store, name);
  if (affiliate === undefined) {
    return NOBODY;
  }
  const key = affiliationKey({ affiliateId: affiliate.id, productId: product.id });
  const affiliation = affiliateRecords(store).affiliations.get(key);
  if (affiliation?.status !== "approved") {
    return NOBODY;
  }
  const usual = affiliation.percent ?? Number(product.settings["affiliate_commission"] ?? 0);
  return { affiliateName: affiliate.name, affiliatePercent: percent ?? usual };
}
