import type { Product } from "../catalogue/product-records.ts";
import { type Commission, NO_COMMISSION } from "../kit/money.ts";
import type { Store } from "../kit/store.ts";
import { type Affiliation, affiliateRecords, affiliationKey } from "./affiliate-records.ts";
import { affiliateNamed } from "./find-affiliate.ts";

/** The affiliate of a sale and the commission. */
export interface AffiliateShare {
  readonly affiliateName: string | null;
  readonly commission: Commission;
}

/** A commission that replaces the affiliate's usual one for one sale. */
export type OwnCommission = Partial<Pick<Commission, "percent" | "fixCents">>;

const NOBODY: AffiliateShare = { affiliateName: null, commission: NO_COMMISSION };

/** The share of the affiliate of a sale; none if there is no such affiliate or the affiliate may not promote the product. */
export function affiliateShare(
  store: Store,
  name: string,
  sale: { readonly product: Product; readonly currency: string; readonly own?: OwnCommission },
): AffiliateShare {
  const affiliate = affiliateNamed(store, name);
  if (affiliate === undefined) {
    return NOBODY;
  }
  const key = affiliationKey({ affiliateId: affiliate.id, productId: sale.product.id });
  const affiliation = affiliateRecords(store).affiliations.get(key);
  if (affiliation?.status !== "approved") {
    return NOBODY;
  }
  const usual = usualCommission(store, affiliation, sale.product, sale.currency);
  return { affiliateName: affiliate.name, commission: { ...usual, ...sale.own } };
}

/** The commission of the affiliation, or else of the product. A fixed amount applies only in its own currency. */
function usualCommission(
  { account }: Store,
  { percent, fixCents, currency, isOnFirstOnly }: Affiliation,
  { settings }: Product,
  saleCurrency: string,
): Commission {
  const fixCurrency = currency ?? (settings["affiliate_commission_cur"] || account.currency);
  const fix = fixCents ?? Math.round(Number(settings["affiliate_commission_fix"] ?? 0) * 100);
  return {
    percent: percent ?? Number(settings["affiliate_commission"] ?? 0),
    fixCents: fixCurrency === saleCurrency ? fix : 0,
    isOnFirstOnly: isOnFirstOnly === "Y",
  };
}
