import { z } from "zod";
import { catchUp } from "../billing/due-payments.ts";
import type { Store } from "../kit/store.ts";
import { type Instant, SECOND_MS } from "../kit/time.ts";
import { buildStore } from "./build-store.ts";
import { SCALES, type Scale } from "./defaults.ts";

export interface ShopOptions {
  readonly seed: number;
  readonly scale: Scale;
  /** Whether strangers' texts in the shop hold instructions to an agent. */
  readonly hasPlantedNotes?: boolean;
}

const resetBody = z.strictObject({ seed: z.int().min(0).optional(), scale: z.enum(SCALES).optional() });
const clockBody = z.strictObject({
  /** ISO 8601 with a zone. */
  now: z.iso.datetime({ offset: true }),
  /** Whether the clock runs from there. */
  runs: z.boolean().default(false),
});

/** The current shop and its clock. Both can be reset while the sandbox runs. */
export interface Shop {
  /** Brought up to date first: due payments are booked. */
  readonly store: () => Store;
  readonly now: () => Instant;
  /** Makes a new shop at the clock's time, with planted notes if the first had them. Throws a ZodError if the options are invalid. */
  reset(options: unknown): Pick<ShopOptions, "seed" | "scale">;
  /** Sets the clock and returns its time; undefined sets it to the system's. Throws a ZodError if the setting is invalid. */
  setClock(setting: unknown): Instant;
}

export function openShop(options: ShopOptions, systemClock: () => Date): Shop {
  let current = options;
  let now: () => Instant = () => systemClock().getTime();
  let bookedUntil = now();
  let store = buildStore({ now: bookedUntil, ...current });
  return {
    store: () => {
      // The API's times have whole seconds, so nothing becomes due in between.
      if (Math.abs(now() - bookedUntil) >= SECOND_MS) {
        bookedUntil = now();
        catchUp(store, bookedUntil);
      }
      return store;
    },
    now: () => now(),
    reset: (given) => {
      const { seed = current.seed, scale = current.scale } = resetBody.parse(given ?? {}, { reportInput: true });
      current = { ...current, seed, scale };
      bookedUntil = now();
      store = buildStore({ now: bookedUntil, ...current });
      return { seed, scale };
    },
    setClock: (setting) => {
      now =
        setting === undefined
          ? () => systemClock().getTime()
          : clockFrom(clockBody.parse(setting, { reportInput: true }), systemClock);
      return now();
    },
  };
}

function clockFrom({ now, runs }: z.output<typeof clockBody>, systemClock: () => Date): () => Instant {
  const start = Date.parse(now);
  const setAt = systemClock().getTime();
  return runs ? () => start + systemClock().getTime() - setAt : () => start;
}
