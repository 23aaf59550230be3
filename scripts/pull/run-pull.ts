import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { compareFacts } from "./compare-facts.ts";
import { collectFacts, type DescriptionFacts } from "./facts.ts";
import { measureList } from "./list-bytes.ts";
import { type PullOptions, readOptions, USAGE, UsageError } from "./options.ts";
import { readCorrections, readDeviations } from "./our-decisions.ts";
import { applyOverlay } from "./overlay.ts";
import { PullError } from "./pull-error.ts";
import type { ReadingOptions } from "./read-http.ts";
import { type ReportInput, toJson, toMarkdown } from "./report.ts";
import { resolveDescription } from "./resolve.ts";
import { openSource } from "./source.ts";
import { stageChanges } from "./stage-changes.ts";
import { takeOver } from "./take-over.ts";

const EXIT = { same: 0, failed: 1, usage: 2, changed: 3 } as const;

interface Output {
  write(text: string): unknown;
}

/** Compares the vendor's description with ours and applies the changes. Returns the exit code. */
export async function runPull(args: readonly string[], stdout: Output, stderr: Output): Promise<number> {
  const end = new AbortController();
  try {
    const options = readOptions(args);
    // Requests still running when one file fails must not keep the process alive.
    const signal = AbortSignal.any([AbortSignal.timeout(options.timeoutMs), end.signal]);
    return await pull(options, { cacheFolder: options.cacheFolder, signal }, stdout, stderr);
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`${error.message}\n${USAGE}\n`);
      return EXIT.usage;
    }
    if (!isExpected(error)) {
      throw error;
    }
    stderr.write(`${error.message.replace(/\s*\n\s*/g, "; ")}\n`);
    return EXIT.failed;
  } finally {
    end.abort();
  }
}

/** Any other error is a defect of this command and keeps its stack. */
function isExpected(error: unknown): error is Error {
  const isOfSystem = error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
  return error instanceof PullError || isOfSystem;
}

async function pull(options: PullOptions, reading: ReadingOptions, stdout: Output, stderr: Output): Promise<number> {
  const { from, into, isDryRun, asJson } = options;
  const print = (report: ReportInput) => stdout.write(asJson ? toJson(report) : toMarkdown(report));
  const ours = collectFacts(await resolveDescription(await openSource(into, reading)));
  const { theirs, stale } = await readTheirs(from, into, ours, reading);
  const deviations = await readDeviations(into);
  const changes = compareFacts(ours, theirs, deviations);
  const report = { source: from, ours, theirs, changes, stale, byHand: [] };
  if (changes.length === 0) {
    print(report);
    return EXIT.same;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "openapi-pull-"));
  try {
    const wanted = { ours: { folder: into, facts: ours, deviations }, theirs, changes };
    const { files, byHand } = await stageChanges(folder, wanted, reading);
    const [before, after] = [await measureList(into), await measureList(folder)];
    if (!isDryRun) {
      await takeOver(folder, files, into);
    }
    print({ ...report, byHand, before, after });
    if (!isDryRun) {
      stderr.write(
        `${files.length} ${files.length === 1 ? "file" : "files"} written. Next: review policy.yaml, then npm run regen.\n`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return EXIT.changed;
}

async function readTheirs(
  from: string,
  into: string,
  ours: DescriptionFacts,
  reading: ReadingOptions,
): Promise<{ theirs: DescriptionFacts; stale: string[] }> {
  const source = await openSource(from, reading);
  const document = await resolveDescription(source);
  await source.remember();
  const { text, file } = await readCorrections(into);
  const stale = applyOverlay(document, text, file);
  return { theirs: collectFacts(document, ours), stale };
}
