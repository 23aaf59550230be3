import { readProduct } from "../catalogue/read-product.ts";
import type { Store } from "../kit/store.ts";
import { HOUR_MS, type Instant } from "../kit/time.ts";
import { type Buyer, buyerOf, buyers } from "../ledger/buyer-records.ts";
import type { PayMethod } from "../ledger/purchase-records.ts";
import { findPurchase } from "../orders/read-purchase.ts";
import { readAddons } from "../orders/sale-addons.ts";
import { hasTerms, readTerms } from "../orders/sale-terms.ts";
import { readTracking } from "../orders/sale-tracking.ts";
import { voucherOf } from "../orders/voucher-price.ts";
import type { OwnCommission } from "../partners/affiliate-share.ts";
import type { Argument } from "../wire/argument.ts";
import {
  asCents,
  asOneOf,
  asPercent,
  asText,
  asTextUpTo,
  type Form,
  groupOf,
  readBelow,
  readOptional,
} from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { asPublicAddress } from "../wire/public-address.ts";
import { asTime, type Clock } from "../wire/time-arguments.ts";
import type { BuyUrl } from "./buy-url-records.ts";

const VALID_MS = 24 * HOUR_MS;
const MAX_TEXT_CHARS = 255;
const PAY_METHODS = ["paypal", "sezzle", "creditcard", "elv", "banktransfer", "klarna"] as const;
const BUYER_FIELDS = [
  ...(["email", "salutation", "title", "first_name", "last_name", "company", "street", "city", "zipcode"] as const),
  ...(["state", "country", "phone_no", "tax_id"] as const),
] as const;

/** A link as the arguments of a call describe it. */
export function readBuyUrl(call: Call): Omit<BuyUrl, "id"> {
  return { ...readOffer(call), ...readExtras(call), createdAt: call.clock.now };
}

/** The product and its price. */
function readOffer(call: Call) {
  const { args, store } = call;
  const { id: productId } = readProduct(call);
  const voucherCode = readBelow(args, "settings", "voucher_code", asText) ?? "";
  if (voucherCode !== "") {
    voucherOf(store, voucherCode);
  }
  return {
    productId,
    terms: hasTerms(args) ? readTerms(store, args, productId) : null,
    addons: readAddons(store, args, { quantity: "default_quantity" }),
    voucherCode,
    reduction: {
      firstPercent: readBelow(args, "settings", "voucher_1st_rate", asPercent) ?? 0,
      otherPercent: readBelow(args, "settings", "voucher_oth_rates", asPercent) ?? 0,
      firstCents: readBelow(args, "settings", "voucher_1st_amount", asCents) ?? 0,
      otherCents: readBelow(args, "settings", "voucher_oth_amounts", asCents) ?? 0,
    },
  };
}

/** The buyer, the tracking and the pages before and after. `settings[img]` is not read [S44]. */
function readExtras({
  args,
  store,
  clock,
}: Call): Omit<BuyUrl, keyof ReturnType<typeof readOffer> | "id" | "createdAt"> {
  const upgradeOrderId = readBelow(args, "payment_plan", "upgrade_order_id", asText) ?? "";
  if (upgradeOrderId !== "") {
    findPurchase(store, upgradeOrderId);
  }
  return {
    upgradeOrderId,
    buyer: readBuyer(store, args),
    tracking: readTracking(args),
    commission: readCommission(args),
    payMethods: readPayMethods(args),
    thankyouUrl: readBelow(args, "urls", "thankyou_url", asPublicAddress) ?? "",
    fallbackUrl: readBelow(args, "urls", "fallback_url", asPublicAddress) ?? "",
    validUntil: readExpiry(args, clock),
  };
}

function readCommission(args: Form): OwnCommission {
  const percent = readBelow(args, "settings", "affiliate_commission_rate", asPercent);
  const fixCents = readBelow(args, "settings", "affiliate_commission_fix", asCents);
  return { ...(percent !== undefined && { percent }), ...(fixCents !== undefined && { fixCents }) };
}

/** A list, in the order of its keys. */
function readPayMethods(args: Form): readonly PayMethod[] {
  const list = groupOf(groupOf(args, "settings") ?? {}, "pay_methods") ?? {};
  return Object.keys(list).flatMap((place) => {
    const name = `settings[pay_methods][${place}]`;
    return readOptional(list, place, ({ text }) => asOneOf(PAY_METHODS)({ name, text })) ?? [];
  });
}

function readExpiry(args: Form, clock: Clock): Instant | null {
  const asExpiry = (argument: Argument) => (argument.text === "forever" ? null : asTime(argument, clock));
  const expiry = readOptional(args, "valid_until", asExpiry);
  return expiry === undefined ? clock.now + VALID_MS : expiry;
}

/** Fills in a known buyer, or the buyer of a known order; arguments of the call take precedence. */
function readBuyer(store: Store, args: Form): Readonly<Record<string, string>> {
  const id = readBelow(args, "buyer", "id", asText);
  const said = BUYER_FIELDS.flatMap((name) => {
    const text = readBelow(args, "buyer", name, asTextUpTo(MAX_TEXT_CHARS));
    return text === undefined ? [] : [[name, text] as const];
  });
  return { ...(id === undefined ? {} : fieldsOfBuyer(knownBuyer(store, id))), ...Object.fromEntries(said) };
}

function knownBuyer(store: Store, id: string): Buyer {
  return (/^\d+$/.test(id) ? buyers(store).byId.get(Number(id)) : undefined) ?? buyerOf(store, findPurchase(store, id));
}

function fieldsOfBuyer({ email, firstName, lastName, country }: Buyer): Readonly<Record<string, string>> {
  return { email, first_name: firstName, last_name: lastName, country };
}
