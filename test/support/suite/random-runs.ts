import { randomInt } from "node:crypto";

const DAY_SEED = 20_261_128;

/** Long runs try what has never been tried; by day every run of the suite tries the same. */
export const isLong = process.env["TEST_RUNS"] === "long";

/** The seed of every random run in this process. TEST_SEED repeats a long one. */
export const seed = Number(process.env["TEST_SEED"] ?? (isLong ? randomInt(2 ** 31) : DAY_SEED));

/** How many random inputs a test tries. */
export function runs(byDay: number, long: number): number {
  return isLong ? long : byDay;
}
