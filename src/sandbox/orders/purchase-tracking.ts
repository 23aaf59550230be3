import type { Store } from "../kit/store.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { asList, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { clickIdOf, subIdsOf } from "./affiliate-click.ts";
import { notesOf } from "./purchase-notes.ts";
import { findPurchase } from "./read-purchase.ts";

/** The origins that campaign keys stand for. */
const PLACES: Readonly<Record<string, { readonly source: string; readonly medium: string }>> = {
  fruehling: { source: "newsletter", medium: "email" },
  newsletter: { source: "newsletter", medium: "email" },
  blog: { source: "blog", medium: "referral" },
};

export const purchaseTrackingFunctions: Handlers = { getPurchaseTracking };

/** One purchase directly, several as an object by id. */
function getPurchaseTracking({ args, store }: Call) {
  const ids = readRequired(args, "purchase_id", asList);
  const answers = ids.map((id) => [id, trackingAnswer(store, findPurchase(store, id))] as const);
  return answers.length === 1 ? answers[0]?.[1] : Object.fromEntries(answers);
}

/** Only the affiliate sees click and sub ids. */
function trackingAnswer(store: Store, purchase: Purchase) {
  const { role, campaignkey } = purchase;
  const isOwnClick = role === "affiliate";
  const place = PLACES[campaignkey];
  const notes = notesOf(store, purchase);
  return {
    utm_params: {
      utm_source: place?.source ?? "",
      utm_medium: place?.medium ?? "",
      utm_campaign: campaignkey,
      utm_term: "",
      utm_content: "",
      ...notes.utm,
    },
    click_id: isOwnClick ? clickIdOf(store, purchase) : "",
    sub_ids: isOwnClick ? subIdsOf(store, purchase) : [],
    vendor_key: notes.trackingParam,
    campaign_key: campaignkey,
  };
}
