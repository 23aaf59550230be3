import { toNumber } from "../kit/money.ts";
import { addInterval, formatDate, formatTime } from "../kit/time.ts";
import { type Transaction, transactions } from "../ledger/transaction-records.ts";
import { readPeriod } from "../orders/sale-list.ts";
import type { Argument } from "../wire/argument.ts";
import { asListOf, asPositive, asText, readOptional } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { countPages, cutPage } from "../wire/paging.ts";

const TYPES = ["payment", "refund", "chargeback", "refund_request", "all"];
/** Commissions have their own ids, in the order of their transactions. */
const FIRST_COMMISSION_ID = 11_000_000;
const PAYOUT_AFTER = "14_day";
/** The reason for a commission, by the account's role in the sale. */
const REASONS = { vendor: "merchant_share", affiliate: "affiliate_share", other: "other_share" };

export const commissionFunctions: Handlers = { listCommissions };

/** The account's earnings per transaction. The default period is the last 24 hours. */
function listCommissions({ args, clock, store }: Call) {
  const { from, to } = readPeriod(args, clock);
  const types = readOptional(args, "transaction_type", asListOf(TYPES)) ?? ["all"];
  const reasons = readOptional(args, "commission_type", asText);
  const purchaseId = readOptional(args, "purchase_id", asText);
  const isWanted = ({ type, createdAt, purchaseId: id, earnedCents }: Transaction) =>
    createdAt >= from &&
    createdAt <= to &&
    earnedCents !== 0 &&
    (types.includes("all") || types.includes(type)) &&
    (purchaseId === undefined || purchaseId === id);
  const reasonOf = ({ role }: Transaction) => REASONS[role];
  const found = [...transactions(store).byId.values()]
    .filter(isWanted)
    .filter(
      (transaction) => reasons === undefined || reasons === "all" || reasons.split(",").includes(reasonOf(transaction)),
    )
    .sort((a, b) => a.createdAt - b.createdAt);
  // 0 asks for all of them.
  const size = readOptional(args, "page_size", asSize) || Math.max(1, found.length);
  const page = { number: readOptional(args, "page_no", asPositive) ?? 1, size };
  return {
    page_no: page.number,
    page_size: page.size,
    item_count: found.length,
    page_count: countPages(found.length, page),
    items: cutPage(found, page).map((transaction) => ({
      id: FIRST_COMMISSION_ID + transaction.id,
      created_at: formatTime(transaction.createdAt),
      amount: toNumber(transaction.earnedCents),
      currency: transaction.currency,
      reason: reasonOf(transaction),
      schedule_payout_at: formatDate(addInterval(transaction.createdAt, PAYOUT_AFTER) ?? transaction.createdAt),
      transaction_id: transaction.id,
      purchase_id: transaction.purchaseId,
    })),
  };
}

function asSize(argument: Argument): number {
  return argument.text === "0" ? 0 : asPositive(argument);
}
