import pino from "pino";
import { expect, test } from "vitest";
import { reopenAuditLog } from "../../../src/server/start/reopen-audit-log.ts";

function reopen(destination: string, reason?: string) {
  const lines: string[] = [];
  let reopened = 0;
  const endpoint = {
    reopenAuditLog: () => {
      reopened++;
      return reason;
    },
  };
  reopenAuditLog(endpoint, destination, pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) }));
  return { reopened, lines: lines.map((line) => JSON.parse(line)) };
}

test.each(["off", "stdout", "stderr"])("an audit log to %s is not said to be reopened", (destination) => {
  expect(reopen(destination)).toEqual({
    reopened: 0,
    lines: [{ level: 30, audit: destination, msg: "SIGHUP: nothing to reopen, because the audit log is not a file" }],
  });
});

test("an audit log in a file is reopened, or the log says why not", () => {
  expect(reopen("/var/log/audit.log")).toEqual({ reopened: 1, lines: [{ level: 30, msg: "audit log reopened" }] });
  expect(reopen("/var/log/audit.log", "the disk is full").lines).toEqual([
    { level: 50, reason: "the disk is full", msg: "audit log cannot be reopened" },
  ]);
});
