import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Buyer } from "../ledger/buyer-records.ts";

/** Details of a buyer beyond the seeded record. */
export interface BuyerDetails {
  readonly title: string;
  readonly company: string;
  readonly streetName: string;
  readonly streetNumber: string;
  readonly state: string;
  readonly phoneNo: string;
}

/** Added to a buyer's id to get the address's, as in the description's examples. */
const ADDRESS_ID_OFFSET = 990_001 - 880_001;
const STREET = /^(?<name>.*\S)\s+(?<number>\d+\s?[a-zA-Z]?)$/;

/** Changed details by the id of the buyer. */
const changedDetails = defineSlice(() => new Map<number, BuyerDetails>());

export function addressIdOf({ id }: Pick<Buyer, "id">): number {
  return id + ADDRESS_ID_OFFSET;
}

export function buyerDetails(store: Store, buyer: Buyer): BuyerDetails {
  const { name = buyer.street, number = "" } = STREET.exec(buyer.street)?.groups ?? {};
  const first = { title: "", company: "", streetName: name, streetNumber: number, state: "", phoneNo: "" };
  return changedDetails(store).get(buyer.id) ?? first;
}

export function setBuyerDetails(store: Store, buyerId: number, details: BuyerDetails): void {
  changedDetails(store).set(buyerId, details);
}
