import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { addonChange, chargeOnDemand, nextPayment } from "./charge-facts.ts";
import type { FactReader, Facts, Read } from "./facts.ts";
import { readOrder } from "./order-facts.ts";
import { partialRefund, paymentRefund, serviceProof, wholeRefund } from "./refund-facts.ts";
import { upgradeNow } from "./upgrade-facts.ts";

/** By function of the API. */
const READERS: Readonly<Record<string, FactReader>> = {
  createAddonChangePurchase: addonChange,
  createBillingOnDemand: chargeOnDemand,
  createRebillingPayment: nextPayment,
  createUpgradePurchase: upgradeNow,
  refundPartially: partialRefund,
  refundPurchase: wholeRefund,
  refundTransaction: paymentRefund,
  updateServiceProofRequest: serviceProof,
};

/** The facts of a call. Of any other function at least those of the order that its arguments name. */
export function readFacts(functionName: string, args: JsonObject, read: Read): Promise<Facts> {
  return (READERS[functionName] ?? ofAnyFunction)(args, read);
}

const ofAnyFunction: FactReader = async ({ purchase_id }, read) =>
  typeof purchase_id === "string" ? (await readOrder(purchase_id, read)).facts : { watched: {} };
