import { expect, test } from "vitest";
import { useProcesses } from "../support/processes.ts";

const start = useProcesses();

test("a few seconds of soaking with many faults mix nothing up and end with a summary", async () => {
  const soak = start("scripts/soak/main.ts", ["--minutes", "0.1", "--connections", "16", "--fault-rate", "0.2"]);
  expect(await soak.exit, soak.output()).toBe(0);
  const last = soak.output().trim().split("\n").at(-2)?.trim().split(/\s+/) ?? [];
  const [, calls, , faults, unexpected, mixUps] = last.map(Number);
  expect(calls).toBeGreaterThan(100);
  expect(faults).toBeGreaterThan(0);
  expect({ unexpected, mixUps }).toEqual({ unexpected: 0, mixUps: 0 });
  expect(soak.output().trim().endsWith("passed")).toBe(true);
});

test("Ctrl-C ends it with its summary", async () => {
  const soak = start("scripts/soak/main.ts", ["--minutes", "10", "--connections", "2", "--fault-rate", "0"]);
  await soak.until(/\n +0\.0 /);
  soak.kill("SIGINT");
  await soak.exit;
  expect(soak.output().trim()).toMatch(/(passed|FAILED)$/);
});

test.each([
  ["--minute", "1"],
  ["--minutes", "none"],
  ["--fault-rate", "2"],
])("%s %s is refused with the usage", async (...args) => {
  const soak = start("scripts/soak/main.ts", args);
  expect(await soak.exit).toBe(2);
  expect(soak.output()).toContain("Usage: npm run soak");
});
