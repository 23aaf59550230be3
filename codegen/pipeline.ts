import { assertNoProblems, CodegenError, type Problem } from "./codegen-error.ts";
import { emitAnswerFields } from "./emit/answer-fields.ts";
import { emitApiTypes } from "./emit/api-types.ts";
import { emitExampleAnswers } from "./emit/example-answers.ts";
import { emitManifest } from "./emit/manifest.ts";
import { emitReadme } from "./emit/readme.ts";
import { emitToolModules } from "./emit/tool-modules.ts";
import { emitToolsTable } from "./emit/tools-table.ts";
import { loadDescription } from "./load/load-description.ts";
import { loadPolicy } from "./load/load-policy.ts";
import { loadPublishedTools } from "./load/load-published-tools.ts";
import { buildModel } from "./model/build-model.ts";

export interface Inputs {
  readonly description: string;
  readonly policy: string;
  readonly published: string;
}

/**
 * All generated files by name, relative to the output folder. Reads the inputs and writes nothing. `onNote` gets facts that
 * the author should know, although nothing has to be changed.
 */
export async function generate(
  inputs: Inputs,
  onNote: (note: Problem) => void = () => {},
  furtherSections: readonly string[] = [],
): Promise<Map<string, string>> {
  const [description, policy, published] = await allOrProblems([
    loadDescription(inputs.description),
    loadPolicy(inputs.policy),
    loadPublishedTools(inputs.published),
  ]);
  const { operations, document, files } = description;
  const { tools, notes } = buildModel({ operations, policy, published, publishedFile: inputs.published });
  notes.forEach(onNote);
  return new Map([
    ["api-types.ts", await emitApiTypes(document)],
    ...emitToolModules(tools),
    ["answer-fields.ts", emitAnswerFields(tools)],
    ["example-answers.ts", emitExampleAnswers(tools)],
    ["manifest.json", await emitManifest(tools, [...files, inputs.policy, inputs.published])],
    ["README.md", emitReadme()],
    ["TOOLS.md", emitToolsTable(tools, furtherSections)],
  ]);
}

/** `Promise.all`, but the problems of all inputs are reported, not only those of the first that failed. */
async function allOrProblems<T extends readonly unknown[]>(loads: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const failures = (await Promise.allSettled(loads)).flatMap((result) =>
    result.status === "rejected" && result.reason instanceof CodegenError ? result.reason.problems : [],
  );
  assertNoProblems(failures);
  return Promise.all(loads) as unknown as Promise<T>;
}
