import type { Handlers } from "../wire/call.ts";
import { buyerFunctions } from "./buyers.ts";
import { customFormFunctions } from "./custom-forms.ts";
import { fraudFunctions } from "./fraud.ts";
import { invoiceFunctions } from "./invoices.ts";
import { orderConfirmationFunctions } from "./order-confirmation.ts";
import { purchaseChangeFunctions } from "./purchase-changes.ts";
import { purchaseTrackingFunctions } from "./purchase-tracking.ts";
import { purchaseFunctions } from "./purchases.ts";
import { transactionFunctions } from "./transactions.ts";

export const ordersFunctions: Handlers = {
  ...purchaseFunctions,
  ...transactionFunctions,
  ...invoiceFunctions,
  ...buyerFunctions,
  ...customFormFunctions,
  ...fraudFunctions,
  ...orderConfirmationFunctions,
  ...purchaseTrackingFunctions,
  ...purchaseChangeFunctions,
};
