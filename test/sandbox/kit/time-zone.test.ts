import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { addDays, addMonths, formatDate, formatTime, parseLocalTime } from "../../../src/sandbox/kit/time.ts";

/** The sandbox's own calculation, which is needed because it runs some 100,000 times, agrees with the standard calendar. */
const ZONE = "Europe/Berlin";
/** The rule of today's summer time is as old as this. */
const FIRST_MS = Date.UTC(1997, 0, 1);
const LAST_MS = Date.UTC(2037, 0, 1);
const SECOND_MS = 1_000;

/** Whole seconds, of which half lie within three hours of a change of the clocks. */
const instants = fc.oneof(
  fc.integer({ min: FIRST_MS / SECOND_MS, max: LAST_MS / SECOND_MS }).map((seconds) => seconds * SECOND_MS),
  fc
    .tuple(fc.constantFrom(...clockChanges()), fc.integer({ min: -3 * 3_600, max: 3 * 3_600 }))
    .map(([change, seconds]) => change + seconds * SECOND_MS),
);

function zoned(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE);
}

function clockChanges(): number[] {
  const changes: number[] = [];
  for (let at = zoned(FIRST_MS).getTimeZoneTransition("next"); at !== null; at = at.getTimeZoneTransition("next")) {
    if (at.epochMilliseconds > LAST_MS) {
      break;
    }
    changes.push(at.epochMilliseconds);
  }
  return changes;
}

test("the clocks change twice a year", () => {
  expect(clockChanges()).toHaveLength(80);
});

test("a time is written as the clock in Germany shows it", () => {
  fc.assert(
    fc.property(instants, (at) => {
      const local = zoned(at).toPlainDateTime();
      expect(formatTime(at)).toBe(local.toString().replace("T", " "));
      expect(formatDate(at)).toBe(local.toPlainDate().toString());
    }),
  );
});

test("a time without a zone is read as Germany's, and as the first of two that are the same", () => {
  fc.assert(
    fc.property(instants, (at) => {
      // In spring, an hour later by the clock may not exist; it is read all the same.
      const wall = zoned(at).toPlainDateTime().add({ hours: 1 });
      expect(parseLocalTime(wall.toString())).toBe(wall.toZonedDateTime(ZONE).epochMilliseconds);
    }),
  );
});

test("the time of day stays the same any number of days or months later", () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -400, max: 400 }), (at, count) => {
      const days = zoned(at).toPlainDateTime().add({ days: count }).toZonedDateTime(ZONE);
      const months = zoned(at).toPlainDateTime().add({ months: count }).toZonedDateTime(ZONE);
      fc.pre(Math.min(days.epochMilliseconds, months.epochMilliseconds) > FIRST_MS);
      fc.pre(Math.max(days.epochMilliseconds, months.epochMilliseconds) < LAST_MS);
      expect([addDays(at, count), addMonths(at, count)]).toEqual([days.epochMilliseconds, months.epochMilliseconds]);
    }),
  );
});

test.each([
  ["2026-10-25 02:30:00", "2026-10-25T00:30:00Z"],
  ["2026-10-25 01:59:59", "2026-10-24T23:59:59Z"],
  ["2026-10-25 03:00:00", "2026-10-25T02:00:00Z"],
  ["2026-03-29 02:30:00", "2026-03-29T01:30:00Z"],
])("%s is %s", (local, utc) => {
  expect(parseLocalTime(local)).toBe(Date.parse(utc));
});
