import fc from "fast-check";
import { isLong, runs, seed } from "./random-runs.ts";

fc.configureGlobal({ seed, numRuns: runs(100, 10_000) });
if (isLong) {
  process.stderr.write(`random runs with the seed ${seed}: TEST_SEED=${seed} repeats them\n`);
}
