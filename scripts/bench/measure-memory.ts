import { setTimeout as wait } from "node:timers/promises";
import { readMemory } from "../running-process.ts";
import type { Host, Processes } from "./processes.ts";
import { type PreparedRequest, prepareRequest } from "./requests.ts";
import type { HostKind, Stage } from "./stage.ts";
import { firstAnswer, firstQuestion, REVISIONS } from "./subjects.ts";

const KINDS: readonly HostKind[] = ["endpoint", "SDK host", "passthrough"];
export const CALLERS = 1000;
export const FEW_CALLS = 1000;
const MANY_CALLS = 100_000;
const MANY_CALLS_QUICK = 10_000;
const CONNECTIONS = 16;
/** For what was in flight to be collected, as far as Node does that unasked. */
const REST_MS = 2000;
const TOOL_CALLS = ["ping", "listPurchases", "createVoucher"] as const;

export interface Memory {
  readonly subject: HostKind;
  /** Calls done so far, and the bytes resident then; null where the system does not tell. */
  readonly at: readonly { readonly calls: number; readonly bytes: number | null }[];
}

/** Of a fresh process each: at rest, after 1,000 calls and after many, all tools and revisions mixed, of 1,000 keys. */
export async function measureMemory(stage: Stage, processes: Processes, isQuick: boolean): Promise<readonly Memory[]> {
  const measured: Memory[] = [];
  for (const subject of isQuick ? KINDS.slice(0, 1) : KINDS) {
    const host = await stage.start(subject);
    await firstAnswer(host, firstQuestion(subject));
    const at = [await readAtRest(host, 0)];
    let calls = 0;
    for (const goal of [FEW_CALLS, isQuick ? MANY_CALLS_QUICK : MANY_CALLS]) {
      stage.emptyLogs();
      await stage.load({
        origin: host.origin,
        requests: mixedCalls(subject),
        connections: CONNECTIONS,
        callers: CALLERS,
        needsSession: false,
        end: { calls: goal - calls },
      });
      calls = goal;
      at.push(await readAtRest(host, calls));
    }
    await processes.stop(host);
    measured.push({ subject, at });
  }
  return measured;
}

function mixedCalls(kind: HostKind): readonly PreparedRequest[] {
  const dialects = kind === "passthrough" ? (["form"] as const) : REVISIONS;
  return dialects.flatMap((dialect) => TOOL_CALLS.map((work) => prepareRequest(work, dialect)));
}

async function readAtRest({ child }: Host, calls: number) {
  await wait(REST_MS);
  return { calls, bytes: readMemory(child.pid) ?? null };
}
