import { shortenText } from "../server/kit/shorten-text.ts";
import type { AuditEntry } from "../server/watch/audit-entry.ts";

const HEADINGS = ["TIME (UTC)", "KEY", "CLIENT", "TOOL", "OUTCOME", "MS", "ARGUMENTS"];
const MAX_ARGUMENTS_LENGTH = 120;

/** A table of entries for a terminal with one line each, oldest first. */
export function toTable(entries: readonly AuditEntry[]): string {
  const rows = [HEADINGS, ...entries.map(toRow)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function toRow(entry: AuditEntry): string[] {
  const code = entry.vendor_code === undefined ? "" : ` (${entry.vendor_code})`;
  const doubt = entry.may_have_happened ? ", may have happened" : "";
  return [
    entry.time.slice(0, 19).replace("T", " "),
    `${entry.key_number}#${entry.key_hash}`,
    [entry.client_name ?? "?", entry.client_version].filter(Boolean).join(" "),
    entry.tool,
    `${entry.outcome}${code}${doubt}`,
    String(entry.duration_ms),
    shortenText(JSON.stringify(entry.arguments) ?? "", MAX_ARGUMENTS_LENGTH),
  ].map(printable);
}

/** Control sequences sent by an agent must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, " ");
}
