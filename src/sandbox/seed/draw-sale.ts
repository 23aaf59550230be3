import { takeId } from "../kit/numbered.ts";
import { pickNumber, pickOne, pickPurchaseId, pickWeighted, type Random } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, type Instant } from "../kit/time.ts";
import { type Buyer, buyers } from "../ledger/buyer-records.ts";
import type { PayMethod } from "../ledger/purchase-records.ts";
import type { TransactionType } from "../ledger/transaction-records.ts";
import { vatPercentOf } from "../ledger/vat.ts";
import { type Course, schedulePayments } from "./billing.ts";
import type { Offer } from "./offers.ts";
import { pickBuyer } from "./people.ts";
import { askBack, type SeededSale, takeBack, toSale } from "./sale.ts";

const FIRST_ITEM_ID = 760_000;

const REGULAR_BUYER_SHARE = 0.15;
const AFFILIATE_SHARE = 0.35;
const TEST_SHARE = 0.02;
/** A younger bank transfer may not have arrived yet. */
const AWAITED_MS = 5 * DAY_MS;

const PAY_METHODS: readonly [Weighted<PayMethod>, ...Weighted<PayMethod>[]] = [
  { weight: 45, value: "paypal" },
  { weight: 25, value: "creditcard" },
  { weight: 12, value: "elv" },
  { weight: 10, value: "banktransfer" },
  { weight: 8, value: "klarna" },
];
const COURSES: readonly [Weighted<Course>, ...Weighted<Course>[]] = [
  { weight: 70, value: "as_agreed" },
  { weight: 16, value: "cancelled" },
  { weight: 14, value: "missed" },
];
const RETURNS: readonly [Weighted<Return>, ...Weighted<Return>[]] = [
  { weight: 87, value: "none" },
  { weight: 3, value: "refund_request" },
  { weight: 8, value: "refund" },
  { weight: 2, value: "chargeback" },
];

/** Campaign keys of the affiliates' links. */
const CAMPAIGN_KEYS = ["", "newsletter", "fruehling", "blog"] as const;

type Return = "none" | Exclude<TransactionType, "payment">;

interface Weighted<T> {
  readonly weight: number;
  readonly value: T;
}

/** The state while the history is drawn, always in the same order. */
export interface Draw {
  readonly random: Random;
  readonly store: Store;
  readonly now: Instant;
  readonly offers: readonly [Offer, ...Offer[]];
  readonly usedIds: Set<string>;
  readonly earlierBuyers: Buyer[];
}

/** One purchase with its payments, and what came back of them. */
export function drawSale(draw: Draw, at: Instant, offer: Offer): SeededSale {
  const { random, now } = draw;
  const createdAt = wholeSecond(at);
  const buyer = drawBuyer(draw, createdAt);
  const isTest = random() < TEST_SHARE;
  const payMethod = isTest ? "test" : pickWeighted(random, PAY_METHODS).value;
  const order = {
    id: drawPurchaseId(draw),
    createdAt,
    buyerId: buyer.id,
    productId: offer.productId,
    productName: offer.productName,
    itemId: FIRST_ITEM_ID + draw.usedIds.size,
    terms: offer.terms,
    shippingCents: offer.shippingCents,
    currency: offer.currency,
    role: offer.role,
    vatPercent: vatPercentOf(buyer.country),
    payMethod,
    isTest,
    ...drawAffiliate(draw, offer),
  };
  const isAwaited = payMethod === "banktransfer" && now - createdAt < AWAITED_MS;
  const course = isAwaited ? "awaited" : pickWeighted(random, COURSES).value;
  return drawReturn(draw, toSale(order, schedulePayments(offer.terms, createdAt, now, course)));
}

/** Most buyers are new; some come back. */
function drawBuyer({ random, store, earlierBuyers }: Draw, createdAt: Instant): Buyer {
  const known = earlierBuyers[pickNumber(random, 0, Math.max(0, earlierBuyers.length - 1))];
  if (random() < REGULAR_BUYER_SHARE && known !== undefined) {
    return known;
  }
  const buyer = pickBuyer(random, takeId(buyers(store)), createdAt);
  buyers(store).byId.set(buyer.id, buyer);
  earlierBuyers.push(buyer);
  return buyer;
}

function drawPurchaseId({ random, usedIds }: Draw): string {
  let id = pickPurchaseId(random);
  while (usedIds.has(id)) {
    id = pickPurchaseId(random);
  }
  usedIds.add(id);
  return id;
}

function drawAffiliate({ random, store }: Draw, { role, affiliatePercent }: Offer) {
  if (role === "affiliate") {
    return { affiliateName: store.account.userName, affiliatePercent, campaignkey: pickOne(random, CAMPAIGN_KEYS) };
  }
  if (affiliatePercent === 0 || random() >= AFFILIATE_SHARE) {
    return { affiliateName: null, affiliatePercent: 0, campaignkey: "" };
  }
  const affiliateName = random() < 0.7 ? "partnerin24" : "empfehlungsfuchs";
  return { affiliateName, affiliatePercent, campaignkey: pickOne(random, CAMPAIGN_KEYS) };
}

/** Refunds and requests come within two weeks of the last payment, chargebacks within two months, but not in the future. */
function drawReturn({ random, now }: Draw, sale: SeededSale): SeededSale {
  const kind = pickWeighted(random, RETURNS).value;
  const days = kind === "chargeback" ? pickNumber(random, 15, 60) : pickNumber(random, 1, 14);
  const at = (sale.transactions.at(-1)?.createdAt ?? now) + days * DAY_MS + pickNumber(random, 0, 36_000) * 1_000;
  if (kind === "none" || at > now) {
    return sale;
  }
  return kind === "refund_request" ? askBack(sale, at) : takeBack(sale, kind, at);
}

/** The API's times have no fractions of a second. */
function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1_000) * 1_000;
}
