import { renameSync, writeFileSync } from "node:fs";

/**
 * Loaded before a host whose memory is measured, which runs with --expose-gc: on SIGUSR2 collects the garbage and
 * reports how much of the heap is left. Until then it does nothing.
 */
const { HEAP_FILE = "" } = process.env;

process.on("SIGUSR2", () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  // The file is complete as soon as it exists.
  writeFileSync(`${HEAP_FILE}.new`, JSON.stringify(heapUsed + external));
  renameSync(`${HEAP_FILE}.new`, HEAP_FILE);
});
