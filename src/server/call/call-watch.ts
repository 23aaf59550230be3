import type { RequestEnd } from "../upstream/digistore24-client.ts";
import type { CallOutcome, ToolCall } from "./call.ts";

/** Follows one call. Must not throw: the call would fail with it. */
export interface CallWatch {
  /** A request to the API is tried, the first or a repetition (`attempt` counts from 0). */
  request?(attempt: number): RequestEnd;
  end(outcome: CallOutcome): void;
}

/** Told of every call when it begins: the log, the audit, metrics and tracing each have one. */
export type CallWatcher = (call: ToolCall) => CallWatch;

/** One watch in the name of all. */
export function watchCall(watchers: readonly CallWatcher[], call: ToolCall): Required<CallWatch> {
  const watches = watchers.map((watcher) => watcher(call));
  return {
    request: (attempt) => {
      const ends = watches.map((watch) => watch.request?.(attempt));
      return (error) => {
        for (const end of ends) {
          end?.(error);
        }
      };
    },
    end: (outcome) => {
      for (const watch of watches) {
        watch.end(outcome);
      }
    },
  };
}
