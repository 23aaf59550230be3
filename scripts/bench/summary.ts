import { table, toText } from "./table.ts";
import type { Case, Verdict } from "./target.ts";

/** The most cases that are listed. Of more, only the worst is. */
const MAX_CASES_SHOWN = 2;
const TEXT_COLUMNS = [0, 3];

/** One line for each target, and the number of those that are reached. */
export function summary(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [verdict.target, measured(verdict), wanted(verdict), outcome(verdict)]);
  const reached = verdicts.filter((verdict) => verdict.outcome === "reached").length;
  const lines = table(["TARGET", "MEASURED", "WANTED", "OUTCOME"], rows, TEXT_COLUMNS);
  return `${lines}\n${reached} of ${verdicts.length} targets reached`;
}

function measured({ cases, unit }: Verdict): string {
  const [worst] = cases;
  if (worst === undefined) {
    return "-";
  }
  return cases.length <= MAX_CASES_SHOWN
    ? cases.map((one) => textOf(one, unit)).join(", ")
    : `${textOf(worst, unit)}, the worst of ${cases.length}`;
}

function textOf({ name, measured: value }: Case, unit: string): string {
  const isCount = unit === "lines" || unit === "bytes";
  const text = `${isCount ? value.toLocaleString("en-US") : toText(value)} ${unit}`;
  return name === "" ? text : `${text} (${name})`;
}

function wanted({ bound, limit, unit }: Verdict): string {
  return `${bound} ${limit.toLocaleString("en-US")} ${unit}`;
}

function outcome(verdict: Verdict): string {
  return verdict.reason === undefined ? verdict.outcome : `${verdict.outcome}: ${verdict.reason}`;
}
