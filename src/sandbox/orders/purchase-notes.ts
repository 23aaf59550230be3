import { defineSlice } from "../kit/slice.ts";
import type { Purchase, Store } from "../kit/store.ts";

export const UTM_NAMES = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
export type UtmParams = Readonly<Partial<Record<(typeof UTM_NAMES)[number], string>>>;

/** What a vendor keeps with a purchase. */
export interface PurchaseNotes {
  /** The vendor's own key for where the buyer came from. */
  readonly trackingParam: string;
  readonly custom: string;
  readonly areInvoicesUnlocked: boolean;
  /** What the link said that led to it, in place of what its campaign key stands for. */
  readonly utm: UtmParams;
}

const NOTHING: PurchaseNotes = { trackingParam: "", custom: "", areInvoicesUnlocked: false, utm: {} };

/** By the id of the purchase. */
const notes = defineSlice(() => new Map<string, PurchaseNotes>());

export function notesOf(store: Store, { id }: Purchase): PurchaseNotes {
  return notes(store).get(id) ?? NOTHING;
}

export function setNotes(store: Store, { id }: Purchase, changed: PurchaseNotes): void {
  notes(store).set(id, changed);
}
