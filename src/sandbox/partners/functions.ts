import type { Handlers } from "../wire/call.ts";
import { affiliateToplistFunctions } from "./affiliate-toplist.ts";
import { affiliateFunctions } from "./affiliates.ts";
import { marketplaceFunctions } from "./marketplace.ts";

export const partnersFunctions: Handlers = {
  ...affiliateFunctions,
  ...affiliateToplistFunctions,
  ...marketplaceFunctions,
};
