import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutToPages } from "../../../src/server/call/page-cut.ts";

describe("a page that does not fit", () => {
  test.each([
    { no: 1, size: 1000, fits: 122, kept: 110, next: { size: 110, no: 2 } },
    { no: 2, size: 110, fits: 90, kept: 88, next: { size: 66, no: 4 } },
    { no: 1, size: 100, fits: 1, kept: 1, next: { size: 1, no: 2 } },
    { no: 3, size: 2, fits: 1, kept: 1, next: { size: 1, no: 6 } },
  ])("of $size items, number $no, of which $fits fit, shows $kept", ({ no, size, fits, kept, next }) => {
    expect(cutToPages({ no, size }, fits)).toEqual({ kept, next });
  });

  test("always shows something, and the next page begins right after it", () => {
    const pages = fc.record({ no: fc.integer({ min: 1, max: 50 }), size: fc.integer({ min: 2, max: 1000 }) });
    fc.assert(
      fc.property(pages, fc.integer({ min: 1, max: 999 }), (page, count) => {
        const fits = Math.min(count, page.size - 1);
        const { kept, next } = cutToPages(page, fits);
        expect(kept).toBeGreaterThan(0);
        expect(kept).toBeLessThanOrEqual(fits);
        expect((next.no - 1) * next.size).toBe((page.no - 1) * page.size + kept);
      }),
    );
  });

  test("shows at least four fifths of what fits", () => {
    for (let no = 1; no <= 20; no++) {
      for (let fits = 1; fits < 200; fits++) {
        expect(cutToPages({ no, size: 200 }, fits).kept).toBeGreaterThanOrEqual(fits * 0.8);
      }
    }
  });
});
