import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { CallError } from "../../kit/errors.ts";
import { type Comparison, idsIn, languageOf } from "../arguments.ts";
import { fitRows } from "../fit-rows.ts";
import type { AnswerInsight } from "../insight.ts";
import { asArguments, readPeriod, TIME_ZONE } from "../period.ts";
import { readNewBuyers } from "../reader/read-new-buyers.ts";
import { readProductNames } from "../reader/read-product-names.ts";
import type { ShopReader } from "../reader/shop-reader.ts";
import { type Grouping, groupSales } from "./group-sales.ts";
import { countOtherSales } from "./read-sales.ts";
import { readEarlierPeriod, readOlderOrders, readSoldPeriod, type SoldPeriod } from "./read-sold-period.ts";
import type { SalesGroup } from "./report-sales-tool.ts";
import { type Counted, rowsOf, showRows, showTotals } from "./show-sales.ts";

const RULES =
  "Sums cover what was booked in the period, whenever it was ordered. net_gross = paid + refunded + charged_back, with VAT. orders: placed in the period; new_buyers: recorded by Digistore24 in the period. Currencies are never added.";
const TIMES: readonly (SalesGroup | undefined)[] = ["day", "week", "month"];

/** What the answer is made of. */
interface Found {
  readonly now: SoldPeriod;
  readonly before: SoldPeriod | undefined;
  readonly newBuyers: ReadonlySet<string> | undefined;
  /** Sales in other roles. */
  readonly others: number | undefined;
  readonly grouping: Omit<Grouping, "by" | "period">;
}

/** Revenue of the account's own live sales in a period. */
export const reportSales: AnswerInsight = async (args, shop) => {
  const by = args["group_by"] as SalesGroup | undefined;
  const found = await readAll(args, shop, by);
  const { now, before, newBuyers } = found;
  const counted = { orders: now.orders !== undefined, newBuyers: newBuyers !== undefined };
  const totals = groupsOf(found, undefined);
  const head = {
    _complete: shop.stopped() === undefined,
    notes: notesOf(found, counted, args, shop),
    period: { ...asArguments(now.period), time_zone: TIME_ZONE },
    ...(before && { compared_with: asArguments(before.period) }),
    totals: showTotals(totals.now, totals.before, counted),
  };
  const tail = { left_out: leftOut(found), rules: RULES };
  if (by === undefined) {
    return { ...head, ...tail };
  }
  const groups = groupsOf(found, by);
  const order = TIMES.includes(by) ? "time" : "value";
  const rows = rowsOf(groups.now, groups.before, order);
  return fitRows(rows.length, (count) => ({ ...head, [`by_${by}`]: showRows(rows, count, order, counted), ...tail }));
};

async function readAll(args: JsonObject, shop: ShopReader, by: SalesGroup | undefined): Promise<Found> {
  if (args["from"] === "start" && args["compare"] !== undefined) {
    throw new CallError("input", "nothing was sent. There is nothing before start to compare with", {
      advice: "Leave compare out, or give a date as from.",
    });
  }
  const language = languageOf(args);
  const productIds = idsIn(args["product_ids"]);
  const now = await readSoldPeriod(shop, readPeriod(args, shop.nowMs), productIds);
  const before = await readEarlierPeriod(shop, now, args["compare"] as Comparison | undefined, productIds);
  const periods = before ? [now, before] : [now];
  const [others, productNames, older] = await Promise.all([
    countOtherSales(shop, now.period, productIds),
    by === "product" ? readProductNames(shop, language) : new Map<string, string>(),
    by === "plan" || by === "country" ? readOlderOrders(shop, periods) : [],
  ]);
  const newBuyers = now.orders && (await readNewBuyers(shop, asArguments(now.period).from));
  const all = [...older, ...periods.flatMap(({ orders = [] }) => orders)];
  const orders = new Map(all.map((order) => [order.id, order]));
  return { now, before, newBuyers, others, grouping: { language, productNames, orders } };
}

function groupsOf({ now, before, newBuyers, grouping }: Found, by: SalesGroup | undefined) {
  const groups = ({ period, sales, orders = [] }: SoldPeriod, known: typeof newBuyers) =>
    groupSales({ sales, placed: orders, newBuyers: known }, { ...grouping, by, period });
  return { now: groups(now, newBuyers), before: before && groups(before, undefined) };
}

function leftOut({ now, others }: Found): JsonObject {
  return {
    test_transactions: now.testCount,
    ...(others !== undefined && { transactions_of_other_vendors: others }),
    refund_requests: now.refundRequestCount,
  };
}

function notesOf({ now, before, others = 0 }: Found, counted: Counted, args: JsonObject, shop: ShopReader): string[] {
  const stopped = shop.stopped();
  return [
    stopped && `Stopped after ${stopped}.`,
    !now.isComplete && "NOT the whole period that was asked for: everything here covers only the period above.",
    args["compare"] !== undefined && !before && "The earlier period could not be read in full, so nothing is compared.",
    !counted.orders && "Orders and new buyers could not be counted.",
    counted.orders && !counted.newBuyers && "New buyers are not counted: the list of buyers has too many pages.",
    now.sales.length === 0 &&
      others > 0 &&
      "This account sold nothing of its own here: listCommissions shows what it earned on sales of other vendors.",
    now.sales.length === 0 && others === 0 && "Nothing was sold in this period.",
  ].filter((note) => typeof note === "string");
}
