import { existsSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "undici";
import { createSurfaces } from "../../src/server/contract/surface.ts";
import { servedTools as servedByDefault } from "../../src/server/start/served-tools.ts";
import { fixedAnswers } from "./fixed-answers.ts";
import { createLoadGenerator, type LoadGenerator } from "./load-generator.ts";
import { type Host, type Processes, whenListening } from "./processes.ts";
import { send } from "./send.ts";
import type { Workspace } from "./workspace.ts";

export type HostKind = "endpoint" | "SDK host" | "passthrough";

/** Variables of the endpoint, apart from its log files and the address of the upstream. */
export const ENDPOINT_SETTINGS: Readonly<Record<string, string>> = {
  // Counted, but never reached.
  RATE_LIMIT_PER_KEY: "1000000",
  // Lets it return all 100 purchases, as the other subjects do.
  DIGISTORE24_MAX_RESULT_CHARS: "10000000",
};

/** The surroundings of the subjects: the upstream that they call and the load generator that calls them. */
export interface Stage {
  readonly upstreamOrigin: string;
  readonly load: LoadGenerator;
  start(kind: HostKind): Promise<Host>;
  /** Starts an endpoint with further settings, on a free port unless one is given. */
  startEndpoint(settings: Readonly<Record<string, string>>, port?: number): Promise<Host>;
  /** Starts a host that writes the size of its heap to `heapFile` on SIGUSR2. */
  startTelling(kind: HostKind, heapFile: string): Promise<Host>;
  /** Starts a host that writes to `delayFile`, on SIGUSR2, how long its event loop was blocked. */
  startWatched(kind: HostKind, delayFile: string): Promise<Host>;
  setLatency(ms: number): Promise<void>;
  /** Millions of calls would fill the disk. */
  emptyLogs(): void;
}

export async function setStage(workspace: Workspace, processes: Processes, upstreamPort?: number): Promise<Stage> {
  const { log } = workspace;
  const auditLog = join(workspace.folder, "audit.log");
  const answers = { ANSWERS_FILE: workspace.write("answers.json", fixedAnswers()) };
  const upstream = await processes.serve({ file: workspace.host("upstream"), env: answers, log, port: upstreamPort });
  const control = new Pool(upstream.origin);
  const setLatency = async (ms: number) => {
    await send(control, { path: `/__latency/${ms}`, headers: {}, body: "" });
  };
  await whenListening(upstream, () => setLatency(0));
  const small = { UPSTREAM_ORIGIN: upstream.origin, TOOLS_FILE: workspace.write("tools.json", servedTools()) };
  const full = { ...ENDPOINT_SETTINGS, DIGISTORE24_API_URL: `${upstream.origin}/api/call`, AUDIT_LOG: auditLog };
  const hosts = {
    endpoint: { file: workspace.endpoint, args: ["serve"], env: full, log },
    "SDK host": { file: workspace.host("sdk-host"), env: small, log },
    passthrough: { file: workspace.host("passthrough"), env: small, log },
  };
  return {
    upstreamOrigin: upstream.origin,
    load: createLoadGenerator(processes.talk(workspace.host("load"))),
    start: (kind) => processes.serve(hosts[kind]),
    startEndpoint: (settings, port) =>
      processes.serve({ ...hosts.endpoint, env: { ...hosts.endpoint.env, ...settings }, port }),
    startTelling: (kind, heapFile) =>
      processes.serve({
        ...hosts[kind],
        env: { ...hosts[kind].env, HEAP_FILE: heapFile },
        nodeArgs: ["--expose-gc", "--import", workspace.host("collect")],
      }),
    startWatched: (kind, delayFile) =>
      processes.serve({
        ...hosts[kind],
        env: { ...hosts[kind].env, DELAY_FILE: delayFile },
        nodeArgs: ["--import", workspace.host("watch-delay")],
      }),
    setLatency,
    emptyLogs: () => {
      for (const file of [log, auditLog].filter((name) => existsSync(name))) {
        truncateSync(file);
      }
    },
  };
}

/** The endpoint's default list for another host, and the API's function behind each tool. */
function servedTools() {
  const { list, tools } = createSurfaces(servedByDefault({ servesInsights: true }), {
    surface: "published",
    credentialTools: [],
  }).whole;
  const functions = [...tools.values()].map(({ definition }) => [definition.name, definition.functionName]);
  return { tools: list, functions: Object.fromEntries(functions) };
}
