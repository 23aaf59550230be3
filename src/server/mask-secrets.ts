import { isObject } from "./normalise-arguments.ts";

/** Fields whose holder can act as the vendor, sign payment notifications, or buy for free in test mode. */
const SECRET_FIELDS = new Set(["api_key", "sha_passphrase", "thankyou_page_key", "testpay_key"]);
/** getProduct's preview link of an order form carries the test payment key as a query parameter. */
const SECRET_IN_URL = /([?&]testpay[^=&#]*=)[^&#\s"]+/gi;

export const HIDDEN = "[hidden]";

/** A copy of an answer without its secrets. */
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
