import { CodegenError } from "../../codegen/codegen-error.ts";
import { generate } from "../../codegen/pipeline.ts";
import { type Changes, inputsIn, withOrders } from "./orders-fixture.ts";

/** A changed fixture and the problems it has to yield. */
export interface ProblemCase {
  readonly name: string;
  readonly changes: Changes;
  readonly want: readonly string[];
}

export function replace(from: string, to: string): (text: string) => string {
  return (text) => text.replace(from, to);
}

/** The problems that a changed fixture yields, without the temporary folder. */
export async function problemsOf(changes: Changes): Promise<string[]> {
  return withOrders(changes, async (folder) => {
    const outcome = await generate(inputsIn(folder)).catch((error: unknown) => error);
    if (!(outcome instanceof CodegenError)) {
      throw outcome instanceof Error ? outcome : new Error("generated without a problem");
    }
    return outcome.message.replaceAll(`${folder}/`, "").split("\n");
  });
}
