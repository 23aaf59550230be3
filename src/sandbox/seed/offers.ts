import type { PaymentPlan } from "../catalogue/payment-plan-records.ts";
import { type Terms, termsOf } from "../catalogue/payment-terms.ts";
import { productName } from "../catalogue/product-answer.ts";
import type { Product } from "../catalogue/product-records.ts";
import { type Instant, parseLocalTime } from "../kit/time.ts";
import type { EarningRole } from "../ledger/purchase-records.ts";

/** A plan that can be bought, and how often it is. */
export interface Offer {
  readonly weight: number;
  readonly productId: number;
  readonly productName: string;
  readonly terms: Terms;
  readonly currency: string;
  readonly shippingCents: number;
  readonly role: EarningRole;
  /** The affiliate's share of the amount after fee and VAT, in percent. */
  readonly affiliatePercent: number;
  /** A course day is not sold after its date. */
  readonly soldUntil: Instant;
}

const SHIPPING_CENTS = 490;
const EVENT_DAY = parseLocalTime("2026-04-18") ?? 0;

/** How often each plan is chosen. */
const WEIGHT_OF_PLAN: Readonly<Record<number, number>> = {
  90001: 26,
  90002: 14,
  90003: 28,
  90004: 13,
  90005: 6,
  90006: 9,
};

/** Another vendor's product, which the account promotes. It earns only the commission. */
const FOREIGN_OFFER: Offer = {
  weight: 4,
  productId: 31415,
  productName: "Yoga am Morgen",
  terms: {
    firstCents: 4_900,
    otherCents: 0,
    installments: 1,
    firstInterval: "1_month",
    otherInterval: "1_month",
    cancelPolicy: null,
  },
  currency: "USD",
  shippingCents: 0,
  role: "affiliate",
  affiliatePercent: 50,
  soldUntil: Number.POSITIVE_INFINITY,
};

/** Every active plan as an offer, and one of another vendor. */
export function listOffers(
  products: ReadonlyMap<number, Product>,
  plans: ReadonlyMap<number, PaymentPlan>,
): readonly [Offer, ...Offer[]] {
  const own = [...plans.values()].flatMap((plan) => {
    const product = products.get(plan.productId);
    return product === undefined ? [] : [toOffer(product, plan)];
  });
  return [FOREIGN_OFFER, ...own];
}

function toOffer(product: Product, plan: PaymentPlan): Offer {
  const typeId = product.settings["product_type_id"];
  return {
    weight: WEIGHT_OF_PLAN[plan.id] ?? 1,
    productId: product.id,
    productName: productName(product),
    terms: termsOf(plan),
    currency: plan.currency,
    shippingCents: typeId === 52 ? SHIPPING_CENTS : 0,
    role: "vendor",
    affiliatePercent: Number(product.settings["affiliate_commission"] ?? 0),
    soldUntil: typeId === 61 ? EVENT_DAY : Number.POSITIVE_INFINITY,
  };
}
