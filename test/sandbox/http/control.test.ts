import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.app.close());

const control: Sandbox["control"] = (...request) => sandbox.control(...request);

const idsOf = async (of = sandbox) =>
  (await of.data("listPurchases", { from: "start" })).purchase_list.map(({ id }: { id: string }) => id);

describe("the clock", () => {
  test("stays at the time that was set, so that relative times mean the same in every run", async () => {
    await control("POST", "/__clock", { now: "2026-03-20T09:15:00Z" });
    expect(await sandbox.data("ping")).toEqual({ server_time: "2026-03-20 10:15:00" });
    const { from, to } = await sandbox.data("listPurchases", { from: "-2d" });
    expect({ from, to }).toEqual({ from: "2026-03-18 10:15:00", to: "2026-03-20 10:15:00" });
  });

  test("returns to the system's time when its setting is deleted", async () => {
    await control("POST", "/__clock", { now: "2030-01-01T00:00:00Z" });
    await control("DELETE", "/__clock");
    expect((await control("GET", "/__clock")).json()).toEqual({ now: "2026-03-16T09:15:00.000Z" });
  });

  test("runs on from the time that was set, if asked to", async () => {
    let now = new Date("2026-03-16T09:15:00Z");
    const running = openSandbox({ now: () => now });
    await running.control("POST", "/__clock", { now: "2027-01-01T00:00:00Z", runs: true });
    now = new Date("2026-03-16T09:15:30Z");
    expect(await running.data("ping")).toEqual({ server_time: "2027-01-01 01:00:30" });
  });

  test.each([
    {
      body: { now: "tomorrow" },
      reason: 'body.now must be a date and time such as 2026-01-31T12:00:00Z, got "tomorrow"',
    },
    { body: { now: "2026-03-16" }, reason: "body.now must be a date and time such as 2026-01-31T12:00:00Z" },
    { body: { time: "2026-03-16T09:15:00Z" }, reason: "body.now is required\nbody must not have time" },
    { body: [], reason: "body must be an object, got []" },
  ])("is not set to $body", async ({ body, reason }) => {
    const answer = await control("POST", "/__clock", body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatch(reason);
    expect(answer.json().error).toMatch(/\nPOST \/__clock takes \{ "now": "2026-03-16T09:15:00Z"[^\n]*$/);
  });
});

describe("a reset", () => {
  test("makes a new shop: writes, faults and counts are gone", async () => {
    const before = await idsOf();
    await sandbox.data("createVoucher", { "data[code]": "NEU10" });
    await control("POST", "/__faults", [{ kind: "status-500" }]);
    expect((await control("POST", "/__reset")).json()).toEqual({ seed: 24, scale: "small" });
    expect((await control("GET", "/__requests")).json()).toEqual({});
    expect(await sandbox.call("getVoucher", { code: "NEU10" })).toMatchObject({ result: "error", code: 4 });
    expect(await idsOf()).toEqual(before);
  });

  test("gives different data for another seed, and the same for the same seed", async () => {
    const before = await idsOf();
    await control("POST", "/__reset", { seed: 7 });
    const other = await idsOf();
    expect(other).not.toEqual(before);
    expect(await idsOf(openSandbox({ seed: 7 }))).toEqual(other);
  });

  test("at another time makes a history that ends then", async () => {
    await control("POST", "/__clock", { now: "2028-06-01T12:00:00Z" });
    await control("POST", "/__reset");
    const { item_count } = await sandbox.data("listPurchases", { from: "2028-05-01", to: "2028-06-02" });
    expect(item_count).toBeGreaterThan(5);
  });

  test.each([
    { body: { seed: "x" }, reason: 'body.seed must be a number, got "x"' },
    { body: { seed: -1 }, reason: "body.seed must be at least 0, got -1" },
    { body: { scale: "huge" }, reason: 'body.scale must be one of small, large, got "huge"' },
    { body: { sead: 1 }, reason: 'body must not have sead, got {"sead":1}' },
  ])("is refused with $body", async ({ body, reason }) => {
    const answer = await control("POST", "/__reset", body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toContain(reason);
    expect(answer.json().error).toContain('POST /__reset takes { "seed": 24, "scale": "small" } or {}');
  });
});

test("a large shop has 50,000 purchases and answers with one page of them", async () => {
  const large = openSandbox({ scale: "large" });
  const { item_count, purchase_list } = await large.data("listPurchases", { from: "start", page_size: "10" });
  expect(item_count).toBeGreaterThanOrEqual(50_000);
  expect(purchase_list).toHaveLength(10);
});

test.each(["__clock", "__reset", "__faults", "__requests"])("/api/call/%s does not control anything", async (name) => {
  expect(await sandbox.call(name)).toMatchObject({ result: "error", code: 9 });
});
