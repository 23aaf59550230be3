import { defineSlice } from "./slice.ts";
import type { Purchase, Store } from "./store.ts";

/** What a vendor keeps with a purchase. */
export interface PurchaseNotes {
  /** The vendor's own key for where the buyer came from. */
  readonly trackingParam: string;
  readonly custom: string;
  readonly areInvoicesUnlocked: boolean;
}

const NOTHING: PurchaseNotes = { trackingParam: "", custom: "", areInvoicesUnlocked: false };

/** By the id of the purchase. */
const notes = defineSlice(() => new Map<string, PurchaseNotes>());

export function notesOf(store: Store, { id }: Purchase): PurchaseNotes {
  return notes(store).get(id) ?? NOTHING;
}

export function setNotes(store: Store, { id }: Purchase, changed: PurchaseNotes): void {
  notes(store).set(id, changed);
}
