import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { readMemory } from "../processes/running-process.ts";
import type { Host, Processes } from "./processes.ts";
import { readWhenThere } from "./read-when-there.ts";
import { keysOf, type PreparedRequest, prepareRequest } from "./requests.ts";
import type { HostKind, Stage } from "./stage.ts";
import { firstAnswer, firstQuestion, REVISIONS } from "./subjects.ts";

const KINDS: readonly HostKind[] = ["endpoint", "SDK host", "passthrough"];
const CALLERS = 1000;
/** Each caller once, then many times. */
const GOALS = [1000, 100_000];
const CONNECTIONS = 16;
/** Time for pending calls to end. */
const REST_MS = 2000;
const TOOL_CALLS = ["ping", "listPurchases", "createVoucher"] as const;

interface MemoryReading {
  /** Done so far. */
  readonly calls: number;
  /** As counted by the system; null if it does not report it. */
  readonly residentBytes: number | null;
  /** Heap and external buffers that remain after a full collection. */
  readonly heapBytes: number;
}

export interface Memory {
  readonly subject: HostKind;
  readonly readings: readonly MemoryReading[];
}

interface MemoryBench {
  readonly stage: Stage;
  readonly processes: Processes;
  readonly folder: string;
  readonly printProgress: (line: string) => void;
}

/** Each measured in a fresh process: at rest, after 1,000 calls and after 100,000, with all tools and revisions mixed and 1,000 keys. */
export async function measureMemory(bench: MemoryBench): Promise<readonly Memory[]> {
  const measured: Memory[] = [];
  for (const subject of KINDS) {
    measured.push({ subject, readings: await measureOne(bench, subject) });
  }
  return measured;
}

async function measureOne({ stage, processes, folder, printProgress }: MemoryBench, kind: HostKind) {
  const heapFile = join(folder, "heap.json");
  const host = await stage.startTelling(kind, heapFile);
  await firstAnswer(host, firstQuestion(kind));
  const readings = [await readAtRest(host, heapFile, 0)];
  for (const goal of GOALS) {
    printProgress(`memory of the ${kind}, ${goal} calls`);
    stage.emptyLogs();
    await stage.load({
      origin: host.origin,
      requests: mixedCalls(kind),
      connections: CONNECTIONS,
      credentials: keysOf(CALLERS),
      opensSession: false,
      end: { calls: goal - (readings.at(-1)?.calls ?? 0) },
    });
    readings.push(await readAtRest(host, heapFile, goal));
  }
  await processes.stop(host);
  return readings;
}

function mixedCalls(kind: HostKind): readonly PreparedRequest[] {
  const dialects = kind === "passthrough" ? (["form"] as const) : REVISIONS;
  return dialects.flatMap((dialect) => TOOL_CALLS.map((work) => prepareRequest(work, dialect)));
}

async function readAtRest(host: Host, heapFile: string, calls: number): Promise<MemoryReading> {
  await wait(REST_MS);
  const residentBytes = readMemory(host.child.pid) ?? null;
  rmSync(heapFile, { force: true });
  return { calls, residentBytes, heapBytes: await readWhenThere(host, heapFile) };
}
