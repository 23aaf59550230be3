import { shortenText } from "../server/kit/shorten-text.ts";
import type { AuditEntry } from "../server/watch/audit-entry.ts";

const HEADINGS = ["TIME (UTC)", "KEY", "CLIENT", "TOOL", "OUTCOME", "MS", "ARGUMENTS"];
const LONGEST_ARGUMENTS = 120;

/** Entries as a table for a terminal, oldest first, a line each. */
export function printEntries(entries: readonly AuditEntry[]): string {
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
    shortenText(JSON.stringify(entry.arguments) ?? "", LONGEST_ARGUMENTS),
  ].map(printable);
}

/** What an agent sent must not reach the terminal as control sequences. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, " ");
}
