import { expect, test } from "vitest";
import { slowerFiles } from "./times.ts";

const earlier = {
  calibrationMs: 100,
  seconds: { "a.test.ts": 2, "b.test.ts": 4, "c.test.ts": 0.1, "gone.test.ts": 9 },
};

test("a file is slower when it takes more than half as long again, and the slowest comes first", () => {
  const seconds = { "a.test.ts": 3.1, "b.test.ts": 9, "c.test.ts": 0.1, "new.test.ts": 50 };

  expect(slowerFiles(earlier, { calibrationMs: 100, seconds })).toEqual([
    { file: "b.test.ts", before: 4, now: 9 },
    { file: "a.test.ts", before: 2, now: 3.1 },
  ]);
});

test.each([
  { name: "half again exactly", calibrationMs: 100, seconds: { "a.test.ts": 3 } },
  { name: "little in seconds", calibrationMs: 100, seconds: { "c.test.ts": 0.5 } },
  { name: "no more than the machine is slower", calibrationMs: 200, seconds: { "a.test.ts": 5.9 } },
])("a file is not slower that takes $name", ({ calibrationMs, seconds }) => {
  expect(slowerFiles(earlier, { calibrationMs, seconds })).toEqual([]);
});

test("on a faster machine, a file that takes as long as before is slower", () => {
  expect(slowerFiles(earlier, { calibrationMs: 50, seconds: { "a.test.ts": 2 } })).toHaveLength(1);
});
