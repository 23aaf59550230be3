import { isObject } from "../kit/is-object.ts";

/** Fields whose values allow anyone to act as the vendor, sign payment notifications, or buy for free in test mode. */
const SECRET_FIELDS = new Set(["api_key", "sha_passphrase", "thankyou_page_key", "testpay_key"]);
/** getProduct's preview link of an order form contains the test payment key as a query parameter. */
const SECRET_IN_URL = /([?&]testpay[^=&#]*=)[^&#\s"]+/gi;
/** In every text with a secret: the name of its field, or of its query parameter. */
const TRACE_OF_SECRET = new RegExp([...SECRET_FIELDS, "testpay"].join("|"), "i");

const HIDDEN = "[hidden]";

/** Whether the JSON of an answer can have a secret in it. Most answers have none, and this search is fast. */
export function mayHoldSecret(json: string): boolean {
  return TRACE_OF_SECRET.test(json);
}

/** Returns a copy of data without secrets. */
export function maskSecrets(data: unknown): unknown {
  if (typeof data === "string") {
    return data.replace(SECRET_IN_URL, `$1${HIDDEN}`);
  }
  if (Array.isArray(data)) {
    return data.map(maskSecrets);
  }
  return isObject(data) ? Object.fromEntries(Object.entries(data).map(maskEntry)) : data;
}

function maskEntry([key, value]: [string, unknown]): [string, unknown] {
  const isGiven = value !== "" && value !== null;
  return SECRET_FIELDS.has(key) && isGiven ? [key, HIDDEN] : [key, maskSecrets(value)];
}
