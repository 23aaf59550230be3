import { compareText } from "../kit/compare-text.ts";
import { toAmount } from "../kit/money.ts";
import type { Store } from "../kit/store.ts";
import { addMonths, type Instant, parseLocalTime } from "../kit/time.ts";
import { purchases } from "../ledger/purchase-records.ts";
import { type Transaction, transactions } from "../ledger/transaction-records.ts";
import type { Argument } from "../wire/argument.ts";
import { asCurrency, asText, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { badValue } from "../wire/refusal.ts";
import { affiliateNamed, readAffiliate } from "./find-affiliate.ts";

/** The sales of one affiliate in one currency, in cents. Refunds are positive. */
interface Row {
  readonly name: string;
  readonly currency: string;
  readonly paid: number;
  readonly refunded: number;
  readonly chargedBack: number;
  readonly vat: number;
  readonly affiliate: number;
  readonly merchant: number;
}

export const affiliateToplistFunctions: Handlers = { statsAffiliateToplist };

/** Largest sales first: of the account's own products, in whole months, less the refunds of those months. */
function statsAffiliateToplist({ args, store }: Call) {
  const from = readRequired(args, "from", asMonth);
  const end = addMonths(readRequired(args, "to", asMonth), 1);
  const currency = readOptional(args, "currency", asCurrency);
  const wanted =
    readOptional(args, "affiliate", asText) === undefined ? undefined : readAffiliate(store, args, "affiliate");
  const rows = new Map<string, Row>();
  for (const transaction of transactions(store).byId.values()) {
    const isInPeriod = transaction.createdAt >= from && transaction.createdAt < end;
    const name = isInPeriod ? affiliateOfSale(store, transaction) : undefined;
    const isWanted = (!wanted || wanted.name === name) && (!currency || currency === transaction.currency);
    if (name !== undefined && isWanted) {
      const key = `${name}\n${transaction.currency}`;
      rows.set(key, added(rows.get(key) ?? emptyRow(name, transaction.currency), transaction));
    }
  }
  const sorted = [...rows.values()].sort((a, b) => grossOf(b) - grossOf(a) || compareText(a.name, b.name));
  return { top_list: sorted.map((row) => rowAnswer(row, store)) };
}

/** The first moment of a month such as `2026-03`. */
function asMonth(argument: Argument): Instant {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(argument.text)) {
    throw badValue(argument, { de: "Monat wie 2026-03", en: "a month such as 2026-03" });
  }
  return parseLocalTime(`${argument.text}-01`) ?? Number.NaN;
}

/** Undefined if there was no affiliate, or if it was the account itself. */
function affiliateOfSale(store: Store, { purchaseId }: Transaction): string | undefined {
  const purchase = purchases(store).get(purchaseId);
  return purchase?.role === "vendor" ? (purchase.affiliateName ?? undefined) : undefined;
}

function emptyRow(name: string, currency: string): Row {
  return { name, currency, paid: 0, refunded: 0, chargedBack: 0, vat: 0, affiliate: 0, merchant: 0 };
}

function added(row: Row, { type, amountCents, vatCents, affiliateCents, earnedCents }: Transaction): Row {
  return {
    ...row,
    paid: row.paid + (type === "payment" ? amountCents : 0),
    refunded: row.refunded - (type === "refund" ? amountCents : 0),
    chargedBack: row.chargedBack - (type === "chargeback" ? amountCents : 0),
    vat: row.vat + vatCents,
    affiliate: row.affiliate + affiliateCents,
    merchant: row.merchant + earnedCents,
  };
}

function grossOf({ paid, refunded, chargedBack }: Row): number {
  return paid - refunded - chargedBack;
}

function rowAnswer(row: Row, store: Store) {
  const cancelled = row.refunded + row.chargedBack;
  const quota = (cents: number) => (row.paid === 0 ? 0 : (cents * 100) / row.paid).toFixed(2);
  return {
    affiliate_id: affiliateNamed(store, row.name)?.id ?? 0,
    affiliate_name: row.name,
    currency: row.currency,
    brutto_amount: toAmount(grossOf(row)),
    netto_amount: toAmount(grossOf(row) - row.vat),
    payment_amount: toAmount(row.paid),
    refund_amount: toAmount(row.refunded),
    chargeback_amount: toAmount(row.chargedBack),
    cancellation_amount: toAmount(cancelled),
    affiliate_amount: toAmount(row.affiliate),
    merchant_amount: toAmount(row.merchant),
    refund_quota: quota(row.refunded),
    chargeback_quota: quota(row.chargedBack),
    cancellation_quota: quota(cancelled),
  };
}
