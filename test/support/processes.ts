import { join } from "node:path";
import { afterEach, inject } from "vitest";
import {
  type RunningProcess,
  type StartOptions,
  scriptCommand,
  startProcess,
} from "../../scripts/processes/started-process.ts";

export type { RunningProcess };

/** `afterEach`, or `afterAll` where tests run side by side. */
export type CleanUpHook = (cleanUp: () => void | Promise<void>) => void;

type StartProcess = (script: string, args?: string[], env?: Record<string, string>) => RunningProcess;

/** Starts scripts of this repository as processes; those of a test that still run are killed after it. */
export function useProcesses(whenOver: CleanUpHook = afterEach): StartProcess {
  const start = useCommands(whenOver);
  return (script, args = [], env = {}) => start(scriptCommand(script, args), { env });
}

/** Starts the built command, as an installed package does; its processes that still run are killed after the test. */
export function useBuiltCommand(
  whenOver: CleanUpHook = afterEach,
): (args: readonly string[], env?: Record<string, string>) => RunningProcess {
  const start = useCommands(whenOver);
  return (args, env = {}) => start(builtCommand(args), { env });
}

/** `digistore24-mcp` from the one build of this run, for files of the dist project. */
export function builtCommand(args: readonly string[]): [string, ...string[]] {
  return [process.execPath, join(inject("dist"), "cli/main.js"), ...args];
}

/** Starts commands as processes; those of a test that still run are killed after it. */
export function useCommands(
  whenOver: CleanUpHook = afterEach,
): (command: readonly string[], options?: StartOptions) => RunningProcess {
  const running: RunningProcess[] = [];
  whenOver(async () => {
    for (const started of running.splice(0)) {
      started.kill("SIGKILL");
      await started.exit;
    }
  });
  return (command, options = {}) => {
    const started = startProcess(command, options);
    running.push(started);
    return started;
  };
}
