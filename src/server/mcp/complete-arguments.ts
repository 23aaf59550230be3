import type { CompleteRequestParams, CompleteResult } from "@modelcontextprotocol/server";
import type { Surface } from "../contract/surface.ts";
import { completePrompt } from "./prompts/serve-prompts.ts";
import { completeReference, REFERENCE_TEMPLATE } from "./resources/serve-resources.ts";

/** The protocol's limit for one answer. */
const MAX_VALUES = 100;

/** Completes a person's input with values of the surface. Sends nothing to the API. */
export function completeArguments({ ref, argument }: CompleteRequestParams, surface: Surface): CompleteResult {
  const values = valuesFor(ref, argument, surface);
  const completion = {
    values: values.slice(0, MAX_VALUES),
    total: values.length,
    hasMore: values.length > MAX_VALUES,
  };
  return { completion };
}

function valuesFor(
  ref: CompleteRequestParams["ref"],
  { name, value }: CompleteRequestParams["argument"],
  surface: Surface,
): string[] {
  if (ref.type === "ref/prompt") {
    return completePrompt(ref.name, name, value, surface);
  }
  return ref.uri === REFERENCE_TEMPLATE && name === "function" ? completeReference(value, surface) : [];
}
