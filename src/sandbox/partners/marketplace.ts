import { paymentPlansOf } from "../catalogue/payment-plans.ts";
import { productAnswer } from "../catalogue/product-answer.ts";
import { products } from "../catalogue/product-records.ts";
import { compareText } from "../kit/compare-text.ts";
import { toNumber, toPrice } from "../kit/money.ts";
import { formatTime } from "../kit/time.ts";
import { asCount, asOneOf, asText, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isAffiliateOnly } from "../wire/keys.ts";
import { labelOf } from "../wire/labels.ts";
import { notFound } from "../wire/refusal.ts";
import { CATEGORIES, headlineOf, type ShownEntry, shownEntries } from "./marketplace-entries.ts";
import { type EntryFigures, figuresOf } from "./marketplace-statistics.ts";

interface Row {
  readonly shown: ShownEntry;
  readonly figures: EntryFigures;
}

const STATUSES = ["new", "pending", "approved", "rejected"] as const;
/** Best first, whatever that means for the field. [S17] */
const COMPARE = {
  name: (a: Row, b: Row) => compareText(headlineOf(a.shown), headlineOf(b.shown)),
  stars: (a: Row, b: Row) => b.figures.stars - a.figures.stars,
  created: (a: Row, b: Row) => b.shown.product.createdAt - a.shown.product.createdAt,
  // Entries without a rank have 0.
  rank: (a: Row, b: Row) => (a.figures.rank || Number.MAX_VALUE) - (b.figures.rank || Number.MAX_VALUE),
  profit: (a: Row, b: Row) => b.figures.saleProfitCents - a.figures.saleProfitCents,
  cancel: (a: Row, b: Row) => a.figures.cancelRate - b.figures.cancelRate,
  conversion: (a: Row, b: Row) => b.figures.conversionRate - a.figures.conversionRate,
  revenue: (a: Row, b: Row) => b.figures.revenueCents - a.figures.revenueCents,
};
const SORT_KEYS = Object.keys(COMPARE) as (keyof typeof COMPARE)[];

export const marketplaceFunctions: Handlers = { listMarketplaceEntries, getMarketplaceEntry, statsMarketplace };

/** The account's own entries; like the API, shows no others. */
function listMarketplaceEntries(call: Call) {
  const sortBy = readOptional(call.args, "sort_by", asOneOf(SORT_KEYS));
  const status = readOptional(call.args, "approval_status", asOneOf(STATUSES));
  const rows = rowsOf(call).filter(({ shown }) => status === undefined || shown.entry.status === status);
  const sorted = sortBy === undefined ? rows : [...rows].sort(COMPARE[sortBy]);
  return { count: sorted.length, entries: sorted.map((row) => entryAnswer(row, call)) };
}

function getMarketplaceEntry(call: Call) {
  const id = readRequired(call.args, "entry_id", asCount);
  const row = rowsOf(call).find(({ shown }) => shown.entry.id === id);
  if (row === undefined) {
    throw notFound({ de: "Marktplatz-Eintrag", en: "Marketplace entry" }, id);
  }
  return entryAnswer(row, call);
}

/**
 * Sums up the account's approved entries; `language` narrows them to entries in that language. [S18]
 */
function statsMarketplace(call: Call) {
  const language = readOptional(call.args, "language", asText)?.toLowerCase();
  const rows = rowsOf(call).filter(({ shown: { product }, figures }) => {
    return figures.isValid && (language === undefined || product.settings["language"] === language);
  });
  const sum = (read: (figures: EntryFigures) => number) =>
    rows.reduce((total, { figures }) => total + read(figures), 0);
  return {
    count: rows.length,
    stats_count_orders: sum(({ orders }) => orders),
    stats_count_orders_w_aff: sum(({ affiliateOrders }) => affiliateOrders),
    stats_revenue: toNumber(sum(({ revenueCents }) => revenueCents)),
  };
}

function rowsOf({ store, clock, caller }: Call): readonly Row[] {
  if (isAffiliateOnly(caller.key)) {
    return [];
  }
  return shownEntries(store).map((shown) => ({ shown, figures: figuresOf(store, shown, clock.now) }));
}

function entryAnswer({ shown, figures }: Row, { store, language }: Call) {
  const { entry, product } = shown;
  const [plan] = paymentPlansOf(store, product.id);
  return {
    id: entry.id,
    main_product_id: entry.mainProductId,
    all_product_ids: entry.productIds.filter((id) => products(store).byId.has(id)),
    approval_status: entry.status,
    approval_status_msg: labelOf(entry.status, language),
    price: toNumber(plan?.firstCents ?? 0),
    currency: plan?.currency ?? store.account.currency,
    price_msg: entry.ownPriceText ?? (plan === undefined ? "" : toPrice(plan.firstCents, plan.currency)),
    language: product.settings["language"],
    is_price_msg_overriden: entry.ownPriceText === null ? "N" : "Y",
    product_category_id: entry.categoryId,
    product_category: CATEGORIES[entry.categoryId] ?? "",
    headline: headlineOf(shown),
    description: productAnswer(store, product, language)["description"],
    affiliate_share: Number(product.settings["affiliate_commission"] ?? 0),
    product_created_at: formatTime(product.createdAt),
    ...figuresAnswer(figures),
  };
}

function figuresAnswer(figures: EntryFigures) {
  return {
    stats_is_valid: figures.isValid ? "Y" : "N",
    stats_updated_at: formatTime(figures.updatedAt),
    stats_seller_rank: figures.rank,
    stats_seller_rank_category: figures.categoryRank,
    stats_stars: figures.stars,
    stats_affiliate_profit_visitor: toNumber(figures.visitorProfitCents),
    stats_affiliate_profit_sale: toNumber(figures.saleProfitCents),
    stats_count_orders_w_aff: figures.affiliateOrders,
    stats_cancel_rate: figures.cancelRate,
    stats_revenue: toNumber(figures.revenueCents),
    stats_count_affiliates_with_sales: figures.affiliates,
    stats_conversion_rate: figures.conversionRate,
    stats_count_orders: figures.orders,
  };
}
