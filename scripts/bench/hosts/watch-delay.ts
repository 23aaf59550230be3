import { renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Loaded before a host: at SIGUSR2 tells how long its event loop was held at most since the last time. */
const { DELAY_FILE = "" } = process.env;
const NS_PER_MS = 1e6;
const SETTLING_MS = 20;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

process.on("SIGUSR2", () => {
  // The timer that measures has to come round first, or the latest delay is not in it.
  setTimeout(() => {
    // Complete as soon as it is there.
    writeFileSync(`${DELAY_FILE}.new`, JSON.stringify(delay.max / NS_PER_MS));
    renameSync(`${DELAY_FILE}.new`, DELAY_FILE);
    delay.reset();
  }, SETTLING_MS);
});
