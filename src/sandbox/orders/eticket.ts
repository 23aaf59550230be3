import { DAY_MS, type Instant } from "../kit/time.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import type { Flag } from "../wire/values.ts";

/** The person who may enter. */
export interface Holder {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly salutation: string;
  readonly title: string;
}

/** The place and time for which a ticket is valid. */
export interface Event {
  readonly productId: number;
  readonly templateId: number;
  readonly locationId: number;
  readonly dateId: number;
  /** The first day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly days: number;
}

export interface Eticket {
  /** 20 digits: the day of the event and a number. */
  readonly id: string;
  /** Null for a free ticket. */
  readonly purchase: Purchase | null;
  readonly event: Event;
  readonly holder: Holder;
  /** The position among tickets created together. */
  readonly no: number;
  readonly count: number;
  readonly usedAt: Instant | null;
  readonly isBlocked: Flag;
  readonly note: string;
  readonly hint: string;
}

const NUMBER_DIGITS = 12;

/** An unused free ticket. */
export function newTicket(event: Event, holder: Holder, number: number): Eticket {
  return {
    id: `${event.date.replaceAll("-", "")}${String(number).padStart(NUMBER_DIGITS, "0")}`,
    purchase: null,
    event,
    holder,
    no: 1,
    count: 1,
    usedAt: null,
    isBlocked: "N",
    note: "",
    hint: "",
  };
}

/** Whether a ticket for the event is valid on a day. */
export function isOnDay({ date, days }: Event, day: string): boolean {
  return dayNumber(day) >= dayNumber(date) && dayNumber(day) < dayNumber(date) + days;
}

/** Days from 1970-01-01 to a calendar date. */
function dayNumber(date: string): number {
  return Date.parse(date) / DAY_MS;
}
