import { CallError } from "../kit/errors.ts";

/** How long an agent waits for its turn before it is asked to come back. */
export const MAX_WAIT_MS = 10_000;

/**
 * Waits until `begin` is called. `enqueue` gets `begin` and returns how to leave the queue, which happens at once when the
 * caller has gone or waited too long: nothing is sent then, and the place in the queue is free for another call.
 */
export function waitForTurn(
  caller: AbortSignal | undefined,
  enqueue: (begin: () => void) => () => void,
  tooLate: () => CallError,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopWaiting = () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", leave);
    };
    const leaveQueue = enqueue(() => {
      stopWaiting();
      resolve();
    });
    const miss = (error: CallError) => {
      stopWaiting();
      leaveQueue();
      reject(error);
    };
    const leave = () => miss(gone());
    const timer = setTimeout(() => miss(tooLate()), MAX_WAIT_MS);
    caller?.addEventListener("abort", leave);
  });
}

/** Nothing is sent for a caller that has already gone, not even a write. */
export function refuseIfGone(caller: AbortSignal | undefined): void {
  if (caller?.aborted) {
    throw gone();
  }
}

function gone(): CallError {
  return new CallError("cancelled", "the caller was gone before its turn came. Nothing was sent");
}
