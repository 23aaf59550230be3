import type { JsonObject } from "../contract/normalise-arguments.ts";

export const KINDS = ["name", "e-mail", "phone", "address", "form entry"] as const;
export type Kind = (typeof KINDS)[number];

/** What is known of a value from the place where it stands. */
export interface Place {
  /** What a text or number here is, if it is personal. */
  readonly kind: Kind | undefined;
  /** Whether an object here describes a person, so that its `name` is a person's. */
  readonly isPerson: boolean;
}

export const NOWHERE: Place = { kind: undefined, isPerson: false };

/**
 * Names that the description has for buyers only: masked wherever they stand. The ones it does not have are the usual
 * spellings of the same, since the API answers more than is described and agents misspell arguments.
 */
const PERSONAL = new Map<string, Kind>([
  ...namesOf("name", "first_name last_name full_name buyer_name customer_name recipient_name login_name"),
  ...namesOf("name", "company tax_id vat_id vat_number"),
  ...namesOf("e-mail", "email email_address"),
  ...namesOf("phone", "phone_no phone_number phone mobile mobile_no mobile_number fax"),
  ...namesOf("address", "street street2 street_name street_number zipcode zip postcode postal_code city ip ip_address"),
]);
/** Names that products, plans, images and event locations have too: masked in an object about a person only. */
const PERSONAL_IN_PERSON = new Map<string, Kind>([
  ...namesOf("name", "name title username"),
  ...namesOf("address", "address"),
]);
/** Not identifying, and needed for reports: stay even among the entries of a form. */
const STAYING = squeezedSet("country country_name state currency language salutation");

/** Members that hold a person, ... */
const PERSONS = squeezedSet(
  "buyer buyers customer recipient address billing_address shipping_address delivery_address invoice_address",
);
/** ... and members by which any other object shows that it is about one. */
const PERSON_SIGNS = squeezedSet("first_name last_name email phone_no phone_number");
/** What `data` holds, by the id beside it: what a buyer filled in (under any name), or changes to a buyer. */
const DATA_BESIDE = new Map<string, Place>([
  ["form_id", { kind: "form entry", isPerson: false }],
  ["buyer_id", { kind: undefined, isPerson: true }],
]);
/** `search.email` and `buyer[email]` given flat, and the fields of several persons in one object. */
const PREFIX = /^(?:(?:data|search|buyer|customer|recipient|billing|shipping|delivery|invoice)(?:address)?|address)/;

/** The places of an object's members. */
export function placesIn(object: JsonObject, outer: Place): (key: string) => Place {
  const isPerson = outer.isPerson || Object.keys(object).some((key) => PERSON_SIGNS.has(squeeze(key)));
  // Members of a person that no table names are no personal data; what a form asks has no known names.
  const inherited = outer.isPerson ? undefined : outer.kind;
  return (key) => {
    const name = squeeze(key);
    const known = kindOf(name) ?? (isPerson ? PERSONAL_IN_PERSON.get(name) : undefined);
    const place = { kind: known ?? (STAYING.has(name) ? undefined : inherited), isPerson: PERSONS.has(name) };
    return (name === "data" && dataPlace(object)) || place;
  };
}

/** The kind of a field whose name alone says that it is personal. */
export function kindOfField(key: string): Kind | undefined {
  return kindOf(squeeze(key));
}

function kindOf(name: string): Kind | undefined {
  return PERSONAL.get(name) ?? PERSONAL.get(name.replace(PREFIX, ""));
}

function dataPlace(object: JsonObject): Place | undefined {
  const [, place] = [...DATA_BESIDE].find(([id]) => Object.hasOwn(object, id)) ?? [];
  return place;
}

/** One form for `first_name`, `firstName` and `First-Name`. */
function squeeze(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

function squeezedSet(keys: string): ReadonlySet<string> {
  return new Set(keys.split(" ").map(squeeze));
}

function namesOf(kind: Kind, keys: string): [string, Kind][] {
  return [...squeezedSet(keys)].map((key) => [key, kind]);
}
