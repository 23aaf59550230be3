import { describe, expect, test } from "vitest";
import { addInterval, formatTime } from "../../../src/sandbox/kit/time.ts";
import { asTime } from "../../../src/sandbox/wire/time-arguments.ts";
import { NOW } from "../sandbox-client.ts";

const clock = { now: NOW.getTime(), accountStart: Date.UTC(2024, 6, 31, 22) };

function read(text: string): string {
  return formatTime(asTime({ name: "from", text }, clock));
}

describe("time arguments", () => {
  test.each([
    ["now", "2026-03-16 10:15:00"],
    ["today", "2026-03-16 10:15:00"],
    ["start", "2024-08-01 00:00:00"],
    ["-30s", "2026-03-16 10:14:30"],
    ["-10m", "2026-03-16 10:05:00"],
    ["-24h", "2026-03-15 10:15:00"],
    ["-7d", "2026-03-09 10:15:00"],
    ["24h", "2026-03-17 10:15:00"],
    ["+7d", "2026-03-23 10:15:00"],
    ["6M", "2026-09-16 10:15:00"],
    ["-12M", "2025-03-16 10:15:00"],
    ["2Y", "2028-03-16 10:15:00"],
    ["2026-02-28 23:11:24", "2026-02-28 23:11:24"],
    ["2026-02-28T23:11", "2026-02-28 23:11:00"],
    ["2026-02-28", "2026-02-28 00:00:00"],
    ["2025-10-08T07:20:11-05:00", "2025-10-08 14:20:11"],
    ["2026-01-01T00:00:00Z", "2026-01-01 01:00:00"],
  ])("%s is %s on the server's clock", (text, want) => {
    expect(read(text)).toBe(want);
  });

  test("a step of a day keeps the hour when the clocks change, and a step of 24 hours does not", () => {
    const saturday = { ...clock, now: Date.UTC(2026, 2, 28, 11) };
    expect(formatTime(asTime({ name: "to", text: "1d" }, saturday))).toBe("2026-03-29 12:00:00");
    expect(formatTime(asTime({ name: "to", text: "24h" }, saturday))).toBe("2026-03-29 13:00:00");
  });

  test.each(["yesterday", "-1w", "2026-02-30", "2026-13-01", "16.03.2026", "2026-03-16 25:00:00", "1 month", "7"])(
    "%s is not a time",
    (text) => {
      expect(() => read(text)).toThrow(`Invalid value for from: "${text}"`);
    },
  );
});

test("intervals count from the first payment, so that the 31st comes back after a short month", () => {
  const first = Date.UTC(2026, 0, 31, 11);
  const dates = [1, 2, 3].map((times) => formatTime(addInterval(first, "1_month", times) ?? 0));
  expect(dates).toEqual(["2026-02-28 12:00:00", "2026-03-31 12:00:00", "2026-04-30 12:00:00"]);
  expect(formatTime(addInterval(first, "10_day") ?? 0)).toBe("2026-02-10 12:00:00");
  expect(formatTime(addInterval(first, "12_month") ?? 0)).toBe("2027-01-31 12:00:00");
});
