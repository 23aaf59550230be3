import { toAmount } from "../kit/money.ts";
import { formatDate } from "../kit/time.ts";
import { type Transaction, transactionsOf } from "../ledger/transaction-records.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { labelOf } from "../wire/labels.ts";
import { readPurchase } from "./read-purchase.ts";

const SENT = { de: "Die Rechnungen wurden versendet.", en: "The invoices were sent." };
const NONE = { de: "Es gibt keine Rechnung.", en: "There is no invoice." };

export const invoiceFunctions: Handlers = { listInvoices, resendInvoiceMail };

/** An invoice per payment and a credit note per return; nothing for a refund request. */
function listInvoices(call: Call) {
  const purchase = readPurchase(call);
  const billed = transactionsOf(call.store, purchase.id).filter(({ type }) => type !== "refund_request");
  const invoices = billed.map((transaction) => invoiceAnswer(transaction, call));
  return { purchase_id: purchase.id, invoice_list: invoices };
}

function invoiceAnswer(transaction: Transaction, { language }: Call) {
  const isInvoice = transaction.amountCents > 0;
  const label = isInvoice ? { de: "Rechnung", en: "Invoice" } : { de: "Gutschrift", en: "Credit note" };
  const year = formatDate(transaction.createdAt).slice(0, 4);
  return {
    invoice_url: `https://www.digistore24.com/invoice/${transaction.purchaseId}/${transaction.id}.pdf`,
    invoice_label: label[language],
    invoice_id: `R-${year}-${transaction.id}`,
    invoice_date: formatDate(transaction.createdAt),
    pay_method: transaction.payMethod,
    pay_method_msg: labelOf(transaction.payMethod, language),
    purchase_id: transaction.purchaseId,
    type: transaction.type,
    amount: toAmount(transaction.amountCents),
    currency: transaction.currency,
  };
}

/** No mail is sent. */
function resendInvoiceMail(call: Call) {
  const hasInvoice = transactionsOf(call.store, readPurchase(call).id).length > 0;
  return { status: hasInvoice ? "success" : "error", note: (hasInvoice ? SENT : NONE)[call.language] };
}
