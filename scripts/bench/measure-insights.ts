import { Pool } from "undici";
import { freePort } from "../processes/free-port.ts";
import { readMemory } from "../processes/running-process.ts";
import type { Host, Processes } from "./processes.ts";
import { whenListening } from "./processes.ts";
import { send } from "./send.ts";
import type { Workspace } from "./workspace.ts";

const KEY = "100001-SANDBOXFULLACCESS";
/** Each with the arguments that make it read the most. */
const QUESTIONS: readonly { readonly tool: string; readonly args: object }[] = [
  { tool: "reportSales", args: { group_by: "plan", compare: "previous_period" } },
  { tool: "reportSubscriptions", args: {} },
  { tool: "reportOpenPayments", args: {} },
  { tool: "reviewCustomer", args: { name: "Erika Beispiel" } },
  { tool: "briefShop", args: {} },
];
const MEMORY_MS = 20;

export interface Insight {
  readonly tool: string;
  readonly ms: readonly number[];
  /** The most above the memory at rest; null if the system does not report it. */
  readonly moreBytes: number | null;
}

/** The insights in a shop of 50,000 orders, one after another. The time of the first answer of each is not counted. */
export async function measureInsights(
  processes: Processes,
  { endpoint, log }: Workspace,
  runs: number,
): Promise<readonly Insight[]> {
  const port = await freePort();
  const args = ["sandbox", "--scale", "large", "--port", String(port)];
  const shop = await processes.serve({ file: endpoint, args, env: {}, log, port });
  const env = {
    DIGISTORE24_API_URL: `${shop.origin}/api/call`,
    RATE_LIMIT_PER_KEY: "1000000",
    AUDIT_LOG: "off",
    LOG_LEVEL: "error",
  };
  const host = await processes.serve({ file: endpoint, args: ["serve"], env, log });
  const pool = new Pool(host.origin);
  const shopPool = new Pool(shop.origin);
  await whenListening(shop, () => send(shopPool, { path: "/api/call/ping", headers: {}, body: "" }));
  await shopPool.close();
  await whenListening(host, () => ask(pool, "ping", {}, "result"));
  const restBytes = readMemory(host.child.pid);
  const measured: Insight[] = [];
  for (const question of QUESTIONS) {
    measured.push(await measureOne(host, pool, question, runs, restBytes));
  }
  await pool.close();
  await processes.stop(host);
  await processes.stop(shop);
  return measured;
}

async function measureOne(
  host: Host,
  pool: Pool,
  { tool, args }: (typeof QUESTIONS)[number],
  runs: number,
  restBytes: number | undefined,
): Promise<Insight> {
  let mostBytes = restBytes ?? 0;
  const timer = setInterval(() => {
    mostBytes = Math.max(mostBytes, readMemory(host.child.pid) ?? 0);
  }, MEMORY_MS);
  const ms: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const startMs = performance.now();
    await ask(pool, tool, args);
    if (run > 0) {
      ms.push(performance.now() - startMs);
    }
  }
  clearInterval(timer);
  return { tool, ms, moreBytes: restBytes === undefined ? null : mostBytes - restBytes };
}

/** The part of an answer that shows that it is whole. */
const WHOLE = '\\"_complete\\":true';

/** Throws if the answer does not have a part. */
async function ask(pool: Pool, name: string, args: object, part = WHOLE): Promise<void> {
  const { status, body } = await send(pool, {
    path: "/mcp",
    headers: {
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } }),
  });
  const text = body.toString("utf8");
  if (status !== 200 || !text.includes(part)) {
    throw new Error(`${name} was answered with HTTP ${status}: ${text.slice(0, 300)}`);
  }
}
