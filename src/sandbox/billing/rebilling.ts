import type { Store } from "../kit/store.ts";
import { formatDate, type Instant } from "../kit/time.ts";
import { comingPaymentOf, termEndOf } from "../ledger/minimum-term.ts";
import { endOfLast } from "../ledger/paid-until.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { isRefundable } from "../ledger/refund-policy.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { assertRebilled, readPurchase } from "../orders/read-purchase.ts";
import { asFlag, readOptional } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { labelOf } from "../wire/labels.ts";
import { notPossible, type Texts } from "../wire/refusal.ts";
import { setRebilling } from "./rebilling-changes.ts";
import { endLater, endRebilling, hasEnded } from "./rebilling-end.ts";

export const rebillingFunctions: Handlers = { stopRebilling, startRebilling };

/** Ends further payments: now, or at the end of the current term. */
function stopRebilling(call: Call) {
  const purchase = assertRebilled(readPurchase(call));
  const endsAt = readEnd(call, purchase);
  if (hasEnded(purchase)) {
    const note = { de: "Die Zahlungen waren bereits beendet.", en: "The payments had ended already." };
    return stopAnswer(purchase, call, "N", note);
  }
  if (endsAt === null) {
    const note = { de: "Die Zahlungen wurden beendet.", en: "The payments were ended." };
    return stopAnswer(endRebilling(call.store, purchase, call.clock.now), call, "Y", note);
  }
  if (purchase.endsAt !== null) {
    const note = {
      de: "Die Zahlungen enden bereits mit der Laufzeit.",
      en: "The payments end with the term already.",
    };
    return stopAnswer(purchase, call, "N", note);
  }
  const note = { de: "Die Zahlungen enden mit der Laufzeit.", en: "The payments will end with the term." };
  return stopAnswer(endLater(call.store, purchase, endsAt, call.clock.now), call, "Y", note);
}

/** The end of the binding term; null if the order may end now. */
function readEnd({ args, store, clock }: Call, purchase: Purchase): Instant | null {
  const isForced = readOptional(args, "force", asFlag) === "Y";
  const isHeldAnyway = readOptional(args, "ignore_refund_possibility", asFlag) === "Y";
  const isFree = isForced || (!isHeldAnyway && isRefundable(store, purchase.id, clock.now));
  return isFree ? null : termEndOf(purchase, clock.now);
}

function stopAnswer(purchase: Purchase, call: Call, modified: "Y" | "N", note: Texts) {
  const isLater = purchase.endsAt !== null && !hasEnded(purchase);
  return {
    modified,
    note: note[call.language],
    code: isLater ? "stopped_later" : "stopped_now",
    ...statusAnswer(purchase, call),
    is_cancelled_now: isLater ? "N" : "Y",
    is_cancelled_later: isLater ? "Y" : "N",
    can_cancel_before: isLater ? formatDate(purchase.endsAt) : "",
  };
}

/** Resumes payments. The next one is due one interval after the last, or now if that is past. */
function startRebilling(call: Call) {
  const purchase = assertRebilled(readPurchase(call));
  if (purchase.billingStatus === "completed") {
    throw notPossible({ de: "Alle Raten sind bezahlt", en: "All instalments have been paid" });
  }
  if (purchase.billingStatus === "paying" && purchase.endsAt === null) {
    const note = { de: "Die Zahlungen laufen bereits.", en: "The payments are running already." };
    return { modified: "N", note: note[call.language], ...statusAnswer(purchase, call), rebilling_start_url: "" };
  }
  // If they had not ended yet, the next one keeps its date.
  const nextPaymentAt = purchase.nextPaymentAt ?? Math.max(call.clock.now, nextPayment(call.store, purchase));
  const started: Purchase = { ...purchase, billingStatus: "paying", nextPaymentAt, endsAt: null };
  setRebilling(call.store, started, "rebill_resumed", call.clock.now);
  const note = { de: "Die Zahlungen laufen wieder.", en: "The payments are running again." };
  return { modified: "Y", note: note[call.language], ...statusAnswer(started, call), rebilling_start_url: "" };
}

function nextPayment(store: Store, purchase: Purchase): Instant {
  const payments = transactionsOf(store, purchase.id).filter(({ type }) => type === "payment");
  return endOfLast(purchase, payments) ?? purchase.createdAt;
}

function statusAnswer(purchase: Purchase, { language }: Call) {
  const { billingStatus } = purchase;
  const nextPaymentAt = comingPaymentOf(purchase);
  return {
    billing_status: billingStatus,
    billing_status_msg: labelOf(billingStatus, language),
    next_payment_at: nextPaymentAt === null ? "" : formatDate(nextPaymentAt),
    rebilling_active: billingStatus === "paying" ? "Y" : "N",
  };
}
