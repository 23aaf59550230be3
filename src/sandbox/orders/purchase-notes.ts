import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Purchase } from "../ledger/purchase-records.ts";

/** A longer value is refused. [S40] */
export const MAX_CUSTOM_CHARS = 63;

export const UTM_NAMES = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
export type UtmParams = Readonly<Partial<Record<(typeof UTM_NAMES)[number], string>>>;

/** Notes of the vendor on a purchase. */
interface PurchaseNotes {
  /** The vendor's own key for the origin of the buyer. */
  readonly trackingParam: string;
  readonly custom: string;
  readonly areInvoicesUnlocked: boolean;
  /** The tracking values of the link; they replace those of the campaign key. */
  readonly utm: UtmParams;
  /** The texts that stand for placeholders in the product's name. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** What the affiliate's link said of the click; undefined if it said nothing. */
  readonly click?: { readonly id: string; readonly subIds: readonly string[] };
}

const NOTHING: PurchaseNotes = { trackingParam: "", custom: "", areInvoicesUnlocked: false, utm: {}, placeholders: {} };

/** By the id of the purchase. */
const notes = defineSlice(() => new Map<string, PurchaseNotes>());

export function notesOf(store: Store, { id }: Purchase): PurchaseNotes {
  return notes(store).get(id) ?? NOTHING;
}

export function setNotes(store: Store, { id }: Purchase, changed: PurchaseNotes): void {
  notes(store).set(id, changed);
}
