import { toAmount } from "../kit/money.ts";
import { formatTime } from "../kit/time.ts";
import type { Buyer } from "../ledger/buyer-records.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import type { Transaction } from "../ledger/transaction-records.ts";
import { labelOf } from "../wire/labels.ts";
import type { Language } from "../wire/refusal.ts";

/** A transaction as listTransactions shows it. */
export function transactionAnswer(transaction: Transaction, purchase: Purchase, buyer: Buyer, language: Language) {
  return {
    id: transaction.id,
    purchase_id: transaction.purchaseId,
    created_at: formatTime(transaction.createdAt),
    transaction_type: transaction.type,
    transaction_type_msg: labelOf(transaction.type, language),
    amount: toAmount(transaction.amountCents),
    vat_amount: toAmount(transaction.vatCents),
    earned_amount: toAmount(transaction.earnedCents),
    currency: transaction.currency,
    product_id: purchase.productId,
    pay_method: transaction.payMethod,
    billing_type: purchase.billingType,
    affiliate_name: purchase.affiliateName ?? "",
    buyer: { id: buyer.id, email: buyer.email, first_name: buyer.firstName, last_name: buyer.lastName },
  };
}

/**
 * The same transaction as its purchase shows it. [S34]
 */
export function transactionOfPurchase(transaction: Transaction, purchase: Purchase, buyer: Buyer, language: Language) {
  return {
    ...transactionAnswer(transaction, purchase, buyer, language),
    type: transaction.type,
    type_msg: labelOf(transaction.type, language),
    invoice_url:
      transaction.type === "refund_request" ? "" : `https://www.digistore24.com/invoice/${transaction.id}/EXAMPLE`,
  };
}
