import { NO_COMMISSION, splitGross, toAmount } from "../kit/money.ts";
import type { Store } from "../kit/store.ts";
import { formatDate, formatTime, type Instant } from "../kit/time.ts";
import { type Buyer, buyerOf } from "../ledger/buyer-records.ts";
import { comingPaymentOf, termEndOf } from "../ledger/minimum-term.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { REFUND_DAYS } from "../ledger/refund-policy.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language } from "../wire/refusal.ts";
import { clickIdOf, subIdsOf } from "./affiliate-click.ts";
import { buyerDetails } from "./buyer-details.ts";
import { hasFormRecords } from "./custom-forms.ts";
import { hasTickets } from "./eticket-records.ts";
import { notesOf } from "./purchase-notes.ts";
import { itemsOf } from "./sold-items.ts";
import { transactionOfPurchase } from "./transaction-answer.ts";

const LINK_BASE = "https://www.digistore24.com";
/** In real links, a secret here lets the holder act without a login. */
const LINK_SECRET = "EXAMPLE";

/** The account's earnings from a purchase so far, in cents. */
export function earnedCents(store: Store, { id }: Purchase): number {
  return transactionsOf(store, id).reduce((sum, transaction) => sum + transaction.earnedCents, 0);
}

/** A purchase as listPurchases shows it. `earned_amount` is our own addition: the key of `sort_by=earning`. */
export function purchaseAnswer(store: Store, purchase: Purchase, language: Language) {
  const { id, productId, productName } = purchase;
  return {
    id,
    created_at: formatTime(purchase.createdAt),
    order_type: purchase.isTest ? "test" : "live",
    role: purchase.role,
    main_product_id: productId,
    main_product_name: productName,
    ...amounts(purchase),
    earned_amount: toAmount(earnedCents(store, purchase)),
    ...billing(purchase, language),
    ...affiliate(store, purchase),
    buyer: buyerAnswer(store, buyerOf(store, purchase)),
    items: itemsOf(store, purchase).map((item) => ({
      id: item.id,
      product_id: item.productId,
      product_name: item.productName,
      quantity: item.quantity,
      amount: toAmount(item.cents),
    })),
    renew_url: `${LINK_BASE}/renew/${id}/${LINK_SECRET}`,
    receipt_url: `${LINK_BASE}/receipt/${productId}/${id}/${LINK_SECRET}`,
  };
}

/**
 * A purchase as getPurchase shows it, with its transactions and the terms of its end. [S22]
 */
export function purchaseDetailAnswer(store: Store, purchase: Purchase, language: Language, now: Instant) {
  const termEndsAt = termEndOf(purchase, now);
  const { custom, placeholders } = notesOf(store, purchase);
  const { id, firstInterval, vatPercent, otherCents } = purchase;
  return {
    ...purchaseAnswer(store, purchase, language),
    first_billing_interval: purchase.billingType === "single_payment" ? "" : firstInterval,
    other_vat_amounts: toAmount(splitGross(otherCents, vatPercent, NO_COMMISSION).vatCents),
    vat_country: buyerOf(store, purchase).country,
    vat_rate: vatPercent,
    invoice_url: `${LINK_BASE}/invoice/${id}/${LINK_SECRET}`,
    custom,
    has_custom_forms: hasFormRecords(store, purchase) ? "Y" : "N",
    has_etickets: hasTickets(store, purchase) ? "Y" : "N",
    placeholders,
    refund_policy: { purchase_id: id, reason_code: "consumer", refund_days: REFUND_DAYS, is_reminder_allowed: "Y" },
    cancel_policy: purchase.cancelPolicy ?? "",
    can_cancel_before: termEndsAt === null ? "" : formatDate(termEndsAt),
    transaction_list: purchaseTransactions(store, purchase, language),
  };
}

export function purchaseTransactions(store: Store, purchase: Purchase, language: Language) {
  const buyer = buyerOf(store, purchase);
  const transactions = transactionsOf(store, purchase.id);
  return transactions.map((transaction) => transactionOfPurchase(transaction, purchase, buyer, language));
}

/** The amount of a payment and its parts. All describe the first payment, except `other_amounts`. */
function amounts(purchase: Purchase) {
  const split = splitGross(purchase.firstCents, purchase.vatPercent, purchase.commission);
  return {
    amount: toAmount(split.grossCents),
    vat_amount: toAmount(split.vatCents),
    shipping_amount: toAmount(purchase.shippingCents),
    vendor_amount: toAmount(split.vendorCents),
    affiliate_amount: toAmount(split.affiliateCents),
    other_amounts: toAmount(purchase.otherCents),
    currency: purchase.currency,
  };
}

function billing(purchase: Purchase, language: Language) {
  const { billingType, billingStatus, payMethod } = purchase;
  const nextPaymentAt = comingPaymentOf(purchase);
  return {
    billing_type: billingType,
    billing_type_msg: labelOf(billingType, language),
    billing_status: billingStatus,
    billing_status_msg: labelOf(billingStatus, language),
    number_of_installments: purchase.installments,
    other_billing_intervals: billingType === "single_payment" ? "" : purchase.otherInterval,
    // A date or, as in the API, an empty text.
    next_payment_at: nextPaymentAt === null ? "" : formatDate(nextPaymentAt),
    pay_method: payMethod,
    pay_method_msg: labelOf(payMethod, language),
  };
}

/** Only the affiliate sees click and sub ids. [S41] */
function affiliate(store: Store, purchase: Purchase) {
  const { role, affiliateName, campaignkey } = purchase;
  const isOwnClick = role === "affiliate";
  const [sid1 = "", sid2 = "", sid3 = "", sid4 = "", sid5 = ""] = subIdsOf(store, purchase);
  return {
    has_affiliate: affiliateName === null ? "N" : "Y",
    affiliate_name: affiliateName ?? "",
    campaignkey,
    ...(isOwnClick ? { click_id: clickIdOf(store, purchase), sub_ids: { sid1, sid2, sid3, sid4, sid5 } } : {}),
  };
}

function buyerAnswer(store: Store, buyer: Buyer) {
  const { title, company, state, phoneNo } = buyerDetails(store, buyer);
  return {
    id: buyer.id,
    email: buyer.email,
    first_name: buyer.firstName,
    last_name: buyer.lastName,
    salutation: buyer.salutation,
    title,
    company,
    street: buyer.street,
    city: buyer.city,
    zipcode: buyer.zipcode,
    state,
    country: buyer.country,
    phone_no: phoneNo,
  };
}
