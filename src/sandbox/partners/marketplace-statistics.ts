import { createRandom } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, formatDate, HOUR_MS, type Instant, parseLocalTime } from "../kit/time.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { type Transaction, transactionsOf } from "../ledger/transaction-records.ts";
import type { ShownEntry } from "./marketplace-entries.ts";

/** The figures of an entry. Money in cents, rates in percent. */
export interface EntryFigures {
  readonly isValid: boolean;
  readonly updatedAt: Instant;
  readonly orders: number;
  readonly affiliateOrders: number;
  readonly affiliates: number;
  readonly cancelRate: number;
  readonly revenueCents: number;
  readonly saleProfitCents: number;
  readonly visitorProfitCents: number;
  readonly conversionRate: number;
  readonly rank: number;
  readonly categoryRank: number;
  readonly stars: number;
}

const UPDATE_HOUR = 3;
const MAX_STARS = 5;
/** One star less for each of these percents of cancelled orders. */
const PERCENT_PER_STAR = 4;
/** More revenue gives a better rank, in a marketplace whose other entries do not exist. */
const RANK_CENTS = 4_000_000_000;
const CATEGORY_SHARE = 20;

/** Counted once a night. Entries that are not public yet have only orders. */
export function figuresOf(store: Store, { entry }: ShownEntry, now: Instant): EntryFigures {
  const updatedAt = lastUpdate(now);
  const sold = [...purchases(store).values()].filter(
    ({ isTest, role, productId }) => !isTest && role === "vendor" && entry.productIds.includes(productId),
  );
  const sales = sold
    .map((purchase) => ({ purchase, moved: transactionsUntil(store, purchase, updatedAt) }))
    .filter(({ moved }) => moved.length > 0);
  const figures = { isValid: entry.status === "approved", updatedAt, orders: sales.length };
  return figures.isValid ? { ...figures, ...soldFigures(store, sales) } : { ...figures, ...NO_FIGURES };
}

interface Sale {
  readonly purchase: Purchase;
  /** Oldest first; the first is the first payment. */
  readonly moved: readonly Transaction[];
}

const NO_FIGURES = {
  affiliateOrders: 0,
  affiliates: 0,
  cancelRate: 0,
  revenueCents: 0,
  saleProfitCents: 0,
  visitorProfitCents: 0,
  conversionRate: 0,
  rank: 0,
  categoryRank: 0,
  stars: 0,
};

function soldFigures(store: Store, sales: readonly Sale[]): typeof NO_FIGURES {
  const ofAffiliates = sales.filter(({ purchase }) => purchase.affiliateName !== null);
  const isCancelled = ({ moved }: Sale) => moved.some(({ type }) => type === "refund" || type === "chargeback");
  const revenueCents = sum(
    sales.flatMap(({ moved }) => moved.map(({ amountCents, vatCents }) => amountCents - vatCents)),
  );
  const saleProfitCents = average(ofAffiliates.map(({ moved }) => moved[0]?.affiliateCents ?? 0));
  const cancelRate = percent(sales.filter(isCancelled).length, sales.length);
  const conversionRate = conversionOf(store);
  const rank = Math.max(1, Math.round(RANK_CENTS / Math.max(1, revenueCents)));
  return {
    affiliateOrders: ofAffiliates.length,
    affiliates: new Set(ofAffiliates.map(({ purchase }) => purchase.affiliateName)).size,
    cancelRate,
    revenueCents,
    saleProfitCents,
    visitorProfitCents: Math.round((saleProfitCents * conversionRate) / 100),
    conversionRate,
    rank,
    categoryRank: Math.ceil(rank / CATEGORY_SHARE),
    stars: Math.round(Math.max(0, MAX_STARS - cancelRate / PERCENT_PER_STAR) * 10) / 10,
  };
}

function transactionsUntil(store: Store, { id }: Purchase, until: Instant): readonly Transaction[] {
  return transactionsOf(store, id).filter(({ createdAt }) => createdAt <= until);
}

function lastUpdate(now: Instant): Instant {
  const today = (parseLocalTime(formatDate(now)) ?? now) + UPDATE_HOUR * HOUR_MS;
  return today <= now ? today : today - DAY_MS;
}

/** Visitors who do not buy are not recorded, so one to four percent are assumed to buy. */
function conversionOf({ seed }: Store): number {
  return Math.round((1 + 3 * createRandom(seed)()) * 10) / 10;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * 1_000) / whole) / 10;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.round(sum(values) / values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
