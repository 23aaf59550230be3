import { paymentPlansOf } from "../catalogue/payment-plans.ts";
import type { Product } from "../catalogue/product-records.ts";
import type { Upgrade } from "../catalogue/upgrade-records.ts";
import { firstPlanOf, type SaleTerms, saleTermsOf, timesTerms } from "../orders/sale-terms.ts";
import type { Argument } from "../wire/argument.ts";
import { asCount, asPositive, asText, groupOf, readBelow, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";
import { notFound, notPossible } from "../wire/refusal.ts";
import { findUpgrade } from "./upgrades.ts";

/** `7301` or, as in links, with its key: `7301-EXAMPLE`. */
export function readUpgrade({ args, store }: Call): Upgrade {
  const text = readRequired(args, "upgrade_id", asText);
  const [id = "", authKey] = text.split("-");
  const upgrade = findUpgrade(store, asCount({ name: "upgrade_id", text: id }));
  if (authKey !== undefined && authKey !== upgrade.authKey) {
    throw notFound({ de: "Upgrade", en: "Upgrade" }, text);
  }
  return upgrade;
}

/** A small number is the position of a plan on the order form, any other its id. Quantities are by position or product. */
export function readUpgradeTerms({ args, store }: Call, { id: productId }: Product): SaleTerms {
  const plans = paymentPlansOf(store, productId).filter(({ isActive }) => isActive === "Y");
  const asPlan = (argument: Argument) => {
    const number = asPositive(argument);
    const plan = plans[number - 1] ?? plans.find(({ id }) => id === number);
    if (plan === undefined) {
      throw notFound({ de: "Zahlungsplan", en: "Payment plan" }, number);
    }
    return plan;
  };
  const plan = readOptional(args, "payment_plan_id", asPlan) ?? firstPlanOf(store, productId);
  if (plan === undefined) {
    throw notPossible({
      de: `Produkt ${productId} hat keinen aktiven Zahlungsplan`,
      en: `Product ${productId} has no active payment plan`,
    });
  }
  const place = groupOf(args, "quantities")?.[String(productId)] === undefined ? "1" : String(productId);
  return timesTerms(saleTermsOf(plan), readBelow(args, "quantities", place, asPositive) ?? 1);
}
