import type { Call, Handlers } from "../wire/call.ts";
import { readPurchase } from "./read-purchase.ts";

const SENT = { de: "Die Bestellbestätigung wurde versendet.", en: "The order confirmation was sent." };

export const orderConfirmationFunctions: Handlers = { resendPurchaseConfirmationMail };

/** Every order was confirmed once, paid or not, so it can be confirmed again. No mail is sent. */
function resendPurchaseConfirmationMail(call: Call) {
  readPurchase(call);
  return { modified: "Y", note: SENT[call.language] };
}
