import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasEnded, readMemory, stopProcess } from "../running-process.ts";

export interface SoakedProcesses {
  readonly endpointUrl: string;
  /** Sandbox, without the path of its API. */
  readonly sandboxUrl: string;
  /** Names the process that has ended, if one has. */
  ended(): string | undefined;
  /** Bytes; undefined if the system does not tell. */
  endpointMemory(): number | undefined;
  stop(): Promise<void>;
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

/** Sandbox and endpoint as they run in reality, each a process of its own. */
export async function startProcesses(): Promise<SoakedProcesses> {
  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  const sandbox = startScript("src/cli/main.ts sandbox", ["--port", "0"], {});
  const sandboxUrl = await firstAddress(sandbox);
  const endpoint = startScript("src/cli/main.ts serve", [], {
    PORT: "0",
    DIGISTORE24_API_URL: `${sandboxUrl}/api/call`,
    DIGISTORE24_SURFACE: "full",
    // Short, because some answers never come.
    DIGISTORE24_TIMEOUT_MS: "2000",
    AUDIT_LOG: join(folder, "audit.log"),
    AUDIT_READS: "true",
    // Clients name addresses of their own, as they come through a proxy in reality.
    TRUSTED_PROXIES: "127.0.0.1",
    // Counted, but never reached.
    RATE_LIMIT_PER_KEY: "1000000",
  });
  const endpointUrl = await firstAddress(endpoint);
  const children = { sandbox, endpoint };
  return {
    endpointUrl,
    sandboxUrl,
    ended: () => Object.entries(children).find(([, child]) => hasEnded(child))?.[0],
    endpointMemory: () => readMemory(endpoint.pid),
    stop: async () => {
      await Promise.all(Object.values(children).map((child) => stopProcess(child)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startScript(script: string, args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", ...script.split(" "), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    // Ctrl-C is for the soak alone: it stops the others itself, after its last line.
    detached: true,
  });
}

async function firstAddress(child: ChildProcess): Promise<string> {
  let output = "";
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const address = ADDRESS.exec(output)?.[0];
    if (address !== undefined) {
      child.stdout?.resume();
      return address;
    }
  }
  throw new Error(`a process ended before it listened: ${output}`);
}
