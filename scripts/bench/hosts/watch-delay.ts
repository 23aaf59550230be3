import { renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Loaded before a host: on SIGUSR2 reports the longest time that its event loop was blocked since the last signal. */
const { DELAY_FILE = "" } = process.env;
const NS_PER_MS = 1e6;
const SETTLING_MS = 20;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

process.on("SIGUSR2", () => {
  // The measuring timer has to fire first, or the latest delay is not included.
  setTimeout(() => {
    // The file is complete as soon as it exists.
    writeFileSync(`${DELAY_FILE}.new`, JSON.stringify(delay.max / NS_PER_MS));
    renameSync(`${DELAY_FILE}.new`, DELAY_FILE);
    delay.reset();
  }, SETTLING_MS);
});
