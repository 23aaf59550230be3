import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { compareFacts, type Deviation } from "./pull/compare-facts.ts";
import { collectFacts, type DescriptionFacts } from "./pull/facts.ts";
import { measureList } from "./pull/list-bytes.ts";
import { applyOverlay } from "./pull/overlay.ts";
import { PullError } from "./pull/pull-error.ts";
import { toMarkdown } from "./pull/report.ts";
import { resolveDescription } from "./pull/resolve.ts";
import { openSource } from "./pull/source.ts";
import { type StagedChanges, stageChanges } from "./pull/stage-changes.ts";

const USAGE =
  "Usage: npm run openapi:pull -- [--from URL|DIR|FILE] [--into DIR] [--dry-run] [--json]\nExits 0 when nothing has changed, 3 when something has, 1 when that could not be told.";
const VENDOR = "https://www.digistore24.com/api/docs/openapi.yaml";
const CORRECTIONS = "vendor-corrections.yaml";
const EXIT = { same: 0, failed: 1, usage: 2, changed: 3 } as const;

interface Options {
  readonly from: string;
  /** The folder of our description. */
  readonly into: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly cache: string;
}

/** Compares the vendor's description with ours and takes over what has changed. */
async function main({ from, into, dryRun, json, cache }: Options): Promise<number> {
  const { facts: theirs, stale } = await readTheirs(from, into, cache);
  const ours = collectFacts(await resolveDescription(await openSource(into, cache)));
  const deviations = JSON.parse(await readFile(path.join(into, "deviations.json"), "utf8")) as Deviation[];
  const changes = compareFacts(ours, theirs, deviations);
  if (changes.length === 0) {
    const nothing = { source: from, changes, stale };
    process.stdout.write(
      json ? `${JSON.stringify(nothing, null, 2)}\n` : `No difference to ${from}.\n${stale.join("\n")}`,
    );
    return EXIT.same;
  }
  const staged = await stageChanges({ folder: into, facts: ours }, theirs, changes);
  try {
    const [before, after] = [await measureList(into), await measureList(staged.folder)];
    const { byHand } = staged;
    const markdown = toMarkdown({ source: from, ours, theirs, changes, byHand, stale, before, after });
    process.stdout.write(json ? `${JSON.stringify({ source: from, changes, byHand, stale }, null, 2)}\n` : markdown);
    if (!dryRun) {
      await takeOver(staged, into);
    }
  } finally {
    await rm(staged.folder, { recursive: true, force: true });
  }
  return EXIT.changed;
}

async function readTheirs(
  from: string,
  into: string,
  cache: string,
): Promise<{ facts: DescriptionFacts; stale: string[] }> {
  const document = await resolveDescription(await openSource(from, cache));
  const corrections = await readFile(path.join(into, CORRECTIONS), "utf8");
  const stale = applyOverlay(document, corrections, CORRECTIONS);
  return { facts: collectFacts(document), stale };
}

async function takeOver({ folder, files }: StagedChanges, into: string): Promise<void> {
  await mkdir(path.join(into, "paths"), { recursive: true });
  for (const file of files) {
    await copyFile(path.join(folder, file), path.join(into, file));
  }
  process.stderr.write(`${files.length} files written. Next: review policy.yaml, then npm run regen.\n`);
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      from: { type: "string", default: VENDOR },
      into: { type: "string", default: "openapi" },
      cache: { type: "string", default: "node_modules/.cache/openapi-pull" },
      "dry-run": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  return { ...values, dryRun: values["dry-run"] };
}

try {
  process.exitCode = await main(readOptions());
} catch (error) {
  const isUsage = String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");
  if (!isUsage && !(error instanceof PullError)) {
    throw error;
  }
  process.stderr.write(`${(error as Error).message}${isUsage ? `\n${USAGE}` : ""}\n`);
  process.exitCode = isUsage ? EXIT.usage : EXIT.failed;
}
