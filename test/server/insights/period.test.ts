import { describe, expect, test } from "vitest";
import type { Comparison } from "../../../src/server/insights/arguments.ts";
import { asArguments, earlierPeriod, readPeriod } from "../../../src/server/insights/period.ts";

/** In Germany 2026-11-29 07:30:00. */
const NOW = Date.parse("2026-11-29T06:30:00Z");

function period(from?: string, to?: string, now = NOW): string {
  const { from: start, to: end } = asArguments(readPeriod({ from, to }, now));
  return `${start} … ${end}`;
}

function earlier(from: string, to: string, comparison: Comparison): string {
  const { from: start, to: end } = asArguments(earlierPeriod(readPeriod({ from, to }, NOW), comparison));
  return `${start} … ${end}`;
}

describe("a period", () => {
  test.each([
    [undefined, undefined, "2026-10-31 00:00:00 … 2026-11-29 07:30:00"],
    [undefined, "2026-03-31 23:59:59", "2026-03-02 00:00:00 … 2026-03-31 23:59:59"],
    ["2026-10-01", "2026-10-31 23:59:59", "2026-10-01 00:00:00 … 2026-10-31 23:59:59"],
    ["2026-10-01 14:30", "now", "2026-10-01 14:30:00 … 2026-11-29 07:30:00"],
    ["-30d", undefined, "2026-10-30 07:30:00 … 2026-11-29 07:30:00"],
    ["-6M", undefined, "2026-05-29 07:30:00 … 2026-11-29 07:30:00"],
    ["-90m", undefined, "2026-11-29 06:00:00 … 2026-11-29 07:30:00"],
    ["-2Y", "today", "2024-11-29 07:30:00 … 2026-11-29 07:30:00"],
    ["start", undefined, "2000-01-01 00:00:00 … 2026-11-29 07:30:00"],
    ["2026-07-01T00:00:00Z", "2026-12-01T00:00:00+02:00", "2026-07-01 02:00:00 … 2026-11-30 23:00:00"],
  ])("from %s to %s is %s", (from, to, expected) => {
    expect(period(from, to)).toBe(expected);
  });

  test("counts hours over the end of summer time", () => {
    // On 2026-10-25 03:00 becomes 02:00: 24 hours before 12:00 it was 13:00.
    expect(period("-24h", undefined, Date.parse("2026-10-25T11:00:00Z"))).toBe(
      "2026-10-24 13:00:00 … 2026-10-25 12:00:00",
    );
  });

  test("counts days over the start of summer time", () => {
    expect(period("-1d", undefined, Date.parse("2026-03-29T10:00:00Z"))).toBe(
      "2026-03-28 12:00:00 … 2026-03-29 12:00:00",
    );
  });

  test("begins on the German day, not on that of UTC", () => {
    expect(period(undefined, undefined, Date.parse("2026-11-29T23:30:00Z"))).toBe(
      "2026-11-01 00:00:00 … 2026-11-30 00:30:00",
    );
  });

  test.each(["yesterday", "2026-02-30", "30d ago", "2026-13-01", "", "-30D"])("%j is refused", (from) => {
    expect(() => period(from)).toThrow(/^nothing was sent\. from must be a time such as/);
  });

  test("that ends before it begins is refused", () => {
    expect(() => period("2026-10-02", "2026-10-01")).toThrow(
      "from (2026-10-02 00:00:00) must be before to (2026-10-01 00:00:00)",
    );
  });
});

describe("the period to compare with", () => {
  test.each<[string, string, Comparison, string]>([
    ["2026-11-01", "2026-11-29 07:30:00", "previous_period", "2026-10-01 00:00:00 … 2026-10-29 07:30:00"],
    ["2026-02-01", "2026-02-28 23:59:59", "previous_period", "2026-01-01 00:00:00 … 2026-01-31 23:59:59"],
    ["2026-03-01", "2026-03-31 23:59:59", "previous_period", "2026-02-01 00:00:00 … 2026-02-28 23:59:59"],
    ["2026-03-01", "2026-03-30 23:59:59", "previous_period", "2026-02-01 00:00:00 … 2026-02-28 23:59:59"],
    ["2026-07-01", "2026-09-30 23:59:59", "previous_period", "2026-04-01 00:00:00 … 2026-06-30 23:59:59"],
    ["2026-11-10", "2026-11-16 23:59:59", "previous_period", "2026-11-03 00:00:00 … 2026-11-09 23:59:59"],
    ["2026-10-31", "2026-11-29 07:30:00", "previous_period", "2026-10-01 00:00:00 … 2026-10-30 07:30:00"],
    ["-7d", "now", "previous_period", "2026-11-15 07:29:59 … 2026-11-22 07:29:59"],
    ["2026-11-01 08:00", "2026-11-01 09:59:59", "previous_period", "2026-11-01 06:00:00 … 2026-11-01 07:59:59"],
    ["2026-11-01", "2026-11-29 07:30:00", "previous_year", "2025-11-01 00:00:00 … 2025-11-29 07:30:00"],
    ["2025-02-01", "2025-02-28 23:59:59", "previous_year", "2024-02-01 00:00:00 … 2024-02-29 23:59:59"],
    ["2024-02-29", "2024-02-29 23:59:59", "previous_year", "2023-02-28 00:00:00 … 2023-02-28 23:59:59"],
  ])("of %s to %s (%s) is %4$s", (from, to, comparison, expected) => {
    expect(earlier(from, to, comparison)).toBe(expected);
  });
});
