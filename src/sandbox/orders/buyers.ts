import type { Store } from "../kit/store.ts";
import { formatTime } from "../kit/time.ts";
import { type Buyer, buyers } from "../ledger/buyer-records.ts";
import type { Argument } from "../wire/argument.ts";
import { asCount, asEmail, asOneOf, asTextUpTo, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isCountry } from "../wire/countries.ts";
import { type Field, type Fields, fieldsOf, isChanged, readChanges } from "../wire/fields.ts";
import { countPages, cutPage, readPage } from "../wire/paging.ts";
import { badValue, notFound } from "../wire/refusal.ts";
import { addressIdOf, type BuyerDetails, buyerDetails, setBuyerDetails } from "./buyer-details.ts";

type BuyerRecord = Buyer & BuyerDetails;

const DEFAULT_PAGE_SIZE = 100;
// [S20]
const MAX_PAGE_SIZE = 1_000;
const MAX_TEXT_CHARS = 63;

const field = fieldsOf<BuyerRecord>();
const asName = asTextUpTo(MAX_TEXT_CHARS);

/** An empty text clears a field, except those that an order needs. */
const FIELDS: Fields<BuyerRecord> = {
  email: kept(field("email", asEmail, "")),
  first_name: kept(field("firstName", asName, "")),
  last_name: kept(field("lastName", asName, "")),
  salutation: field("salutation", asOneOf(["M", "F"]), ""),
  title: field("title", asName, ""),
  company: field("company", asName, ""),
  street_name: kept(field("streetName", asName, "")),
  street_number: field("streetNumber", asName, ""),
  phone_number: field("phoneNo", asName, ""),
  city: kept(field("city", asName, "")),
  zipcode: kept(field("zipcode", asName, "")),
  state: field("state", asName, ""),
  country: kept(field("country", asCountry, "")),
};

export const buyerFunctions: Handlers = {
  listBuyers,
  getBuyer: (call) => ({ buyer: buyerAnswer(readBuyer(call)) }),
  updateBuyer,
};

function listBuyers({ args, store }: Call) {
  const page = readPage(args, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const sorted = [...buyers(store).byId.values()].sort((a, b) => a.id - b.id);
  return {
    page_no: page.number,
    page_size: page.size,
    item_count: sorted.length,
    page_count: countPages(sorted.length, page),
    items: cutPage(sorted, page).map((buyer) => buyerAnswer(toRecord(store, buyer))),
  };
}

/** Orders read their buyer when they are shown, so the change is visible everywhere. */
function updateBuyer(call: Call) {
  const { args, store, clock } = call;
  const before = readBuyer(call);
  const changes = readChanges(args, FIELDS, clock);
  if (!isChanged(before, changes)) {
    return { is_modified: "N" };
  }
  const { title, company, streetName, streetNumber, state, phoneNo, ...buyer } = { ...before, ...changes };
  buyers(store).byId.set(buyer.id, { ...buyer, street: `${streetName} ${streetNumber}`.trim() });
  setBuyerDetails(store, buyer.id, { title, company, streetName, streetNumber, state, phoneNo });
  return { is_modified: "Y" };
}

function readBuyer({ args, store }: Call): BuyerRecord {
  const id = readRequired(args, "buyer_id", asCount);
  const buyer = buyers(store).byId.get(id);
  if (buyer === undefined) {
    throw notFound({ de: "Käufer", en: "Buyer" }, id);
  }
  return toRecord(store, buyer);
}

function toRecord(store: Store, buyer: Buyer): BuyerRecord {
  return { ...buyer, ...buyerDetails(store, buyer) };
}

function buyerAnswer(buyer: BuyerRecord) {
  return {
    id: buyer.id,
    address_id: addressIdOf(buyer),
    created_at: formatTime(buyer.createdAt),
    email: buyer.email,
    first_name: buyer.firstName,
    last_name: buyer.lastName,
    salutation: buyer.salutation,
    title: buyer.title,
    company: buyer.company,
    street: buyer.street,
    street_name: buyer.streetName,
    street_number: buyer.streetNumber,
    zipcode: buyer.zipcode,
    city: buyer.city,
    state: buyer.state,
    country: buyer.country,
    phone_no: buyer.phoneNo,
  };
}

function kept<T>({ read }: Field<T>): Field<T> {
  return { read, cleared: {} };
}

function asCountry(argument: Argument): string {
  const code = argument.text.toUpperCase();
  if (!isCountry(code)) {
    throw badValue(argument, { de: "Land wie DE", en: "a country such as DE" });
  }
  return code;
}
