import { expect, test } from "vitest";
import { createRateCounter, isExcess, type Reservation } from "../../../src/server/kit/rate-counter.ts";

async function takeAll(counter: ReturnType<typeof createRateCounter>, points: readonly number[]) {
  const seen: boolean[] = [];
  for (const count of points) {
    seen.push(!isExcess(await counter.take("caller", count)));
  }
  return seen;
}

test("either all of the points are taken or none", async () => {
  expect(await takeAll(createRateCounter("test", 5), [3, 3, 2, 1])).toEqual([true, false, true, false]);
});

test("points that are given back can be taken again", async () => {
  const counter = createRateCounter("test", 1);
  const reservation = (await counter.take("caller", 1)) as Reservation;
  expect(await counter.take("caller", 1)).toMatchObject({ max: 1, retryAfterSeconds: expect.any(Number) });
  await reservation.giveBack();
  expect(await takeAll(counter, [1, 1])).toEqual([true, false]);
});

test("each caller has a separate count", async () => {
  const counter = createRateCounter("test", 1);
  await counter.take("one", 1);
  expect(isExcess(await counter.take("other", 1))).toBe(false);
});

test("0 means no limit", async () => {
  expect(await takeAll(createRateCounter("test", 0), [1_000_000, 1_000_000])).toEqual([true, true]);
});

test("the count of a caller starts again after ten thousand others", async () => {
  const counter = createRateCounter("test", 1);
  await counter.take("caller", 1);
  for (let index = 0; index < 10_000; index++) {
    await counter.take(String(index), 1);
  }
  expect(await takeAll(counter, [1])).toEqual([true]);
});
