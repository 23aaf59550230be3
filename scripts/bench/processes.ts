import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../processes/free-port.ts";
import { hasEnded, stopProcess } from "../processes/running-process.ts";

const RETRY_MS = 2;
const MAX_START_MS = 30_000;

export interface Host {
  readonly child: ChildProcess;
  readonly origin: string;
}

export interface ServerProgram {
  readonly file: string;
  readonly args?: readonly string[];
  /** For Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Receives its output. */
  readonly log: string;
  /** A free port unless one is given. */
  readonly port?: number | undefined;
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Processes {
  /** Starts a program whose output goes to `log`. */
  launch(command: string, args: readonly string[], env: Readonly<Record<string, string>>, log: string): ChildProcess;
  /** Starts a server that reads PORT. Does not wait for it. */
  serve(program: ServerProgram): Promise<Host>;
  /** Starts a process to exchange messages with. */
  talk(file: string): ChildProcess;
  /** Runs a script to its end, in another folder and with further variables if given, and returns its output. */
  run(args: readonly string[], where?: Place): Promise<string>;
  /** The processes that ended on their own, and their exit codes or signals. */
  ended(): readonly string[];
  stop(host: Host): Promise<void>;
  stopAll(): Promise<void>;
}

/** Keeps every process of the bench, so that all of them end with it. */
export function createProcesses(): Processes {
  const children: ChildProcess[] = [];
  // Ctrl-C reaches only the bench, which ends the others itself.
  const shared = { env: cleanEnvironment(), detached: true };
  let isStopped = false;
  const track = (start: () => ChildProcess): ChildProcess => {
    if (isStopped) {
      throw new Error("the bench has ended");
    }
    const child = start();
    children.push(child);
    return child;
  };
  const launch: Processes["launch"] = (command, args, env, log) => {
    const output = openSync(log, "a");
    try {
      const given = { ...shared.env, ...env };
      return track(() => spawn(command, args, { ...shared, env: given, stdio: ["ignore", output, "inherit"] }));
    } finally {
      closeSync(output);
    }
  };
  return {
    launch,
    serve: async ({ file, args = [], nodeArgs = [], env, log, port: fixed }) => {
      const port = fixed ?? (await freePort());
      const child = launch(process.execPath, [...nodeArgs, file, ...args], { ...env, PORT: String(port) }, log);
      return { child, origin: `http://127.0.0.1:${port}` };
    },
    talk: (file) => track(() => fork(file, { ...shared, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] })),
    run: (args, { cwd, env } = { cwd: ".", env: {} }) => {
      const options = { ...shared, cwd, env: { ...shared.env, ...env } };
      return outputOf(track(() => spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] })));
    },
    ended: () => children.filter(hasEnded).filter(wasNotKilled).map(describeEnd),
    stop: ({ child }) => stopProcess(child, "SIGKILL"),
    stopAll: async () => {
      isStopped = true;
      await Promise.all(children.splice(0).map(stopWithChildren));
    },
  };
}

/** Each process leads a group, which holds what it starts itself: a build starts esbuild, and esbuild writes the files. */
async function stopWithChildren(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || process.platform === "win32") {
    await stopProcess(child, "SIGKILL");
  } else if (!hasEnded(child)) {
    // Its output is closed only when the last of the group that writes to it has ended.
    const closed = once(child, "close");
    process.kill(-child.pid, "SIGKILL");
    await closed;
  }
}

async function outputOf(child: ChildProcess): Promise<string> {
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    once(child, "close"),
  ]);
  if (code !== 0) {
    throw new Error(`${child.spawnargs.slice(1).join(" ")} failed: ${output}${errors}`);
  }
  return output;
}

/** Tries until the process listens and the attempt succeeds. Only a refused connection is tried again. */
export async function whenListening<T>({ child, origin }: Host, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + MAX_START_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") {
        throw error;
      }
      if (hasEnded(child) || Date.now() > deadline) {
        throw new Error(`${child.spawnargs.slice(1).join(" ")} does not listen at ${origin}`, { cause: error });
      }
      await wait(RETRY_MS);
    }
  }
}

/** The bench ends processes with SIGKILL, and scripts end by themselves with 0. */
function wasNotKilled({ exitCode, killed }: ChildProcess): boolean {
  return !killed && exitCode !== 0;
}

function describeEnd({ spawnargs, exitCode, signalCode }: ChildProcess): string {
  return `${spawnargs.join(" ")} ended with ${signalCode ?? `exit code ${exitCode}`}`;
}

/** Omits the variables that the operator has set for another endpoint. */
function cleanEnvironment(): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR"].map((name) => [name, process.env[name]]);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}
