import { html } from "../../server/kit/html.ts";
import { purchases } from "../ledger/purchase-records.ts";
import { asList, asText, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";
import { validateAffiliate } from "./affiliate-check.ts";
import { getAffiliateCommission, updateAffiliateCommission } from "./affiliate-commissions.ts";
import {
  getAffiliateForEmail,
  getReferringAffiliate,
  setAffiliateForEmail,
  setReferringAffiliate,
} from "./affiliate-ties.ts";

const SITE = "https://www.digistore24.com";
const TRACKING_ARGUMENTS = ["affiliate_input", "campaignkey_input", "trackingkey_input", "callback"];

export const affiliateFunctions: Handlers = {
  getAffiliateCommission,
  updateAffiliateCommission,
  getAffiliateForEmail,
  setAffiliateForEmail,
  getReferringAffiliate,
  setReferringAffiliate,
  validateAffiliate,
  getCustomerToAffiliateBuyerDetails,
  renderJsTrackingCode,
};

/** The links of one purchase directly, those of several as an object by purchase id. */
function getCustomerToAffiliateBuyerDetails({ args, store }: Call) {
  const ids = readRequired(args, "purchase_id", asList);
  const answers = ids.map((id) => {
    const purchase = purchases(store).get(id);
    if (purchase === undefined) {
      throw notFound({ de: "Bestellung", en: "Purchase" }, id);
    }
    const name = `kunde${purchase.buyerId}`;
    const links = {
      customer_affiliate_name: name,
      customer_to_affiliate_url: `${SITE}/signup/${purchase.productId}/${name}`,
      customer_affiliate_promo_url: `${SITE}/redir/${purchase.productId}/${name}`,
    };
    return [id, links] as const;
  });
  return answers.length === 1 ? answers[0]?.[1] : Object.fromEntries(answers);
}

function renderJsTrackingCode({ args }: Call) {
  const url = new URL("/js/track.js", SITE);
  for (const name of TRACKING_ARGUMENTS) {
    const text = readOptional(args, name, asText);
    if (text !== undefined) {
      url.searchParams.set(name, text);
    }
  }
  return { script_code: html`<script src="${url.href}"></script>`.toString(), script_url: url.href };
}
