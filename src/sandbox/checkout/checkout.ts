import { endRebilling } from "../billing/rebilling-end.ts";
import { findVoucherByCode } from "../catalogue/find-voucher.ts";
import { type Product, products } from "../catalogue/product-records.ts";
import type { Voucher } from "../catalogue/voucher-records.ts";
import { takeId } from "../kit/numbered.ts";
import type { Store } from "../kit/store.ts";
import type { Instant } from "../kit/time.ts";
import { type Buyer, buyers } from "../ledger/buyer-records.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { openPurchase } from "../orders/new-purchase.ts";
import { addonItems, withAddons } from "../orders/sale-addons.ts";
import { firstPlanOf, type SaleTerms, saleTermsOf } from "../orders/sale-terms.ts";
import { creditTo, noteTracking, trackedSale } from "../orders/sale-tracking.ts";
import { countDown, isUsable, reduce } from "../orders/voucher-price.ts";
import { asEmail, type Form, textOf } from "../wire/arguments.ts";
import { missingArgument, notFound, notPossible } from "../wire/refusal.ts";
import type { BuyUrl } from "./buy-url-records.ts";

/** The offer behind a buy URL. */
export interface Quote {
  readonly product: Product;
  /** Of the whole order, after all reductions. */
  readonly terms: SaleTerms;
  /** The voucher that was applied; undefined if it has expired or is used up. */
  readonly voucher: Voucher | undefined;
}

export function quoteOf(store: Store, buyUrl: BuyUrl, now: Instant): Quote {
  const product = products(store).byId.get(buyUrl.productId);
  if (product === undefined) {
    throw notFound({ de: "Produkt", en: "Product" }, buyUrl.productId);
  }
  const listed = reduce(buyUrl.terms ?? ownTerms(store, product), buyUrl.reduction);
  const voucher = findVoucherByCode(store, buyUrl.voucherCode);
  const usable = voucher && isUsable(voucher, product.id, listed, now) ? voucher : undefined;
  const terms = usable === undefined ? listed : reduce(listed, usable);
  return { product, terms: withAddons(terms, buyUrl.addons), voucher: usable };
}

/** Places the order, uses up one use of the voucher and ends the order that is replaced. */
export function buy(store: Store, buyUrl: BuyUrl, form: Form, now: Instant): Purchase {
  const { product, terms, voucher } = quoteOf(store, buyUrl, now);
  const buyer = readBuyer(store, { ...buyUrl.buyer, ...form }, now);
  const [payMethod = "paypal"] = buyUrl.payMethods;
  const tracking = creditTo(store, buyer, buyUrl.tracking);
  const purchase = openPurchase(store, {
    buyer,
    product,
    quantity: 1,
    terms,
    addons: addonItems(buyUrl.addons),
    payMethod,
    ...trackedSale(store, tracking, { product, currency: terms.currency, own: buyUrl.commission }),
    at: now,
    isPaid: payMethod !== "banktransfer",
  });
  noteTracking(store, purchase, tracking);
  if (voucher !== undefined) {
    countDown(store, voucher);
  }
  const replaced = purchases(store).get(buyUrl.upgradeOrderId);
  if (replaced !== undefined) {
    endRebilling(store, replaced, now);
  }
  return purchase;
}

function ownTerms(store: Store, product: Product): SaleTerms {
  const plan = firstPlanOf(store, product.id);
  if (plan === undefined) {
    throw notPossible({
      de: `Produkt ${product.id} hat keinen aktiven Zahlungsplan`,
      en: `Product ${product.id} has no active payment plan`,
    });
  }
  return saleTermsOf(plan);
}

/** Returning buyers are recognised by their e-mail address. */
function readBuyer(store: Store, form: Form, now: Instant): Buyer {
  const text = (name: string) => textOf(form, name)?.trim() ?? "";
  if (text("email") === "") {
    throw missingArgument("email");
  }
  const email = asEmail({ name: "email", text: text("email") });
  const known = [...buyers(store).byId.values()].find((buyer) => buyer.email === email);
  if (known !== undefined) {
    return known;
  }
  const buyer: Buyer = {
    id: takeId(buyers(store)),
    email,
    firstName: text("first_name"),
    lastName: text("last_name"),
    salutation: text("salutation"),
    street: text("street"),
    zipcode: text("zipcode"),
    city: text("city"),
    country: text("country").toUpperCase() || "DE",
    createdAt: now,
  };
  buyers(store).byId.set(buyer.id, buyer);
  return buyer;
}
