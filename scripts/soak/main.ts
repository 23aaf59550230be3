import { FAULT_KINDS } from "../../src/sandbox/http/faults.ts";
import { attack } from "./hostile.ts";
import { createMemoryTrace } from "./memory.ts";
import { type Options, readOptionsOrExit } from "./options.ts";
import { type SoakedProcesses, startProcesses } from "./processes.ts";
import { HEADINGS, print, report } from "./progress.ts";
import { createTally } from "./tally.ts";
import { work } from "./work.ts";

/** A call that is never answered holds a connection until it times out, so it is rare, and not for functions that may be slow. */
const SILENCE_SHARE = 0.05;
const QUICK_FUNCTIONS = ["getUserInfo", "createVoucher", "getProduct"];
const MINUTE_MS = 60_000;
const READINGS_OF_MEMORY = 100;

/**
 * Loads the endpoint for some minutes while its API and some clients misbehave. Ends with one line, `passed` or `FAILED` with
 * all that it looked for, and exits 1 on a mix-up, an unexplained error, growing memory or a process that dies.
 */
async function main(options: Options): Promise<void> {
  const processes = await startProcesses();
  try {
    await switchFaultsOn(processes.sandboxUrl, options.faultRate);
    await soak(processes, options);
  } finally {
    await processes.stop();
  }
}

async function soak(processes: SoakedProcesses, options: Options): Promise<void> {
  const { minutes, connections, hostile, keys } = options;
  const tally = createTally();
  const memory = createMemoryTrace();
  const startedMs = Date.now();
  const durationMs = minutes * MINUTE_MS;
  let isStopped = false;
  const isOver = () => isStopped || Date.now() >= startedMs + durationMs || processes.ended() !== undefined;
  process.once("SIGINT", () => {
    isStopped = true;
  });
  process.stdout.write(
    `${connections} connections, ${hostile} hostile, ${keys} keys, ${minutes} minutes\n${HEADINGS}\n`,
  );
  const read = () => memory.add(processes.endpointMemory());
  const printProgress = () => {
    read();
    print(tally, memory, startedMs);
  };
  printProgress();
  const timers = [setInterval(printProgress, MINUTE_MS), setInterval(read, durationMs / READINGS_OF_MEMORY)];
  const url = processes.endpointUrl;
  const attackers = Promise.all(repeat(hostile, () => attack({ url, isOver })));
  await Promise.all(repeat(connections, () => work({ url, keys, tally, isOver })));
  const attacks = (await attackers).reduce((sum, count) => sum + count, 0);
  timers.forEach(clearInterval);
  printProgress();
  process.stdout.write(`${attacks} attacks\n`);
  process.exitCode = report(tally, memory.judge(Date.now() - startedMs), processes.ended()) ? 0 : 1;
}

function repeat<T>(count: number, start: () => T): T[] {
  return Array.from({ length: count }, start);
}

async function switchFaultsOn(sandboxUrl: string, rate: number): Promise<void> {
  const each = rate / (FAULT_KINDS.length - 1 + SILENCE_SHARE);
  const faults = FAULT_KINDS.map((kind) =>
    kind === "silence"
      ? { kind, rate: each * SILENCE_SHARE, functions: QUICK_FUNCTIONS }
      : { kind, rate: each, retry_after: 0 },
  );
  const response = await fetch(`${sandboxUrl}/__faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(faults),
  });
  if (!response.ok) {
    throw new Error(await response.text());
  }
}

await main(readOptionsOrExit());
