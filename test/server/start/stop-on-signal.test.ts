import { afterEach, expect, test } from "vitest";
import { stopOnSignal } from "../../../src/server/start/stop-on-signal.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;
const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));

afterEach(() => {
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.includes(listener)) {
        process.removeListener(signal, listener);
      }
    }
  }
});

function setUp(close: () => Promise<void>, maxMs = 60_000) {
  const lines: string[] = [];
  const facts: object[] = [];
  const log = (fact: object, line: string) => {
    facts.push(fact);
    lines.push(line);
  };
  let exit = (_: number): void => undefined;
  const ended = new Promise<number>((resolve) => {
    exit = resolve;
  });
  const stop = stopOnSignal({
    log: { info: log, warn: log, fatal: log } as never,
    close,
    callsInProgress: () => 3,
    maxMs,
    exit: (code) => exit(code),
  });
  return { stop, facts, lines, ended };
}

test("a stop that never finishes ends the process with 1, and this is logged", async () => {
  const { stop, lines, ended } = setUp(() => new Promise(() => undefined), 1);
  stop.begin("test");
  expect(await ended).toBe(1);
  expect(lines.at(-1)).toContain("the stop takes too long");
});

test("a stop ends with 0, begins only once, and is logged when it begins and when it has ended", async () => {
  let closings = 0;
  const { stop, facts, lines, ended } = setUp(async () => {
    closings++;
  });
  expect(stop.hasBegun()).toBe(false);
  stop.begin("test");
  stop.begin("test");
  expect(stop.hasBegun()).toBe(true);
  expect(await ended).toBe(0);
  expect({ closings, lines }).toEqual({
    closings: 1,
    lines: ["stopping: finishing the calls in progress; a second signal ends at once", "stopped"],
  });
  expect(facts[0]).toEqual({ reason: "test", callsInProgress: 3, maxSeconds: 60 });
});
