import type { Handlers } from "../wire/call.ts";
import { conversionToolFunctions } from "./conversion-tools.ts";
import { smartUpgradeFunctions } from "./smart-upgrades.ts";
import { upgradePurchaseFunctions } from "./upgrade-purchase.ts";
import { upgradeFunctions } from "./upgrades.ts";

export const upgradesFunctions: Handlers = {
  ...conversionToolFunctions,
  ...upgradeFunctions,
  ...smartUpgradeFunctions,
  ...upgradePurchaseFunctions,
};
