import { compareText } from "../kit/compare-text.ts";
import { toAmount } from "../kit/money.ts";
import type { Store } from "../kit/store.ts";
import { addMonths, DAY_MS, formatDate, formatTime, HOUR_MS, type Instant, parseLocalTime } from "../kit/time.ts";
import type { Handlers } from "../wire/call.ts";
import { sumTransactions } from "./sums.ts";

/** A payout of the earnings from before the start of a month. */
interface Payout {
  readonly id: number;
  readonly createdAt: Instant;
  readonly currency: string;
  readonly vendorCents: number;
  readonly affiliateCents: number;
}

interface Earnings {
  vendorCents: number;
  affiliateCents: number;
}

/** Smaller amounts, and debts after refunds, are carried over. */
export const THRESHOLD_CENTS = 5_000;
const FIRST_PAYOUT_ID = 300_001;
const CREATED_HOUR = 4;
/** Processed on the next day at nine. */
const PROCESSED_AFTER_MS = DAY_MS + 5 * HOUR_MS;
const LINK_BASE = "https://www.digistore24.com/payout";

export const payoutFunctions: Handlers = {
  listPayouts: ({ store, clock }) => ({
    payout_list: payoutsUntil(store, clock.now).map((payout) => payoutAnswer(payout, clock.now)),
  }),
};

/** Each currency is paid out separately on the first of every month. Oldest first. */
export function payoutsUntil(store: Store, now: Instant): readonly Payout[] {
  const months = sumTransactions(store, { from: 0, to: now }, monthOf);
  const first = [...months.keys()].sort()[0];
  const waiting = new Map<string, Earnings>();
  const payouts: Payout[] = [];
  for (let month = first; month !== undefined; month = nextMonth(month)) {
    const createdAt = payoutAt(nextMonth(month));
    if (createdAt > now) {
      break;
    }
    for (const [currency, { vendor, affiliate, other }] of months.get(month) ?? []) {
      addTo(waiting, currency, { vendorCents: vendor.share + other.share, affiliateCents: affiliate.share });
    }
    for (const [currency, earned] of [...waiting].sort(([a], [b]) => compareText(a, b))) {
      if (earned.vendorCents + earned.affiliateCents >= THRESHOLD_CENTS) {
        payouts.push({ id: FIRST_PAYOUT_ID + payouts.length, createdAt, currency, ...earned });
        waiting.delete(currency);
      }
    }
  }
  return payouts;
}

/** The time of the next payout. */
export function nextPayoutAt(now: Instant): Instant {
  const month = monthOf(now);
  const ofThisMonth = payoutAt(month);
  return now < ofThisMonth ? ofThisMonth : payoutAt(nextMonth(month));
}

/** The time of the payouts in a month such as `2026-03`. */
function payoutAt(month: string): Instant {
  return firstMoment(month) + CREATED_HOUR * HOUR_MS;
}

function addTo(sums: Map<string, Earnings>, currency: string, { vendorCents, affiliateCents }: Earnings): void {
  const sum = sums.get(currency) ?? { vendorCents: 0, affiliateCents: 0 };
  sums.set(currency, {
    vendorCents: sum.vendorCents + vendorCents,
    affiliateCents: sum.affiliateCents + affiliateCents,
  });
}

function nextMonth(month: string): string {
  return monthOf(addMonths(firstMoment(month), 1));
}

function monthOf(at: Instant): string {
  return formatDate(at).slice(0, 7);
}

function firstMoment(month: string): Instant {
  return parseLocalTime(`${month}-01`) ?? Number.NaN;
}

/** The account charges no VAT, and payouts cost it nothing. */
function payoutAnswer({ id, createdAt, currency, vendorCents, affiliateCents }: Payout, now: Instant) {
  const processedAt = createdAt + PROCESSED_AFTER_MS;
  const none = toAmount(0);
  return {
    credit_note_url: `${LINK_BASE}/${id}/EXAMPLE.pdf`,
    commission_list_url: `${LINK_BASE}/${id}/EXAMPLE.csv`,
    reseller_name: "Digistore24 GmbH",
    reseller_id: 1,
    id,
    created_at: formatTime(createdAt),
    processed_at: processedAt > now ? null : formatTime(processedAt),
    vat_rate: none,
    vat_regulation: "germany_no_vat",
    currency,
    payout_method: "banktransfer",
    vendor_gross_amount: toAmount(vendorCents),
    vendor_net_amount: toAmount(vendorCents),
    vendor_vat_amount: none,
    affiliate_gross_amount: toAmount(affiliateCents),
    affiliate_net_amount: toAmount(affiliateCents),
    affiliate_vat_amount: none,
    fee_amount: none,
    fee_vat_amount: none,
  };
}
