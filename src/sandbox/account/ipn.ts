import { readProductIds } from "../catalogue/product-ids.ts";
import { randomText } from "../kit/random-text.ts";
import {
  asCount,
  asList,
  asListOf,
  asOneOf,
  asText,
  asTextUpTo,
  readOptional,
  readRequired,
} from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { asPublicAddress } from "../wire/public-address.ts";
import { notFound } from "../wire/refusal.ts";
import {
  connectionKey,
  FIXED_KEYS,
  IPN_DEFAULTS,
  type IpnConnection,
  ipnRecords,
  takeConnectionIds,
} from "./ipn-records.ts";

const MAX_PASSPHRASE_CHARS = 63;
const RANDOM_PASSPHRASE_CHARS = 30;
const TRANSACTIONS = [
  ...["payment", "refund", "chargeback", "payment_missed", "payment_denial"],
  ...["rebill_cancelled", "rebill_resumed", "last_paid_day", "all"],
];

export const ipnFunctions: Handlers = { ipnSetup, ipnInfo, ipnDelete };

function ipnSetup(call: Call) {
  const records = ipnRecords(call.store);
  const key = readConnectionKey(call);
  const earlier = records.connections.get(key);
  const settings = readSettings(call);
  const { configId, ipnId } = earlier ?? takeConnectionIds(call.store);
  const connection = { ...settings, configId, ipnId };
  records.connections.set(key, connection);
  return {
    created: earlier === undefined ? "Y" : "N",
    updated: earlier === undefined ? "N" : "Y",
    deleted: "N",
    domain_id: connection.domainId,
    sha_passphrase: connection.passphrase,
    ipn_config_id: connection.configId,
    ipn_id: connection.ipnId,
  };
}

function ipnInfo(call: Call) {
  const connection = ipnRecords(call.store).connections.get(readConnectionKey(call));
  if (connection === undefined) {
    return { have_settings: "N" };
  }
  return {
    have_settings: "Y",
    domain_id: connection.domainId,
    ipn_url: connection.url,
    name: connection.name,
    product_ids: connection.productIds,
    categories: connection.categories,
    transactions: connection.transactions,
    timing: connection.timing,
    sha_passphrase: connection.passphrase,
    newsletter_send_policy: connection.newsletterPolicy,
  };
}

function ipnDelete(call: Call) {
  return { modified: ipnRecords(call.store).connections.delete(readConnectionKey(call)) ? "Y" : "N" };
}

/** Missing values get their defaults, even if a connection is overwritten. */
function readSettings(call: Call): Omit<IpnConnection, "configId" | "ipnId"> {
  const { args } = call;
  const passphrase = readOptional(args, "sha_passphrase", asTextUpTo(MAX_PASSPHRASE_CHARS)) ?? "";
  return {
    owner: ownerOf(call),
    domainId: readDomainId(call),
    url: readRequired(args, "ipn_url", asPublicAddress),
    name: readRequired(args, "name", asText),
    productIds: String(readProductIds(call)),
    // [S31]
    categories: (readOptional(args, "categories", asList) ?? [IPN_DEFAULTS.categories]).join(","),
    transactions: (readOptional(args, "transactions", asListOf(TRANSACTIONS)) ?? [IPN_DEFAULTS.transactions]).join(","),
    timing: readOptional(args, "timing", asOneOf(["before_thankyou", "delayed"])) ?? IPN_DEFAULTS.timing,
    passphrase: passphrase === "random" ? randomText(RANDOM_PASSPHRASE_CHARS) : passphrase,
    newsletterPolicy: readOptional(args, "newsletter_send_policy", asText) ?? IPN_DEFAULTS.newsletterPolicy,
  };
}

function readConnectionKey(call: Call): string {
  const vendorId = readOptional(call.args, "vendor_id", asCount);
  if (vendorId !== undefined && vendorId !== call.account) {
    throw notFound({ de: "Konto", en: "Account" }, vendorId);
  }
  return connectionKey(ownerOf(call), readDomainId(call));
}

/** Without a domain_id, the connection without a name is meant. */
function readDomainId({ args }: Call): string {
  return readOptional(args, "domain_id", asText) ?? "";
}

function ownerOf({ caller }: Call): string {
  return caller.key.granted ?? FIXED_KEYS;
}
