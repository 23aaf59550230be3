import { accountFunctions } from "../account/functions.ts";
import { billingFunctions } from "../billing/functions.ts";
import { catalogueFunctions } from "../catalogue/functions.ts";
import { checkoutFunctions } from "../checkout/functions.ts";
import { fulfilmentFunctions } from "../fulfilment/functions.ts";
import { ordersFunctions } from "../orders/functions.ts";
import { partnersFunctions } from "../partners/functions.ts";
import { reportsFunctions } from "../reports/functions.ts";
import { upgradesFunctions } from "../upgrades/functions.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { wireFunctions } from "../wire/functions.ts";
import { unknownFunction } from "../wire/refusal.ts";
import { answerFromExample } from "./example-answer.ts";
import type { FunctionRegistry } from "./function-registry.ts";
import { assertRight } from "./key-rights.ts";
import { assertRequired } from "./required-arguments.ts";

/** The functions that work on the store. The others answer with their example. */
const HANDLERS: Handlers = {
  ...wireFunctions,
  ...catalogueFunctions,
  ...partnersFunctions,
  ...ordersFunctions,
  ...billingFunctions,
  ...fulfilmentFunctions,
  ...upgradesFunctions,
  ...checkoutFunctions,
  ...accountFunctions,
  ...reportsFunctions,
};

/** Carries out one call, after checking the function, the right of the key and the required arguments. */
export function callFunction(call: Call, registry: FunctionRegistry): unknown {
  const described = registry.get(call.functionName);
  if (described === undefined) {
    throw unknownFunction();
  }
  const { definition, example } = described;
  assertRight(call.caller.key.right, definition, call.args);
  assertRequired(definition, call.args);
  const handler = HANDLERS[call.functionName];
  return handler === undefined ? answerFromExample(call, example) : handler(call);
}
