import { takeId } from "../kit/numbered.ts";
import type { Store } from "../kit/store.ts";
import { asCents, asCount, asFlag, asOneOf, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { asSoldCurrency } from "../wire/currencies.ts";
import { type Fields, fieldsOf, isChanged, readChanges } from "../wire/fields.ts";
import { notFound } from "../wire/refusal.ts";
import { asInterval } from "../wire/time-arguments.ts";
import { CANCEL_POLICIES } from "./cancel-policies.ts";
import { planAnswer } from "./payment-plan-answer.ts";
import { MONTHLY, newPaymentPlan, type PaymentPlan, POSITION_STEP, paymentPlans } from "./payment-plan-records.ts";
import { readProduct } from "./read-product.ts";

const field = fieldsOf<PaymentPlan>();
const FIELDS: Fields<PaymentPlan> = {
  currency: field("currency", asSoldCurrency, "EUR"),
  number_of_installments: field("installments", asCount, 1),
  first_amount: field("firstCents", asCents, 0),
  first_billing_interval: field("firstInterval", asInterval, MONTHLY),
  other_amounts: field("otherCents", asCents, 0),
  other_billing_intervals: field("otherInterval", asInterval, MONTHLY),
  cancel_policy: field("cancelPolicy", asOneOf(CANCEL_POLICIES), null),
  position: field("position", asCount, 0),
  is_active: field("isActive", asFlag, "N"),
  is_switching_allowed: field("isSwitchingAllowed", asFlag, "N"),
};

export const paymentPlanFunctions: Handlers = {
  createPaymentplan,
  listPaymentPlans: (call) => paymentPlansOf(call.store, readProduct(call).id).map(planAnswer),
  updatePaymentplan,
  deletePaymentplan,
};

/** The plans of a product, in the order of the order form. */
export function paymentPlansOf(store: Store, productId: number): readonly PaymentPlan[] {
  const plans = [...paymentPlans(store).byId.values()].filter((plan) => plan.productId === productId);
  return plans.sort((a, b) => a.position - b.position || a.id - b.id);
}

/** Earlier plans stay as they are. [S43] */
function createPaymentplan(call: Call) {
  const { args, store, clock } = call;
  const product = readProduct(call);
  const changes = readChanges(args, FIELDS, clock);
  const position = POSITION_STEP + Math.max(0, ...paymentPlansOf(store, product.id).map((plan) => plan.position));
  const id = takeId(paymentPlans(store));
  const plan = { ...newPaymentPlan(id, product.id, clock.now), position, ...changes };
  paymentPlans(store).byId.set(id, plan);
  return { is_valid: "Y", paymentplan_id: id, plan: planAnswer(plan) };
}

function updatePaymentplan(call: Call) {
  const plan = readPaymentPlan(call);
  const changes = readChanges(call.args, FIELDS, call.clock);
  if (!isChanged(plan, changes)) {
    return { is_modified: "N" };
  }
  paymentPlans(call.store).byId.set(plan.id, { ...plan, ...changes, modifiedAt: call.clock.now });
  return { is_modified: "Y" };
}

function deletePaymentplan(call: Call) {
  paymentPlans(call.store).byId.delete(readPaymentPlan(call).id);
  return {};
}

function readPaymentPlan({ args, store }: Call): PaymentPlan {
  const id = readRequired(args, "paymentplan_id", asCount);
  const plan = paymentPlans(store).byId.get(id);
  if (plan === undefined) {
    throw notFound({ de: "Zahlungsplan", en: "Payment plan" }, id);
  }
  return plan;
}
