import type { Store } from "../kit/store.ts";
import { formatDate, formatTime } from "../kit/time.ts";
import { type Eticket, type Event, isOnDay } from "../orders/eticket.ts";
import { allTickets, etickets, findTicket } from "../orders/eticket-records.ts";
import { asList, asText, readOptional, readRequired, textOf } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import type { Texts } from "../wire/refusal.ts";
import { isIn, type Test } from "../wire/search.ts";
import { asTime } from "../wire/time-arguments.ts";

/** The problems of a ticket at this entrance, as sentences. */
type Obstacle = readonly Texts[];

/**
 * Entrance control: the check uses up a valid ticket. An invalid one is not an error of the call: `data.status` has the
 * verdict.
 */
export function validateEticket(call: Call) {
  const { args, store, clock, language } = call;
  const isForEvent = readEventTest(call);
  const ticket = findTicket(store, readRequired(args, "eticket_id", asText));
  const obstacle = obstacleOf(store, ticket, isForEvent);
  if (ticket !== undefined && obstacle === undefined) {
    etickets(store).usedAt.set(ticket.id, clock.now);
  }
  const sentences = obstacle ?? [{ de: "Das Ticket ist gültig.", en: "The ticket is valid." }];
  const tickets = allTickets(store).filter(({ event, isBlocked }) => isBlocked === "N" && isForEvent(event));
  return {
    status: obstacle === undefined ? "success" : "error",
    msg: sentences.map((texts) => texts[language]).join(textOf(args, "seperator") || " "),
    ...(ticket === undefined ? {} : eventAnswer(ticket.event)),
    is_eticket_valid_for_different_event: ticket && isOpen(ticket) && !isForEvent(ticket.event) ? "Y" : "N",
    valid_ticket_count: tickets.length,
    used_ticket_count: tickets.filter(({ usedAt }) => usedAt !== null).length,
  };
}

/** The events at this entrance: any of the named templates, places and days. */
function readEventTest({ args, clock }: Call): Test<Event> {
  const dates = readOptional(args, "date", asList) ?? ["today"];
  const days = dates.map((text) => formatDate(asTime({ name: "date", text }, clock)));
  const isTemplate = isIn(readRequired(args, "template_id", asList), ({ templateId }: Event) => String(templateId));
  const isLocation = isIn(readRequired(args, "location_id", asList), ({ locationId }: Event) => String(locationId));
  return (event) => isTemplate(event) && isLocation(event) && days.some((day) => isOnDay(event, day));
}

function obstacleOf(store: Store, ticket: Eticket | undefined, isForEvent: Test<Event>): Obstacle | undefined {
  if (ticket === undefined) {
    return [{ de: "Das Ticket ist unbekannt.", en: "The ticket is unknown." }];
  }
  if (ticket.isBlocked === "Y") {
    return [{ de: "Das Ticket ist gesperrt.", en: "The ticket is blocked." }];
  }
  if (ticket.usedAt !== null) {
    const at = formatTime(ticket.usedAt);
    return [
      { de: "Das Ticket wurde bereits benutzt.", en: "The ticket has been used already." },
      { de: `Benutzt am ${at}.`, en: `Used at ${at}.` },
    ];
  }
  return isForEvent(ticket.event) ? undefined : otherEvent(store, ticket.event);
}

function otherEvent(store: Store, { locationId, date }: Event): Obstacle {
  const name = etickets(store).locations.find(({ id }) => id === locationId)?.name ?? "";
  return [
    { de: "Das Ticket gilt nicht für diese Veranstaltung.", en: "The ticket is not for this event." },
    { de: `Es gilt am ${date}, ${name}.`, en: `It is for ${date}, ${name}.` },
  ];
}

function isOpen({ isBlocked, usedAt }: Eticket): boolean {
  return isBlocked === "N" && usedAt === null;
}

function eventAnswer({ locationId, templateId, date }: Event) {
  return { eticket_location_id: locationId, eticket_template_id: templateId, eticket_date: date };
}
