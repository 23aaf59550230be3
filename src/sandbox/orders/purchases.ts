import { toAmount } from "../kit/money.ts";
import { formatTime, type Instant } from "../kit/time.ts";
import { buyerOf } from "../ledger/buyer-records.ts";
import { type Purchase, purchases } from "../ledger/purchase-records.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { asFlag, asList, asPositive, asText, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { countPages, cutPage, readPage } from "../wire/paging.ts";
import { notFound } from "../wire/refusal.ts";
import { earnedCents, purchaseAnswer, purchaseDetailAnswer, purchaseTransactions } from "./purchase-answer.ts";
import { readPeriod, sortSales } from "./sale-list.ts";
import { hasTransactionTypes, readOrderTypeTest, readSaleTest, readTransactionTypes } from "./sale-search.ts";

const DEFAULT_PAGE_SIZE = 500;
/** The larger of the two defaults that the vendor names. [S21] */
const MAX_PAGE_SIZE = 1_000;
const DEFAULT_EMAIL_LIMIT = 100;

export const purchaseFunctions: Handlers = { listPurchases, getPurchase, listPurchasesOfEmail };

function listPurchases(call: Call) {
  const { args, clock, store, language } = call;
  const period = readPeriod(args, clock);
  const page = readPage(args, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const hasTransactions = readOptional(args, "load_transactions", asFlag) === "Y";
  const purchases = sortSales(findPurchases(call, period), args, {
    date: (purchase) => purchase.createdAt,
    earning: (purchase) => earnedCents(store, purchase),
    amount: (purchase) => purchase.firstCents,
  });
  return {
    from: formatTime(period.from),
    to: formatTime(period.to),
    page_no: page.number,
    page_size: page.size,
    page_count: countPages(purchases.length, page),
    item_count: purchases.length,
    purchase_list: cutPage(purchases, page).map((purchase) => ({
      ...purchaseAnswer(store, purchase, language),
      ...(hasTransactions ? { transaction_list: purchaseTransactions(store, purchase, language) } : {}),
    })),
  };
}

function findPurchases(call: Call, { from, to }: { from: Instant; to: Instant }): readonly Purchase[] {
  const { args, store } = call;
  const isWanted = readSaleTest(call);
  const isOfOrderType = readOrderTypeTest(args);
  const isWantedType = readTransactionTypes(args);
  const doesAskForTypes = hasTransactionTypes(args);
  const found: Purchase[] = [];
  for (const purchase of purchases(store).values()) {
    if (purchase.createdAt < from || purchase.createdAt > to) {
      continue;
    }
    const hasType = !doesAskForTypes || transactionsOf(store, purchase.id).some(({ type }) => isWantedType(type));
    if (hasType && isWanted(purchase) && isOfOrderType(purchase)) {
      found.push(purchase);
    }
  }
  return found;
}

/** One purchase directly, several as an object by id. */
function getPurchase({ args, store, language, clock }: Call) {
  const ids = readRequired(args, "purchase_id", asList);
  const answers = ids.map((id) => {
    const purchase = purchases(store).get(id);
    if (purchase === undefined) {
      throw notFound({ de: "Bestellung", en: "Purchase" }, id);
    }
    return [id, purchaseDetailAnswer(store, purchase, language, clock.now)] as const;
  });
  return answers.length === 1 ? answers[0]?.[1] : Object.fromEntries(answers);
}

/** Newest first, so that a small limit keeps the recent ones. An unknown address has an empty list. */
function listPurchasesOfEmail({ args, store }: Call) {
  const email = readRequired(args, "email", asText).toLowerCase();
  const limit = readOptional(args, "limit", asPositive) ?? DEFAULT_EMAIL_LIMIT;
  return [...purchases(store).values()]
    .filter((purchase) => buyerOf(store, purchase).email === email)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, limit)
    .map((purchase) => ({
      id: purchase.id,
      created_at: formatTime(purchase.createdAt),
      amount: toAmount(purchase.firstCents),
      currency: purchase.currency,
      status: purchase.billingStatus,
    }));
}
