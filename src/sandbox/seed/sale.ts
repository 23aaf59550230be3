import { billingTypeOf, type Terms } from "../catalogue/payment-terms.ts";
import { type Commission, NO_COMMISSION, splitGross } from "../kit/money.ts";
import type { Instant } from "../kit/time.ts";
import type { EarningRole, PayMethod, Purchase } from "../ledger/purchase-records.ts";
import type { Transaction, TransactionType } from "../ledger/transaction-records.ts";
import type { Schedule } from "./billing.ts";

/** A purchase with its transactions, which get their ids in order of time when all are known. */
export interface SeededSale {
  readonly purchase: Purchase;
  readonly transactions: readonly SeededTransaction[];
}

type SeededTransaction = Omit<Transaction, "id"> & { readonly id?: number };

/** A purchase before any payment. */
export interface Order {
  readonly id: string;
  readonly createdAt: Instant;
  readonly buyerId: number;
  readonly productId: number;
  readonly productName: string;
  readonly itemId: number;
  readonly terms: Terms;
  readonly shippingCents: number;
  readonly currency: string;
  readonly vatPercent: number;
  readonly payMethod: PayMethod;
  readonly role: EarningRole;
  readonly affiliateName: string | null;
  readonly affiliatePercent: number;
  readonly campaignkey: string;
  readonly isTest: boolean;
}

/** An order with its scheduled payments. */
export function toSale(order: Order, schedule: Schedule): SeededSale {
  const purchase = toPurchase(order, schedule);
  const transactions = schedule.paidAt.map((at, index) =>
    toTransaction(order, "payment", at, index === 0 ? purchase.firstCents : purchase.otherCents),
  );
  return { purchase, transactions };
}

/**
 * Field by field: objects made by spreading each have a hidden class of their own, and iterating over 50,000 of those takes
 * twenty times as long.
 */
function toPurchase(order: Order, schedule: Schedule): Purchase {
  const { terms } = order;
  return {
    id: order.id,
    createdAt: order.createdAt,
    buyerId: order.buyerId,
    productId: order.productId,
    productName: order.productName,
    itemId: order.itemId,
    role: order.role,
    affiliateName: order.affiliateName,
    commission: commissionOf(order),
    campaignkey: order.campaignkey,
    isTest: order.isTest,
    payMethod: order.payMethod,
    currency: order.currency,
    vatPercent: order.vatPercent,
    billingType: billingTypeOf(terms.otherCents, terms.installments),
    billingStatus: schedule.status,
    firstCents: terms.firstCents + order.shippingCents,
    shippingCents: order.shippingCents,
    otherCents: terms.otherCents,
    installments: terms.installments,
    firstInterval: terms.firstInterval,
    otherInterval: terms.otherInterval,
    cancelPolicy: terms.cancelPolicy,
    nextPaymentAt: schedule.nextPaymentAt,
    endsAt: null,
  };
}

function commissionOf({ affiliatePercent }: Order): Commission {
  return { ...NO_COMMISSION, percent: affiliatePercent };
}

/** The sale with a refund request for the last payment. No money is moved. */
export function askBack({ purchase, transactions }: SeededSale, at: Instant): SeededSale {
  const last = transactions.at(-1);
  const nothing = { amountCents: 0, vatCents: 0, earnedCents: 0, affiliateCents: 0 };
  const request = last && { ...last, ...nothing, type: "refund_request" as const, createdAt: at };
  return { purchase, transactions: request === undefined ? transactions : [...transactions, request] };
}

/** The sale with its last payment returned to the buyer. */
export function takeBack(sale: SeededSale, type: "refund" | "chargeback", at: Instant): SeededSale {
  const last = sale.transactions.at(-1);
  if (last === undefined) {
    return sale;
  }
  const isEnded = type === "chargeback" || sale.purchase.billingType !== "single_payment";
  const purchase: Purchase = isEnded
    ? { ...sale.purchase, billingStatus: "aborted", nextPaymentAt: null }
    : sale.purchase;
  const { id: _id, ...payment } = last;
  const back: SeededTransaction = {
    ...payment,
    type,
    createdAt: at,
    amountCents: -last.amountCents,
    vatCents: -last.vatCents,
    earnedCents: -last.earnedCents,
    affiliateCents: -last.affiliateCents,
  };
  return { purchase, transactions: [...sale.transactions, back] };
}

function toTransaction(
  order: Order,
  type: TransactionType,
  createdAt: Instant,
  amountCents: number,
): SeededTransaction {
  const split = splitGross(amountCents, order.vatPercent, commissionOf(order));
  return {
    purchaseId: order.id,
    role: order.role,
    type,
    createdAt,
    payMethod: order.payMethod,
    currency: order.currency,
    amountCents,
    vatCents: split.vatCents,
    earnedCents: order.role === "affiliate" ? split.affiliateCents : split.vendorCents,
    affiliateCents: split.affiliateCents,
  };
}
