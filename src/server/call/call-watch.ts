import type { RequestEnd } from "../upstream/upstream-call.ts";
import type { CallOutcome, ToolCall } from "./call.ts";

/** Watches one call. It must not throw, because the call would fail. */
interface CallWatch {
  /** Called for every request to the API, including retries (`attempt` counts from 0) and the reads before a question. */
  request?(attempt: number, functionName: string): RequestEnd;
  end(outcome: CallOutcome): void;
}

/** Called when a call begins. The log, the audit, metrics and tracing each have a watcher. */
export type CallWatcher = (call: ToolCall) => CallWatch;

/** Combines the watches of all watchers. */
export function watchCall(watchers: readonly CallWatcher[], call: ToolCall): Required<CallWatch> {
  const watches = watchers.map((watcher) => watcher(call));
  return {
    request: (attempt, functionName) => {
      const ends = watches.map((watch) => watch.request?.(attempt, functionName));
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
