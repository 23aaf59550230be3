import { readProduct } from "../catalogue/read-product.ts";
import type { Voucher } from "../catalogue/voucher-records.ts";
import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, type Instant, MINUTE_MS } from "../kit/time.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { canChargeAgain } from "../ledger/stored-payment.ts";
import { openPurchase } from "../orders/new-purchase.ts";
import { orderOutcome } from "../orders/order-outcome.ts";
import { readPurchase } from "../orders/read-purchase.ts";
import { addonItems, readAddons, withAddons } from "../orders/sale-addons.ts";
import { readTerms, type SaleTerms, timesTerms } from "../orders/sale-terms.ts";
import { creditTo, noteTracking, readTracking, trackedSale } from "../orders/sale-tracking.ts";
import { assertUsable, countDown, reduce, voucherOf } from "../orders/voucher-price.ts";
import { asPositive, asText, readBelow } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notPossible } from "../wire/refusal.ts";

export const MAX_CHARGES_PER_DAY = 10;

/** The times of charges on demand, by the id of the order. */
const charges = defineSlice(() => new Map<string, readonly Instant[]>());

export const billingOnDemandFunctions: Handlers = { createBillingOnDemand };

/** If no payment method is stored, the order is created and its buyer has to pay. */
function createBillingOnDemand(call: Call) {
  const { args, store, clock, language } = call;
  const charged = readPurchase(call);
  const product = readProduct(call);
  const quantity = readBelow(args, "settings", "quantity", asPositive) ?? 1;
  const addons = readAddons(store, args, { quantity: "quantity" });
  const buyer = buyerOf(store, charged);
  const tracking = creditTo(store, buyer, readTracking(args));
  const { terms, voucher } = readPrice(call, product.id, quantity);
  noteCharge(store, charged, clock.now);
  const purchase = openPurchase(store, {
    buyer,
    product,
    quantity,
    terms: withAddons(terms, addons),
    addons: addonItems(addons),
    payMethod: charged.payMethod,
    ...trackedSale(store, tracking, { product, currency: terms.currency }),
    at: clock.now,
    isPaid: canChargeAgain(charged),
  });
  noteTracking(store, purchase, tracking);
  if (voucher !== undefined) {
    countDown(store, voucher);
  }
  return orderOutcome(purchase, language);
}

/** The buyer does not see the price first, so an invalid voucher is refused. */
function readPrice(
  { args, store, clock }: Call,
  productId: number,
  quantity: number,
): {
  readonly terms: SaleTerms;
  readonly voucher?: Voucher;
} {
  const terms = timesTerms(readTerms(store, args, productId), quantity);
  const code = readBelow(args, "settings", "voucher_code", asText);
  if (code === undefined) {
    return { terms };
  }
  const voucher = voucherOf(store, code);
  assertUsable(voucher, productId, terms, clock.now);
  return { terms: reduce(terms, voucher), voucher };
}

/** At most ten charges a day and one a minute per order. */
function noteCharge(store: Store, { id }: Purchase, now: Instant): void {
  const recent = (charges(store).get(id) ?? []).filter((at) => at > now - DAY_MS);
  const isTooSoon = recent.some((at) => at > now - MINUTE_MS);
  if (isTooSoon) {
    throw notPossible({
      de: `Bestellung ${id} wurde in der letzten Minute schon belastet. Bitte eine Minute warten`,
      en: `Order ${id} was already charged in the last minute. Please wait a minute`,
    });
  }
  if (recent.length >= MAX_CHARGES_PER_DAY) {
    throw notPossible({
      de: `Bestellung ${id} wurde in den letzten 24 Stunden schon ${MAX_CHARGES_PER_DAY}-mal belastet. Bitte später erneut versuchen`,
      en: `Order ${id} was already charged ${MAX_CHARGES_PER_DAY} times in the last 24 hours. Please try again later`,
    });
  }
  charges(store).set(id, [...recent, now]);
}
