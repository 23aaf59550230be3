import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { addFunction } from "./add-function.ts";
import type { ByHand, Change } from "./change.ts";
import { changeFunction } from "./change-function.ts";
import { compareFacts } from "./compare-facts.ts";
import { collectFacts, type DescriptionFacts } from "./facts.ts";
import { isObject, member } from "./json.ts";
import type { Deviation } from "./our-decisions.ts";
import { PullError } from "./pull-error.ts";
import type { ReadingOptions } from "./read-http.ts";
import { resolveDescription } from "./resolve.ts";
import { openSource } from "./source.ts";

interface StagedChanges {
  /** The files of it that differ, relative. */
  readonly files: readonly string[];
  /** Changes that have to be made by hand. */
  readonly byHand: readonly ByHand[];
}

interface OurDescription {
  readonly folder: string;
  readonly facts: DescriptionFacts;
  readonly deviations: readonly Deviation[];
}

interface Wanted {
  readonly ours: OurDescription;
  readonly theirs: DescriptionFacts;
  readonly changes: readonly Change[];
}

/** Applies the changes to a copy in `folder`, so that ours stays as it is until all of them are applied. */
export async function stageChanges(folder: string, wanted: Wanted, reading: ReadingOptions): Promise<StagedChanges> {
  const { ours, theirs } = wanted;
  await cp(ours.folder, folder, { recursive: true });
  const { texts, reasons } = await editTexts(folder, wanted);
  for (const [file, text] of texts) {
    await writeFile(path.join(folder, file), text);
  }
  const staged = collectFacts(await resolveDescription(await openSource(folder, reading)));
  const left = compareFacts(staged, theirs, ours.deviations);
  return {
    files: [...texts.keys()].sort(),
    byHand: left.map((change) => ({ ...change, reason: reasons.get(keyOf(change)) ?? reasonFor(change) })),
  };
}

/** The new texts by file, and by change the reasons why it was not made. */
async function editTexts(folder: string, { ours, theirs, changes }: Wanted) {
  const files = await describedFiles(folder);
  const reasons = new Map<string, string>();
  const texts = new Map<string, string>();
  const edit = async (file: string, change: (text: string) => string): Promise<void> => {
    const text = texts.get(file) ?? (await readFile(path.join(folder, file), "utf8"));
    const changed = change(text);
    if (changed !== text) {
      texts.set(file, changed);
    }
  };
  for (const change of inOrder(changes)) {
    const [our, their] = [ours.facts.get(change.functionName), theirs.get(change.functionName)];
    const file = files.get(`/${change.functionName}`);
    const reason =
      change.kind === "function added" && their
        ? await addFunction({ functionName: change.functionName, facts: their, ours: ours.facts, folder, texts, edit })
        : await tryChange(() => our && their && file && edit(file, (text) => changeFunction(text, change, our, their)));
    if (reason !== undefined) {
      reasons.set(keyOf(change), reason);
    }
  }
  return { texts, reasons };
}

/** The method comes last, because it is the key under which everything else in a file is found. */
function inOrder(changes: readonly Change[]): Change[] {
  const isLast = ({ kind }: Change) => kind === "method changed";
  return changes.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)));
}

/** Undefined if the change was made; otherwise the reason why not. */
async function tryChange(change: () => unknown): Promise<string | undefined> {
  try {
    await change();
    return undefined;
  } catch (error) {
    if (error instanceof PullError) {
      return error.message;
    }
    throw error;
  }
}

function reasonFor({ kind }: Change): string {
  return kind === "function removed"
    ? "delete its file, its line in openapi.yaml and its stanza in policy.yaml, or keep it by a line in deviations.json"
    : "writing it does not give the described result; change it by hand";
}

function keyOf({ kind, functionName, argument }: Change): string {
  return JSON.stringify([kind, functionName, argument]);
}

/** The files of the functions, by the path in the root. */
async function describedFiles(folder: string): Promise<Map<string, string>> {
  const root: unknown = parse(await readFile(path.join(folder, "openapi.yaml"), "utf8"));
  const references = Object.entries(member(root, "paths")).map(([name, item]): [string, unknown] => [
    name,
    isObject(item) ? item["$ref"] : undefined,
  ]);
  return new Map(references.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
