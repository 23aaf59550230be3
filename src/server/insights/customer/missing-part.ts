import type { paths } from "../../../generated/api-types.ts";
import { describeNeededRight } from "../../contract/needed-right.ts";
import { generatedDefinitions } from "../../contract/tool-registry.ts";
import type { CallError } from "../../kit/errors.ts";

/** A part that could not be read, as a note in the answer. An agent cannot see from the answer which key it would take. */
export function describeMissing(part: string, path: keyof paths, { kind, message }: CallError): string {
  const tool = generatedDefinitions().find((definition) => definition.path === path);
  const needed = kind === "permission" && tool ? ` The API key has too few rights: ${describeNeededRight(tool)}.` : "";
  return `Missing: ${part}. ${message}.${needed}`;
}
