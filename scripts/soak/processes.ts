import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasEnded, readMemory, stopProcess } from "../processes/running-process.ts";
import { type RunningProcess, scriptCommand, startProcess } from "../processes/started-process.ts";

export interface SoakedProcesses {
  readonly endpointUrl: string;
  /** Sandbox, without the path of its API. */
  readonly sandboxUrl: string;
  /** Names the process that has ended, if one has. */
  ended(): string | undefined;
  /** In bytes; undefined on systems without /proc. */
  endpointMemory(): number | undefined;
  stop(): Promise<void>;
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

/** Sandbox and endpoint as they run in production, each in its own process. */
export async function startProcesses(): Promise<SoakedProcesses> {
  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  const sandbox = startScript("src/cli/main.ts sandbox", ["--port", "0"], {});
  const [sandboxUrl] = await sandbox.until(ADDRESS);
  const endpoint = startScript("src/cli/main.ts serve", [], {
    PORT: "0",
    DIGISTORE24_API_URL: `${sandboxUrl}/api/call`,
    DIGISTORE24_SURFACE: "full",
    // Short, because some answers never arrive.
    DIGISTORE24_TIMEOUT_MS: "2000",
    AUDIT_LOG: join(folder, "audit.log"),
    AUDIT_READS: "true",
    // Each client has its own address, as if it came through a proxy.
    TRUSTED_PROXIES: "127.0.0.1",
    // Counted, but never reached.
    RATE_LIMIT_PER_KEY: "1000000",
  });
  const [endpointUrl] = await endpoint.until(ADDRESS);
  endpoint.discardOutput();
  sandbox.discardOutput();
  const started = { sandbox, endpoint };
  return {
    endpointUrl,
    sandboxUrl,
    ended: () => Object.entries(started).find(([, { child }]) => hasEnded(child))?.[0],
    endpointMemory: () => readMemory(endpoint.child.pid),
    stop: async () => {
      await Promise.all(Object.values(started).map(({ child }) => stopProcess(child)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ctrl-C reaches only the soak, which stops the others itself after its last line. */
function startScript(script: string, args: string[], env: Record<string, string>): RunningProcess {
  return startProcess(scriptCommand(script, args), { env, isGroup: true, showErrors: true });
}
