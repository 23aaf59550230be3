import { isObject } from "../server/kit/is-object.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import type { AuditEntry } from "../server/watch/audit-entry.ts";

interface Selection {
  /** Only entries from this time on. */
  readonly since?: Date | undefined;
  /** The name of a tool or of its function. */
  readonly tool?: string | undefined;
  readonly outcome?: string | undefined;
}

interface AuditNames {
  readonly tools: ReadonlySet<string>;
  readonly outcomes: ReadonlySet<string>;
}

interface SelectedEntries {
  readonly entries: readonly AuditEntry[];
  /** The tools, functions and outcomes of all calls in the log, selected or not. */
  readonly names: AuditNames;
  /** The time of the oldest line; undefined if the log has none. */
  readonly begins: Date | undefined;
  /** The number of lines that are not entries: cut off by a full disk, or written by another program. */
  readonly unreadable: number;
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads a date, or a time before `now` such as `7d`, `24h`, `30m` or `2w`. Throws a UsageError for anything else. */
export function readSince(text: string, now: Date): Date {
  const [, count, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const since = new Date(count === undefined ? text : now.getTime() - Number(count) * (UNIT_MS[unit] ?? 0));
  if (Number.isNaN(since.getTime())) {
    throw new UsageError(`--since takes 30m, 24h, 7d, 2w or a date such as 2026-03-31, not ${JSON.stringify(text)}`);
  }
  return since;
}

/** Oldest first, in whichever order the files were given. */
export async function selectEntries(lines: AsyncIterable<string>, selection: Selection): Promise<SelectedEntries> {
  const entries: AuditEntry[] = [];
  const tools = new Set<string>();
  const outcomes = new Set<string>();
  let begins = Number.POSITIVE_INFINITY;
  let unreadable = 0;
  for await (const line of lines) {
    const value = parse(line);
    if (value === undefined) {
      unreadable += line.trim() === "" ? 0 : 1;
      continue;
    }
    begins = Math.min(begins, Date.parse(value.time) || begins);
    if (value.event === "tool_call") {
      tools.add(value.tool).add(value.function);
      outcomes.add(value.outcome);
      if (isSelected(value, selection)) {
        entries.push(value);
      }
    }
  }
  return {
    entries: entries.toSorted((one, other) => Date.parse(one.time) - Date.parse(other.time)),
    names: { tools, outcomes },
    begins: Number.isFinite(begins) ? new Date(begins) : undefined,
    unreadable,
  };
}

function parse(line: string): AuditEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? (value as unknown as AuditEntry) : undefined;
  } catch {
    // The caller counts it.
    return undefined;
  }
}

function isSelected(entry: AuditEntry, { since, tool, outcome }: Selection): boolean {
  const isRecent = since === undefined || Date.parse(entry.time) >= since.getTime();
  const isTool = tool === undefined || entry.tool === tool || entry.function === tool;
  return isRecent && isTool && (outcome === undefined || entry.outcome === outcome);
}
