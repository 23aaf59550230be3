import type { Store } from "../kit/store.ts";
import { formatDate, formatTime, type Instant } from "../kit/time.ts";
import { comingPaymentOf } from "../ledger/minimum-term.ts";
import { paidUntilOf } from "../ledger/paid-until.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { readPurchase } from "../orders/read-purchase.ts";
import { categoryOf, isPaidBack } from "../orders/sold-goods.ts";
import { asText, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language } from "../wire/refusal.ts";

const KNOWN_KEYS: Readonly<Record<string, string>> = { K7M2QX9A: "MUSTER-0000-1111-2222" };

export const licenseFunctions: Handlers = { validateLicenseKey };

/** A key of another order is not an error of the call, and the answer shows nothing of the order. */
function validateLicenseKey(call: Call) {
  const { args, store, clock, language } = call;
  const purchase = readPurchase(call);
  const licenseKey = readRequired(args, "license_key", asText);
  if (licenseKeyOf(store, purchase) !== licenseKey) {
    return { is_license_valid: "N", is_license_key_found: "N", purchase_id: purchase.id, license_key: licenseKey };
  }
  return {
    is_license_valid: isUsable(store, purchase, clock.now) ? "Y" : "N",
    is_license_key_found: "Y",
    purchase_id: purchase.id,
    license_key: licenseKey,
    product_id: purchase.productId,
    product_name: purchase.productName,
    // The API's spelling.
    billing_tatus: purchase.billingStatus,
    billing_tatus_msg: labelOf(purchase.billingStatus, language),
    ...paymentAnswer(store, purchase, language),
  };
}

function paymentAnswer(store: Store, purchase: Purchase, language: Language) {
  const transactions = transactionsOf(store, purchase.id);
  const lastPayment = transactions.findLast(({ type }) => type === "payment");
  const lastType = transactions.at(-1)?.type;
  const paidUntil = paidUntilOf(store, purchase);
  const nextPaymentAt = comingPaymentOf(purchase);
  const showDate = (at: Instant | null) => (at === null ? "" : readableDate(formatDate(at), language));
  return {
    last_payment_at: lastPayment === undefined ? "" : formatTime(lastPayment.createdAt),
    last_payment_at_msg: showDate(lastPayment?.createdAt ?? null),
    next_payment_at: nextPaymentAt === null ? "" : formatTime(nextPaymentAt),
    next_payment_at_msg: showDate(nextPaymentAt),
    last_transaction_type: lastType ?? "",
    last_transaction_type_msg: lastType === undefined ? "" : labelOf(lastType, language),
    paid_until: paidUntil === null ? "" : formatDate(paidUntil),
    paid_until_msg: showDate(paidUntil),
  };
}

/** Digital goods have a key: `MUSTER-` and the two halves of the order id, so that callers can derive it. */
function licenseKeyOf(store: Store, { id, productId }: Purchase): string | undefined {
  const key = KNOWN_KEYS[id] ?? `MUSTER-${id.slice(0, 4)}-${id.slice(4)}`;
  return categoryOf(store, productId) === "digital" ? key : undefined;
}

/** Whether goods may be used: forever, or until the end of the paid period. */
export function isUsable(store: Store, purchase: Purchase, now: Instant): boolean {
  if (isPaidBack(store, purchase.id)) {
    return false;
  }
  const isInOrder = purchase.billingStatus === "completed" || purchase.billingStatus === "paying";
  return isInOrder || (paidUntilOf(store, purchase) ?? now) > now;
}

function readableDate(date: string, language: Language): string {
  return language === "de" ? date.split("-").reverse().join(".") : date;
}
