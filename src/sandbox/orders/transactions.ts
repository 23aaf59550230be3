import { toAmount } from "../kit/money.ts";
import { formatTime } from "../kit/time.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { type Transaction, transactions } from "../ledger/transaction-records.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { countPages, cutPage, readPage } from "../wire/paging.ts";
import { readPeriod, sortSales } from "./sale-list.ts";
import { readSaleTest, readTransactionTypes } from "./sale-search.ts";
import { transactionAnswer } from "./transaction-answer.ts";

const DEFAULT_PAGE_SIZE = 500;
const MAX_PAGE_SIZE = 1_000;

export const transactionFunctions: Handlers = { listTransactions };

interface Row {
  readonly transaction: Transaction;
  readonly purchase: Purchase;
}

/** One page of the transactions of a period. The summary covers all pages. */
function listTransactions(call: Call) {
  const { args, clock, store, language } = call;
  const period = readPeriod(args, clock);
  const page = readPage(args, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const rows = sortSales(findRows(call, period), args, {
    date: ({ transaction }) => transaction.createdAt,
    earning: ({ transaction }) => transaction.earnedCents,
    amount: ({ transaction }) => transaction.amountCents,
  });
  return {
    from: formatTime(period.from),
    to: formatTime(period.to),
    page_size: page.size,
    page_no: page.number,
    page_count: countPages(rows.length, page),
    summary: { amounts: sumByCurrency(rows), count: rows.length },
    transaction_list: cutPage(rows, page).map(({ transaction, purchase }) =>
      transactionAnswer(transaction, purchase, buyerOf(store, purchase), language),
    ),
  };
}

function findRows(call: Call, { from, to }: ReturnType<typeof readPeriod>): readonly Row[] {
  const { args, store } = call;
  const isWanted = readSaleTest(call);
  const isWantedType = readTransactionTypes(args);
  const rows: Row[] = [];
  for (const transaction of transactions(store).byId.values()) {
    const isInPeriod = transaction.createdAt >= from && transaction.createdAt <= to;
    const purchase =
      isInPeriod && isWantedType(transaction.type) ? purchases(store).get(transaction.purchaseId) : undefined;
    if (purchase !== undefined && isWanted(purchase)) {
      rows.push({ transaction, purchase });
    }
  }
  return rows;
}

/** Summed in cents: sums of decimal fractions would be inexact. */
function sumByCurrency(rows: readonly Row[]) {
  const sums = new Map<string, { count: number; total: number; vat: number; earned: number }>();
  for (const { transaction } of rows) {
    const sum = sums.get(transaction.currency) ?? { count: 0, total: 0, vat: 0, earned: 0 };
    sum.count += 1;
    sum.total += transaction.amountCents;
    sum.vat += transaction.vatCents;
    sum.earned += transaction.earnedCents;
    sums.set(transaction.currency, sum);
  }
  const amounts = [...sums].map(([currency, { count, total, vat, earned }]) => [
    currency,
    { count, total_amount: toAmount(total), vat_amount: toAmount(vat), earned_amount: toAmount(earned) },
  ]);
  return Object.fromEntries(amounts);
}
