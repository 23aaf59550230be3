import { DAY_MS, type Instant } from "../kit/time.ts";
import type { Argument } from "../wire/argument.ts";
import { asOneOf, type Form, readOptional } from "../wire/arguments.ts";
import { asTime, type Clock } from "../wire/time-arguments.ts";

/** The period of a list. The default is the last 24 hours, as in the API. */
export function readPeriod(args: Form, clock: Clock): { readonly from: Instant; readonly to: Instant } {
  const asInstant = (argument: Argument) => asTime(argument, clock);
  return {
    from: readOptional(args, "from", asInstant) ?? clock.now - DAY_MS,
    to: readOptional(args, "to", asInstant) ?? clock.now,
  };
}

/** The sort keys of lists of sales. */
interface SortKeys<T> {
  readonly date: (item: T) => number;
  readonly earning: (item: T) => number;
  readonly amount: (item: T) => number;
}

/** Sorts by `sort_by` and `sort_order`: oldest first by default, and by date if the keys are equal. */
export function sortSales<T>(items: readonly T[], args: Form, keys: SortKeys<T>): readonly T[] {
  const read = keys[readOptional(args, "sort_by", asOneOf(["date", "earning", "amount"])) ?? "date"];
  const sign = readOptional(args, "sort_order", asOneOf(["asc", "desc"])) === "desc" ? -1 : 1;
  if (read === keys.date) {
    return [...items].sort((a, b) => sign * (keys.date(a) - keys.date(b)));
  }
  // Read once per item, because earnings are summed up.
  const keyed = items.map((item) => ({ item, key: read(item), date: keys.date(item) }));
  keyed.sort((a, b) => sign * (a.key - b.key || a.date - b.date));
  return keyed.map(({ item }) => item);
}
