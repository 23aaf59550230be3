import { parseArgs } from "node:util";
import { FAULT_KINDS } from "../../src/sandbox/faults.ts";
import { type SoakedProcesses, startProcesses } from "./processes.ts";
import { createTally, type Tally } from "./tally.ts";
import { work } from "./work.ts";

const USAGE = "Usage: npm run soak -- [--minutes 5] [--connections 64] [--keys 1000] [--fault-rate 0.02]";
/** A call that is never answered holds a connection until it times out, so it is rare, and not for functions that may be slow. */
const SILENCE_SHARE = 0.05;
const QUICK_FUNCTIONS = ["getUserInfo", "createVoucher", "getProduct"];
const MINUTE_MS = 60_000;

interface Options {
  readonly minutes: number;
  readonly connections: number;
  readonly keys: number;
  readonly faultRate: number;
}

/** Loads the endpoint for some minutes while its API misbehaves. Exits 1 on a mix-up, an unexplained error or a death. */
async function main(options: Options): Promise<void> {
  const processes = await startProcesses();
  try {
    await switchFaultsOn(processes.sandboxUrl, options.faultRate);
    await soak(processes, options);
  } finally {
    await processes.stop();
  }
}

async function soak(processes: SoakedProcesses, { minutes, connections, keys }: Options): Promise<void> {
  const tally = createTally();
  const startedMs = Date.now();
  const endMs = startedMs + minutes * MINUTE_MS;
  let isStopped = false;
  const isOver = () => isStopped || Date.now() >= endMs || processes.ended() !== undefined;
  process.once("SIGINT", () => {
    isStopped = true;
  });
  process.stdout.write(`${connections} connections, ${keys} keys, ${minutes} minutes\n${HEADINGS}\n`);
  print(tally, processes, startedMs);
  const timer = setInterval(() => print(tally, processes, startedMs), MINUTE_MS);
  const url = processes.endpointUrl;
  await Promise.all(Array.from({ length: connections }, () => work({ url, keys, tally, isOver })));
  clearInterval(timer);
  print(tally, processes, startedMs);
  process.exitCode = report(tally, processes.ended()) ? 0 : 1;
}

const COLUMN = 11;
const HEADINGS = row(["minutes", "calls", "calls/s", "faults", "unexpected", "mix-ups", "MiB"]);

function print(tally: Tally, processes: SoakedProcesses, startedMs: number): void {
  const seconds = (Date.now() - startedMs) / 1000;
  const cells = [
    (seconds / 60).toFixed(1),
    tally.total(),
    Math.round(tally.total() / Math.max(seconds, 1)),
    tally.count("fault"),
    tally.count("unexpected"),
    tally.count("mix-up"),
    processes.endpointMemory() ?? "-",
  ];
  process.stdout.write(`${row(cells)}\n`);
}

function row(cells: readonly (string | number)[]): string {
  return cells.map((cell) => String(cell).padStart(COLUMN)).join("");
}

function report(tally: Tally, ended: string | undefined): boolean {
  for (const note of tally.notes()) {
    process.stdout.write(`${note}\n`);
  }
  const isGood = tally.count("mix-up") === 0 && tally.count("unexpected") === 0 && ended === undefined;
  const isEmpty = tally.count("success") === 0;
  const verdict = ended === undefined ? (isGood && !isEmpty ? "passed" : "FAILED") : `FAILED: the ${ended} has ended`;
  process.stdout.write(`${verdict}\n`);
  return isGood && !isEmpty;
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
      keys: { type: "string", default: "1000" },
      "fault-rate": { type: "string", default: "0.02" },
    },
  });
  const options = {
    minutes: Number(values.minutes),
    connections: Number(values.connections),
    keys: Number(values.keys),
    faultRate: Number(values["fault-rate"]),
  };
  const isUsable = options.minutes > 0 && options.connections >= 1 && options.keys >= 1 && options.faultRate >= 0;
  if (!isUsable || options.faultRate > 1) {
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
