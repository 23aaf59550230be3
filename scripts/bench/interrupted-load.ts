import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import { checkAnswer } from "./check-answer.ts";
import { INSTANCE_HEADER } from "./nginx.ts";
import { keyHeader, keyOf, prepareRequest } from "./requests.ts";
import { send } from "./send.ts";

const BEFORE_MS = 1000;
const AWAY_MS = 1000;
const MAX_ABSENCE_MS = 20_000;

export interface CallRecord {
  readonly startMs: number;
  /** The instance that handled it last. */
  readonly instance: string;
  readonly failure?: string;
}

interface InterruptedLoad {
  readonly origin: string;
  readonly connections: number;
  /** The instance that is killed. */
  readonly instance: string;
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

interface Interrupted {
  readonly calls: readonly CallRecord[];
  /** The times when the instance was gone and when it first answered again. */
  readonly killedMs: number;
  readonly isBackMs: number;
}

/** Creates vouchers without pause while an instance is killed, is away, and comes back. */
export async function callUnderLoad(load: InterruptedLoad): Promise<Interrupted> {
  const { origin, connections, instance } = load;
  const pool = new Pool(origin, { connections });
  const calls: CallRecord[] = [];
  let isOver = false;
  const work = async (worker: number) => {
    for (let count = 0; !isOver; count++) {
      calls.push(await createVoucher(pool, worker, `W${worker}C${count}`));
    }
  };
  const workers = Promise.all(Array.from({ length: connections }, (_, worker) => work(worker)));
  try {
    await wait(BEFORE_MS);
    await load.kill();
    const killedMs = performance.now();
    await wait(AWAY_MS);
    await load.restart();
    return { calls, killedMs, isBackMs: await untilBack(calls, instance, performance.now()) };
  } finally {
    isOver = true;
    await workers;
    await pool.close();
  }
}

async function untilBack(calls: readonly CallRecord[], instance: string, sinceMs: number): Promise<number> {
  while (performance.now() - sinceMs < MAX_ABSENCE_MS) {
    const first = calls.find((call) => call.startMs > sinceMs && call.instance === instance && !call.failure);
    if (first) {
      return first.startMs;
    }
    await wait(BEFORE_MS / 10);
  }
  throw new Error("the instance that was started again got no call");
}

async function createVoucher(pool: Pool, worker: number, code: string): Promise<CallRecord> {
  const request = prepareRequest("createVoucher", "2025-11-25");
  const headers = { ...request.headers, ...keyHeader(request.dialect, keyOf(worker)) };
  const startMs = performance.now();
  try {
    const message = { path: request.path, headers, body: request.body.replace("SPRING26", code) };
    const { status, headers: answered, body } = await send(pool, message);
    const instance = String(answered[INSTANCE_HEADER]).split(", ").at(-1) ?? "";
    try {
      checkAnswer(request, status, body.toString("utf8"));
      return { startMs, instance };
    } catch (error) {
      return { startMs, instance, failure: (error as Error).message };
    }
  } catch (error) {
    return { startMs, instance: "none", failure: (error as Error).message };
  }
}
