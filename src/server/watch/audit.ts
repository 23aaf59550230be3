import type { ToolCall } from "../call/call.ts";
import type { CallWatcher } from "../call/call-watch.ts";
import type { PersonalDataMask } from "../call/mask-personal-data.ts";
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
}

/** Records calls. `gate` refuses a write that could not be recorded, before it is sent. */
export function createAudit({ log, includesReads, isRequired, personalData, onLost }: AuditOptions): {
  readonly watcher: CallWatcher;
  readonly gate: (call: ToolCall) => void;
} {
  const isRecorded = ({ tool }: ToolCall) => includesReads || tool.definition.access === "write";
  return {
    watcher: (call) => ({
      end: (outcome) => {
        if (!isRecorded(call)) {
          return;
        }
        const entry = toAuditEntry(call, outcome, personalData);
        if (!log.write(entry)) {
          onLost(entry);
        }
      },
    }),
    gate: ({ tool }) => {
      const problem = isRequired && tool.definition.access === "write" ? log.check() : undefined;
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
