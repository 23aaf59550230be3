import { formatTime, type Instant } from "../kit/time.ts";
import { bookReturn } from "../ledger/ledger.ts";
import { type OpenPayment, openPayments } from "../ledger/open-payments.ts";
import { purchases } from "../ledger/purchase-records.ts";
import { isWithinPolicy } from "../ledger/refund-policy.ts";
import { transactions } from "../ledger/transaction-records.ts";
import { readPurchase } from "../orders/read-purchase.ts";
import { asCents, asFlag, asPositive, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { notFound, notPossible } from "../wire/refusal.ts";
import { asTime } from "../wire/time-arguments.ts";
import { delayRefund, isRefundPending, refundableFrom } from "./pending-refunds.ts";
import { refundPayments } from "./refund-all.ts";

export const refundFunctions: Handlers = { refundTransaction, refundPurchase, refundPartially };

/** A successful envelope has a status of its own: `completed`, `pending`, `refused` or `error`. */
function refundTransaction(call: Call) {
  const id = readRequired(call.args, "transaction_id", asPositive);
  const transaction = transactions(call.store).byId.get(id);
  const purchase = transaction && purchases(call.store).get(transaction.purchaseId);
  if (transaction === undefined || purchase === undefined) {
    throw notFound({ de: "Zahlung", en: "Transaction" }, id);
  }
  const open = openPayments(call.store, purchase.id).find(({ payment }) => payment.id === id);
  if (open === undefined) {
    return outcome("error", call, { error_reason: "refund_completed" });
  }
  if (isRefundPending(call.store, open.payment)) {
    return outcome("error", call, { error_reason: "refund_pending" });
  }
  if (!isAllowed(call, open)) {
    return outcome("refused", call, { error_reason: "unknown" });
  }
  const from = refundableFrom(open.payment, call.clock.now);
  if (from !== null) {
    delayRefund(call.store, open.payment, from);
    return outcome("pending", call, waiting(from, call));
  }
  bookReturn(call.store, open.payment, "refund", call.clock.now, open.leftCents);
  return outcome("completed", call, { processed_at: formatTime(call.clock.now) });
}

function waiting(until: Instant, { language }: Call) {
  const reason = { de: "Wartezeit nach einer Lastschrift", en: "Waiting time after a direct debit" };
  return {
    pending_reason: "default_delay",
    pending_reason_msg: reason[language],
    pending_until: formatTime(until),
  };
}

const NOTES = {
  completed: { de: "Die Zahlung wurde erstattet.", en: "The payment was refunded." },
  pending: { de: "Die Zahlung wird später erstattet.", en: "The payment will be refunded later." },
  refused: { de: "Die Erstattungsfrist ist abgelaufen.", en: "The refund period has ended." },
  error: {
    de: "Die Zahlung wurde oder wird bereits erstattet.",
    en: "The payment has been or is being refunded already.",
  },
};

function outcome(status: keyof typeof NOTES, { language }: Call, more: Readonly<Record<string, string>>) {
  return {
    status,
    modified: status === "completed" || status === "pending" ? "Y" : "N",
    note: NOTES[status][language],
    pending_reason: "",
    pending_reason_msg: "",
    pending_until: "",
    action_url: "",
    error_reason: "",
    processed_at: "",
    ...more,
  };
}

/** Refunds all payments that can be refunded, and ends the order. */
function refundPurchase(call: Call) {
  const { store, clock, language } = call;
  const purchase = readPurchase(call);
  const refundable = openPayments(store, purchase.id).filter((open) => isAllowed(call, open));
  if (refundable.length === 0) {
    const none = { de: "Es gibt keine erstattbare Zahlung.", en: "There is no payment to refund." };
    return { modified: "N", note: none[language] };
  }
  refundPayments(store, purchase, refundable, clock.now);
  const done = { de: "Die Bestellung wurde erstattet.", en: "The order was refunded." };
  return { modified: "Y", note: done[language] };
}

/** Refunds part of the latest payment that has enough left. This is a discount: the order continues. */
function refundPartially(call: Call) {
  const { store, args, clock, language } = call;
  const purchase = readPurchase(call);
  const amountCents = readRequired(args, "amount", asCents);
  const open = openPayments(store, purchase.id).findLast(({ leftCents }) => leftCents >= amountCents);
  if (open === undefined || amountCents === 0) {
    throw notPossible({
      de: "Der Betrag ist größer als jede Zahlung, die noch erstattet werden kann",
      en: "The amount is larger than any payment that can still be refunded",
    });
  }
  bookReturn(store, open.payment, "refund", clock.now, amountCents);
  const done = { de: "Die Teilerstattung wurde ausgeführt.", en: "The partial refund was carried out." };
  return { modified: "Y", note: done[language] };
}

/** The policy depends on the day on which the buyer asked. */
function isAllowed({ args, clock }: Call, { payment }: OpenPayment): boolean {
  const asInstant = (argument: Parameters<typeof asTime>[0]): Instant => asTime(argument, clock);
  const askedAt = readOptional(args, "request_date", asInstant) ?? clock.now;
  return readOptional(args, "force", asFlag) === "Y" || isWithinPolicy(payment, askedAt);
}
