import { readCpuMs } from "../processes/running-process.ts";
import type { LoadOutcome } from "./load-job.ts";
import type { Options } from "./options.ts";
import { keysOf, prepareRequest, type Work } from "./requests.ts";
import type { Stage } from "./stage.ts";
import type { Subject } from "./subjects.ts";

/** Share of a run's seconds. */
const WARM_UP = 0.5;
/** More than the connections: no key reaches its limits. */
const CALLERS = 64;

export interface Place {
  readonly work: Work;
  readonly connections: number;
  readonly latencyMs: number;
}

export interface Run extends LoadOutcome {
  /** Processor time of the subject's own process; null if the process is not ours. */
  readonly cpuMsPerCall: number | null;
}

export interface Measured extends Place {
  readonly subject: string;
  readonly runs: readonly Run[];
}

/** Every subject at one place in rounds, so that a slower minute of the machine affects all of them. */
export async function runInTurns(
  stage: Stage,
  subjects: readonly Subject[],
  place: Place,
  { runs, seconds }: Pick<Options, "runs" | "seconds">,
): Promise<readonly Measured[]> {
  const done = new Map<string, Run[]>(subjects.map(({ name }) => [name, []]));
  await stage.setLatency(place.latencyMs);
  for (const subject of subjects) {
    await runOnce(stage, subject, place, seconds * WARM_UP);
  }
  for (let run = 0; run < runs; run++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      // A different subject goes first each time.
      const subject = subjects[(turn + run) % subjects.length] as Subject;
      done.get(subject.name)?.push(await runOnce(stage, subject, place, seconds));
    }
  }
  await stage.setLatency(0);
  return subjects.map(({ name }) => ({ subject: name, ...place, runs: done.get(name) ?? [] }));
}

export async function runOnce(stage: Stage, subject: Subject, place: Place, seconds: number): Promise<Run> {
  stage.emptyLogs();
  const before = readCpuMs(subject.pid);
  const outcome = await stage.load({
    origin: subject.origin,
    requests: [prepareRequest(place.work, subject.dialect, subject.path)],
    connections: place.connections,
    credentials: subject.credentials ?? keysOf(CALLERS),
    opensSession: subject.opensSession,
    end: { seconds },
  });
  return { ...outcome, cpuMsPerCall: cpuPerCall(before, readCpuMs(subject.pid), outcome.calls) };
}

export function cpuPerCall(beforeMs: number | undefined, afterMs: number | undefined, calls: number): number | null {
  return beforeMs === undefined || afterMs === undefined ? null : (afterMs - beforeMs) / calls;
}
