import { tools } from "../../generated/tools/index.ts";
import type { AnyToolDefinition } from "../../server/tool-definition.ts";
import { accountFunctions } from "../account/account.ts";
import { accountAccessFunctions } from "../account/account-access.ts";
import { globalSettingsFunctions } from "../account/global-settings.ts";
import { ipnFunctions } from "../account/ipn.ts";
import { keyRequestFunctions } from "../account/key-requests.ts";
import { addonChangeFunctions } from "../billing/addon-change.ts";
import { balanceFunctions } from "../billing/balances.ts";
import { billingOnDemandFunctions } from "../billing/billing-on-demand.ts";
import { rebillingFunctions } from "../billing/rebilling.ts";
import { rebillingListFunctions } from "../billing/rebilling-list.ts";
import { rebillingPaymentFunctions } from "../billing/rebilling-payment.ts";
import { refundFunctions } from "../billing/refunds.ts";
import { imageFunctions } from "../catalogue/images.ts";
import { orderformFunctions } from "../catalogue/orderforms.ts";
import { paymentPlanFunctions } from "../catalogue/payment-plans.ts";
import { productGroupFunctions } from "../catalogue/product-groups.ts";
import { productFunctions } from "../catalogue/products.ts";
import { shippingPolicyFunctions } from "../catalogue/shipping-policies.ts";
import { upsellFunctions } from "../catalogue/upsells.ts";
import { voucherFunctions } from "../catalogue/vouchers.ts";
import { buyUrlFunctions } from "../checkout/buy-urls.ts";
import { deliveryFunctions } from "../fulfilment/deliveries.ts";
import { downloadFunctions } from "../fulfilment/downloads.ts";
import { eticketFunctions } from "../fulfilment/etickets.ts";
import { licenseFunctions } from "../fulfilment/licenses.ts";
import { serviceProofFunctions } from "../fulfilment/service-proofs.ts";
import { buyerFunctions } from "../orders/buyers.ts";
import { customFormFunctions } from "../orders/custom-forms.ts";
import { fraudFunctions } from "../orders/fraud.ts";
import { invoiceFunctions } from "../orders/invoices.ts";
import { orderConfirmationFunctions } from "../orders/order-confirmation.ts";
import { purchaseChangeFunctions } from "../orders/purchase-changes.ts";
import { purchaseTrackingFunctions } from "../orders/purchase-tracking.ts";
import { purchaseFunctions } from "../orders/purchases.ts";
import { transactionFunctions } from "../orders/transactions.ts";
import { affiliateToplistFunctions } from "../partners/affiliate-toplist.ts";
import { affiliateFunctions } from "../partners/affiliates.ts";
import { marketplaceFunctions } from "../partners/marketplace.ts";
import { commissionFunctions } from "../reports/commissions.ts";
import { payoutFunctions } from "../reports/payouts.ts";
import { statisticsFunctions } from "../reports/statistics.ts";
import { conversionToolFunctions } from "../upgrades/conversion-tools.ts";
import { smartUpgradeFunctions } from "../upgrades/smart-upgrades.ts";
import { upgradePurchaseFunctions } from "../upgrades/upgrade-purchase.ts";
import { upgradeFunctions } from "../upgrades/upgrades.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { countryFunctions } from "../wire/countries.ts";
import { currencyFunctions } from "../wire/currencies.ts";
import { unknownFunction } from "../wire/refusal.ts";
import { answerFromExample } from "./example-answer.ts";
import { assertRequired } from "./required-arguments.ts";

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
