import { asFlag, readOptional } from "./arguments.ts";
import type { Call, Handlers } from "./call.ts";
import { labelOf } from "./labels.ts";
import { countPages, cutPage, readPage } from "./paging.ts";
import { assertRebilled, readPurchase } from "./read-purchase.ts";
import { type ChangeType, changesUntil, setRebilling } from "./rebilling-changes.ts";
import { notPossible, type Texts } from "./refusal.ts";
import { readPeriod } from "./sale-list.ts";
import { type Purchase, type Store, transactionsOf } from "./store.ts";
import { addInterval, formatDate, formatTime, type Instant } from "./time.ts";

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1_000;

export const rebillingFunctions: Handlers = { stopRebilling, startRebilling, listRebillingStatusChanges };

const CHANGE_LABELS = {
  rebill_cancelled: { de: "Zahlungen beendet", en: "Payments ended" },
  rebill_resumed: { de: "Zahlungen wieder aufgenommen", en: "Payments resumed" },
  last_paid_day: { de: "Letzter bezahlter Tag", en: "Last day that was paid for" },
} as const satisfies Record<ChangeType, Texts>;

/** Ends further payments. There is no minimum term in the shop, so it always ends at once. */
function stopRebilling(call: Call) {
  const purchase = assertRebilled(readPurchase(call));
  if (purchase.billingStatus === "aborted" || purchase.billingStatus === "completed") {
    const note = { de: "Die Zahlungen waren bereits beendet.", en: "The payments had ended already." };
    return { ...stopAnswer(purchase, call), modified: "N", note: note[call.language] };
  }
  const stopped = endRebilling(call.store, purchase, call.clock.now);
  const note = { de: "Die Zahlungen wurden beendet.", en: "The payments were ended." };
  return { ...stopAnswer(stopped, call), modified: "Y", note: note[call.language] };
}

/** Ends the payments that would follow, if any would. */
export function endRebilling(store: Store, purchase: Purchase, at: Instant): Purchase {
  const { billingType, billingStatus } = purchase;
  if (billingType === "single_payment" || billingStatus === "aborted" || billingStatus === "completed") {
    return purchase;
  }
  const stopped: Purchase = { ...purchase, billingStatus: "aborted", nextPaymentAt: null };
  setRebilling(store, stopped, "rebill_cancelled", at);
  return stopped;
}

function stopAnswer(purchase: Purchase, call: Call) {
  // Read for their errors only: a force that is neither yes nor no is refused.
  readOptional(call.args, "force", asFlag);
  readOptional(call.args, "ignore_refund_possibility", asFlag);
  return {
    code: "stopped_now",
    ...statusAnswer(purchase, call),
    is_cancelled_now: "Y",
    is_cancelled_later: "N",
    can_cancel_before: "",
  };
}

/** Lets payments go on, the next one an interval after the last, or now where that is past. */
function startRebilling(call: Call) {
  const purchase = assertRebilled(readPurchase(call));
  if (purchase.billingStatus === "completed") {
    throw notPossible({ de: "Alle Raten sind bezahlt", en: "All instalments have been paid" });
  }
  if (purchase.billingStatus === "paying") {
    const note = { de: "Die Zahlungen laufen bereits.", en: "The payments are running already." };
    return { modified: "N", note: note[call.language], ...statusAnswer(purchase, call), rebilling_start_url: "" };
  }
  const nextPaymentAt = Math.max(call.clock.now, nextPayment(call.store, purchase));
  const started: Purchase = { ...purchase, billingStatus: "paying", nextPaymentAt };
  setRebilling(call.store, started, "rebill_resumed", call.clock.now);
  const note = { de: "Die Zahlungen laufen wieder.", en: "The payments are running again." };
  return { modified: "Y", note: note[call.language], ...statusAnswer(started, call), rebilling_start_url: "" };
}

function nextPayment(store: Store, purchase: Purchase): Instant {
  const last = transactionsOf(store, purchase.id).findLast(({ type }) => type === "payment");
  const from = last?.createdAt ?? purchase.createdAt;
  return addInterval(from, purchase.otherInterval) ?? from;
}

function statusAnswer({ billingStatus, nextPaymentAt }: Purchase, { language }: Call) {
  return {
    billing_status: billingStatus,
    billing_status_msg: labelOf(billingStatus, language),
    next_payment_at: nextPaymentAt === null ? "" : formatDate(nextPaymentAt),
    rebilling_active: billingStatus === "paying" ? "Y" : "N",
  };
}

/** The last 24 hours unless a period is given. */
function listRebillingStatusChanges({ args, clock, store, language }: Call) {
  const { from, to } = readPeriod(args, clock);
  const page = readPage(args, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const found = changesUntil(store, clock.now).filter(({ at }) => at >= from && at <= to);
  return {
    from: formatTime(from),
    to: formatTime(to),
    page_no: page.number,
    page_size: page.size,
    page_count: countPages(found.length, page),
    item_count: found.length,
    items: cutPage(found, page).map(({ id, purchaseId, at, paySequence, type }) => ({
      id,
      purchase_id: purchaseId,
      created_at: formatTime(at),
      pay_sequence_no: paySequence,
      type,
      type_msg: CHANGE_LABELS[type][language],
    })),
  };
}
