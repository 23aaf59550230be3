import { pickOne } from "../kit/random.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { asText, readOptional } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { readPurchase } from "./read-purchase.ts";
import { randomOf } from "./sold-goods.ts";

interface FormRecord {
  readonly id: number;
  readonly formId: number;
  readonly purchase: Purchase;
  /** By the vendor's own names of the fields. */
  readonly data: Readonly<Record<string, string>>;
  /** The parts that were recognised as an address. */
  readonly address: Readonly<Record<string, string>>;
}

const KNOWN_PURCHASE_ID = "K7M2QX9A";
const KNOWN_FORM_ID = 4601;
const FIRST_RECORD_ID = 4701;
/** Visitors of the event are asked for their shirt size and meal. */
const EVENT_FORM_ID = 4602;
const EVENT_PRODUCT_ID = 13579;
const SIZES = ["S", "M", "L", "XL"] as const;
const MEALS = ["vegetarisch", "vegan", "mit Fleisch"] as const;

export const customFormFunctions: Handlers = { listCustomFormRecords };

/** Forms are filled in only on the order form, so no call adds a record. */
function listCustomFormRecords(call: Call) {
  const purchase = readOptional(call.args, "purchase_id", asText) === undefined ? undefined : readPurchase(call);
  const records = formRecords(call.store).filter((record) => !purchase || record.purchase.id === purchase.id);
  return { records: records.map(recordAnswer) };
}

export function hasFormRecords(store: Store, purchase: Purchase): boolean {
  return purchase.id === KNOWN_PURCHASE_ID || isVisitor(store, purchase);
}

/** As of the time when the shop was made: nobody has filled in a form since. */
function isVisitor(store: Store, { productId, createdAt }: Purchase): boolean {
  return productId === EVENT_PRODUCT_ID && createdAt < store.createdAt;
}

/** What visitors entered, by the id of the purchase, if it is not made up when it is asked for. */
const enteredData = defineSlice(() => new Map<string, FormRecord["data"]>());

export function setFormEntries(store: Store, { id }: Purchase, data: FormRecord["data"]): void {
  enteredData(store).set(id, data);
}

function formRecords(store: Store): readonly FormRecord[] {
  const known = purchases(store).get(KNOWN_PURCHASE_ID);
  const visitors = [...purchases(store).values()].filter((purchase) => isVisitor(store, purchase));
  const filledIn = [
    ...(known ? [{ purchase: known, formId: KNOWN_FORM_ID, data: { tshirt: "M" }, address: {} }] : []),
    ...visitors.map((purchase) => ({ purchase, formId: EVENT_FORM_ID, ...visitorOf(store, purchase) })),
  ];
  return filledIn.map((record, index) => ({ id: FIRST_RECORD_ID + index, ...record }));
}

function visitorOf(store: Store, purchase: Purchase) {
  const random = randomOf(store, purchase);
  const { email, firstName, lastName } = buyerOf(store, purchase);
  return {
    data: { tshirt: pickOne(random, SIZES), essen: pickOne(random, MEALS), ...enteredData(store).get(purchase.id) },
    address: { first_name: firstName, last_name: lastName, email },
  };
}

function recordAnswer({ id, formId, purchase, data, address }: FormRecord) {
  return {
    form_id: formId,
    id,
    purchase_id: purchase.id,
    purchase_item_id: purchase.itemId,
    product_id: purchase.productId,
    form_no: 1,
    form_count: 1,
    data,
    address,
  };
}
