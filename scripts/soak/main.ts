import { parseArgs } from "node:util";
import { FAULT_KINDS } from "../../src/sandbox/http/faults.ts";
import { attack } from "./hostile.ts";
import { createMemoryTrace, type MemoryTrace } from "./memory.ts";
import { type SoakedProcesses, startProcesses } from "./processes.ts";
import { createTally, type Tally } from "./tally.ts";
import { work } from "./work.ts";

const USAGE = "Usage: npm run soak -- [--minutes 5] [--connections 64] [--hostile 8] [--keys 1000] [--fault-rate 0.02]";
/** A call that is never answered holds a connection until it times out, so it is rare, and not for functions that may be slow. */
const SILENCE_SHARE = 0.05;
const QUICK_FUNCTIONS = ["getUserInfo", "createVoucher", "getProduct"];
const MINUTE_MS = 60_000;
const READINGS_OF_MEMORY = 100;

interface Options {
  readonly minutes: number;
  readonly connections: number;
  /** Hostile clients. */
  readonly hostile: number;
  readonly keys: number;
  readonly faultRate: number;
}

/**
 * Loads the endpoint for some minutes while its API and some clients misbehave. Exits 1 on a mix-up, an unexplained error,
 * growing memory or a process that dies.
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
  const tell = () => {
    read();
    print(tally, memory, startedMs);
  };
  tell();
  const timers = [setInterval(tell, MINUTE_MS), setInterval(read, durationMs / READINGS_OF_MEMORY)];
  const url = processes.endpointUrl;
  const attackers = Promise.all(repeat(hostile, () => attack({ url, isOver })));
  await Promise.all(repeat(connections, () => work({ url, keys, tally, isOver })));
  const attacks = (await attackers).reduce((sum, count) => sum + count, 0);
  timers.forEach(clearInterval);
  tell();
  process.stdout.write(`${attacks} attacks\n`);
  const problems = [describeEnd(processes.ended()), memory.growth(Date.now() - startedMs)].filter(
    (problem) => problem !== undefined,
  );
  process.exitCode = report(tally, problems) ? 0 : 1;
}

function repeat<T>(count: number, start: () => T): T[] {
  return Array.from({ length: count }, start);
}

function describeEnd(ended: string | undefined): string | undefined {
  return ended && `the ${ended} has ended`;
}

const COLUMN = 11;
const HEADINGS = row(["minutes", "calls", "calls/s", "faults", "unexpected", "mix-ups", "MiB"]);

function print(tally: Tally, memory: MemoryTrace, startedMs: number): void {
  const seconds = (Date.now() - startedMs) / 1000;
  const cells = [
    (seconds / 60).toFixed(1),
    tally.total(),
    Math.round(tally.total() / Math.max(seconds, 1)),
    tally.count("fault"),
    tally.count("unexpected"),
    tally.count("mix-up"),
    memory.latest() ?? "-",
  ];
  process.stdout.write(`${row(cells)}\n`);
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(COLUMN)).join("");
}

function report(tally: Tally, problems: readonly string[]): boolean {
  for (const note of tally.notes()) {
    process.stdout.write(`${note}\n`);
  }
  const isWhole = tally.count("mix-up") === 0 && tally.count("unexpected") === 0 && tally.count("success") > 0;
  const isGood = isWhole && problems.length === 0;
  const reasons = problems.length === 0 ? "" : `: ${problems.join("; ")}`;
  process.stdout.write(isGood ? "passed\n" : `FAILED${reasons}\n`);
  return isGood;
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

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "5" },
      connections: { type: "string", default: "64" },
      hostile: { type: "string", default: "8" },
      keys: { type: "string", default: "1000" },
      "fault-rate": { type: "string", default: "0.02" },
    },
  });
  const options = {
    minutes: Number(values.minutes),
    connections: Number(values.connections),
    hostile: Number(values.hostile),
    keys: Number(values.keys),
    faultRate: Number(values["fault-rate"]),
  };
  const { minutes, connections, hostile, keys, faultRate } = options;
  const isUsable = minutes > 0 && connections >= 1 && hostile >= 0 && keys >= 1 && faultRate >= 0;
  if (!isUsable || faultRate > 1) {
    throw new RangeError("numbers above 0 are wanted, and a fault rate from 0 to 1");
  }
  return options;
}

function readOptionsOrExit(): Options {
  try {
    return readOptions();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}

await main(readOptionsOrExit());
