import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { hasEnded } from "../processes/running-process.ts";
import type { Host } from "./processes.ts";

const LOOK_MS = 20;

/** The number that a host writes into a file when it is sent SIGUSR2. */
export async function readWhenThere({ child }: Host, file: string): Promise<number> {
  child.kill("SIGUSR2");
  for (;;) {
    const value = readNumber(file);
    if (value !== undefined) {
      return value;
    }
    if (hasEnded(child)) {
      throw new Error("a process ended before it gave the requested figures");
    }
    await wait(LOOK_MS);
  }
}

function readNumber(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    // Not written yet.
    return undefined;
  }
}
