import { toAmount, toPrice } from "../kit/money.ts";
import { formatTime } from "../kit/time.ts";
import type { PaymentPlan } from "./payment-plan-records.ts";
import { billingTypeOf } from "./payment-terms.ts";

/** A plan in the form of all answers. */
export function planAnswer(plan: PaymentPlan) {
  return {
    id: plan.id,
    product_id: plan.productId,
    name: planName(plan),
    currency: plan.currency,
    first_amount: toAmount(plan.firstCents),
    other_amounts: toAmount(plan.otherCents),
    number_of_installments: plan.installments,
    first_billing_interval: plan.firstInterval,
    other_billing_intervals: plan.otherInterval,
    cancel_policy: plan.cancelPolicy,
    position: plan.position,
    is_active: plan.isActive,
    is_switching_allowed: plan.isSwitchingAllowed,
    created_at: formatTime(plan.createdAt),
    modified_at: formatTime(plan.modifiedAt),
  };
}

/** The terms in words, for the order form. */
function planName({ firstCents, otherCents, installments, otherInterval, currency }: PaymentPlan): string {
  const first = toPrice(firstCents, currency);
  const billingType = billingTypeOf(otherCents, installments);
  if (billingType === "single_payment") {
    return `${first} einmalig`;
  }
  const other = `${toPrice(otherCents, currency)} ${intervalInWords(otherInterval)}`;
  const isEven = firstCents === otherCents;
  if (billingType === "subscription") {
    return isEven ? other : `${first}, danach ${other}`;
  }
  return isEven ? `${installments} Raten zu ${other}` : `${first}, danach ${installments - 1} Raten zu ${other}`;
}

function intervalInWords(interval: string): string {
  const fixed: Readonly<Record<string, string>> = { "1_month": "im Monat", "12_month": "im Jahr", "1_year": "im Jahr" };
  const [count, unit = ""] = interval.split("_");
  const units: Readonly<Record<string, string>> = { day: "Tage", week: "Wochen", month: "Monate", year: "Jahre" };
  return fixed[interval] ?? `alle ${count} ${units[unit] ?? unit}`;
}
