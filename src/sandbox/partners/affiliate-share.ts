import { type Commission, NO_COMMISSION } from "../kit/money.ts";
import type { Product, Store } from "../kit/store.ts";
import { type Affiliation, affiliateRecords, affiliationKey } from "./affiliate-records.ts";
import { affiliateNamed } from "./find-affiliate.ts";

/** Who is paid for having brought a buyer, and how much. */
export interface AffiliateShare {
  readonly affiliateName: string | null;
  readonly commission: Commission;
}

/** What a sale itself says on the commission, in place of what the affiliate usually gets. */
export type OwnCommission = Partial<Pick<Commission, "percent" | "fixCents">>;

const NOBODY: AffiliateShare = { affiliateName: null, commission: NO_COMMISSION };

/** The share of an affiliate that a sale is credited to; nobody's where no such affiliate may sell the product. */
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

/** That of the affiliation, or of the product where it says nothing. A fixed amount is one in its own currency. */
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
