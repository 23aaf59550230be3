import type { PaymentPlan } from "./payment-plan-records.ts";

/** The agreed payments. */
export type Terms = Pick<
  PaymentPlan,
  "firstCents" | "otherCents" | "installments" | "firstInterval" | "otherInterval" | "cancelPolicy"
>;

/** A plan's payments, without its other fields. */
export function termsOf(plan: PaymentPlan): Terms {
  const { firstCents, otherCents, installments, firstInterval, otherInterval, cancelPolicy } = plan;
  return { firstCents, otherCents, installments, firstInterval, otherInterval, cancelPolicy };
}
