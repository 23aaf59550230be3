import type { Logger } from "pino";
import type { Endpoint } from "./start-endpoint.ts";

const WITHOUT_FILE: readonly string[] = ["off", "stdout", "stderr"];

/** Reopens the audit log after its rotation, and logs whether that has worked. `destination` is the value of AUDIT_LOG. */
export function reopenAuditLog(
  endpoint: Pick<Endpoint, "reopenAuditLog"> | undefined,
  destination: string,
  log: Pick<Logger, "info" | "error">,
): void {
  if (WITHOUT_FILE.includes(destination)) {
    log.info({ audit: destination }, "SIGHUP: nothing to reopen, because the audit log is not a file");
    return;
  }
  const reason = endpoint?.reopenAuditLog();
  if (reason === undefined) {
    log.info("audit log reopened");
  } else {
    log.error({ reason }, "audit log cannot be reopened");
  }
}
