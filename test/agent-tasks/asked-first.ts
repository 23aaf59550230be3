import type { Answer, Call } from "./task.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** A tool that asks first: the call that shows what would happen, and the same call after the seller's yes. */
export function askedFirst(tool: string, args: (...earlier: Answer[]) => Arguments): readonly Call[] {
  return [
    { tool, args },
    { tool, args: (...earlier) => ({ ...args(...earlier), confirmation: earlier.at(-1).confirmation }) },
  ];
}
