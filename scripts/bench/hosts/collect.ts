import { renameSync, writeFileSync } from "node:fs";

/**
 * Loaded before a host whose memory is measured, which runs with --expose-gc: at SIGUSR2 collects what is garbage and
 * tells how much of the heap is left. Until then it does nothing.
 */
const { HEAP_FILE = "" } = process.env;

process.on("SIGUSR2", () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  // Complete as soon as it is there.
  writeFileSync(`${HEAP_FILE}.new`, JSON.stringify(heapUsed + external));
  renameSync(`${HEAP_FILE}.new`, HEAP_FILE);
});
