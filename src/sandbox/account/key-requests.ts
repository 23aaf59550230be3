import { randomText } from "../kit/random-text.ts";
import { asOneOf, asText, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { asPublicAddress, asPublicOrLoopbackAddress } from "../wire/public-address.ts";
import { notFound, notPossible, REFUSAL_CODE, Refusal, type Texts } from "../wire/refusal.ts";
import { consentPath } from "./consent-routes.ts";
import { addKeyRequest, endGrantedKey, handOutKey, type KeyRequest, keyRequest } from "./granted-keys.ts";
import { endConnections } from "./ipn-records.ts";

const THANKYOU_KEY_CHARS = 32;

// [S32]
const RIGHT_OF_PERMISSION = {
  "read-only": "readOnly",
  readonly: "readOnly",
  writable: "full",
  delivery: "shipping",
} as const satisfies Record<string, KeyRequest["right"]>;
const asPermission = asOneOf(Object.keys(RIGHT_OF_PERMISSION) as (keyof typeof RIGHT_OF_PERMISSION)[]);

/** The reason for an answer without a key. */
const NO_KEY = {
  pending: { de: "Die Anfrage ist noch nicht entschieden.", en: "The request has not been decided yet." },
  aborted: { de: "Die Anfrage wurde abgelehnt.", en: "The request was refused." },
  completed: { de: "Der API-Schlüssel wurde bereits abgeholt.", en: "The API key was handed out before." },
} as const satisfies Record<KeyRequest["status"], Texts>;

export const keyRequestFunctions: Handlers = { requestApiKey, retrieveApiKey, unregister };

function requestApiKey({ args, store, account, language, caller, handOver }: Call) {
  const asAddress = handOver.acceptsLoopback ? asPublicOrLoopbackAddress : asPublicAddress;
  const returnUrl = readRequired(args, "return_url", asAddress);
  const siteUrl = readOptional(args, "site_url", asAddress) ?? "";
  if (!returnUrl.startsWith(siteUrl)) {
    throw notPossible({
      de: `return_url muss mit site_url beginnen: ${siteUrl}`,
      en: `return_url has to begin with site_url: ${siteUrl}`,
    });
  }
  const { token } = addKeyRequest(store, {
    account,
    language,
    returnUrl,
    siteUrl,
    right: RIGHT_OF_PERMISSION[readRequired(args, "permissions", asPermission)],
    cancelUrl: readOptional(args, "cancel_url", asAddress) ?? "",
    comment: readOptional(args, "comment", asText) ?? "",
  });
  return { request_url: `${caller.origin}${consentPath(token)}`, request_token: token };
}

/** Only the first answer after the person has agreed contains the key. */
function retrieveApiKey({ args, store, account, language, handOver }: Call) {
  const token = readRequired(args, "token", asText);
  const request = keyRequest(store, token);
  if (request === undefined || request.account !== account) {
    throw notFound({ de: "Anfrage eines API-Schlüssels", en: "Request for an API key" }, token);
  }
  const status = handOver.faultyStatus ?? request.status;
  if (status !== "completed" || request.isHandedOut) {
    return { request_status: status, api_key: "", thankyou_page_key: "", note: NO_KEY[status][language] };
  }
  const key = handOutKey(store, request);
  return { request_status: status, api_key: key, thankyou_page_key: randomText(THANKYOU_KEY_CHARS), note: "" };
}

function unregister(call: Call) {
  const { granted } = call.caller.key;
  if (granted === undefined) {
    throw new Refusal(REFUSAL_CODE.permission, {
      de: "Die festen Schlüssel der Sandbox bleiben; nur ein Schlüssel aus requestApiKey kann gelöscht werden",
      en: "The sandbox's fixed keys stay; only a key from requestApiKey can be deleted",
    });
  }
  endGrantedKey(call.store, granted);
  endConnections(call.store, granted);
  const note: Texts = { de: "Der API-Schlüssel wurde gelöscht.", en: "The API key was deleted." };
  return { modified: "Y", note: note[call.language] };
}
