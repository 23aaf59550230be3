import type { PaymentPlan } from "../kit/store.ts";

/** What was agreed on payments. */
export type Terms = Pick<
  PaymentPlan,
  "firstCents" | "otherCents" | "installments" | "firstInterval" | "otherInterval" | "cancelPolicy"
>;

/** What a plan says on payments, without the rest of it. */
export function termsOf(plan: PaymentPlan): Terms {
  const { firstCents, otherCents, installments, firstInterval, otherInterval, cancelPolicy } = plan;
  return { firstCents, otherCents, installments, firstInterval, otherInterval, cancelPolicy };
}
