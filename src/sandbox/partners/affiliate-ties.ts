import type { Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { asEmail, asPercent, asText, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { notFound, notPossible } from "../wire/refusal.ts";
import { affiliateRecords, type Referral } from "./affiliate-records.ts";
import { affiliateOf, readAffiliate } from "./find-affiliate.ts";

export function getAffiliateForEmail({ args, store }: Call) {
  const email = readRequired(args, "email", asEmail);
  const assignment = affiliateRecords(store).assignments.get(email);
  if (assignment === undefined) {
    throw notFound({ de: "Affiliate-Zuordnung", en: "Affiliate assignment" }, email);
  }
  return {
    affiliate_name: affiliateOf(store, assignment.affiliateId).name,
    affiliate_id: assignment.affiliateId,
    campaignkey: assignment.campaignkey,
    trackingkey: assignment.trackingkey,
    click_id: assignment.clickId,
    promoclick_at: formatTime(assignment.at),
  };
}

export function setAffiliateForEmail({ args, store, clock }: Call) {
  const email = readRequired(args, "email", asEmail);
  const { id } = readAffiliate(store, args, "affiliate");
  const label = (name: string) => readOptional(args, name, asText) ?? "";
  affiliateRecords(store).assignments.set(email, {
    affiliateId: id,
    campaignkey: label("campaignkey"),
    trackingkey: label("trackingkey"),
    clickId: label("click_id"),
    at: clock.now,
  });
  return {};
}

export function getReferringAffiliate({ args, store }: Call) {
  const { id, name } = readAffiliate(store, args, "affiliate_id");
  const referral = affiliateRecords(store).referrals.get(id);
  if (referral === undefined) {
    throw notFound({ de: "Vermittler des Affiliates", en: "Referrer of the affiliate" }, name);
  }
  return referralAnswer(store, referral);
}

/** Without a commission the previous one stays; a first referrer without one gets none. */
export function setReferringAffiliate({ args, store, clock, account }: Call) {
  const affiliate = readAffiliate(store, args, "affiliate_id");
  const referrer = readAffiliate(store, args, "referrer_id");
  if (affiliate.id === referrer.id) {
    throw notPossible({
      de: `${affiliate.name} kann sich nicht selbst geworben haben`,
      en: `${affiliate.name} cannot have referred themselves`,
    });
  }
  const { referrals } = affiliateRecords(store);
  const earlier = referrals.get(affiliate.id);
  const percent = readOptional(args, "commission", asPercent) ?? earlier?.percent ?? 0;
  if (earlier?.referrerId === referrer.id && earlier.percent === percent) {
    return { action: "none", ...referralAnswer(store, earlier) };
  }
  const made = earlier ?? { affiliateId: affiliate.id, createdAt: clock.now, createdBy: account };
  const referral = { ...made, referrerId: referrer.id, percent };
  referrals.set(affiliate.id, referral);
  return { action: earlier === undefined ? "create" : "update", ...referralAnswer(store, referral) };
}

function referralAnswer(store: Store, { affiliateId, referrerId, percent, createdAt, createdBy }: Referral) {
  return {
    affiliate_id: affiliateId,
    affiliate_name: affiliateOf(store, affiliateId).name,
    referrer_id: referrerId,
    referrer_name: affiliateOf(store, referrerId).name,
    commission: percent,
    created_at: formatTime(createdAt),
    created_by: createdBy,
  };
}
