import type { JsonObject } from "../../contract/normalise-arguments.ts";
import { changePercent, toAmount } from "../cents.ts";
import type { Group } from "./group-sales.ts";
import { joinSums, netGross, noSales, type SalesSum, shownSum } from "./sums.ts";

export interface Counted {
  readonly orders: boolean;
  readonly newBuyers: boolean;
}

/** A group of the period, next to the same one of the earlier period. */
export interface SalesRow {
  readonly group: Group;
  readonly before: SalesSum | undefined;
}

type Groups = ReadonlyMap<string, Group>;

/** The sums of each currency, whole, and how they have changed. */
export function showTotals(now: Groups, before: Groups | undefined, counted: Counted): JsonObject {
  return Object.fromEntries(
    rowsOf(now, before, "value").map(({ group: { currency, sum }, before: earlier }) => [
      currency,
      {
        ...shownSum(sum, counted),
        ...(earlier && {
          before: shownSum(earlier, { ...counted, newBuyers: false }),
          change_percent: changeOf(sum, earlier),
        }),
      },
    ]),
  );
}

function changeOf(sum: SalesSum, earlier: SalesSum) {
  return {
    net_gross: changePercent(netGross(sum), netGross(earlier)) ?? null,
    own_earnings: changePercent(sum.earned, earlier.earned) ?? null,
  };
}

/** By time, or the largest first; each currency on its own. */
export function rowsOf(now: Groups, before: Groups | undefined, order: "time" | "value"): readonly SalesRow[] {
  const keys = [...new Set([...now.keys(), ...(before?.keys() ?? [])])];
  const rows = keys.flatMap((key) => {
    const group = now.get(key) ?? emptyLike(before?.get(key));
    return group ? [{ group, before: before && (before.get(key)?.sum ?? noSales()) }] : [];
  });
  return rows.toSorted(({ group: a }, { group: b }) => {
    const byCurrency = a.currency < b.currency ? -1 : Number(a.currency > b.currency);
    return order === "time" ? a.position - b.position || byCurrency : byCurrency || netGross(b.sum) - netGross(a.sum);
  });
}

/** A group in which nothing was sold this time. */
function emptyLike(group: Group | undefined): Group | undefined {
  return group && { ...group, sum: noSales() };
}

/** The first rows, and one more per currency with the sum of all others. */
export function showRows(rows: readonly SalesRow[], count: number, order: "time" | "value", counted: Counted) {
  // Of a series in time, the latest part is shown.
  const first = order === "time" ? rows.length - count : 0;
  const shown = rows.slice(first, first + count);
  const rest = rows.filter((row) => !shown.includes(row));
  const currencies = [...new Set(rest.map(({ group }) => group.currency))];
  const restRows = currencies.map((currency) => {
    const joined = rest.filter(({ group }) => group.currency === currency);
    const sum = joinSums(joined.map(({ group }) => group.sum));
    const befores = joined.map(({ before }) => before).filter((before) => before !== undefined);
    const label = { others: joined.length, ...(order === "time" && { note: "earlier ones" }) };
    return showRow(
      {
        group: { currency, label, position: 0, sum },
        before: befores.length > 0 ? joinSums(befores) : undefined,
      },
      { ...counted, newBuyers: false },
    );
  });
  return [...shown.map((row) => showRow(row, counted)), ...restRows];
}

/** Zeros are left out, except in the sums that everybody asks for. */
function showRow({ group: { label, currency, sum }, before }: SalesRow, counted: Counted): JsonObject {
  return {
    ...label,
    currency,
    payments: sum.payments,
    ...(sum.refunded !== 0 && { refunded: toAmount(sum.refunded) }),
    ...(sum.chargedBack !== 0 && { charged_back: toAmount(sum.chargedBack) }),
    net_gross: toAmount(netGross(sum)),
    vat: toAmount(sum.vat),
    own_earnings: toAmount(sum.earned),
    ...(counted.orders && { orders: sum.orders }),
    ...(counted.newBuyers && sum.newBuyers > 0 && { new_buyers: sum.newBuyers }),
    ...(before && { net_gross_before: toAmount(netGross(before)), own_earnings_before: toAmount(before.earned) }),
  };
}
