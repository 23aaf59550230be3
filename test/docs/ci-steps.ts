import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** The commands that a shell script or a workflow runs. */
export function stepsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  const scripts = file.endsWith(".yml")
    ? Object.values((parse(text) as Workflow).jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run))
    : [text];
  return scripts
    .flatMap((script) => script.split("\n"))
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#"))
    .flatMap((line) => line.split(" && "));
}
