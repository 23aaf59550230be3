import type { Options } from "./options.ts";
import { WORKS } from "./requests.ts";
import { type Measured, type Place, runInTurns, runOnce } from "./run-in-turns.ts";
import type { Stage } from "./stage.ts";
import { canDo, type Subject } from "./subjects.ts";

const CONNECTIONS = [1, 16, 64];
const LATENCIES_MS = [0, 20];
/** Share of a run's seconds, for each subject at the beginning. */
const FIRST_WARM_UP = 3;

/** Every subject under every condition. */
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
    const able = subjects.filter((one) => canDo(one, place.work) && (one.isPeer !== true || hasTarget(place)));
    measured.push(...(await runInTurns(stage, able, place, options)));
  }
  return measured;
}

/** A list does not go upstream. `--quick` measures only what may have a target. */
export function placesOf({ parts, isQuick }: Options): readonly Place[] {
  const all = LATENCIES_MS.flatMap((latencyMs) => CONNECTIONS.map((connections) => ({ connections, latencyMs })));
  return WORKS.filter((work) => parts.has(work))
    .flatMap((work) => all.map((place) => ({ work, ...place })))
    .filter(({ work, latencyMs }) => work !== "tools/list" || latencyMs === 0)
    .filter((place) => !isQuick || hasTarget(place));
}

function hasTarget({ connections, latencyMs }: Place): boolean {
  return connections === (latencyMs === 0 ? 64 : 16);
}
