import type { Instant } from "./time.ts";

export type Flag = "Y" | "N";
export type ApprovalStatus = "new" | "pending" | "approved" | "rejected";

/** A field of a product in the form of answers. The API keeps adding fields, so a product is a record of them. */
export type SettingValue = string | number | null;

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
