import { addNumbered } from "../kit/numbered.ts";
import { formatTime } from "../kit/time.ts";
import { asCount, asText, readBelow, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound } from "../wire/refusal.ts";
import { readBuyUrl } from "./buy-url-arguments.ts";
import { type BuyUrl, buyUrls, buyUrlToken } from "./buy-url-records.ts";

export const buyUrlFunctions: Handlers = { createBuyUrl, listBuyUrls, deleteBuyUrl };

function createBuyUrl(call: Call) {
  const { args, store } = call;
  const draft = readBuyUrl(call);
  const id = addNumbered(buyUrls(store), draft);
  const isUpgrade = readBelow(args, "payment_plan", "upgrade_order_id", asText) !== undefined;
  return {
    id,
    url: urlOf(call, { ...draft, id }),
    valid_until: draft.validUntil === null ? "" : formatTime(draft.validUntil),
    // [S29]
    upgrade_status: isUpgrade ? "ok" : "none",
  };
}

function listBuyUrls(call: Call) {
  return {
    items: [...buyUrls(call.store).byId.values()].map((buyUrl) => ({
      id: buyUrl.id,
      product_id: buyUrl.productId,
      url: urlOf(call, buyUrl),
      created_at: formatTime(buyUrl.createdAt),
      modified_at: formatTime(buyUrl.createdAt),
    })),
  };
}

function deleteBuyUrl({ args, store }: Call) {
  const id = readRequired(args, "id", asCount);
  if (!buyUrls(store).byId.delete(id)) {
    throw notFound({ de: "Bestell-URL", en: "Buy URL" }, id);
  }
  return {};
}

/** A page of the sandbox itself, so that anybody with the link can open it. */
function urlOf({ store, caller }: Call, { id, productId }: BuyUrl): string {
  return `${caller.origin}/product/${productId}?ds24buyurl=${buyUrlToken(store, id)}`;
}
