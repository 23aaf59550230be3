import { products } from "../catalogue/product-records.ts";
import type { Store } from "../kit/store.ts";
import { asList, asText, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import type { Texts } from "../wire/refusal.ts";
import type { ApprovalStatus } from "../wire/values.ts";
import { type Affiliate, affiliateRecords, affiliationKey } from "./affiliate-records.ts";
import { affiliateNamed } from "./find-affiliate.ts";

const VERDICTS = {
  approved: { de: "Die Partnerschaft besteht und ist genehmigt.", en: "The affiliation exists and is approved." },
  wait_for_approval: { de: "Die Partnerschaft ist noch nicht genehmigt.", en: "The affiliation awaits approval." },
  no_affiliation: { de: "Es besteht keine Partnerschaft.", en: "There is no affiliation." },
  no_valid_products: { de: "Keines der Produkte ist bekannt.", en: "None of the products is known." },
} as const satisfies Record<string, Texts>;

/** An unknown affiliate or product is not an error of the call: the answer has the verdict. */
export function validateAffiliate({ args, store, language }: Call) {
  const name = readRequired(args, "affiliate_name", asText);
  const productIds = readRequired(args, "product_ids", asList);
  const isKnown = (id: string) => /^\d+$/.test(id) && products(store).byId.has(Number(id));
  const validIds = productIds.filter(isKnown);
  const affiliate = affiliateNamed(store, name);
  const verdict = verdictOf(store, affiliate, validIds);
  const isInvitable = affiliate !== undefined && validIds.length > 0;
  return {
    have_affiliation: verdict === "approved" ? "Y" : "N",
    affiliation_status: verdict,
    invalid_affiliate_name: affiliate === undefined,
    affiliation_status_msg: VERDICTS[verdict][language],
    invite_url: isInvitable ? `https://www.digistore24.com/signup/${validIds[0]}/${affiliate.name}` : "",
    valid_product_ids: validIds.join(","),
    invalid_product_ids: productIds.filter((id) => !isKnown(id)).join(","),
  };
}

/** For several products the worst status counts: approved means approved for all of them. */
function verdictOf(store: Store, affiliate: Affiliate | undefined, validIds: readonly string[]): keyof typeof VERDICTS {
  if (validIds.length === 0) {
    return "no_valid_products";
  }
  const states = validIds.map((id) => affiliate && statusOf(store, affiliate, Number(id)));
  if (states.some((status) => status === undefined || status === "rejected")) {
    return "no_affiliation";
  }
  return states.every((status) => status === "approved") ? "approved" : "wait_for_approval";
}

function statusOf(store: Store, { id }: Affiliate, productId: number): ApprovalStatus | undefined {
  return affiliateRecords(store).affiliations.get(affiliationKey({ affiliateId: id, productId }))?.status;
}
