import { randomBytes } from "node:crypto";
import { NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { CallError } from "../kit/errors.ts";

/**
 * The result of the call, or of the call that has used up the confirmation; undefined if that one is not known. `unknown` if
 * nobody here can know whether the confirmation was used.
 */
export type UseResult<T> =
  | { readonly isReplay: false; readonly value: T }
  | { readonly isReplay: true; readonly value: T | undefined }
  | "unknown";

/**
 * Remembers which confirmations were used, so that each carries out its call once. Only an id that this memory has issued,
 * and has not lost since, can run a call: a memory that begins empty would take every used one for new.
 */
export interface UsedConfirmations<T> {
  /** The id of a new confirmation. */
  issue(): Promise<string>;
  /**
   * Runs the call if the id was not used yet, or if all earlier results left it `unused`. While a run with the same id is in
   * progress, waits for its result instead.
   */
  once(id: string, run: () => Promise<T>, isUnused: (value: T) => boolean): Promise<UseResult<T>>;
}

/** Longer than a confirmation is valid and its call can take. */
export const KEPT_SECONDS = 30 * 60;
const MAX_KEPT = 10_000;
/** Enough that no two ids are ever the same. */
export const ID_BYTES = 12;

export function createOwnConfirmations<T>(): UsedConfirmations<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly untilMs: number }>();
  const memory = randomBytes(ID_BYTES).toString("base64url");
  let issued = 0;
  return {
    // Issued ids need no room: each carries the name of this memory.
    issue: async () => `${memory}.${++issued}`,
    once: async (id, run, isUnused) => {
      if (!id.startsWith(`${memory}.`)) {
        return "unknown";
      }
      const first = kept.get(id);
      if (first) {
        const value = await first.value;
        return { isReplay: !isUnused(value), value };
      }
      forgetOld(kept);
      const running = run();
      kept.set(id, { value: running, untilMs: Date.now() + KEPT_SECONDS * 1000 });
      const value = await running;
      if (isUnused(value)) {
        kept.delete(id);
      }
      return { isReplay: false, value };
    },
  };
}

/** Forgetting an id that is still valid would let it run again, so a full memory refuses. */
function forgetOld(kept: Map<string, { readonly untilMs: number }>): void {
  for (const [id, { untilMs }] of kept) {
    if (untilMs > Date.now()) {
      break;
    }
    kept.delete(id);
  }
  if (kept.size >= MAX_KEPT) {
    throw new CallError("busy", "nothing was sent. Too many confirmations were used in the last half hour", {
      advice: `Try again later. ${NOTHING_CHANGED}`,
    });
  }
}
