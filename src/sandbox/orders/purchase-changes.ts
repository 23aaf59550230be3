import { addMonths, formatDate, formatTime, type Instant } from "../kit/time.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { asFlag, asText, asTextUpTo } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { type Fields, fieldsOf, isChanged, readChanges } from "../wire/fields.ts";
import { notPossible } from "../wire/refusal.ts";
import { asTime } from "../wire/time-arguments.ts";
import { MAX_CUSTOM_CHARS, notesOf, setNotes } from "./purchase-notes.ts";
import { readPurchase } from "./read-purchase.ts";

/** After this time buyers can open their invoices only if the vendor allows it. */
const INVOICE_MONTHS = 36;

interface Wishes {
  readonly trackingParam: string;
  readonly custom: string;
  readonly areInvoicesUnlocked: boolean;
  readonly nextPaymentAt: Instant | null;
}

const field = fieldsOf<Wishes>();
const nextPayment = field("nextPaymentAt", asTime, null);
const unlocking = field("areInvoicesUnlocked", (argument) => asFlag(argument) === "Y", false);
const FIELDS: Fields<Wishes> = {
  tracking_param: field("trackingParam", asText, ""),
  custom: field("custom", asTextUpTo(MAX_CUSTOM_CHARS), ""),
  unlock_invoices: { ...unlocking, cleared: {} },
  // A payment can be postponed, but not cancelled.
  next_payment_at: { ...nextPayment, cleared: {} },
};

export const purchaseChangeFunctions: Handlers = { updatePurchase };

function updatePurchase(call: Call) {
  const { args, store, clock } = call;
  const purchase = readPurchase(call);
  const { nextPaymentAt, areInvoicesUnlocked, ...texts } = readChanges(args, FIELDS, clock);
  const moved = nextPaymentAt == null ? purchase : postpone(purchase, nextPaymentAt);
  const before = notesOf(store, purchase);
  const isUnlocking = areInvoicesUnlocked === true && clock.now > addMonths(purchase.createdAt, INVOICE_MONTHS);
  const changes = { ...texts, ...(isUnlocking && { areInvoicesUnlocked }) };
  const isModified = moved !== purchase || isChanged(before, changes);
  if (isModified) {
    purchases(store).set(purchase.id, moved);
    setNotes(store, purchase, { ...before, ...changes });
  }
  return { is_modified: isModified ? "Y" : "N" };
}

/** Only to a later day. Answers show only the day, so the same day is no change, whatever the hour. */
function postpone(purchase: Purchase, to: Instant): Purchase {
  const { nextPaymentAt: from } = purchase;
  if (from === null) {
    throw notPossible({ de: "Es steht keine Zahlung mehr aus", en: "There is no payment to come" });
  }
  if (formatDate(to) === formatDate(from)) {
    return purchase;
  }
  if (to < from) {
    throw notPossible({
      de: `Die nächste Zahlung kann nur später als ${formatTime(from)} liegen`,
      en: `The next payment can only be later than ${formatTime(from)}`,
    });
  }
  return { ...purchase, nextPaymentAt: to };
}
