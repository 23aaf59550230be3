import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { freePort } from "../processes/free-port.ts";
import { printProgress, runCleanly } from "./clean-run.ts";
import { type CallRecord, callUnderLoad } from "./interrupted-load.ts";
import { createLoadGenerator } from "./load-generator.ts";
import { type BalancedPorts, nginxConfig } from "./nginx.ts";
import { readNumber } from "./options.ts";
import { type Host, type Processes, type ServerProgram, whenListening } from "./processes.ts";
import { keysOf, prepareRequest } from "./requests.ts";
import { send } from "./send.ts";
import { ENDPOINT_SETTINGS } from "./stage.ts";
import { firstAnswer, firstQuestion } from "./subjects.ts";
import { fillWorkspace, type Workspace } from "./workspace.ts";

const NGINX = "/usr/sbin/nginx";
const USAGE = "Usage: npm run bench:scale -- [--seconds 5]";
const CONNECTIONS = 32;
const KEYS = 64;

interface Cluster {
  readonly upstream: Host;
  readonly instances: readonly [Host, Host];
  readonly ports: BalancedPorts;
  restartFirst(): Promise<Host>;
}

/** Two instances behind nginx: their rates alone and together, and the calls lost when one of them is killed. */
async function scaleOut(seconds: number, workspace: Workspace, processes: Processes): Promise<void> {
  printProgress("building the endpoint");
  await fillWorkspace(workspace, processes);
  const cluster = await startCluster(workspace, processes);
  const load = createLoadGenerator(processes.talk(workspace.host("load")));
  const rate = async (port: number) => {
    const requests = [prepareRequest("createVoucher", "2025-11-25")];
    const credentials = keysOf(KEYS);
    const job = { origin: originOf(port), requests, connections: CONNECTIONS, credentials, opensSession: false };
    await load({ ...job, end: { seconds: seconds / 2 } });
    return (await load({ ...job, end: { seconds } })).callsPerSecond;
  };
  printProgress("throughput");
  const [one, both] = [await rate(cluster.ports.one), await rate(cluster.ports.both)];
  process.stdout.write(
    `createVoucher through nginx, ${CONNECTIONS} connections: one instance ${one.toFixed(0)} calls/s, `,
  );
  process.stdout.write(`two ${both.toFixed(0)} (nginx, load generator and upstream share the machine with them)\n`);
  printProgress("one of the two is killed and started again");
  await killOne(cluster, processes);
}

async function startCluster(workspace: Workspace, processes: Processes): Promise<Cluster> {
  const { log } = workspace;
  const upstream = await processes.serve({ file: workspace.host("counting-upstream"), env: {}, log });
  const ports = { both: await freePort(), one: await freePort() };
  const programs = await Promise.all(
    ["first", "second"].map(async (name): Promise<ServerProgram> => {
      const AUDIT_LOG = join(workspace.folder, `${name}.audit.log`);
      const env = { ...ENDPOINT_SETTINGS, DIGISTORE24_API_URL: `${upstream.origin}/api/call`, AUDIT_LOG };
      return { file: workspace.endpoint, args: ["serve"], env, log, port: await freePort() };
    }),
  );
  const start = async (program: ServerProgram) => {
    const host = await processes.serve(program);
    await firstAnswer(host, firstQuestion("endpoint"));
    return host;
  };
  const [first, second] = programs as [ServerProgram, ServerProgram];
  const instances: [Host, Host] = [await start(first), await start(second)];
  const config = join(workspace.folder, "nginx.conf");
  writeFileSync(
    config,
    nginxConfig(workspace.folder, [new URL(instances[0].origin), new URL(instances[1].origin)], ports),
  );
  const nginx = { child: processes.launch(NGINX, ["-c", config, "-p", workspace.folder], {}, log), origin: "" };
  await firstAnswer({ ...nginx, origin: originOf(ports.both) }, firstQuestion("endpoint"));
  return { upstream, instances, ports, restartFirst: () => start(first) };
}

/** Prints the outcomes of the calls, and sets the exit code if one failed that should not have. */
async function killOne({ upstream, instances, ports, restartFirst }: Cluster, processes: Processes): Promise<void> {
  // The vouchers of the throughput test, which all have one code, do not matter.
  await sentTwice(upstream);
  const killed = instances[0];
  const { calls, killedMs, isBackMs } = await callUnderLoad({
    origin: originOf(ports.both),
    connections: CONNECTIONS,
    instance: new URL(killed.origin).host,
    kill: () => processes.stop(killed),
    restart: async () => void (await restartFirst()),
  });
  const failed = calls.filter(({ failure }) => failure !== undefined);
  const host = new URL(killed.origin).host;
  const wasInFlight = ({ instance, startMs }: CallRecord) => instance === host && startMs <= killedMs;
  const unexplained = failed.filter((call) => !wasInFlight(call));
  const twice = await sentTwice(upstream);
  process.stdout.write(
    `${calls.length} calls while one instance was killed and came back ${(isBackMs - killedMs).toFixed(0)} ms later: ` +
      `${failed.length - unexplained.length} failed in flight on it, ${unexplained.length} failed otherwise, ` +
      `${twice.length} were sent to the API twice\n`,
  );
  for (const { failure, instance, startMs } of unexplained.slice(0, 5)) {
    process.stdout.write(`failed: ${failure} at ${instance}, ${(startMs - killedMs).toFixed(0)} ms after the end\n`);
  }
  process.exitCode = unexplained.length === 0 && twice.length === 0 ? 0 : 1;
}

async function sentTwice(upstream: Host): Promise<readonly string[]> {
  const pool = new Pool(upstream.origin);
  const { body } = await whenListening(upstream, () => send(pool, { path: "/__twice", headers: {}, body: "" }));
  await pool.destroy();
  return JSON.parse(body.toString("utf8"));
}

function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function readSecondsOrExit(): number {
  try {
    const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" } } });
    return readNumber("seconds", values.seconds, 0.1, Number.isFinite);
  } catch (error) {
    printProgress(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}

const seconds = readSecondsOrExit();
await runCleanly((workspace, processes) => scaleOut(seconds, workspace, processes));
