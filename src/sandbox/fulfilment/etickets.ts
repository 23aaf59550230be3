import { readProduct } from "../catalogue/read-product.ts";
import { formatDate } from "../kit/time.ts";
import { type Eticket, type Holder, isOnDay } from "../orders/eticket.ts";
import { addFreeTicket, allTickets, etickets, findTicket } from "../orders/eticket-records.ts";
import type { Argument } from "../wire/argument.ts";
import {
  asCount,
  asEmail,
  asOneOf,
  asPositive,
  asText,
  asTextUpTo,
  type Form,
  groupOf,
  readOptional,
  readRequired,
} from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { badValue, notFound, type Texts } from "../wire/refusal.ts";
import { contains, hasId, readSearch, type SearchFields } from "../wire/search.ts";
import { asTime } from "../wire/time-arguments.ts";
import { ticketAnswer, ticketUrl } from "./eticket-answer.ts";
import { validateEticket } from "./eticket-check.ts";

const MAX_NAME_CHARS = 63;
/** A limit of our own, so that a typing error cannot fill the memory. */
const MAX_COUNT = 1_000;

export const eticketFunctions: Handlers = {
  createEticket,
  getEticket: (call) => ({ eticket: ticketAnswer(readTicket(call)) }),
  listEtickets,
  validateEticket,
  listEticketTemplates: ({ store }) =>
    etickets(store).templates.map(({ id, name, createdAt }) => {
      return { id, name, created_at: createdAt, modified_at: createdAt };
    }),
  listEticketLocations: ({ store }) => etickets(store).locations,
  getEticketSettings,
};

function createEticket(call: Call) {
  const { args, store, clock } = call;
  const { templates, locations } = etickets(store);
  const event = {
    productId: readProduct(call).id,
    templateId: readKnownId(args, "template_id", templates, { de: "E-Ticket-Vorlage", en: "E-ticket template" }),
    locationId: readKnownId(args, "location_id", locations, { de: "Veranstaltungsort", en: "Event location" }),
    date: readRequired(args, "date", (argument) => formatDate(asTime(argument, clock))),
    days: readOptional(args, "days", asPositive) ?? 1,
  };
  const holder = readHolder(args);
  const count = readOptional(args, "count", asTicketCount) ?? 1;
  const note = readOptional(args, "note", asText) ?? "";
  const tickets = Array.from({ length: count }, (_, index) => {
    return addFreeTicket(store, event, holder, { no: index + 1, count, note });
  });
  return { etickets: tickets.map((ticket) => ({ id: ticket.id, url: ticketUrl(ticket), email: holder.email })) };
}

/** The tickets of a day include those of longer events in progress. */
function listEtickets({ args, store, clock, account }: Call) {
  const fields: SearchFields<Eticket> = {
    owner_id: (argument) => hasId(argument, () => account),
    purchase_id: (argument) => hasId(argument, ({ purchase }) => purchase?.id ?? ""),
    first_name: (argument) => contains(argument, ({ holder }) => holder.firstName),
    last_name: (argument) => contains(argument, ({ holder }) => holder.lastName),
    email: (argument) => contains(argument, ({ holder }) => holder.email),
    template_id: (argument) => hasId(argument, ({ event }) => event.templateId),
    location_id: (argument) => hasId(argument, ({ event }) => event.locationId),
    date: (argument) => {
      const day = formatDate(asTime(argument, clock));
      return ({ event }) => isOnDay(event, day);
    },
  };
  return { etickets: allTickets(store).filter(readSearch(args, fields)).map(ticketAnswer) };
}

function getEticketSettings({ store, account }: Call) {
  const { templates, locations } = etickets(store);
  const namesById = (items: readonly { readonly id: number; readonly name: string }[]) =>
    Object.fromEntries(items.map(({ id, name }) => [id, name]));
  return {
    eticket_owners: { [account]: store.account.userName },
    eticket_templates: { [account]: namesById(templates) },
    eticket_locations: { [account]: namesById(locations) },
  };
}

function readTicket({ args, store }: Call): Eticket {
  const id = readRequired(args, "eticket_id", asText);
  const ticket = findTicket(store, id);
  if (ticket === undefined) {
    throw notFound({ de: "E-Ticket", en: "E-ticket" }, id);
  }
  return ticket;
}

function readKnownId(args: Form, name: string, known: readonly { readonly id: number }[], kind: Texts): number {
  const id = readRequired(args, name, asCount);
  if (!known.some((item) => item.id === id)) {
    throw notFound(kind, id);
  }
  return id;
}

function readHolder(args: Form): Holder {
  const buyer = groupOf(args, "buyer") ?? {};
  const read = <T>(name: string, as: (argument: Argument) => T) =>
    readOptional(buyer, name, ({ text }) => as({ name: `buyer[${name}]`, text }));
  const asName = asTextUpTo(MAX_NAME_CHARS);
  return {
    email: read("email", asEmail) ?? "",
    firstName: read("first_name", asName) ?? "",
    lastName: read("last_name", asName) ?? "",
    // Lower case only here; answers use capitals, as everywhere.
    salutation: read("salutation", asOneOf(["m", "f"]))?.toUpperCase() ?? "",
    title: read("title", asName) ?? "",
  };
}

function asTicketCount(argument: Argument): number {
  const count = asPositive(argument);
  if (count > MAX_COUNT) {
    throw badValue(argument, { de: `höchstens ${MAX_COUNT}`, en: `at most ${MAX_COUNT}` });
  }
  return count;
}
