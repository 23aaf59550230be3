import { defineSlice } from "../kit/slice.ts";
import type { Store } from "../kit/store.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { canChargeAgain } from "../ledger/stored-payment.ts";
import { openPurchase } from "../orders/new-purchase.ts";
import { orderOutcome } from "../orders/order-outcome.ts";
import { assertRebilled, readPurchase } from "../orders/read-purchase.ts";
import { type Addon, addonItems, readAddons } from "../orders/sale-addons.ts";
import { creditTo, noteTracking, readTracking, trackedSale } from "../orders/sale-tracking.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { missingArgument, notPossible } from "../wire/refusal.ts";
import { endRebilling } from "./rebilling-end.ts";

/** The add-ons of an order and the order that bills them. */
interface Package {
  readonly purchaseId: string;
  readonly addons: readonly Addon[];
}

/** By the id of the main order. */
const packages = defineSlice(() => new Map<string, Package>());

export const addonChangeFunctions: Handlers = { createAddonChangePurchase };

/**
 * Replaces the add-ons of an order. An order of their own bills them along with it; add-ons that were paid for are not
 * charged again. [S23]
 */
function createAddonChangePurchase(call: Call) {
  const { args, store, clock, language } = call;
  const main = assertRebilled(readPurchase(call));
  if (main.billingStatus !== "paying") {
    throw notPossible({
      de: `Die Zahlungen der Bestellung ${main.id} laufen nicht`,
      en: `The payments of order ${main.id} are not running`,
    });
  }
  const addons = readAddons(store, args, { quantity: "quantity", each: "amount" });
  const [first] = addons;
  if (first === undefined) {
    throw missingArgument("addons[0][product_id]");
  }
  const buyer = buyerOf(store, main);
  const tracking = creditTo(store, buyer, readTracking(args));
  const purchase = openPurchase(store, {
    ...billedAlong(store, main, addons),
    buyer,
    product: first.product,
    quantity: first.quantity,
    payMethod: main.payMethod,
    ...trackedSale(store, tracking, { product: first.product, currency: main.currency }),
    at: clock.now,
    isPaid: canChargeAgain(main),
  });
  noteTracking(store, purchase, tracking);
  replacePackage(call, main, { purchaseId: purchase.id, addons });
  return orderOutcome(purchase, language);
}

function billedAlong(store: Store, main: Purchase, addons: readonly Addon[]) {
  const known = packages(store).get(main.id)?.addons ?? [];
  const items = addonItems(addons).map((item) => ({
    ...item,
    cents: Math.max(0, item.cents - paidCents(known, item)),
  }));
  const { currency, otherInterval, nextPaymentAt } = main;
  return {
    terms: {
      currency,
      firstCents: items.reduce((sum, { cents }) => sum + cents, 0),
      otherCents: addons.reduce((sum, { otherCents, quantity }) => sum + otherCents * quantity, 0),
      installments: 0,
      firstInterval: otherInterval,
      otherInterval,
      cancelPolicy: null,
    },
    addons: items.slice(1),
    ...(nextPaymentAt === null ? {} : { nextPaymentAt }),
  };
}

function paidCents(known: readonly Addon[], { productId }: { readonly productId: number }): number {
  const same = known.filter(({ product }) => product.id === productId);
  return same.reduce((sum, { firstCents, quantity }) => sum + firstCents * quantity, 0);
}

function replacePackage({ store, clock }: Call, main: Purchase, next: Package): void {
  const earlier = purchases(store).get(packages(store).get(main.id)?.purchaseId ?? "");
  if (earlier !== undefined) {
    endRebilling(store, earlier, clock.now);
  }
  packages(store).set(main.id, next);
}
