import { z } from "zod";
import { catchUp } from "../billing/due-payments.ts";
import type { Store } from "../kit/store.ts";
import { type Instant, SECOND_MS } from "../kit/time.ts";
import { buildStore } from "./build-store.ts";
import { SCALES, type Scale } from "./defaults.ts";

export interface ShopOptions {
  readonly seed: number;
  readonly scale: Scale;
}

const resetBody = z.strictObject({ seed: z.int().min(0).optional(), scale: z.enum(SCALES).optional() });
const clockBody = z.strictObject({
  /** ISO 8601 with a zone. */
  now: z.iso.datetime({ offset: true }),
  /** Whether the clock goes on from there. */
  runs: z.boolean().default(false),
});

/** The shop that is open, and the clock it goes by. Both can be set anew while the sandbox runs. */
export interface Shop {
  /** Brought up to the clock: what has fallen due is booked. */
  readonly store: () => Store;
  readonly now: () => Instant;
  /** Makes the shop anew, as it would have been made at the clock's time. Throws a ZodError for wrong options. */
  reset(options: unknown): ShopOptions;
  /** Sets the clock, to what it then says; undefined lets it go by the system's again. Throws a ZodError for no time. */
  setClock(setting: unknown): Instant;
}

export function openShop(options: ShopOptions, systemClock: () => Date): Shop {
  let current = options;
  let now: () => Instant = () => systemClock().getTime();
  let bookedUntil = now();
  let store = buildStore({ now: bookedUntil, ...current });
  return {
    store: () => {
      // The API's times have no fractions of a second, so that nothing falls due in between.
      if (Math.abs(now() - bookedUntil) >= SECOND_MS) {
        bookedUntil = now();
        catchUp(store, bookedUntil);
      }
      return store;
    },
    now: () => now(),
    reset: (given) => {
      const { seed = current.seed, scale = current.scale } = resetBody.parse(given ?? {});
      current = { seed, scale };
      bookedUntil = now();
      store = buildStore({ now: bookedUntil, ...current });
      return current;
    },
    setClock: (setting) => {
      now = setting === undefined ? () => systemClock().getTime() : clockFrom(clockBody.parse(setting), systemClock);
      return now();
    },
  };
}

function clockFrom({ now, runs }: z.output<typeof clockBody>, systemClock: () => Date): () => Instant {
  const start = Date.parse(now);
  const setAt = systemClock().getTime();
  return runs ? () => start + systemClock().getTime() - setAt : () => start;
}
