import { CallError } from "../kit/errors.ts";

/** The longest wait for a turn. After that, the agent is asked to retry. */
export const MAX_WAIT_MS = 10_000;

/**
 * Waits until `begin` is called. `enqueue` gets `begin` and returns a function that leaves the queue. That is called when
 * the caller disconnects or has waited too long: nothing is sent, and the place in the queue is free for another call.
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
    const leave = () => miss(disconnected());
    const timer = setTimeout(() => miss(tooLate()), MAX_WAIT_MS);
    caller?.addEventListener("abort", leave);
  });
}

/** Nothing is sent for a caller that has already disconnected, not even a write. */
export function refuseIfAborted(caller: AbortSignal | undefined): void {
  if (caller?.aborted) {
    throw disconnected();
  }
}

function disconnected(): CallError {
  return new CallError("cancelled", "the caller disconnected before its turn came. Nothing was sent");
}
