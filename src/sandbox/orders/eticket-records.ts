import { takeId } from "../kit/numbered.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { type Eticket, type Event, type Holder, newTicket } from "./eticket.ts";
import { boughtTicket, ERIKA, EVENT, KNOWN_NUMBER } from "./eticket-seed.ts";
import { isPaidSale, paidPurchasesOf } from "./sold-goods.ts";

interface Template {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
}

interface Location {
  readonly id: number;
  readonly name: string;
  readonly address: string;
}

interface Etickets {
  readonly templates: readonly Template[];
  readonly locations: readonly Location[];
  /** The free tickets; `usedAt` says when they were used. */
  readonly free: Map<string, Eticket>;
  /** When tickets were used after the shop was made. */
  readonly usedAt: Map<string, Instant>;
  readonly dateIds: Map<string, number>;
  nextId: number;
}

export const etickets = defineSlice((): Etickets => {
  const known = newTicket(EVENT, ERIKA, KNOWN_NUMBER);
  return {
    templates: [
      { id: 12, name: "Standard", createdAt: "2025-10-01 09:00:00" },
      { id: 13, name: "Ehrengast", createdAt: "2025-10-01 09:10:00" },
    ],
    locations: [
      { id: 31, name: "Musterhalle Hamburg", address: "Musterkai 1, 20457 Hamburg" },
      { id: 32, name: "Probesaal Berlin", address: "Probeallee 24, 10115 Berlin" },
    ],
    free: new Map([[known.id, known]]),
    usedAt: new Map(),
    dateIds: new Map([[dateKey(EVENT), EVENT.dateId]]),
    nextId: KNOWN_NUMBER + 1,
  };
});

/** All tickets: those bought with the event's product, and the free ones. */
export function allTickets(store: Store): readonly Eticket[] {
  const { free, usedAt } = etickets(store);
  const bought = paidPurchasesOf(store, EVENT.productId).map((purchase) => boughtTicket(store, purchase));
  return [...bought, ...free.values()].map((ticket) => ({ ...ticket, usedAt: usedAt.get(ticket.id) ?? ticket.usedAt }));
}

/** Whether a purchase includes tickets. Free tickets have no purchase. */
export function hasTickets(store: Store, purchase: Purchase): boolean {
  return purchase.productId === EVENT.productId && isPaidSale(store, purchase);
}

export function findTicket(store: Store, id: string): Eticket | undefined {
  return allTickets(store).find((ticket) => ticket.id === id);
}

export function addFreeTicket(
  store: Store,
  event: Omit<Event, "dateId">,
  holder: Holder,
  rest: Pick<Eticket, "no" | "count" | "note">,
): Eticket {
  const slice = etickets(store);
  const ticket = { ...newTicket({ ...event, dateId: dateIdOf(slice, event) }, holder, takeId(slice)), ...rest };
  slice.free.set(ticket.id, ticket);
  return ticket;
}

/** Tickets for the same date and place share a date id. */
function dateIdOf({ dateIds }: Etickets, event: Omit<Event, "dateId">): number {
  const key = dateKey(event);
  const id = dateIds.get(key) ?? EVENT.dateId + dateIds.size;
  dateIds.set(key, id);
  return id;
}

function dateKey({ productId, templateId, locationId, date, days }: Omit<Event, "dateId">): string {
  return [productId, templateId, locationId, date, days].join(" ");
}
