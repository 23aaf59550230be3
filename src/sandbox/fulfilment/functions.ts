import type { Handlers } from "../wire/call.ts";
import { deliveryFunctions } from "./deliveries.ts";
import { downloadFunctions } from "./downloads.ts";
import { eticketFunctions } from "./etickets.ts";
import { licenseFunctions } from "./licenses.ts";
import { serviceProofFunctions } from "./service-proofs.ts";

export const fulfilmentFunctions: Handlers = {
  ...eticketFunctions,
  ...deliveryFunctions,
  ...licenseFunctions,
  ...serviceProofFunctions,
  ...downloadFunctions,
};
