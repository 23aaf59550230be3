import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { hasEnded } from "./running-process.ts";

export interface StartOptions {
  readonly cwd?: string;
  /** Added to the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the process a separate process group: Ctrl-C in a terminal does not reach it, and `kill` reaches its children. */
  readonly isGroup?: boolean;
  /** Shows its errors at once instead of collecting them. */
  readonly showErrors?: boolean;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly output: () => string;
  /** Discards its output from now on, for a process that runs for hours. */
  readonly discardOutput: () => void;
  /** Resolves with the match once the output has it, and fails if the process ends first. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly stdin: Writable;
  /** Stops reading its stdout, like a pipe whose reader has exited. */
  readonly closeStdout: () => void;
}

/** The command that runs a script of this repository, given with its first arguments. */
export function scriptCommand(script: string, args: readonly string[] = []): readonly string[] {
  return [process.execPath, "--import", "tsx", ...script.split(" "), ...args];
}

export function startProcess([program = "", ...args]: readonly string[], options: StartOptions = {}): RunningProcess {
  const { cwd, env, isGroup = false, showErrors = false } = options;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    detached: isGroup,
    stdio: ["pipe", "pipe", showErrors ? "inherit" : "pipe"],
    ...(cwd !== undefined && { cwd }),
  }) as ChildProcessByStdio<Writable, Readable, Readable | null>;
  const exit = once(child, "close").then(([code]) => code as number | null);
  return {
    child,
    exit,
    ...collectOutput(child, exit),
    kill: (signal) => killProcess(child, isGroup, signal),
    stdin: child.stdin,
    closeStdout: () => child.stdout.destroy(),
  };
}

function collectOutput(
  { stdout, stderr }: ChildProcessByStdio<Writable, Readable, Readable | null>,
  exit: Promise<number | null>,
): Pick<RunningProcess, "output" | "discardOutput" | "until"> {
  let text = "";
  let isDiscarding = false;
  const listeners = new Set<() => void>();
  for (const stream of [stdout, stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      if (isDiscarding) {
        return;
      }
      text += chunk.toString("utf8");
      for (const listener of listeners) {
        listener();
      }
    });
  }
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match) {
          listeners.delete(look);
          resolve(match);
        }
      };
      listeners.add(look);
      look();
      exit.then(() => reject(new Error(`ended without ${pattern}: ${text}`)), reject);
    });
  const discardOutput = () => {
    isDiscarding = true;
    text = "";
  };
  return { output: () => text, discardOutput, until };
}

function killProcess(child: ChildProcess, isGroup: boolean, signal: NodeJS.Signals): void {
  if (isGroup && child.pid !== undefined && !hasEnded(child)) {
    process.kill(-child.pid, signal);
  } else {
    child.kill(signal);
  }
}
