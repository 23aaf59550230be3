import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { isObject } from "../../kit/is-object.ts";
import { FLAG_WORDS } from "../../kit/yes-no.ts";
import { type Money, times, toMoney } from "../money.ts";
import { CannotSucceedError } from "./cannot-succeed.ts";
import type { Facts, LaterPayments, Read } from "./facts.ts";
import { plainText } from "./plain-text.ts";

/** The amount that is charged at once, or the most that can be. */
export type Price = Pick<Facts, "isAtMost" | "later"> & { readonly amount?: Money | undefined };

const DEFAULT_CURRENCY = "EUR";
const MAX_LISTED = 10;

/** The first payment for one unit: as a call states it itself, or that of the payment plan which Digistore24 would use. */
export async function firstPayment(productId: unknown, plan: JsonObject, read: Read): Promise<Price> {
  const { currency } = plan;
  const template = plan["template"] === "" ? undefined : plan["template"];
  const stated = plan["first_amount"] ?? (template === undefined ? plan["other_amounts"] : undefined);
  if (stated !== undefined && template === undefined) {
    const amount = toMoney(stated, currency ?? DEFAULT_CURRENCY);
    return { amount, later: laterPayments({ ...plan, currency: currency ?? DEFAULT_CURRENCY }) };
  }
  const { amount, isAtMost, plans = [] } = productId === undefined ? {} : await plannedPrice(productId, template, read);
  const later = ofOnePlan(plans.map((one) => laterPayments({ ...one, ...plan })));
  if (stated !== undefined) {
    return { amount: toMoney(stated, currency ?? amount?.currency), later };
  }
  return { isAtMost, later, amount: amount && typeof currency === "string" ? { ...amount, currency } : amount };
}

/** The payments after the first that the terms of a plan lead to. Without a number of instalments they do not end. */
export function laterPayments(terms: JsonObject): readonly LaterPayments[] {
  const each = toMoney(terms["other_amounts"], terms["currency"]);
  const installments = Number(terms["number_of_installments"] ?? 0);
  if (each === undefined || each.cents <= 0 || installments === 1) {
    return [];
  }
  const interval = plainText(terms["other_billing_intervals"] ?? terms["first_billing_interval"]) ?? "";
  return [{ each, interval, count: installments > 1 ? installments - 1 : undefined }];
}

/** It is not known which of several plans is used, so the payments of each are named if they differ. */
function ofOnePlan(plans: readonly (readonly LaterPayments[])[]): NonNullable<Facts["later"]> {
  const different = [...new Map(plans.map((plan) => [JSON.stringify(plan), plan])).values()];
  return different.length > 1 ? [{ oneOf: different }] : (different[0] ?? []);
}

/** The interval of a price's further payments; of several plans, that of the first that has some. */
export function firstInterval(later: Facts["later"] = []): string | undefined {
  return later.flatMap((one) => ("oneOf" in one ? one.oneOf.flat() : [one]))[0]?.interval;
}

/** Several units of a price. */
export function unitsOf({ amount, isAtMost, later }: Price, quantity: unknown): Price {
  const units = Number(quantity ?? 1);
  const inUnits = (one: LaterPayments) => ({ ...one, each: times(one.each, units) });
  if (!Number.isFinite(units)) {
    return { isAtMost };
  }
  return {
    isAtMost,
    amount: amount && times(amount, units),
    later: later?.map((one) => ("oneOf" in one ? { oneOf: one.oneOf.map((plan) => plan.map(inUnits)) } : inUnits(one))),
  };
}

export function objectsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

interface PlannedPrice extends Price {
  /** Those of which one is used. */
  readonly plans?: readonly JsonObject[];
}

async function plannedPrice(productId: unknown, name: unknown, read: Read): Promise<PlannedPrice> {
  const plans = objectsIn(await read("listPaymentPlans", { product_id: productId }));
  const active = plans.filter(isActive);
  if (name === undefined) {
    if (active.length === 0) {
      throw new CannotSucceedError(
        `product ${plainText(productId)} has no active payment plan`,
        "Activate one of its plans, or state the amount; listPaymentPlans shows them.",
      );
    }
    return { ...dearest(active), plans: active };
  }
  const named = plansNamed(name, plans, active);
  if (named.length === 0) {
    throw new CannotSucceedError(
      `product ${plainText(productId)} has no payment plan ${plainText(name)}${only(plans)}`,
      "Give one of the product's plans; listPaymentPlans shows them.",
    );
  }
  return { ...dearest(named), plans: named };
}

function only(plans: readonly JsonObject[]): string {
  const ids = plans.slice(0, MAX_LISTED).map(({ id }) => plainText(id));
  return ids.length === 0 ? ", nor any other" : `, only ${ids.join(", ")}${plans.length > ids.length ? ", …" : ""}`;
}

/** A plan is named by its id, or by its position counted from 1. Whether inactive plans count is not documented. */
function plansNamed(name: unknown, plans: readonly JsonObject[], active: readonly JsonObject[]): JsonObject[] {
  const byId = plans.filter(({ id }) => String(id) === String(name));
  const byPosition = [plans, active].map((list) => list[Number(name) - 1]).filter((plan) => plan !== undefined);
  return byId.length > 0 ? byId : byPosition;
}

/** It is not documented which of several active plans is used, so a question names the highest price. */
function dearest(plans: readonly JsonObject[]): Price {
  const amounts = plans.map((plan) => toMoney(plan["first_amount"], plan["currency"]));
  const known = amounts.filter((amount) => amount !== undefined);
  const [highest] = known.toSorted((a, b) => b.cents - a.cents);
  const isComparable = known.length === amounts.length && known.every(({ currency }) => currency === highest?.currency);
  return {
    amount: isComparable ? highest : undefined,
    isAtMost: known.some(({ cents }) => cents !== highest?.cents),
  };
}

function isActive({ is_active }: JsonObject): boolean {
  return is_active === true || FLAG_WORDS.get(String(is_active).toLowerCase()) === true;
}
