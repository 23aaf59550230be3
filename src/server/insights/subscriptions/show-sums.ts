import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { rankByCurrency } from "../rank-by-currency.ts";
import { isActive, type Lifetime } from "./lifetimes.ts";
import { groupLifetimes, monthlyOf, type Span, stepsIn, sumsOf } from "./subscription-sums.ts";

type Lifetimes = readonly Lifetime[];

/** The subscriptions to one product in one currency. */
export interface SubscribedProduct {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly lifetimes: Lifetimes;
  /** The larger of the monthly revenues at both ends. */
  readonly cents: number;
}

/** The sums of each currency with a subscription in the span. */
export function showTotals(lifetimes: Lifetimes, span: Span): JsonObject {
  const groups = groupLifetimes(
    lifetimes.filter((lifetime) => isIn(lifetime, span)),
    ({ subscription }) => subscription.currency,
  );
  return Object.fromEntries(groups.map(([currency, own]) => [currency, sumsOf(own, span)]));
}

/** The products with a subscription in the span, those with the most revenue in each currency first. */
export function rankProducts(lifetimes: Lifetimes, span: Span): readonly SubscribedProduct[] {
  const groups = groupLifetimes(
    lifetimes.filter((lifetime) => isIn(lifetime, span)),
    ({ subscription: { productId, currency } }) => `${productId} ${currency}`,
  );
  const products = groups.flatMap(([, own]) => {
    const last = own.at(-1)?.subscription;
    const centsAt = (time: string) => monthlyOf(own.filter((lifetime) => isActive(lifetime, time)));
    const cents = Math.max(centsAt(span.before), centsAt(span.end));
    return last ? [{ id: last.productId, name: last.product, currency: last.currency, lifetimes: own, cents }] : [];
  });
  return rankByCurrency(
    products.toSorted((a, b) => b.cents - a.cents),
    ({ currency }) => currency,
  );
}

/** The first of ranked products, and the sums of all others. */
export function showProducts(products: readonly SubscribedProduct[], count: number, span: Span): JsonObject {
  const rest = products.slice(count);
  const currencies = [...new Set(rest.map(({ currency }) => currency))].sort();
  const notShown = currencies.map((currency) => {
    const own = rest.filter((product) => product.currency === currency);
    const lifetimes = own.flatMap((product) => product.lifetimes);
    return [currency, { products: own.length, ...sumsOf(lifetimes, span) }];
  });
  return {
    by_product: products.slice(0, count).map(({ id, name, currency, lifetimes }) => ({
      product_id: id,
      product: name,
      currency,
      ...sumsOf(lifetimes, span),
    })),
    ...(rest.length > 0 && { products_not_shown: Object.fromEntries(notShown) }),
  };
}

/** Whether a subscription was active at the start, or anything happened to it later. */
function isIn(lifetime: Lifetime, span: Span): boolean {
  return isActive(lifetime, span.before) || stepsIn(lifetime, span).length > 0;
}
