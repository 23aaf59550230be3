import type { Handlers } from "../wire/call.ts";
import { commissionFunctions } from "./commissions.ts";
import { payoutFunctions } from "./payouts.ts";
import { statisticsFunctions } from "./statistics.ts";

export const reportsFunctions: Handlers = {
  ...statisticsFunctions,
  ...commissionFunctions,
  ...payoutFunctions,
};
