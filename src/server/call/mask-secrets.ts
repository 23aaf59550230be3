import { isObject } from "../kit/is-object.ts";

/** Fields whose values allow anyone to act as the vendor, sign payment notifications, or buy for free in test mode. */
export const SECRET_FIELDS = new Set(["api_key", "sha_passphrase", "thankyou_page_key", "testpay_key"]);
/** getProduct's preview link of an order form contains the test payment key as a query parameter. */
const SECRET_IN_URL = /([?&]testpay[^=&#]*=)[^&#\s"]+/gi;
/** A letter or underscore as JSON text inside a text can escape it. Umlauts, which are often escaped, are not included. */
const ESCAPED_LETTER = "\\\\u00[567][0-9a-f]";
/** In every text with a secret: the name of its field, or of its query parameter, or a part of it as an escape. */
const TRACE_OF_SECRET = new RegExp([...SECRET_FIELDS, "testpay", ESCAPED_LETTER].join("|"), "i");

const HIDDEN = "[hidden]";

/** Whether the JSON of an answer can have a secret in it. Most answers have none, and this search is fast. */
export function mayHoldSecret(json: string): boolean {
  return TRACE_OF_SECRET.test(json);
}

/** Returns a copy of data without secrets. */
export function maskSecrets(data: unknown): unknown {
  if (typeof data === "string") {
    return maskText(data);
  }
  if (Array.isArray(data)) {
    return data.map(maskSecrets);
  }
  return isObject(data) ? Object.fromEntries(Object.entries(data).map(maskEntry)) : data;
}

/** Whether a member of this name is hidden, whatever is inside it. */
export function isSecretField(key: string): boolean {
  return SECRET_FIELDS.has(key);
}

function maskEntry([key, value]: [string, unknown]): [string, unknown] {
  const isGiven = value !== "" && value !== null;
  return isSecretField(key) && isGiven ? [key, HIDDEN] : [key, maskSecrets(value)];
}

/** Some fields contain an object as JSON text. Its secrets are hidden like any others, and it remains valid JSON. */
function maskText(text: string): string {
  const data = /^\s*[{[]/.test(text) && mayHoldSecret(text) ? parseJson(text) : undefined;
  return data === undefined ? text.replace(SECRET_IN_URL, `$1${HIDDEN}`) : printMasked(data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}

/** Printed again even if nothing was hidden: of two members with the same name, the text still has the first. */
function printMasked(data: unknown): string {
  try {
    return JSON.stringify(maskSecrets(data));
  } catch {
    // Nested too deeply to be searched.
    return HIDDEN;
  }
}
