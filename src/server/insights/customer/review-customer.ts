import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { languageOf } from "../arguments.ts";
import { fitRows } from "../fit-rows.ts";
import type { AnswerInsight, LabelLanguage } from "../insight.ts";
import type { ShopReader } from "../reader/shop-reader.ts";
import { type Asked, readAsked } from "./asked.ts";
import { showTotals } from "./customer-order.ts";
import { type Found, findPeople } from "./find-people.ts";
import { type Person, sameText } from "./people.ts";
import { type CustomerRecords, readCustomer } from "./read-customer.ts";
import { customerLists, cutLists } from "./show-customer.ts";

const RULES =
  "One customer: the same buyer id, or the same e-mail whatever its case. net_gross = paid + refunded + charged_back, with VAT. running_subscriptions: subscriptions and instalments with payments to come. Licence keys cannot be listed: validateLicenseKey checks one. Currencies are never added.";
/** Orders that are read, newest first: their ids go into one form field. */
const MAX_ORDERS = 1000;

/** Everything about one customer, or the customers to choose from. */
export const reviewCustomer: AnswerInsight = async (args, shop) => {
  const asked = readAsked(args);
  const found = await findPeople(shop, asked);
  const [person, ...others] = found.people;
  // If not all orders were searched, others may match too.
  if (!person || others.length > 0 || (!found.isComplete && !isNamed(person, asked))) {
    return showPeople(found, shop);
  }
  return reviewPerson(shop, { found, person, asked, language: languageOf(args) });
};

function isNamed({ email, buyerIds }: Person, { by, text }: Asked): boolean {
  return by === "order_id" || sameText(email, text) || buyerIds.includes(text);
}

function showPeople({ people, otherCount, isComplete }: Found, shop: ShopReader): JsonObject {
  const sorted = people.toSorted((a, b) => b.orders.length - a.orders.length);
  const stopped = shop.stopped();
  const notes = [
    stopped && `Stopped after ${stopped}.`,
    !isComplete && "NOT all orders were searched, so people may be missing here and may have more orders.",
    !isComplete &&
      stopped === undefined &&
      "Too many orders match, and only the first were looked at: ask again with more of the name or e-mail.",
    people.length > 0 && "Nothing else was read. Ask again with the buyer_id or the whole e-mail of one of them.",
    people.length === 0 && isComplete && otherCount === 0 && "No order matches.",
    people.length === 0 && otherCount > 0 && "Only sales of other vendors match; this account sold nothing of its own.",
  ].filter((note) => typeof note === "string");
  return fitRows(sorted.length, (count) => ({
    _complete: isComplete && stopped === undefined,
    matches: people.length,
    people: sorted.slice(0, count).map(({ buyerIds, firstName, lastName, email, orders }) => ({
      buyer_ids: buyerIds,
      first_name: firstName,
      last_name: lastName,
      email,
      orders: liveOrders(orders).length,
      ...(orders.some(({ isTest }) => isTest) && { test_orders: orders.filter(({ isTest }) => isTest).length }),
    })),
    ...(count < sorted.length && { not_shown: sorted.length - count }),
    left_out: { orders_of_other_vendors: otherCount },
    notes,
  }));
}

function liveOrders(orders: Person["orders"]): Person["orders"] {
  return orders.filter(({ isTest }) => !isTest);
}

interface Review {
  readonly found: Found;
  readonly person: Person;
  readonly asked: Asked;
  readonly language: LabelLanguage;
}

async function reviewPerson(shop: ShopReader, { found, person, asked, language }: Review): Promise<JsonObject> {
  const live = liveOrders(person.orders);
  const orders = live.length > 0 ? live : person.orders;
  const read = orders.slice(0, MAX_ORDERS).map(({ id }) => id);
  const records = await readCustomer(shop, person, read, language);
  const isWhole = records.orders.length === orders.length && found.isComplete;
  const notes = notesOf(records, asked, person, shop);
  const head = {
    _complete: isWhole && shop.stopped() === undefined && records.failures.length === 0,
    customer: {
      buyer_ids: person.buyerIds,
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
    },
    ...(isWhole && { totals: showTotals(records.orders) }),
  };
  const tail = {
    left_out: {
      test_orders: person.orders.length - orders.length,
      orders_of_other_vendors: found.otherCount,
    },
    notes: isWhole ? notes : ["NOT all orders could be read, so nothing is summed up.", ...notes],
    rules: RULES,
  };
  const lists = customerLists(records, language);
  const longest = Math.max(0, ...Object.values(lists).map(({ length }) => length));
  return fitRows(longest, (count) => ({ ...head, ...cutLists(lists, count), ...tail }));
}

function notesOf(
  { failures, withoutInvoices }: CustomerRecords,
  { by, text }: Asked,
  { email, orders }: Person,
  shop: ShopReader,
): readonly string[] {
  const stopped = shop.stopped();
  return [
    stopped && `Stopped after ${stopped}: parts may be missing.`,
    by === "email" &&
      !sameText(email, text) &&
      "No e-mail address equals the one given; this is the only one that contains it.",
    liveOrders(orders).length === 0 && "This person has only test orders, which are shown.",
    ...failures,
    withoutInvoices > 0 && `Invoices of ${withoutInvoices} older orders were not read: listInvoices shows them.`,
  ].filter((note) => typeof note === "string");
}
