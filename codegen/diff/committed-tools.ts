import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type GeneratedTool, readTools } from "./read-tools.ts";

const run = promisify(execFile);
const MAX_MODULE_BYTES = 64 * 1024 * 1024;

/** There is nothing to compare with; the message says why, for one line of output. */
export class NoBaselineError extends Error {
  override readonly name = "NoBaselineError";
}

/** The tools as `folder` held them at a commit. Works in whatever repository the folder lies. */
export async function readCommittedTools(folder: string, revision: string): Promise<GeneratedTool[]> {
  const commit = await resolveCommit(folder, revision);
  const names = await git(folder, "ls-tree", "--name-only", "-z", commit, "tools/");
  const modules = names.split("\0").filter((name) => name.endsWith(".ts"));
  if (modules.length === 0) {
    throw new NoBaselineError(`${revision} has no tools in ${folder}`);
  }
  const texts = await readBlobs(
    folder,
    modules.map((name) => `${commit}:./${name}`),
  );
  try {
    return readTools(texts);
  } catch (error) {
    throw new NoBaselineError(`the tools of ${revision} cannot be read: ${(error as Error).message}`);
  }
}

async function resolveCommit(folder: string, revision: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  try {
    return (await git(folder, ...args)).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new NoBaselineError(code === "ENOENT" ? "git cannot be run" : `git has no commit ${revision} of ${folder}`);
  }
}

/** All of them by one process: starting one for each takes longer than the rest of a generation. */
async function readBlobs(folder: string, names: readonly string[]): Promise<string[]> {
  const reading = run("git", ["-C", folder, "cat-file", "--batch"], {
    maxBuffer: MAX_MODULE_BYTES,
    encoding: "buffer",
  });
  reading.child.stdin?.end(names.map((name) => `${name}\n`).join(""));
  const { stdout } = await reading;
  return splitBatch(stdout);
}

/** Each object comes as `<hash> <type> <bytes>`, a line feed, its content and another line feed. */
function splitBatch(output: Buffer): string[] {
  const texts: string[] = [];
  for (let start = 0; start < output.length; ) {
    const headEnd = output.indexOf("\n", start);
    const bytes = Number(output.toString("utf8", start, headEnd).split(" ").at(-1));
    texts.push(output.toString("utf8", headEnd + 1, headEnd + 1 + bytes));
    start = headEnd + 1 + bytes + 1;
  }
  return texts;
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...args], { maxBuffer: MAX_MODULE_BYTES });
  return stdout;
}
