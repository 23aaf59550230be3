/** Ends a call early: when its time is over or, if it is a read, when its caller disconnects. */
export interface CallAbort {
  readonly signal: AbortSignal;
  /** Why the signal was aborted. */
  reason(): "timeout" | "caller" | undefined;
  msLeft(): number;
  /** Has to be called when the call has ended. */
  release(): void;
}

interface AbortableCall {
  readonly timeoutMs: number;
  readonly isRead: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Not `AbortSignal.timeout`: its timer runs to the end, and thousands of calls end in the meantime. */
export function createCallAbort({ timeoutMs, isRead, signal: caller }: AbortableCall): CallAbort {
  const controller = new AbortController();
  // Not Date.now(): the machine's clock may be changed during a call.
  const deadline = performance.now() + timeoutMs;
  let reason: "timeout" | "caller" | undefined;
  const abort = (why: "timeout" | "caller") => {
    reason ??= why;
    controller.abort();
  };
  const timer = setTimeout(() => abort("timeout"), timeoutMs);
  const leave = () => abort("caller");
  const followed = isRead ? caller : undefined;
  followed?.addEventListener("abort", leave);
  if (followed?.aborted) {
    leave();
  }
  return {
    signal: controller.signal,
    reason: () => reason,
    msLeft: () => deadline - performance.now(),
    release: () => {
      clearTimeout(timer);
      followed?.removeEventListener("abort", leave);
    },
  };
}
