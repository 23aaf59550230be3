import type { JsonObject } from "../../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../../contract/tool-definition.ts";
import type { ToolRegistry } from "../../contract/tool-registry.ts";
import { addonChange, chargeOnDemand, nextPayment } from "./charge-facts.ts";
import type { FactReader, Facts, Read } from "./facts.ts";
import { partialRefund, paymentRefund, serviceProof, wholeRefund } from "./refund-facts.ts";
import { subjectReader } from "./subject-facts.ts";
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

/** The facts of a call. `registry` has the reads that can name what other functions change. */
export function readFacts(
  tool: AnyToolDefinition,
  args: JsonObject,
  read: Read,
  registry: ToolRegistry,
): Promise<Facts> {
  return (READERS[tool.functionName] ?? subjectReader(tool, registry))(args, read);
}
