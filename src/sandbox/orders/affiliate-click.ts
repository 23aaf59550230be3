import type { Store } from "../kit/store.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { notesOf } from "./purchase-notes.ts";

/** The affiliate's id of the click that led to a purchase. */
export function clickIdOf(store: Store, purchase: Purchase): string {
  return notesOf(store, purchase).click?.id ?? `click-${purchase.id.toLowerCase()}`;
}

/** The affiliate's own ids in the link, up to five. */
export function subIdsOf(store: Store, purchase: Purchase): readonly string[] {
  const usual = purchase.campaignkey === "" ? [] : [purchase.campaignkey];
  return notesOf(store, purchase).click?.subIds ?? usual;
}
