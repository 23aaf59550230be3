import type { Handlers } from "../wire/call.ts";
import { imageFunctions } from "./images.ts";
import { orderformFunctions } from "./orderforms.ts";
import { paymentPlanFunctions } from "./payment-plans.ts";
import { productGroupFunctions } from "./product-groups.ts";
import { productFunctions } from "./products.ts";
import { shippingPolicyFunctions } from "./shipping-policies.ts";
import { upsellFunctions } from "./upsells.ts";
import { voucherFunctions } from "./vouchers.ts";

export const catalogueFunctions: Handlers = {
  ...productFunctions,
  ...productGroupFunctions,
  ...imageFunctions,
  ...shippingPolicyFunctions,
  ...orderformFunctions,
  ...paymentPlanFunctions,
  ...voucherFunctions,
  ...upsellFunctions,
};
