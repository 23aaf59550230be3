import { numbered } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { Purchase } from "./purchase-records.ts";

export interface Buyer {
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly salutation: string;
  readonly street: string;
  readonly zipcode: string;
  readonly city: string;
  readonly country: string;
  readonly createdAt: Instant;
}

const FIRST_ID = 880101;

export const buyers = defineSlice(() => numbered<Buyer>([], FIRST_ID));

/** The buyer of a purchase. Throws if there is none: the store would be broken, and no caller could repair it. */
export function buyerOf(store: Store, { buyerId, id }: Purchase): Buyer {
  const buyer = buyers(store).byId.get(buyerId);
  if (buyer === undefined) {
    throw new Error(`purchase ${id} has no buyer ${buyerId}`);
  }
  return buyer;
}
