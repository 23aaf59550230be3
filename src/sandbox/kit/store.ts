import type { Instant } from "./time.ts";

export interface Account {
  readonly userName: string;
  readonly roles: readonly string[];
  readonly currency: string;
  readonly language: string;
  /** The meaning of `start` in time arguments. */
  readonly startedAt: Instant;
}

/** The facts from which a shop is made. Its records are in slices, which `defineSlice` makes. */
export interface Store {
  /** The time and the seed from which the shop was made. */
  readonly createdAt: Instant;
  readonly seed: number;
  readonly account: Account;
}
