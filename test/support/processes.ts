import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Writable } from "node:stream";
import { afterEach } from "vitest";

export interface RunningProcess {
  readonly exit: Promise<number | null>;
  readonly output: () => string;
  /** Resolves with the output once it matches, and fails when the process ends before that. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly stdin: Writable;
  /** Stops reading its stdout, as the end of a pipe does whose program has gone. */
  readonly closeStdout: () => void;
}

export type StartProcess = (script: string, args?: string[], env?: Record<string, string>) => RunningProcess;

export interface CommandOptions {
  readonly cwd?: string;
  /** On top of the test's own variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Signals reach what it starts as well, as Ctrl-C does in a terminal. */
  readonly isGroup?: boolean;
}

/** Starts scripts of this repository as processes; those of a test that still run are killed after it. */
export function useProcesses(): StartProcess {
  const start = useCommands();
  return (script, args = [], env = {}) =>
    start([process.execPath, "--import", "tsx", ...script.split(" "), ...args], { env });
}

/** Starts commands as processes; those of a test that still run are killed after it. */
export function useCommands(): (command: readonly string[], options?: CommandOptions) => RunningProcess {
  const running: RunningProcess[] = [];
  afterEach(async () => {
    for (const child of running.splice(0)) {
      child.kill("SIGKILL");
      await child.exit;
    }
  });
  return (command, options = {}) => {
    const child = startProcess(command, options);
    running.push(child);
    return child;
  };
}

function startProcess(
  [program = "", ...args]: readonly string[],
  { cwd, env, isGroup = false }: CommandOptions,
): RunningProcess {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    detached: isGroup,
    ...(cwd !== undefined && { cwd }),
  });
  let text = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      for (const listener of listeners) {
        listener();
      }
    });
  }
  const exit = once(child, "close").then(([code]) => code as number | null);
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match) {
          resolve(match);
        }
      };
      listeners.add(look);
      look();
      exit.then(() => reject(new Error(`ended without ${pattern}: ${text}`)), reject);
    });
  return {
    exit,
    output: () => text,
    until,
    kill: (signal) => killProcess(child, isGroup, signal),
    stdin: child.stdin,
    closeStdout: () => child.stdout.destroy(),
  };
}

function killProcess(child: ChildProcess, isGroup: boolean, signal: NodeJS.Signals): void {
  if (isGroup && child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, signal);
  } else {
    child.kill(signal);
  }
}
