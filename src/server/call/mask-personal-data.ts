import { createHmac, randomBytes } from "node:crypto";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import { decodedOrSame, replaceEmailAddresses } from "../kit/email-addresses.ts";
import { isObject } from "../kit/is-object.ts";
import { KINDS, type Kind, kindOfField, NOWHERE, type Place, placesIn } from "./personal-fields.ts";

export interface PersonalDataMask {
  /** A copy without personal data. */
  mask(data: unknown): unknown;
}

type ToPlaceholder = (kind: Kind, value: string) => string;

const PLACEHOLDER = `\\[(?:${KINDS.join("|")}) [0-9a-f]{8}\\]`;
const WHOLE_PLACEHOLDER = new RegExp(`^${PLACEHOLDER}$`);
/** Also in a URL, as an agent or a library encodes it. */
const RETURNED_PLACEHOLDER = new RegExp(
  PLACEHOLDER.replaceAll(" ", "(?: |%20|\\+)").replace("\\[", "(?:\\[|%5B)").replace("\\]", "(?:\\]|%5D)"),
  "i",
);
/** A query parameter. The length of the name is limited to keep the search linear in long texts. */
const PARAMETER = new RegExp(`(?<=[?&;]|^)([\\w.%[\\]-]{1,60})=(?!${PLACEHOLDER})([^&#\\s"<>]+)`, "g");
const FLAGS = new Set(["Y", "N"]);

/**
 * Replaces data that identifies a buyer by placeholders such as `[name 5e1f09ab]`. A value has the same placeholder in
 * all answers of one mask, so an agent can still count and join. The secret prevents it from guessing values.
 */
export function createPersonalDataMask(): PersonalDataMask {
  const secret = randomBytes(32);
  const toPlaceholder: ToPlaceholder = (kind, value) => {
    const digest = createHmac("sha256", secret)
      .update(`${kind}\n${normalise(kind, value)}`)
      .digest("hex");
    return `[${kind} ${digest.slice(0, 8)}]`;
  };
  return { mask: (data) => maskValue(data, NOWHERE, toPlaceholder) };
}

function normalise(kind: Kind, value: string): string {
  const text = value.trim().toLowerCase();
  return (kind === "phone" && text.replace(/\D+/g, "")) || text;
}

function maskValue(value: unknown, place: Place, toPlaceholder: ToPlaceholder): unknown {
  if (typeof value === "string") {
    return place.kind ? maskField(value, place.kind, toPlaceholder) : maskText(value, place, toPlaceholder);
  }
  if (typeof value === "number") {
    return place.kind ? toPlaceholder(place.kind, String(value)) : value;
  }
  if (!Array.isArray(value)) {
    return isObject(value) ? maskMembers(value, place, toPlaceholder) : value;
  }
  // A loop here and below: a callback for every level would exhaust the stack earlier than maskSecrets does.
  const masked: unknown[] = [];
  for (const item of value) {
    masked.push(maskValue(item, place, toPlaceholder));
  }
  return masked;
}

function maskMembers(object: JsonObject, place: Place, toPlaceholder: ToPlaceholder): JsonObject {
  const places = placesIn(object, place);
  const masked: [string, unknown][] = [];
  for (const [index, key] of Object.keys(object).entries()) {
    masked.push([maskFreeText(key, toPlaceholder), maskValue(object[key], places[index] ?? NOWHERE, toPlaceholder)]);
  }
  return Object.fromEntries(masked);
}

/** An e-mail address has the same placeholder in every field, for example as a login name. */
function maskField(value: string, kind: Kind, toPlaceholder: ToPlaceholder): string {
  const text = value.trim();
  if (text === "" || FLAGS.has(text) || WHOLE_PLACEHOLDER.test(text)) {
    return value;
  }
  const withoutAddresses = replaceEmailAddresses(text, (address) => toPlaceholder("e-mail", address));
  return WHOLE_PLACEHOLDER.test(withoutAddresses) ? withoutAddresses : toPlaceholder(kind, text);
}

/** Some clients send objects as JSON text. Its fields are masked like any others. */
function maskText(text: string, place: Place, toPlaceholder: ToPlaceholder): string {
  if (/^\s*[{[]/.test(text)) {
    try {
      const data: unknown = JSON.parse(text);
      const masked = JSON.stringify(maskValue(data, place, toPlaceholder));
      return masked === JSON.stringify(data) ? text : masked;
    } catch {
      // Not JSON, or nested too deeply for the stack: masked as plain text.
    }
  }
  return maskFreeText(text, toPlaceholder);
}

function maskFreeText(text: string, toPlaceholder: ToPlaceholder): string {
  const withoutParameters = text.replace(PARAMETER, (parameter, name: string, value: string) => {
    const kind = kindOfField(decodedOrSame(name));
    // A plus sign is a blank in a query, but in an address that was written by hand it is part of the address.
    const given = kind === "e-mail" ? value : value.replaceAll("+", " ");
    return kind ? `${name}=${maskField(decodedOrSame(given), kind, toPlaceholder)}` : parameter;
  });
  return replaceEmailAddresses(withoutParameters, (address) => toPlaceholder("e-mail", address));
}

/** Whether a text is nothing but a placeholder of a mask. */
export function isPlaceholder(text: string): boolean {
  return WHOLE_PLACEHOLDER.test(text.trim());
}

/** Finds a placeholder of a mask in a value, at any depth. An agent must not write one back. */
export function findPlaceholder(value: unknown): string | undefined {
  if (typeof value === "string") {
    return RETURNED_PLACEHOLDER.exec(value)?.[0];
  }
  if (Array.isArray(value)) {
    return firstPlaceholder(value);
  }
  return isObject(value) ? firstPlaceholder(Object.entries(value).flat()) : undefined;
}

function firstPlaceholder(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const found = findPlaceholder(value);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
