import { Pool } from "undici";
import { readCpuMs } from "../processes/running-process.ts";
import { askToCharge, charge } from "./charge.ts";
import type { Options } from "./options.ts";
import type { Host, Processes } from "./processes.ts";
import { cpuPerCall, type Run } from "./run-in-turns.ts";
import type { Stage } from "./stage.ts";
import { percentile } from "./statistics.ts";
import { firstAnswer, firstQuestion } from "./subjects.ts";

/** Each with an account of its own, because confirmed calls of an account run one after another. */
const CONNECTIONS = 16;

export const STEPS = ["not held (CONFIRM=off)", "question", "confirmed call"] as const;

/** A call that charges, as one of its steps. */
export interface Confirmations {
  readonly step: (typeof STEPS)[number];
  readonly runs: readonly Run[];
}

interface Endpoint {
  readonly host: Host;
  readonly pool: Pool;
}

/** A call that is held until a person agrees: the question, the call with the confirmation, and the call where nothing is held. */
export async function measureConfirm(
  stage: Stage,
  processes: Processes,
  { runs, seconds }: Options,
): Promise<readonly Confirmations[]> {
  const [holding, open] = [await start(stage, "money"), await start(stage, "off")];
  const done = STEPS.map((step): { step: (typeof STEPS)[number]; runs: Run[] } => ({ step, runs: [] }));
  for (let run = 0; run <= runs; run++) {
    const results = await runRound(holding, open, seconds);
    // The first is the warm-up.
    if (run > 0) {
      done.forEach(({ runs: finished }, step) => void finished.push(results[step] as Run));
    }
  }
  for (const { host, pool } of [holding, open]) {
    await pool.destroy();
    await processes.stop(host);
  }
  return done;
}

async function start(stage: Stage, level: string): Promise<Endpoint> {
  const host = await stage.startEndpoint({ CONFIRM: level });
  await firstAnswer(host, firstQuestion("endpoint"));
  return { host, pool: new Pool(host.origin, { connections: CONNECTIONS }) };
}

async function runRound(holding: Endpoint, open: Endpoint, seconds: number): Promise<readonly Run[]> {
  const endMs = () => performance.now() + seconds * 1000;
  const until = (end: number) => () => performance.now() < end;
  const confirmations: string[][] = Array.from({ length: CONNECTIONS }, () => []);
  const direct = await runStep(open, until(endMs()), async (worker) => {
    await charge(open.pool, worker);
  });
  const question = await runStep(holding, until(endMs()), async (worker) => {
    confirmations[worker]?.push(await askToCharge(holding.pool, worker));
  });
  const left = (worker: number) => (confirmations[worker]?.length ?? 0) > 0;
  const confirmed = await runStep(holding, left, async (worker) => {
    await charge(holding.pool, worker, confirmations[worker]?.pop());
  });
  return [direct, question, confirmed];
}

/** Every worker repeats a call for as long as `goesOn`. */
async function runStep(
  { host }: Endpoint,
  goesOn: (worker: number) => boolean,
  call: (worker: number) => Promise<void>,
): Promise<Run> {
  const latencies: number[] = [];
  const beforeCpu = readCpuMs(host.child.pid);
  const startMs = performance.now();
  const work = async (worker: number) => {
    while (goesOn(worker)) {
      const sentMs = performance.now();
      await call(worker);
      latencies.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, worker) => work(worker)));
  const calls = latencies.length;
  return {
    calls,
    callsPerSecond: (calls / (performance.now() - startMs)) * 1000,
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
    cpuMsPerCall: cpuPerCall(beforeCpu, readCpuMs(host.child.pid), calls),
  };
}
