import { withoutClientArguments } from "../contract/client-arguments.ts";
import { CONFIRMATION, NOTHING_CHANGED } from "../contract/confirm-level.ts";
import { endDays } from "../contract/day-ends.ts";
import { type JsonObject, normaliseArguments } from "../contract/normalise-arguments.ts";
import { useDescribedNames } from "../contract/other-names.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import { CallError } from "../kit/errors.ts";
import { isObject } from "../kit/is-object.ts";
import { findPlaceholder } from "./mask-personal-data.ts";

export interface CheckedArguments {
  /** In the form in which they are sent. */
  readonly args: JsonObject;
  /** From an earlier preview; never sent to the API. */
  readonly confirmation: string | undefined;
}

/** Throws a CallError if the arguments do not fit the tool. */
export function checkArguments({ definition, validate }: RegisteredTool, args: unknown): CheckedArguments {
  const { inputSchema, isDestructive, dayEnds = [], otherNames = {} } = definition;
  if (!isObject(args ?? {})) {
    throw new CallError("input", "nothing was sent. arguments must be an object");
  }
  const { confirmation, own } = takeConfirmation(definition, (args ?? {}) as JsonObject);
  const given = withoutClientArguments(inputSchema, own);
  const named = useDescribedNames(given, otherNames);
  const normalised = normaliseArguments(inputSchema, named, isDestructive);
  const problems = validate(normalised);
  if (problems.length > 0) {
    throw new CallError("input", `nothing was sent. ${problems.join("; ")}`);
  }
  return { args: endDays(normalised, dayEnds), confirmation };
}

/** An agent that has no confirmation may send an empty one. */
function takeConfirmation(
  { access }: AnyToolDefinition,
  args: JsonObject,
): { confirmation: string | undefined; own: JsonObject } {
  const { [CONFIRMATION]: confirmation, ...own } = args;
  if (access === "read") {
    return { confirmation: undefined, own: args };
  }
  if (confirmation === undefined || confirmation === null || confirmation === "") {
    return { confirmation: undefined, own };
  }
  if (typeof confirmation !== "string") {
    throw new CallError("input", `nothing was sent. ${CONFIRMATION} must be the text that the preview shows`, {
      advice: `Leave it out to see a preview. ${NOTHING_CHANGED}`,
    });
  }
  return { confirmation, own };
}

/** A placeholder that is written back would overwrite the data it replaces. */
export function refusePlaceholders(args: JsonObject): void {
  const placeholder = findPlaceholder(args);
  if (placeholder !== undefined) {
    throw new CallError(
      "input",
      `nothing was sent. ${placeholder} is a placeholder that this server put in place of personal data; leave that field out, or find the person by an order id`,
    );
  }
}
