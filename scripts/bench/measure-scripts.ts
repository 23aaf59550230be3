import { join } from "node:path";
import type { Processes } from "./processes.ts";

const GENERATOR = "codegen/main.ts";
const TOOL_SIZES = "scripts/measure-tools.ts";

export interface ListSize {
  readonly name: string;
  readonly tools: number;
  readonly bytes: number;
}

/** The size of `tools/list` for each surface. */
export async function measureLists(processes: Processes): Promise<readonly ListSize[]> {
  return JSON.parse(await processes.run(["--import", "tsx", TOOL_SIZES, "--json"])).surfaces;
}

/** Seconds of each run of the generator, which writes to a separate place: the bench changes no file. */
export async function measureRegen(processes: Processes, folder: string, runs: number): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startMs = performance.now();
    await processes.run(["--import", "tsx", GENERATOR, "--out", join(folder, `generated-${run}`)]);
    seconds.push((performance.now() - startMs) / 1000);
  }
  return seconds;
}
