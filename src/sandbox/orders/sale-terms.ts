import type { PaymentPlan } from "../catalogue/payment-plan-records.ts";
import { paymentPlansOf } from "../catalogue/payment-plans.ts";
import { type Terms, termsOf } from "../catalogue/payment-terms.ts";
import type { Store } from "../kit/store.ts";
import { asCents, asCount, type Form, groupOf, readBelow } from "../wire/arguments.ts";
import { asSoldCurrency } from "../wire/currencies.ts";
import { notFound, notPossible } from "../wire/refusal.ts";
import { asInterval } from "../wire/time-arguments.ts";

/** The payments of a sale. */
export interface SaleTerms extends Terms {
  readonly currency: string;
}

const OUTER = "payment_plan";
const MONTHLY = "1_month";

/**
 * The terms in `payment_plan[...]`. They start from the `template` or, if there is no amount either, from the product's first
 * active plan, and the other values override them. Amounts without a template make a plan of their own: a single payment,
 * or a subscription if further payments are given.
 */
export function readTerms(store: Store, args: Form, productId: number): SaleTerms {
  const template = readBelow(args, OUTER, "template", asCount);
  const firstCents = readBelow(args, OUTER, "first_amount", asCents);
  const otherCents = readBelow(args, OUTER, "other_amounts", asCents);
  const hasAmounts = firstCents !== undefined || otherCents !== undefined;
  const base =
    template === undefined && hasAmounts ? ownTerms(store, otherCents ?? 0) : planTerms(store, productId, template);
  return withGiven(base, {
    firstCents: firstCents ?? (hasAmounts && template === undefined ? otherCents : undefined),
    otherCents,
    currency: readBelow(args, OUTER, "currency", asSoldCurrency),
    installments: readBelow(args, OUTER, "number_of_installments", asCount),
    firstInterval:
      readBelow(args, OUTER, "test_interval", asInterval) ??
      readBelow(args, OUTER, "first_billing_interval", asInterval),
    otherInterval: readBelow(args, OUTER, "other_billing_intervals", asInterval),
    // No function takes one for a sale: the plan's applies.
    cancelPolicy: undefined,
  });
}

/** Whether a call has terms. */
export function hasTerms(args: Form): boolean {
  return groupOf(args, OUTER) !== undefined;
}

/** The default plan for buyers of a product. */
export function firstPlanOf(store: Store, productId: number): PaymentPlan | undefined {
  return paymentPlansOf(store, productId).find(({ isActive }) => isActive === "Y");
}

export function saleTermsOf(plan: PaymentPlan): SaleTerms {
  return { ...termsOf(plan), currency: plan.currency };
}

/** The terms for several units. */
export function timesTerms(terms: SaleTerms, quantity: number): SaleTerms {
  return { ...terms, firstCents: terms.firstCents * quantity, otherCents: terms.otherCents * quantity };
}

function planTerms(store: Store, productId: number, template: number | undefined): SaleTerms {
  const plan =
    template === undefined
      ? firstPlanOf(store, productId)
      : paymentPlansOf(store, productId).find(({ id }) => id === template);
  if (plan !== undefined) {
    return saleTermsOf(plan);
  }
  if (template !== undefined) {
    throw notFound(
      { de: `Zahlungsplan des Produkts ${productId}`, en: `Payment plan of product ${productId}` },
      template,
    );
  }
  throw notPossible({
    de: `Produkt ${productId} hat keinen aktiven Zahlungsplan; payment_plan[first_amount] angeben`,
    en: `Product ${productId} has no active payment plan; give payment_plan[first_amount]`,
  });
}

function ownTerms({ account }: Store, otherCents: number): SaleTerms {
  return {
    firstCents: 0,
    otherCents: 0,
    currency: account.currency,
    installments: otherCents === 0 ? 1 : 0,
    firstInterval: MONTHLY,
    otherInterval: MONTHLY,
    cancelPolicy: null,
  };
}

function withGiven(base: SaleTerms, given: { [Key in keyof SaleTerms]: SaleTerms[Key] | undefined }): SaleTerms {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(said) };
}
