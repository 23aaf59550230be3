import { type AuditLog, openAuditLog } from "../watch/audit-log.ts";
import type { LineSink } from "../watch/line-writer.ts";
import type { Closers } from "./closers.ts";

/** The audit log, unless it is `off`. However the process ends, changes that are not answered by then get their line. */
export function openAudit(destination: string | LineSink, opened: Closers): AuditLog | undefined {
  if (destination === "off") {
    return undefined;
  }
  const log = openAuditLog(destination);
  process.on("exit", log.writeExpected);
  opened.add(() => {
    process.off("exit", log.writeExpected);
    log.close();
  });
  return log;
}
