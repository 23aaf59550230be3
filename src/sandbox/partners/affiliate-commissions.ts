import { ALL_PRODUCTS, readProductIds } from "../catalogue/product-ids.ts";
import { type Product, products } from "../catalogue/product-records.ts";
import { toAmount } from "../kit/money.ts";
import type { Account, Store } from "../kit/store.ts";
import { asCents, asCurrency, asFlag, asOneOf, asPercent, textOf } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { type Fields, fieldsOf, isChanged, readChanges } from "../wire/fields.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language } from "../wire/refusal.ts";
import {
  type Affiliate,
  type Affiliation,
  affiliateRecords,
  affiliationKey,
  newAffiliation,
} from "./affiliate-records.ts";
import { readAffiliate } from "./find-affiliate.ts";

const field = fieldsOf<Affiliation>();

/** The fields of an affiliation that vendors can set. [S16] */
const COMMISSION_FIELDS: Fields<Affiliation> = {
  commission_rate: field("percent", asPercent, null),
  commission_fix: field("fixCents", asCents, null),
  commission_currency: field("currency", asCurrency, null),
  is_on_first_pmnt_only: field("isOnFirstOnly", asFlag, "N"),
  can_overpay: field("canOverpay", asOneOf(["N", "N_per_unit", "Y", "Y_per_unit"]), "N"),
  approval_status: field("status", asOneOf(["new", "approved", "rejected", "pending"]), "new"),
};

export function getAffiliateCommission(call: Call) {
  const { args, store, language } = call;
  const affiliate = readAffiliate(store, args, "affiliate_id");
  const wanted = textOf(args, "product_ids")?.trim() ? readProductIds(call) : ALL_PRODUCTS;
  const affiliations = affiliationsOf(store, affiliate).filter(
    ({ productId }) => wanted === ALL_PRODUCTS || wanted.includes(productId),
  );
  return {
    affiliations: affiliations.flatMap((affiliation) => {
      const product = products(store).byId.get(affiliation.productId);
      return product === undefined ? [] : [affiliationAnswer(affiliation, product, store.account, language)];
    }),
    affiliate_id: String(affiliate.id),
    affiliate_name: affiliate.name,
  };
}

/** `all` changes the existing affiliations; single products get one if there is none. */
export function updateAffiliateCommission(call: Call) {
  const { args, clock, store } = call;
  const affiliate = readAffiliate(store, args, "affiliate_id");
  const productIds = readProductIds(call);
  const changes = readChanges(args, COMMISSION_FIELDS, clock);
  const { affiliations } = affiliateRecords(store);
  const named =
    productIds === ALL_PRODUCTS
      ? affiliationsOf(store, affiliate)
      : productIds.map((productId) => newAffiliation(affiliate.id, productId));
  let isModified = false;
  for (const draft of Object.keys(changes).length === 0 ? [] : named) {
    const known = affiliations.get(affiliationKey(draft));
    if (known === undefined || isChanged(known, changes)) {
      affiliations.set(affiliationKey(draft), { ...(known ?? draft), ...changes });
      isModified = true;
    }
  }
  return isModified ? {} : { modified: "N" };
}

function affiliationsOf(store: Store, { id }: Affiliate): readonly Affiliation[] {
  return [...affiliateRecords(store).affiliations.values()]
    .filter(({ affiliateId }) => affiliateId === id)
    .sort((a, b) => a.productId - b.productId);
}

function affiliationAnswer(
  { percent, fixCents, currency, isOnFirstOnly, status }: Affiliation,
  { id, settings }: Product,
  account: Account,
  language: Language,
) {
  const defaultRate = String(settings["affiliate_commission"] ?? "0.00");
  const defaultFix = String(settings["affiliate_commission_fix"] ?? "0.00");
  const defaultCurrency = String(settings["affiliate_commission_cur"] || account.currency);
  return {
    product_id: String(id),
    product_is_active: settings["is_active"],
    commission_rate: percent?.toFixed(2) ?? defaultRate,
    commission_fix: fixCents === null ? defaultFix : toAmount(fixCents),
    commission_currency: currency ?? defaultCurrency,
    default_commission_rate: defaultRate,
    default_commission_fix: defaultFix,
    default_commission_currency: defaultCurrency,
    // The API never sends N here.
    is_on_first_pmnt_only: isOnFirstOnly === "Y" ? "Y" : "",
    approval_status: status,
    approval_status_msg: labelOf(status, language),
  };
}
