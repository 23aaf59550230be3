import { readdir } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import type { Problem } from "../../codegen/codegen-error.ts";
import { reportPath } from "../../codegen/model/function-path.ts";
import { appendSection, setIn } from "./edit-yaml.ts";
import type { DescriptionFacts, FunctionFacts } from "./facts.ts";
import { isObject } from "./json.ts";
import { describeNewFunction, fileOf, safestMarks } from "./new-function.ts";
import { toParameter } from "./parameters.ts";

const FALLBACK_TOOLSET = "unreviewed";

interface Addition {
  readonly functionName: string;
  readonly facts: FunctionFacts;
  readonly ours: DescriptionFacts;
  readonly folder: string;
  /** New texts by file. */
  readonly texts: Map<string, string>;
  edit(file: string, change: (text: string) => string): Promise<void>;
}

/** Describes and marks a new function. Returns the reason why not if its name is taken. */
export async function addFunction({
  functionName,
  facts,
  ours,
  folder,
  texts,
  edit,
}: Addition): Promise<string | undefined> {
  const problems: Problem[] = [];
  const operation = { parameters: facts.declared.map(toParameter) };
  reportPath({ path: facts.path, method: "get", at: functionName, operation }, problems);
  if (problems[0]) {
    return problems[0].message;
  }
  const file = `paths/${fileOf(functionName)}`;
  const taken = [...(await readdir(path.join(folder, "paths"))).map((name) => `paths/${name}`), ...texts.keys()];
  // Not every file system distinguishes names by case.
  if (taken.some((name) => name.toLowerCase() === file.toLowerCase())) {
    return `${file} describes another function already; describe this one in a file of another name`;
  }
  texts.set(file, describeNewFunction(functionName, facts));
  await edit("openapi.yaml", (text) => setIn(text, ["paths", facts.path], { $ref: file }, (key) => key > facts.path));
  await edit("policy.yaml", (text) => addMarks(text, functionName, facts, ours));
  return undefined;
}

function addMarks(text: string, functionName: string, facts: FunctionFacts, ours: DescriptionFacts): string {
  const policy: unknown = parse(text);
  const toolset = toolsetFor(facts, ours, policy);
  const marks = safestMarks(functionName);
  return isObject(policy) && isObject(policy[toolset])
    ? setIn(text, [toolset, functionName], marks, (key) => key > functionName)
    : appendSection(text, toolset, { [functionName]: marks });
}

/** The toolset of our functions with the same tag, if there are any. */
function toolsetFor({ tags }: FunctionFacts, ours: DescriptionFacts, policy: unknown): string {
  const related = [...ours].filter(([, facts]) => facts.tags.some((tag) => tags.includes(tag))).map(([name]) => name);
  const toolsets = Object.entries(isObject(policy) ? policy : {});
  const found = toolsets.find(
    ([, functions]) => isObject(functions) && related.some((name) => Object.hasOwn(functions, name)),
  );
  return found?.[0] ?? FALLBACK_TOOLSET;
}
