import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { notesOf } from "./changelog.ts";
import { openGit, tagOf } from "./git.ts";
import { CHANGELOG, type Change, planRelease, type ReleasePlan } from "./plan-release.ts";
import { BUNDLE, DESCRIPTION, registryEntry } from "./registry-entry.ts";
import { ReleaseError } from "./release-error.ts";
import { placesOtherThan } from "./version-places.ts";

const USAGE = `Usage: npm run release -- [VERSION] [--dry-run]
       npm run release -- --notes TAG
       npm run release -- --registry-entry OWNER/NAME
Without VERSION, the topmost section of ${CHANGELOG} names it. With --dry-run, every change is printed, and nothing is changed.
With --notes, the section of a tag's version is printed. With --registry-entry, ${DESCRIPTION} is printed with the image of the
repository OWNER/NAME and with ${BUNDLE}, which has to be there.\n`;

interface Io {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
}

interface ReleaseContext extends Io {
  /** The folder of the repository. */
  readonly root: string;
  readonly now: Date;
}

interface ReleaseOptions {
  readonly version: string | undefined;
  readonly isDryRun: boolean;
  /** The tag whose release notes are asked for. */
  readonly notes: string | undefined;
  /** The repository that publishes what the entry describes. */
  readonly registryEntry: string | undefined;
  readonly asksForHelp: boolean;
}

/** Returns the exit code. */
export function runRelease(args: readonly string[], context: ReleaseContext): number {
  try {
    return act(readOptions(args), context);
  } catch (error) {
    if (!(error instanceof ReleaseError)) {
      throw error;
    }
    context.stderr.write(`No release: ${error.message}\n`);
    return 1;
  }
}

function act(options: ReleaseOptions, context: ReleaseContext): number {
  if (options.asksForHelp) {
    context.stdout.write(USAGE);
    return 0;
  }
  if (options.notes !== undefined) {
    return printNotes(options.notes, context);
  }
  return options.registryEntry === undefined
    ? release(options, context)
    : printRegistryEntry(options.registryEntry, context);
}

function release({ version: asked, isDryRun }: ReleaseOptions, { root, now, stdout }: ReleaseContext): number {
  const plan = planRelease({ asked, date: now.toISOString().slice(0, 10), read: reader(root) });
  const git = openGit(root);
  const problems = git.problems(plan.version);
  if (isDryRun) {
    stdout.write(describePlan(plan));
  }
  if (problems.length > 0) {
    throw new ReleaseError(problems.join("; "));
  }
  const tag = tagOf(plan.version);
  if (isDryRun) {
    stdout.write(`\nDry run of ${tag}: nothing was changed.\n`);
    return 0;
  }
  for (const { file, after } of plan.changes) {
    writeFileSync(join(root, file), after);
  }
  git.commitAndTag(
    plan.version,
    plan.changes.map(({ file }) => file),
  );
  stdout.write(`Committed and tagged ${tag}. To publish it: git push --atomic origin main ${tag}\n`);
  return 0;
}

/** Also checks that everything that a tag is built from has its version. */
function printNotes(tag: string, { root, stdout }: ReleaseContext): number {
  const version = tag.replace(/^v/, "");
  const read = reader(root);
  const others = placesOtherThan(version, read);
  if (others.length > 0) {
    throw new ReleaseError(`the tag is ${tag}, but ${others.join(" and ")}: delete the tag and use npm run release`);
  }
  stdout.write(`${notesOf(read(CHANGELOG), version)}\n`);
  return 0;
}

function printRegistryEntry(repository: string, { root, stdout }: ReleaseContext): number {
  const bundle = join(root, BUNDLE);
  if (!existsSync(bundle)) {
    throw new ReleaseError(`there is no ${BUNDLE} whose hash the entry could name: make it with npm run mcpb`);
  }
  const description = reader(root)(DESCRIPTION);
  stdout.write(registryEntry({ description, repository, bundle: readFileSync(bundle) }));
  return 0;
}

function describePlan({ changes }: ReleasePlan): string {
  return changes.map(describeChange).join("");
}

function describeChange({ file, before, after }: Change): string {
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, options);
}

function reader(root: string): (file: string) => string {
  return (file) => readFileSync(join(root, file), "utf8");
}

function readOptions(args: readonly string[]): ReleaseOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) {
    throw new ReleaseError(`there is one version in a release, not ${positionals.length}\n${USAGE.trimEnd()}`);
  }
  return {
    version: positionals[0],
    isDryRun: values["dry-run"],
    notes: values.notes,
    registryEntry: values["registry-entry"],
    asksForHelp: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
        notes: { type: "string" },
        "registry-entry": { type: "string" },
      },
    });
  } catch (error) {
    throw new ReleaseError(`${(error as Error).message}\n${USAGE.trimEnd()}`);
  }
}
