import { isObject } from "../kit/is-object.ts";
import { type Printed, print } from "../kit/to-json.ts";

/** Fields whose holder can act as the vendor, sign payment notifications, or buy for free in test mode. */
const SECRET_FIELDS = new Set(["api_key", "sha_passphrase", "thankyou_page_key", "testpay_key"]);
/** getProduct's preview link of an order form carries the test payment key as a query parameter. */
const SECRET_IN_URL = /([?&]testpay[^=&#]*=)[^&#\s"]+/gi;
/** What stands in the JSON of whatever has something to hide: most answers have nothing, and reading is fast. */
const TRACE_OF_SECRET = new RegExp(`"(?:${[...SECRET_FIELDS].join("|")})":|testpay`, "i");

export const HIDDEN = "[hidden]";

/** An answer without its secrets: itself where it has none. */
export function maskSecretsIn(answer: Printed): Printed {
  return TRACE_OF_SECRET.test(answer.json) ? print(maskSecrets(answer.data)) : answer;
}

/** A copy of data without its secrets. */
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
