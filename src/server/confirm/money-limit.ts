import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Facts } from "./facts/facts.ts";
import { type Money, showMoney } from "./money.ts";

export interface MoneyBound {
  readonly currency: string;
  readonly cents: number;
  readonly per: "call" | "day";
}

/** What one account may move through this server. A day is one of UTC. */
export interface MoneyLimit {
  /** Throws a CallError if a call would exceed the limit as it is now. */
  check(account: string, amount: Facts["amount"]): Promise<void>;
  /** Counts a call, or throws if it would exceed the limit. The returned function takes it back. */
  take(account: string, amount: Facts["amount"]): Promise<() => Promise<void>>;
}

const DAY_SECONDS = 24 * 60 * 60;
const NAME = "digistore24-mcp:money";

/** Counts the cents that were moved, for each account, currency and day. */
interface Counter {
  /** The sum with `cents` added. */
  add(name: string, cents: number): Promise<number>;
}

export function createMoneyLimit(bounds: readonly MoneyBound[], redis?: SharedRedis): MoneyLimit | undefined {
  if (bounds.length === 0) {
    return undefined;
  }
  const counter = redis ? sharedCounter(redis) : ownCounter();
  const count = async (account: string, { currency }: Money, cents: number): Promise<number> =>
    counter.add(`${account}:${currency}:${new Date().toISOString().slice(0, 10)}`, cents);
  return {
    check: async (account, amount) => {
      const money = within(bounds, amount);
      if (money) {
        assertLeft(bounds, money, await count(account, money, 0));
      }
    },
    take: async (account, amount) => {
      const money = within(bounds, amount);
      if (!money) {
        return async () => undefined;
      }
      const giveBack = async (): Promise<void> => void (await count(account, money, -money.cents));
      const before = (await count(account, money, money.cents)) - money.cents;
      try {
        assertLeft(bounds, money, before);
      } catch (error) {
        await giveBack();
        throw error;
      }
      return giveBack;
    },
  };
}

/** The money of a call that is within the bounds of one call; undefined if it moves none. */
function within(bounds: readonly MoneyBound[], amount: Facts["amount"]): Money | undefined {
  if (amount === "none") {
    return undefined;
  }
  // A negative amount would add to what is left.
  if (amount === undefined || amount.cents < 0) {
    throw over(
      "the amount that this call moves is not known beforehand, and this server has a limit for charges and refunds",
    );
  }
  const own = bounds.filter(({ currency }) => currency === amount.currency);
  if (own.length === 0) {
    throw over(
      `this server has a limit for charges and refunds, but none in ${amount.currency}, so nothing is moved in that currency`,
    );
  }
  const perCall = own.find(({ per, cents }) => per === "call" && cents < amount.cents);
  if (perCall) {
    throw over(`${showMoney(amount, "en")} is more than this server's limit of ${showMoney(perCall, "en")} per call`);
  }
  return amount;
}

function assertLeft(bounds: readonly MoneyBound[], money: Money, moved: number): void {
  const day = bounds.find(({ per, currency }) => per === "day" && currency === money.currency);
  if (day && moved + money.cents > day.cents) {
    const left = { cents: Math.max(0, day.cents - moved), currency: day.currency };
    throw over(
      `${showMoney(money, "en")} is more than what is left today: ${showMoney(left, "en")} of this server's limit of ${showMoney(day, "en")} a day (UTC)`,
    );
  }
}

/** A refusal by this limit. */
export class OverLimitError extends CallError {}

function over(message: string): OverLimitError {
  return new OverLimitError("refused", `nothing was sent. ${message[0]?.toUpperCase()}${message.slice(1)}`, {
    advice: `Tell the user: only a person can change the limit, where this server is set up. ${NOTHING_CHANGED}`,
  });
}

function ownCounter(): Counter {
  const sums = new Map<string, number>();
  return {
    add: async (name, cents) => {
      const day = name.slice(name.lastIndexOf(":"));
      for (const other of sums.keys()) {
        if (!other.endsWith(day)) {
          sums.delete(other);
        }
      }
      const total = (sums.get(name) ?? 0) + cents;
      sums.set(name, total);
      return total;
    },
  };
}

function sharedCounter({ ready }: SharedRedis): Counter {
  return {
    add: async (name, cents) => {
      const redis = await ready;
      const key = `${NAME}:${name}`;
      try {
        const total = await redis.incrby(key, cents);
        await redis.expire(key, 2 * DAY_SECONDS);
        return total;
      } catch (cause) {
        throw new CallError("operator", "nothing was sent. Redis, which counts what was moved today, is unavailable", {
          advice: `Tell the user: money is moved again as soon as Redis is back. ${NOTHING_CHANGED}`,
          cause,
        });
      }
    },
  };
}
