import type { Handlers } from "../wire/call.ts";
import { addonChangeFunctions } from "./addon-change.ts";
import { balanceFunctions } from "./balances.ts";
import { billingOnDemandFunctions } from "./billing-on-demand.ts";
import { rebillingFunctions } from "./rebilling.ts";
import { rebillingListFunctions } from "./rebilling-list.ts";
import { rebillingPaymentFunctions } from "./rebilling-payment.ts";
import { refundFunctions } from "./refunds.ts";

export const billingFunctions: Handlers = {
  ...refundFunctions,
  ...rebillingFunctions,
  ...rebillingListFunctions,
  ...rebillingPaymentFunctions,
  ...balanceFunctions,
  ...billingOnDemandFunctions,
  ...addonChangeFunctions,
};
