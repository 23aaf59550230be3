import type { CallOutcome, ToolCall } from "../call/call.ts";
import type { CallWatcher } from "../call/call-watch.ts";
import type { PersonalDataMask } from "../call/mask-personal-data.ts";
import { textResult } from "../call/text-result.ts";
import { CallError } from "../kit/errors.ts";
import { toAuditEntry } from "./audit-entry.ts";
import type { AuditLog } from "./audit-log.ts";

interface AuditOptions {
  readonly log: AuditLog;
  /** Whether reads are also recorded. */
  readonly includesReads: boolean;
  /** Whether a write that cannot be recorded is refused. */
  readonly isRequired: boolean;
  readonly personalData: PersonalDataMask;
  /** Receives an entry that could not be written, so it is recorded elsewhere. */
  readonly onLost: (entry: object) => void;
  /** Called when lines can be written again. */
  readonly onRecovery: () => void;
}

/** Records calls. `gate` refuses a write that could not be recorded, before it is sent. */
export function createAudit({ log, includesReads, isRequired, personalData, onLost, onRecovery }: AuditOptions): {
  readonly watcher: CallWatcher;
  readonly gate: (call: ToolCall) => void;
} {
  log.onRecovery(onRecovery);
  const isRecorded = (call: ToolCall) => includesReads || isWrite(call);
  return {
    watcher: (call) => {
      const startedMs = performance.now();
      let upstreamRequests = 0;
      let isOver = (): void => undefined;
      return {
        request: (_, functionName) => {
          upstreamRequests++;
          if (isWrite(call) && functionName === call.tool.definition.functionName) {
            isOver();
            isOver = log.expect(() =>
              toAuditEntry(call, unfinished(upstreamRequests, performance.now() - startedMs), personalData),
            );
          }
          return () => undefined;
        },
        end: (outcome) => {
          isOver();
          if (!isRecorded(call)) {
            return;
          }
          const entry = toAuditEntry(call, outcome, personalData);
          if (!log.write(entry)) {
            onLost(entry);
          }
        },
      };
    },
    gate: (call) => {
      const problem = isRequired && isWrite(call) ? log.check() : undefined;
      if (problem !== undefined) {
        throw new CallError(
          "operator",
          "nothing was sent. This server changes nothing while its audit log cannot be written",
          { cause: new Error(problem) },
        );
      }
    },
  };
}

function isWrite({ tool }: ToolCall): boolean {
  return tool.definition.access === "write";
}

/** The outcome of a write that was sent, if the process ends before the answer. */
function unfinished(upstreamRequests: number, durationMs: number): CallOutcome {
  return {
    result: textResult("the process ended before Digistore24 answered", { isError: true }),
    errorKind: "cancelled",
    mayHaveHappened: true,
    upstreamRequests,
    durationMs,
  };
}
