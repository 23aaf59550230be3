import { realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tolerateClosedPipe } from "./closed-pipe.ts";
import { CodegenError, describeProblem } from "./codegen-error.ts";
import { NoBaselineError, readCommittedTools } from "./diff/committed-tools.ts";
import { diffTools } from "./diff/diff-tools.ts";
import { type GeneratedTool, readTools } from "./diff/read-tools.ts";
import { describeUnreviewed, toText } from "./diff/report.ts";
import { type Difference, diffFiles, foreignFiles, writeFiles } from "./output.ts";
import { generate } from "./pipeline.ts";

const MAX_FILES_NAMED = 5;
const USAGE = `usage: npm run regen -- [--check] [--description FILE] [--policy FILE] [--published FILE] [--out DIR]`;

/** The streams that the command writes to. */
interface Io {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Generates or, with --check, compares. `furtherSections` describe tools that are not generated, in TOOLS.md. Exit code 1: the inputs or the generated files need a person; 2: wrong usage.
 */
export async function run(args: readonly string[], io: Io, furtherSections: readonly string[] = []): Promise<number> {
  try {
    return await regenerate(args, io, furtherSections);
  } catch (error) {
    if (!(error instanceof CodegenError)) {
      throw error;
    }
    print(`${error.message}\n${count(error.problems.length, "problem")}; nothing was written`, io.stderr);
    return 1;
  }
}

async function regenerate(args: readonly string[], io: Io, furtherSections: readonly string[]): Promise<number> {
  const options = readOptions(args, io);
  if (!options) {
    return 2;
  }
  const { check, out, ...inputs } = options;
  const held = [".", ...Object.values(inputs)].find((file) => isInside(file, out));
  if (held !== undefined) {
    print(
      `--out ${out} holds ${path.resolve(held)}, and everything else in it would be removed; name another folder`,
      io.stderr,
    );
    return 2;
  }
  const files = await generate(inputs, (note) => print(describeProblem(note), io.stdout), furtherSections);
  if (check) {
    return reportDrift(await diffFiles(files, out), out, io);
  }
  return write(files, out, io);
}

async function write(files: ReadonlyMap<string, string>, out: string, { stdout, stderr }: Io): Promise<number> {
  const foreign = await foreignFiles(files, out);
  if (foreign.length > 0) {
    const shown = foreign.slice(0, MAX_FILES_NAMED).join(", ") + (foreign.length > MAX_FILES_NAMED ? ", …" : "");
    print(
      `--out ${out} holds what the generator did not write, and it would be lost: ${shown}; move it or name another folder`,
      stderr,
    );
    return 2;
  }
  const changes = await writeFiles(files, out);
  print(
    `${files.size} files in ${out}, ${changes.length === 0 ? "all as they were" : `${changes.length} written or removed`}`,
    stdout,
  );
  print(changes.map(describe).join("\n"), stdout);
  const tools = readTools([...files].filter(([file]) => file.startsWith("tools/")).map(([, text]) => text));
  print(await describeToolChanges(tools, out), stdout);
  print(describeUnreviewed(tools), stdout);
  return 0;
}

/** Describes the changes that agents will notice, or says in one line that there is no commit to compare with. */
async function describeToolChanges(tools: readonly GeneratedTool[], out: string): Promise<string> {
  try {
    return toText(diffTools(await readCommittedTools(out, "HEAD"), tools), "the last commit");
  } catch (error) {
    if (error instanceof NoBaselineError) {
      return `Tools are not compared with the last commit: ${error.message}`;
    }
    throw error;
  }
}

function readOptions(args: readonly string[], { stderr }: Io) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        check: { type: "boolean", default: false },
        description: { type: "string", default: "openapi/openapi.yaml" },
        policy: { type: "string", default: "openapi/policy.yaml" },
        published: { type: "string", default: "openapi/published-tools.json" },
        out: { type: "string", default: "src/generated" },
      },
    }).values;
  } catch (error) {
    print(`${(error as Error).message}\n${USAGE}`, stderr);
    return undefined;
  }
}

function isInside(file: string, folder: string): boolean {
  return path.relative(folder, file).split(path.sep)[0] !== "..";
}

function reportDrift(differences: readonly Difference[], out: string, { stdout, stderr }: Io): number {
  if (differences.length === 0) {
    print(`${out} is up to date`, stdout);
    return 0;
  }
  print(
    `${out} is out of date (${count(differences.length, "file")})\n${differences.map(describe).join("\n")}`,
    stderr,
  );
  print("Run `npm run regen`, review the diff, and commit it with its cause.", stderr);
  return 1;
}

function describe({ kind, file, line }: Difference): string {
  return `  ${kind.padEnd(8)} ${file}${line === undefined ? "" : `   first difference at line ${line}`}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function print(text: string, stream: NodeJS.WritableStream): void {
  if (text !== "") {
    stream.write(`${text}\n`);
  }
}

const [, script] = process.argv;
// Modules that import this one call `run` themselves.
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  tolerateClosedPipe(process.stdout);
  process.exitCode = await run(process.argv.slice(2), process);
}
