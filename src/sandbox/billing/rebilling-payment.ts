import type { Store } from "../kit/store.ts";
import { addInterval, type Instant } from "../kit/time.ts";
import { bookPayment } from "../ledger/ledger.ts";
import { comingPaymentOf } from "../ledger/minimum-term.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { canChargeAgain } from "../ledger/stored-payment.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { assertRebilled, readPurchase } from "../orders/read-purchase.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notPossible, type Texts } from "../wire/refusal.ts";
import { payFromBalance } from "./balances.ts";
import { hasEnded } from "./rebilling-end.ts";

const PAID: Texts = { de: "Die Zahlung war erfolgreich.", en: "The payment was successful." };
const REFUSED: Texts = {
  de: "Die Zahlung wurde abgelehnt; der Käufer muss seine Zahlungsdaten erneuern.",
  en: "The payment was refused; the buyer has to renew the payment data.",
};
const ENDED: Texts = { de: "Die Zahlungen der Bestellung sind beendet", en: "The payments of the order have ended" };

export const rebillingPaymentFunctions: Handlers = { createRebillingPayment };

/**
 * Charges the next payment now. If the last payment failed, this one fails too: the buyer has to act. [S25]
 */
function createRebillingPayment(call: Call) {
  const { store, clock, language } = call;
  const purchase = assertRebilled(readPurchase(call));
  const isLastTerm = purchase.endsAt !== null && comingPaymentOf(purchase) === null;
  if (hasEnded(purchase) || isLastTerm) {
    throw notPossible(ENDED);
  }
  if (purchase.billingStatus !== "paying" || !canChargeAgain(purchase)) {
    return {
      purchase_id: purchase.id,
      payment_status: "refused",
      payment_message: REFUSED[language],
      billing_status: "payment_data_update_required",
      payment_data_update_url: `https://www.digistore24.com/renew/${purchase.id}/EXAMPLE`,
    };
  }
  const paid = payNext(store, purchase, clock.now);
  return {
    purchase_id: paid.id,
    payment_status: "completed",
    payment_message: PAID[language],
    billing_status: paid.billingStatus,
    payment_data_update_url: "",
  };
}

/** Books the next payment minus the balance. The last instalment completes the order. */
export function payNext(store: Store, purchase: Purchase, at: Instant): Purchase {
  bookPayment(store, purchase, at, payFromBalance(store, purchase, purchase.otherCents));
  const paidCount = transactionsOf(store, purchase.id).filter(({ type }) => type === "payment").length;
  const isLast = purchase.installments > 0 && paidCount >= purchase.installments;
  const next = addInterval(purchase.nextPaymentAt ?? at, purchase.otherInterval) ?? null;
  const paid: Purchase = isLast
    ? { ...purchase, billingStatus: "completed", nextPaymentAt: null }
    : { ...purchase, nextPaymentAt: next };
  purchases(store).set(paid.id, paid);
  return paid;
}
