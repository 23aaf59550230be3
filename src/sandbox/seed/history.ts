import { paymentPlans } from "../catalogue/payment-plan-records.ts";
import { products } from "../catalogue/product-records.ts";
import { pickWeighted, type Random } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../kit/time.ts";
import { type Draw, drawSale } from "./draw-sale.ts";
import { listOffers } from "./offers.ts";
import type { SeededSale } from "./sale.ts";

const YEAR_DAYS = 365;
export const YEAR_PURCHASES = { small: 280, large: 50_000 };
const RECENT_PURCHASES = 8;
const RECENT_HOURS = 23;
/** Yearly subscriptions from the months before, so that some have been renewed within the year. */
const EARLIER_PURCHASES = 18;
const EARLIER_DAYS = 90;

interface HistoryOptions {
  readonly now: Instant;
  readonly scale: keyof typeof YEAR_PURCHASES;
  /** Purchase ids in use. */
  readonly usedIds: Set<string>;
}

/** A year of made-up purchases with their payments, some of them from the last day. */
export function makeHistory(
  store: Store,
  random: Random,
  { now, scale, usedIds }: HistoryOptions,
): readonly SeededSale[] {
  const offers = listOffers(products(store).byId, paymentPlans(store).byId);
  const draw: Draw = { random, store, now, offers, usedIds, earlierBuyers: [] };
  const yearly = offers.filter(({ terms }) => terms.otherInterval === "12_month");
  const earlier = Array.from({ length: EARLIER_PURCHASES }, () => {
    const createdAt = now - (YEAR_DAYS + random() * EARLIER_DAYS) * DAY_MS;
    return drawSale(draw, createdAt, yearly[0] ?? offers[0]);
  });
  const latest = Array.from({ length: YEAR_PURCHASES[scale] }, (_, index) => {
    const age = index < RECENT_PURCHASES ? random() * RECENT_HOURS * HOUR_MS : random() * YEAR_DAYS * DAY_MS;
    const createdAt = now - age;
    const onSale = offers.filter(({ soldUntil }) => createdAt < soldUntil);
    return drawSale(draw, createdAt, pickWeighted(random, [offers[0], ...onSale.slice(1)]));
  });
  return [...earlier, ...latest];
}
