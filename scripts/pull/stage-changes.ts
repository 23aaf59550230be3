import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { changeFunction } from "./change-function.ts";
import type { Change } from "./compare-facts.ts";
import { setIn, toFlow } from "./edit-yaml.ts";
import type { DescriptionFacts, FunctionFacts } from "./facts.ts";
import { isObject, member } from "./json.ts";
import { describeNewFunction, fileOf, safestMarks } from "./new-function.ts";

const FALLBACK_TOOLSET = "unreviewed";

export interface StagedChanges {
  /** A copy of our description with the changes taken over. */
  readonly folder: string;
  /** The files of it that differ, relative. */
  readonly files: readonly string[];
  /** What a person has to do: removals of functions, and what stands where it cannot be edited safely. */
  readonly byHand: readonly Change[];
}

/** Takes the changes over into a copy, so that ours stays as it is until all of them are in. */
export async function stageChanges(
  ours: { readonly folder: string; readonly facts: DescriptionFacts },
  theirs: DescriptionFacts,
  changes: readonly Change[],
): Promise<StagedChanges> {
  const folder = await mkdtemp(path.join(tmpdir(), "openapi-pull-"));
  await cp(ours.folder, folder, { recursive: true });
  const files = new Set<string>();
  const byHand: Change[] = [];
  const edit = async (file: string, change: (text: string) => string | undefined): Promise<boolean> => {
    const target = path.join(folder, file);
    const text = await readFile(target, "utf8");
    const changed = change(text);
    if (changed !== undefined && changed !== text) {
      await writeFile(target, changed);
      files.add(file);
    }
    return changed !== undefined;
  };
  const fileNames = await describedFiles(ours.folder);
  // The method last: it is the key that all else in a file is found under.
  const isLast = ({ kind }: Change) => kind === "method changed";
  for (const change of changes.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)))) {
    const { functionName } = change;
    const [our, their] = [ours.facts.get(functionName), theirs.get(functionName)];
    const file = fileNames.get(`/${functionName}`);
    if (change.kind === "function added" && their) {
      await addFunction(folder, functionName, their, ours.facts, edit);
      files.add(path.join("paths", fileOf(functionName)));
    } else if (!(our && their && file && (await edit(file, (text) => changeFunction(text, change, our, their))))) {
      byHand.push(change);
    }
  }
  return { folder, files: [...files].sort(), byHand };
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

async function addFunction(
  folder: string,
  functionName: string,
  facts: FunctionFacts,
  ours: DescriptionFacts,
  edit: (file: string, change: (text: string) => string) => Promise<boolean>,
): Promise<void> {
  const file = path.posix.join("paths", fileOf(functionName));
  await writeFile(path.join(folder, file), describeNewFunction(functionName, facts));
  await edit("openapi.yaml", (text) => setIn(text, ["paths", facts.path], { $ref: file }, { sorted: true }));
  await edit("policy.yaml", (text) => {
    const toolset = toolsetFor(facts, ours, parse(text));
    const isKnown = isObject(parse(text)?.[toolset]);
    const marks = safestMarks(functionName);
    return isKnown
      ? setIn(text, [toolset, functionName], marks)
      : `${text.trimEnd()}\n\n${toolset}:\n  ${toFlow(functionName)}: ${toFlow(marks)}\n`;
  });
}

/** Where our functions of the same tag are, if there are any. */
function toolsetFor({ operation }: FunctionFacts, ours: DescriptionFacts, policy: unknown): string {
  const tags = new Set(Array.isArray(operation["tags"]) ? operation["tags"] : []);
  const related = [...ours].filter(([, facts]) => {
    const ourTags = facts.operation["tags"];
    return Array.isArray(ourTags) && ourTags.some((tag) => tags.has(tag));
  });
  const toolsets = Object.entries(isObject(policy) ? policy : {});
  const holds = ([, functions]: [string, unknown], name: string) =>
    isObject(functions) && Object.hasOwn(functions, name);
  return toolsets.find((toolset) => related.some(([name]) => holds(toolset, name)))?.[0] ?? FALLBACK_TOOLSET;
}
