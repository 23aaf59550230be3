import { tools } from "../generated/tools/index.ts";
import type { AnyToolDefinition } from "../server/tool-definition.ts";
import { accountFunctions } from "./account.ts";
import { accountAccessFunctions } from "./account-access.ts";
import { addonChangeFunctions } from "./addon-change.ts";
import { affiliateToplistFunctions } from "./affiliate-toplist.ts";
import { affiliateFunctions } from "./affiliates.ts";
import { balanceFunctions } from "./balances.ts";
import { billingOnDemandFunctions } from "./billing-on-demand.ts";
import { buyUrlFunctions } from "./buy-urls.ts";
import { buyerFunctions } from "./buyers.ts";
import type { Call, Handlers } from "./call.ts";
import { commissionFunctions } from "./commissions.ts";
import { conversionToolFunctions } from "./conversion-tools.ts";
import { countryFunctions } from "./countries.ts";
import { currencyFunctions } from "./currencies.ts";
import { customFormFunctions } from "./custom-forms.ts";
import { deliveryFunctions } from "./deliveries.ts";
import { downloadFunctions } from "./downloads.ts";
import { eticketFunctions } from "./etickets.ts";
import { answerFromExample } from "./example-answer.ts";
import { fraudFunctions } from "./fraud.ts";
import { globalSettingsFunctions } from "./global-settings.ts";
import { imageFunctions } from "./images.ts";
import { invoiceFunctions } from "./invoices.ts";
import { ipnFunctions } from "./ipn.ts";
import { keyRequestFunctions } from "./key-requests.ts";
import { licenseFunctions } from "./licenses.ts";
import { marketplaceFunctions } from "./marketplace.ts";
import { orderConfirmationFunctions } from "./order-confirmation.ts";
import { orderformFunctions } from "./orderforms.ts";
import { paymentPlanFunctions } from "./payment-plans.ts";
import { payoutFunctions } from "./payouts.ts";
import { productGroupFunctions } from "./product-groups.ts";
import { productFunctions } from "./products.ts";
import { purchaseChangeFunctions } from "./purchase-changes.ts";
import { purchaseTrackingFunctions } from "./purchase-tracking.ts";
import { purchaseFunctions } from "./purchases.ts";
import { rebillingFunctions } from "./rebilling.ts";
import { rebillingListFunctions } from "./rebilling-list.ts";
import { rebillingPaymentFunctions } from "./rebilling-payment.ts";
import { refundFunctions } from "./refunds.ts";
import { unknownFunction } from "./refusal.ts";
import { assertRequired } from "./required-arguments.ts";
import { serviceProofFunctions } from "./service-proofs.ts";
import { shippingPolicyFunctions } from "./shipping-policies.ts";
import { smartUpgradeFunctions } from "./smart-upgrades.ts";
import { statisticsFunctions } from "./statistics.ts";
import { transactionFunctions } from "./transactions.ts";
import { upgradePurchaseFunctions } from "./upgrade-purchase.ts";
import { upgradeFunctions } from "./upgrades.ts";
import { upsellFunctions } from "./upsells.ts";
import { voucherFunctions } from "./vouchers.ts";

/** The functions that work on the store. The others answer with their example. */
const ALIVE: Handlers = {
  ...accountFunctions,
  ...productFunctions,
  ...productGroupFunctions,
  ...imageFunctions,
  ...shippingPolicyFunctions,
  ...orderformFunctions,
  ...conversionToolFunctions,
  ...paymentPlanFunctions,
  ...voucherFunctions,
  ...buyUrlFunctions,
  ...upgradeFunctions,
  ...smartUpgradeFunctions,
  ...upsellFunctions,
  ...purchaseFunctions,
  ...transactionFunctions,
  ...refundFunctions,
  ...rebillingFunctions,
  ...rebillingListFunctions,
  ...rebillingPaymentFunctions,
  ...balanceFunctions,
  ...billingOnDemandFunctions,
  ...upgradePurchaseFunctions,
  ...addonChangeFunctions,
  ...statisticsFunctions,
  ...commissionFunctions,
  ...invoiceFunctions,
  ...eticketFunctions,
  ...deliveryFunctions,
  ...licenseFunctions,
  ...buyerFunctions,
  ...serviceProofFunctions,
  ...customFormFunctions,
  ...accountAccessFunctions,
  ...affiliateFunctions,
  ...ipnFunctions,
  ...keyRequestFunctions,
  ...affiliateToplistFunctions,
  ...marketplaceFunctions,
  ...payoutFunctions,
  ...fraudFunctions,
  ...orderConfirmationFunctions,
  ...downloadFunctions,
  ...purchaseTrackingFunctions,
  ...purchaseChangeFunctions,
  ...globalSettingsFunctions,
  ...currencyFunctions,
  ...countryFunctions,
};

/** Names are exact to the case, as on the wire. */
const DEFINITIONS: ReadonlyMap<string, AnyToolDefinition> = new Map(
  tools.map((definition) => [definition.functionName, definition]),
);

/** Does one call that the key has a right to: function, required arguments, then the function's own work. */
export function callFunction(call: Call): unknown {
  const definition = DEFINITIONS.get(call.functionName);
  if (definition === undefined) {
    throw unknownFunction();
  }
  assertRequired(definition, call.args);
  return (ALIVE[call.functionName] ?? answerFromExample)(call);
}
