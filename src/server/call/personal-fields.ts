import type { JsonObject } from "../contract/normalise-arguments.ts";

export const KINDS = ["name", "e-mail", "phone", "address", "form entry"] as const;
export type Kind = (typeof KINDS)[number];

/** The information about a value that its place in the data gives. */
export interface Place {
  /** The kind of personal data that a text or number here is, if any. */
  readonly kind: Kind | undefined;
  /** Whether an object here describes a person, whose name its `name` is then. */
  readonly isPerson: boolean;
}

export const NOWHERE: Place = { kind: undefined, isPerson: false };

/**
 * Names that the description uses only for buyers. They are masked everywhere. Names that are not in the description are
 * common spellings of the others, since the API returns more than is described and agents misspell arguments.
 */
const PERSONAL = new Map<string, Kind>([
  ...namesOf("name", "first_name last_name full_name buyer_name customer_name recipient_name login_name"),
  ...namesOf("name", "company tax_id vat_id vat_number"),
  ...namesOf("e-mail", "email email_address"),
  ...namesOf("phone", "phone_no phone_number phone mobile mobile_no mobile_number fax"),
  ...namesOf("address", "street street2 street_name street_number zipcode zip postcode postal_code city ip ip_address"),
]);
/** Names that products, plans, images and event locations also have. They are masked only in an object about a person. */
const PERSONAL_IN_PERSON = new Map<string, Kind>([
  ...namesOf("name", "name title username"),
  ...namesOf("address", "address"),
]);
/** Needed for reports and not identifying: never masked, not even among the entries of a form. */
const NEVER_MASKED = squeezedSet("country country_name state currency language salutation");

/** Members whose value describes a person. */
const PERSONS = squeezedSet(
  "buyer buyers customer recipient address billing_address shipping_address delivery_address invoice_address",
);
/** Members that show that their object describes a person. */
const PERSON_SIGNS = squeezedSet("first_name last_name email phone_no phone_number");
/** The content of `data`, by the id next to it: a buyer's entries in a form (under any name), or changes to a buyer. */
const DATA_NEXT_TO = new Map<string, Place>([
  ["form_id", { kind: "form entry", isPerson: false }],
  ["buyer_id", { kind: undefined, isPerson: true }],
]);
/** Flat forms of `search.email` and `buyer[email]`, and fields of several persons in one object. */
const PREFIX = /^(?:(?:data|search|buyer|customer|recipient|billing|shipping|delivery|invoice)(?:address)?|address)/;

/** The places of an object's members, in the order of its keys. */
export function placesIn(object: JsonObject, outer: Place): readonly Place[] {
  const names = Object.keys(object).map(squeeze);
  const isPerson = outer.isPerson || names.some((name) => PERSON_SIGNS.has(name));
  // A person's members are personal only if a table names them. The entries of a form have no known names.
  const inherited = outer.isPerson ? undefined : outer.kind;
  return names.map((name) => {
    const known = kindOf(name) ?? (isPerson ? PERSONAL_IN_PERSON.get(name) : undefined);
    const place = { kind: known ?? (NEVER_MASKED.has(name) ? undefined : inherited), isPerson: PERSONS.has(name) };
    return (name === "data" && dataPlace(object)) || place;
  });
}

/** The kind of a field whose name alone says that it is personal. */
export function kindOfField(key: string): Kind | undefined {
  return kindOf(squeeze(key));
}

function kindOf(name: string): Kind | undefined {
  return PERSONAL.get(name) ?? PERSONAL.get(name.replace(PREFIX, ""));
}

function dataPlace(object: JsonObject): Place | undefined {
  const [, place] = [...DATA_NEXT_TO].find(([id]) => Object.hasOwn(object, id)) ?? [];
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
