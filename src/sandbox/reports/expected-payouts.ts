import { toAmount } from "../kit/money.ts";
import { formatDate, type Instant } from "../kit/time.ts";
import type { Call } from "../wire/call.ts";
import { nextPayoutAt, payoutsUntil, THRESHOLD_CENTS } from "./payouts.ts";
import { sumTransactions } from "./sums.ts";

/** Earnings are paid out after the end of a month; those not in listPayouts are expected. */
export function statsExpectedPayouts({ clock, store }: Call) {
  const day = nextPayoutAt(clock.now);
  const earned = earnings(store, clock.now);
  const paid = paidOut(store, clock.now);
  const pending = new Map([...earned].map(([currency, cents]) => [currency, cents - (paid.get(currency) ?? 0)]));
  const due = Object.fromEntries(
    [...pending].map(([currency, cents]) => [
      currency,
      {
        amount: toAmount(cents),
        can_payout: cents >= THRESHOLD_CENTS ? "Y" : "N",
        treshold: toAmount(THRESHOLD_CENTS),
        note: "",
      },
    ]),
  );
  const amounts = {
    total_earnings: inAmounts(earned),
    paidout_amount: inAmounts(new Map([...earned.keys()].map((currency) => [currency, paid.get(currency) ?? 0]))),
    pending_amount: inAmounts(pending),
    future_amounts: { [formatDate(day)]: due },
  };
  return {
    ...amounts,
    by_reseller: [{ reseller_id: 1, reseller_name: "Digistore24 GmbH", ...amounts }],
    note: { message: "", reasons: [] },
    call_duration_ms: { total_call: 1 },
  };
}

function earnings(store: Call["store"], to: Instant): Map<string, number> {
  const sums = sumTransactions(store, { from: 0, to }, () => "").get("") ?? new Map();
  return new Map(
    [...sums].map(([currency, { vendor, affiliate, other }]) => [
      currency,
      vendor.share + affiliate.share + other.share,
    ]),
  );
}

function paidOut(store: Call["store"], now: Instant): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const { currency, vendorCents, affiliateCents } of payoutsUntil(store, now)) {
    paid.set(currency, (paid.get(currency) ?? 0) + vendorCents + affiliateCents);
  }
  return paid;
}

function inAmounts(cents: ReadonlyMap<string, number>): Readonly<Record<string, string>> {
  return Object.fromEntries([...cents].map(([currency, amount]) => [currency, toAmount(amount)]));
}
