import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { NODE, programOf } from "../newer-node.ts";
import type { Connection, Surroundings } from "./client.ts";
import { throughModel } from "./through-model.ts";

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
/** Less than a test may take, so that no program outlives its test. */
const MAX_RUN_MS = 100_000;

/** A command for people, which is given one prompt, asks the model and ends. */
interface Program {
  readonly packageName: string;
  readonly command: string;
  readonly args: (prompt: string) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The connection of a program, which is started for each prompt. */
export function throughProgram(program: Program, { folder, model }: Surroundings): Connection {
  const command = programOf(program.packageName, program.command);
  const options = {
    cwd: folder,
    // Some are scripts, which have to find the newer Node.js first; none may find a person's settings.
    env: { PATH: `${dirname(NODE)}:${process.env["PATH"]}`, HOME: folder, ...program.env },
    maxBuffer: MAX_OUTPUT_BYTES,
    timeout: MAX_RUN_MS,
  };
  const ask = async (prompt: string) => {
    const started = run(command, program.args(prompt), options);
    // Otherwise some wait for the rest of the prompt.
    started.child.stdin?.end();
    await started;
  };
  return throughModel(model, ask, async () => {});
}
