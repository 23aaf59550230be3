import type { Shop } from "./shop.ts";

// biome-ignore lint/suspicious/noExplicitAny: tasks read into answers of every shape
export type Answer = any;

type Arguments = Readonly<Record<string, unknown>>;

/** One tool call of the shortest way. Its arguments may come from the answers before it. */
export interface Call {
  readonly tool: string;
  readonly args: Arguments | ((...earlier: Answer[]) => Arguments);
}

/** The facts that a seller asked for, read from the answers, and the same facts from a look into the shop itself. */
export interface Facts {
  readonly told: (...answers: Answer[]) => unknown;
  readonly truth: (shop: Shop, ...answers: Answer[]) => unknown;
}

/** Records by place, e.g. `vouchers/3001`: the fields that have other values than before, or those of a new record. */
export type Changes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a seller wants, and the shortest way to it. */
export interface Task {
  readonly id: string;
  readonly language: "de" | "en";
  /** In the words of a seller. */
  readonly says: string;
  readonly calls: readonly Call[];
  readonly facts?: Facts;
  /** Everything that is different in the shop afterwards. Of a new record, the fields that the seller named. */
  readonly changes?: Changes | ((...answers: Answer[]) => Changes);
}
