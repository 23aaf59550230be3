import { describe, expect, test } from "vitest";
import { createMemoryTrace } from "../../scripts/soak/memory.ts";
import { judge } from "../../scripts/soak/progress.ts";
import { createTally, type Verdict } from "../../scripts/soak/tally.ts";
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
  expect(soak.output()).toMatch(
    /\npassed: successful calls: \d+, unexplained errors: 0, mix-ups: 0, memory not judged: that takes 3 minutes\n$/,
  );
});

describe("memory", () => {
  const MIB = 1024 * 1024;
  const MINUTES = 60_000;
  const grow = (perReading: number, elapsedMs: number) => {
    const memory = createMemoryTrace();
    for (let reading = 0; reading < 100; reading++) {
      memory.add((200 + perReading * reading) * MIB);
    }
    return memory.judge(elapsedMs);
  };

  test("that stays about the same passes", () => {
    expect(grow(0, 5 * MINUTES)).toEqual({ isGood: true, text: "memory flat, from 200 to 200 MiB" });
    expect(grow(0.5, 5 * MINUTES)).toEqual({ isGood: true, text: "memory flat, from 222 to 240 MiB" });
  });

  test("that grows fails the soak, unless it was too short to tell", () => {
    expect(grow(5, 5 * MINUTES)).toEqual({ isGood: false, text: "memory grew from 415 to 603 MiB" });
    expect(grow(5, 2 * MINUTES)).toEqual({ isGood: true, text: "memory not judged: that takes 3 minutes" });
  });

  test("that the system does not report is not called flat", () => {
    const text = "memory not judged: this system does not report it";
    expect(createMemoryTrace().judge(5 * MINUTES)).toEqual({ isGood: true, text });
  });
});

describe("the verdict", () => {
  const flat = { isGood: true, text: "memory flat, from 200 to 201 MiB" };
  const judgeAfter = (verdicts: readonly Verdict[], memory = flat, ended?: string) => {
    const tally = createTally();
    for (const verdict of verdicts) {
      tally.add(verdict);
    }
    return judge(tally, memory, ended);
  };

  test("is good if there was work and nothing was wrong, and says what was looked for", () => {
    expect(judgeAfter(["success", "success", "fault"])).toEqual({
      isGood: true,
      findings: ["successful calls: 2", "unexplained errors: 0", "mix-ups: 0", flat.text],
    });
  });

  test.each([
    { name: "nothing succeeded", outcome: judgeAfter(["fault"]), finding: "successful calls: 0" },
    { name: "an unexplained error", outcome: judgeAfter(["success", "unexpected"]), finding: "unexplained errors: 1" },
    { name: "a mix-up", outcome: judgeAfter(["success", "mix-up"]), finding: "mix-ups: 1" },
    {
      name: "memory that grew",
      outcome: judgeAfter(["success"], { isGood: false, text: "memory grew from 1 to 2 MiB" }),
      finding: "memory grew from 1 to 2 MiB",
    },
    {
      name: "a process that died",
      outcome: judgeAfter(["success"], flat, "endpoint"),
      finding: "the endpoint has ended",
    },
  ])("is bad after $name", ({ outcome, finding }) => {
    expect(outcome.isGood).toBe(false);
    expect(outcome.findings).toContain(finding);
  });
});

test("Ctrl-C ends it with its summary", async () => {
  const soak = start("scripts/soak/main.ts", ["--minutes", "10", "--connections", "2", "--fault-rate", "0"]);
  await soak.until(/\n +0\.0 /);
  soak.kill("SIGINT");
  // Each connection finishes its current series of calls, which gives the summary its numbers.
  expect(await soak.exit, soak.output()).toBe(0);
  expect(soak.output().trim().split("\n").at(-1)).toMatch(/^passed: /);
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
