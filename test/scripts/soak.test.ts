import { describe, expect, test } from "vitest";
import { createMemoryTrace } from "../../scripts/soak/memory.ts";
import { useProcesses } from "../support/processes.ts";

const start = useProcesses();

test("a few seconds of soaking with many faults cause no mix-up and end with a summary", async () => {
  const soak = start("scripts/soak/main.ts", ["--minutes", "0.1", "--connections", "16", "--fault-rate", "0.2"]);
  expect(await soak.exit, soak.output()).toBe(0);
  const [summary = "", attacks = ""] = soak.output().trim().split("\n").slice(-3);
  const last = summary.trim().split(/\s+/);
  const [, calls, , faults, unexpected, mixUps] = last.map(Number);
  expect(calls).toBeGreaterThan(100);
  expect(faults).toBeGreaterThan(0);
  expect({ unexpected, mixUps }).toEqual({ unexpected: 0, mixUps: 0 });
  expect(Number(/^(\d+) attacks$/.exec(attacks)?.[1])).toBeGreaterThan(8);
  expect(soak.output().trim().endsWith("passed")).toBe(true);
});

describe("memory", () => {
  const MIB = 1024 * 1024;
  const MINUTES = 60_000;
  const grow = (perReading: number, elapsedMs: number) => {
    const memory = createMemoryTrace();
    for (let reading = 0; reading < 100; reading++) {
      memory.add((200 + perReading * reading) * MIB);
    }
    return memory.growth(elapsedMs);
  };

  test("that stays about the same passes", () => {
    expect(grow(0, 5 * MINUTES)).toBeUndefined();
    expect(grow(0.5, 5 * MINUTES)).toBeUndefined();
  });

  test("that grows fails the soak, unless it was too short to tell", () => {
    expect(grow(5, 5 * MINUTES)).toBe("memory grew from 415 to 603 MiB");
    expect(grow(5, 2 * MINUTES)).toBeUndefined();
  });
});

test("Ctrl-C ends it with its summary", async () => {
  const soak = start("scripts/soak/main.ts", ["--minutes", "10", "--connections", "2", "--fault-rate", "0"]);
  await soak.until(/\n +0\.0 /);
  soak.kill("SIGINT");
  // Each connection finishes its current series of calls, which gives the summary its numbers.
  expect(await soak.exit, soak.output()).toBe(0);
  expect(soak.output().trim().split("\n").at(-1)).toBe("passed");
});

test.each([
  ["--minute", "1"],
  ["--minutes", "none"],
  ["--fault-rate", "2"],
  ["--hostile", "-1"],
])("%s %s is refused with the usage", async (...args) => {
  const soak = start("scripts/soak/main.ts", args);
  expect(await soak.exit).toBe(2);
  expect(soak.output()).toContain("Usage: npm run soak");
});
