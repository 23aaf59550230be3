import type { JsonObject } from "../contract/normalise-arguments.ts";
import { isObject } from "../kit/is-object.ts";

/** Fields whose values allow anyone to act as the vendor, sign payment notifications, or buy for free in test mode. */
const SECRET_FIELDS = new Set(["api_key", "sha_passphrase", "thankyou_page_key", "testpay_key"]);
/** getProduct's preview link of an order form contains the test payment key as a query parameter. */
const SECRET_IN_URL = /([?&]testpay[^=&#]*=)[^&#\s"]+/gi;
/** Found in the JSON of every answer with a secret. Most answers have none, and this search is fast. */
const TRACE_OF_SECRET = new RegExp(`"(?:${[...SECRET_FIELDS].join("|")})":|testpay`, "i");

const HIDDEN = "[hidden]";

/** Hides the secrets of an answer. Returns the answer itself if it has none. */
export function maskSecretsIn(answer: JsonObject): JsonObject {
  return TRACE_OF_SECRET.test(JSON.stringify(answer)) ? (maskSecrets(answer) as JsonObject) : answer;
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
