import { pickNumber } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { type Instant, MINUTE_MS, parseLocalTime, SECOND_MS } from "../kit/time.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { type Eticket, type Event, type Holder, newTicket } from "./eticket.ts";
import { isPaidBack, randomOf, wasPaidBackAtStart } from "./sold-goods.ts";

/** The percentage of buyers who come to the event, and the period of entry. */
const COMING_PERCENT = 92;
const ENTRANCE_SECONDS = (90 * MINUTE_MS) / SECOND_MS;
const DOORS_OPEN = "08:30";

/** The ticket number in the description's examples. */
export const KNOWN_NUMBER = 17;

/** The only event of the shop; its product comes with a ticket. */
export const EVENT: Event = {
  productId: 13579,
  templateId: 12,
  locationId: 31,
  dateId: 5101,
  date: "2026-04-18",
  days: 1,
};

export const ERIKA: Holder = {
  email: "erika.beispiel@example.com",
  firstName: "Erika",
  lastName: "Beispiel",
  salutation: "F",
  title: "",
};

/** The ticket of a purchase. Its holder is the current buyer; a refund blocks it. */
export function boughtTicket(store: Store, purchase: Purchase): Eticket {
  const { email, firstName, lastName, salutation } = buyerOf(store, purchase);
  return {
    ...newTicket(EVENT, { email, firstName, lastName, salutation, title: "" }, purchase.itemId),
    purchase,
    usedAt: usedAtStart(store, purchase),
    isBlocked: isPaidBack(store, purchase.id) ? "Y" : "N",
    hint: `Einlass ab ${DOORS_OPEN} Uhr`,
  };
}

/** If the shop is made after the event, most tickets have been used. */
function usedAtStart(store: Store, purchase: Purchase): Instant | null {
  const random = randomOf(store, purchase);
  const isComing = pickNumber(random, 1, 100) <= COMING_PERCENT && !wasPaidBackAtStart(store, purchase.id);
  const doorsOpen = parseLocalTime(`${EVENT.date} ${DOORS_OPEN}`) ?? Number.NaN;
  const at = doorsOpen + pickNumber(random, 0, ENTRANCE_SECONDS) * SECOND_MS;
  return isComing && at <= store.createdAt ? at : null;
}
