import type { PaymentPlan } from "./payment-plan-records.ts";

export type BillingType = "single_payment" | "subscription" | "installment";

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

/** The billing type of a plan or purchase, by the rule of the API. */
export function billingTypeOf(otherCents: number, installments: number): BillingType {
  if (otherCents === 0 || installments === 1) {
    return "single_payment";
  }
  return installments === 0 ? "subscription" : "installment";
}
