import { readCpuMs } from "../processes/running-process.ts";
import type { LoadOutcome } from "./load-job.ts";
import type { Options } from "./options.ts";
import { prepareRequest, WORKS, type Work } from "./requests.ts";
import type { Stage } from "./stage.ts";
import { canDo, type Subject } from "./subjects.ts";

const CONNECTIONS = [1, 16, 64];
const LATENCIES_MS = [0, 20];
/** Shares of a run's seconds: for each subject at the beginning, and again at each place. */
const FIRST_WARM_UP = 3;
const WARM_UP = 0.5;
/** More than the connections: no key reaches its limits. */
const CALLERS = 64;

interface Place {
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

/** Every subject under every condition in turn, so that a slower minute of the machine affects all of them. */
export async function measureThroughput(
  stage: Stage,
  subjects: readonly Subject[],
  options: Options,
  printProgress: (line: string) => void,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  const places = placesOf(options);
  printProgress("warming up");
  for (const subject of subjects) {
    const work = places.find((place) => canDo(subject, place.work))?.work;
    await (work && runOnce(stage, subject, { work, connections: 16, latencyMs: 0 }, options.seconds * FIRST_WARM_UP));
  }
  for (const place of places) {
    printProgress(`${place.work}, ${place.connections} connections, upstream ${place.latencyMs} ms`);
    await stage.setLatency(place.latencyMs);
    const able = subjects.filter((subject) => canDo(subject, place.work));
    const runs = await runInTurns(stage, able, place, options);
    measured.push(...able.map(({ name }) => ({ subject: name, ...place, runs: runs.get(name) ?? [] })));
  }
  await stage.setLatency(0);
  return measured;
}

/** A list does not go upstream. `--quick` measures only what has a target. */
export function placesOf({ parts, isQuick }: Options): readonly Place[] {
  const all = LATENCIES_MS.flatMap((latencyMs) => CONNECTIONS.map((connections) => ({ connections, latencyMs })));
  return WORKS.filter((work) => parts.has(work))
    .flatMap((work) => all.map((place) => ({ work, ...place })))
    .filter(({ work, latencyMs }) => work !== "tools/list" || latencyMs === 0)
    .filter(({ connections, latencyMs }) => !isQuick || connections === (latencyMs === 0 ? 64 : 16));
}

async function runInTurns(
  stage: Stage,
  subjects: readonly Subject[],
  place: Place,
  { runs, seconds }: Options,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const done = new Map<string, Run[]>(subjects.map(({ name }) => [name, []]));
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
  return done;
}

async function runOnce(stage: Stage, subject: Subject, place: Place, seconds: number): Promise<Run> {
  stage.emptyLogs();
  const before = readCpuMs(subject.pid);
  const outcome = await stage.load({
    origin: subject.origin,
    requests: [prepareRequest(place.work, subject.dialect, subject.path)],
    connections: place.connections,
    callers: subject.needsSession ? 1 : CALLERS,
    needsSession: subject.needsSession,
    end: { seconds },
  });
  const after = readCpuMs(subject.pid);
  const cpuMs = before === undefined || after === undefined ? undefined : after - before;
  return { ...outcome, cpuMsPerCall: cpuMs === undefined ? null : cpuMs / outcome.calls };
}
