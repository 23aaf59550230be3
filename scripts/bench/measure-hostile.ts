import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "undici";
import { type HostileBody, hostileBodies } from "./hostile-bodies.ts";
import type { Host, Processes } from "./processes.ts";
import { readWhenThere } from "./read-when-there.ts";
import { keyHeader, keyOf, prepareRequest } from "./requests.ts";
import { send } from "./send.ts";
import type { Stage } from "./stage.ts";
import { firstAnswer, firstQuestion } from "./subjects.ts";
import type { Workspace } from "./workspace.ts";

const ROUNDS = 3;

/** The cost of one body to the endpoint. */
export interface Hostile {
  readonly name: string;
  readonly status: number;
  /** The longest time that the event loop was blocked in each round. */
  readonly delayMs: readonly number[];
  /** Written for it in the last round. */
  readonly logLines: number;
}

/** Sends expensive bodies of a megabyte, one at a time, to an endpoint that does nothing else. */
export async function measureHostile(
  stage: Stage,
  processes: Processes,
  { folder, log }: Workspace,
): Promise<readonly Hostile[]> {
  const delayFile = join(folder, "delay.json");
  const host = await stage.startWatched("endpoint", delayFile);
  await firstAnswer(host, firstQuestion("endpoint"));
  const pool = new Pool(host.origin);
  try {
    // Modules that load on the first call are not part of the cost of a body.
    await post(pool, prepareRequest("createVoucher", "2025-11-25").body);
    const measured: Hostile[] = [];
    for (const body of hostileBodies()) {
      measured.push(await measureBody({ host, pool, delayFile, log }, body));
    }
    return measured;
  } finally {
    await pool.destroy();
    await processes.stop(host);
  }
}

interface Measuring {
  readonly host: Host;
  readonly pool: Pool;
  readonly delayFile: string;
  readonly log: string;
}

async function measureBody({ host, pool, delayFile, log }: Measuring, { name, body }: HostileBody): Promise<Hostile> {
  const delayMs: number[] = [];
  let status = 0;
  let logLines = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = linesOf(log);
    await readDelay(host, delayFile);
    ({ status } = await post(pool, body));
    delayMs.push(await readDelay(host, delayFile));
    logLines = linesOf(log) - before;
  }
  return { name, status, delayMs, logLines };
}

function readDelay(host: Host, delayFile: string): Promise<number> {
  rmSync(delayFile, { force: true });
  return readWhenThere(host, delayFile);
}

function post(pool: Pool, body: string) {
  const { headers } = prepareRequest("ping", "2025-11-25");
  return send(pool, { path: "/", headers: { ...headers, ...keyHeader("2025-11-25", keyOf(0)) }, body });
}

function linesOf(file: string): number {
  return readFileSync(file, "utf8").split("\n").length;
}
