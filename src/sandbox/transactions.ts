import type { Call, Handlers } from "./call.ts";
import { toAmount } from "./money.ts";
import { countPages, cutPage, readPage } from "./paging.ts";
import { readPeriod, sortSales } from "./sale-list.ts";
import { readSaleTest, readTransactionTypes } from "./sale-search.ts";
import { type Buyer, buyerOf, type Purchase, type Transaction } from "./store.ts";
import { formatTime } from "./time.ts";
import { transactionAnswer } from "./transaction-answer.ts";

const DEFAULT_PAGE_SIZE = 500;
const MAX_PAGE_SIZE = 1_000;

export const transactionFunctions: Handlers = { listTransactions };

interface Row {
  readonly transaction: Transaction;
  readonly purchase: Purchase;
  readonly buyer: Buyer;
}

/** One page of the transactions of a period. The summary is of all of them, whatever the page. */
function listTransactions(call: Call) {
  const { args, clock, language } = call;
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
    transaction_list: cutPage(rows, page).map(({ transaction, purchase, buyer }) =>
      transactionAnswer(transaction, purchase, buyer, language),
    ),
  };
}

function findRows({ args, store }: Call, { from, to }: ReturnType<typeof readPeriod>): readonly Row[] {
  const isWanted = readSaleTest(args);
  const isWantedType = readTransactionTypes(args);
  const rows: Row[] = [];
  for (const transaction of store.transactions.values()) {
    const purchase = store.purchases.get(transaction.purchaseId);
    const isInPeriod = transaction.createdAt >= from && transaction.createdAt <= to;
    if (purchase === undefined || !isInPeriod || !isWantedType(transaction.type)) {
      continue;
    }
    const buyer = buyerOf(store, purchase);
    if (isWanted({ purchase, buyer })) {
      rows.push({ transaction, purchase, buyer });
    }
  }
  return rows;
}

/** Added up in cents: sums of decimal fractions would not agree with the single amounts. */
function sumByCurrency(rows: readonly Row[]) {
  const sums = new Map<string, { count: number; total: number; vat: number; earned: number }>();
  for (const { transaction } of rows) {
    const sum = sums.get(transaction.currency) ?? { count: 0, total: 0, vat: 0, earned: 0 };
    sums.set(transaction.currency, {
      count: sum.count + 1,
      total: sum.total + transaction.amountCents,
      vat: sum.vat + transaction.vatCents,
      earned: sum.earned + transaction.earnedCents,
    });
  }
  const amounts = [...sums].map(([currency, { count, total, vat, earned }]) => [
    currency,
    { count, total_amount: toAmount(total), vat_amount: toAmount(vat), earned_amount: toAmount(earned) },
  ]);
  return Object.fromEntries(amounts);
}
