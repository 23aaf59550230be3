import { describe, expect, test } from "vitest";
import { createOpenTrials } from "../../../src/server/http/open-trials.ts";

function open(addresses: readonly string[]) {
  const trials = createOpenTrials();
  for (const address of addresses) {
    trials.begin(address);
  }
  const woken: string[] = [];
  const wait = (name: string) => trials.whenOneEnds("A")?.then(() => woken.push(name));
  return { trials, woken, wait };
}

/** Lets the woken requests run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a request that waits for a trial of the same address", () => {
  test("does not wait if none is open", () => {
    const { trials, wait } = open(["B", "A"]);
    trials.end("A", false);
    expect(wait("one")).toBeUndefined();
  });

  test("is woken one at a time as room becomes available", async () => {
    const { trials, woken, wait } = open(["A", "A", "A"]);
    void wait("one");
    void wait("two");
    trials.end("A", true);
    await settled();
    expect(woken).toEqual(["one"]);
    trials.end("A", false);
    await settled();
    expect(woken).toEqual(["one"]);
  });

  test("is woken with all others when the last trial ends", async () => {
    const { trials, woken, wait } = open(["A"]);
    void wait("one");
    void wait("two");
    trials.end("A", false);
    await settled();
    expect(woken).toEqual(["one", "two"]);
  });
});
