import type { Temporal } from "temporal-polyfill";
import { parseApiTime } from "../period.ts";
import type { OpenOrder, PaymentHistory } from "./open-order.ts";

/** How far an order is behind. */
export interface Arrears {
  /** Never negative. */
  readonly cents: number;
  /** Since the first payment that is not covered, in calendar days. */
  readonly days: number;
  readonly missedPayments: number;
}

interface Due {
  readonly at: Temporal.PlainDateTime;
  readonly cents: number;
}

const INTERVAL = /^(\d{1,4})_(day|week|month|year)$/;
const UNITS = { day: "days", week: "weeks", month: "months", year: "years" } as const;

/** What was due by the plan until now and has not been paid. Undefined if the plan cannot be read. */
export function arrearsOf(order: OpenOrder, history: PaymentHistory, now: Temporal.PlainDateTime): Arrears | undefined {
  const due = dueUntil(now, order, history.firstInterval);
  if (!due) {
    return undefined;
  }
  let leftCents = history.paidCents;
  let cents = 0;
  const missed = due.filter((payment) => {
    const openCents = payment.cents - Math.max(0, Math.min(leftCents, payment.cents));
    leftCents -= payment.cents;
    cents += openCents;
    return openCents > 0;
  });
  const [oldest] = missed;
  const days = oldest?.at.toPlainDate().until(now.toPlainDate(), { largestUnit: "days" }).days ?? 0;
  return { cents, days, missedPayments: missed.length };
}

/** The payments of the plan whose time has come, the first one with the order. */
function dueUntil(now: Temporal.PlainDateTime, order: OpenOrder, firstInterval: string): readonly Due[] | undefined {
  const start = parseApiTime(order.at);
  if (!start) {
    return undefined;
  }
  const first = { at: start, cents: order.firstCents };
  if (order.billingType === "single_payment") {
    return [first];
  }
  const otherInterval = readInterval(order.otherInterval);
  if (!otherInterval) {
    return undefined;
  }
  const second = start.add(durationOf(readInterval(firstInterval) ?? otherInterval, 1));
  const limit = order.installments || Number.POSITIVE_INFINITY;
  const due: Due[] = [first];
  // Counted from the second payment, so that the 31st returns after February.
  for (let at = second; isUntil(at, now) && due.length < limit; ) {
    due.push({ at, cents: order.otherCents });
    at = second.add(durationOf(otherInterval, due.length - 1));
  }
  return due;
}

function isUntil(time: Temporal.PlainDateTime, now: Temporal.PlainDateTime): boolean {
  return time.until(now).sign >= 0;
}

interface Interval {
  readonly count: number;
  readonly unit: keyof typeof UNITS;
}

function readInterval(text: string): Interval | undefined {
  const [, digits, unit] = INTERVAL.exec(text) ?? [];
  const count = Number(digits);
  return count > 0 ? { count, unit: unit as Interval["unit"] } : undefined;
}

function durationOf({ count, unit }: Interval, times: number): Temporal.DurationLike {
  return { [UNITS[unit]]: count * times };
}
