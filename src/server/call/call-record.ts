import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { UpstreamCall } from "../upstream/upstream-call.ts";
import type { CallEnd, CallOutcome, CheckedCall, ToolCall } from "./call.ts";
import { type CallWatcher, watchCall } from "./call-watch.ts";
import { textResult } from "./text-result.ts";

/** Callbacks of a request to the API. */
export type Reports = Pick<UpstreamCall, "onRequest" | "onSent">;

/** Records one call from its start to its outcome, and reports it to the watchers. */
interface CallRecord {
  /** Callbacks for the requests with these arguments. */
  reportsFor(args: JsonObject): Reports;
  readonly onRead: CheckedCall["onRead"];
  wasSent(): boolean;
  end(end: CallEnd): CallOutcome;
}

export function startRecord(call: ToolCall, watchers: readonly CallWatcher[]): CallRecord {
  const startedMs = performance.now();
  const watch = watchCall(watchers, call);
  let upstreamRequests = 0;
  let sentArgs: JsonObject | undefined;
  let wasSent = false;
  const onRequest = (attempt: number, functionName: string) => {
    upstreamRequests++;
    return watch.request(attempt, functionName);
  };
  return {
    reportsFor: (args) => ({
      onRequest: (attempt) => {
        sentArgs = args;
        return onRequest(attempt, call.tool.definition.functionName);
      },
      onSent: () => {
        wasSent = true;
      },
    }),
    onRead: (functionName) => (attempt) => onRequest(attempt, functionName),
    wasSent: () => wasSent,
    end: (end) => {
      const outcome = { ...end, sentArgs, upstreamRequests, durationMs: performance.now() - startedMs };
      watch.end(outcome);
      return outcome;
    },
  };
}

/** Records a call of a tool that is not on its surface. The call is not carried out. */
export function refuseCall(call: ToolCall, reason: string, watchers: readonly CallWatcher[]): void {
  const result = textResult(reason, { isError: true });
  watchCall(watchers, call).end({ result, errorKind: "not_served", upstreamRequests: 0, durationMs: 0 });
}
