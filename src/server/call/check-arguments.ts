import { withoutClientArguments } from "../contract/client-arguments.ts";
import { endDays } from "../contract/day-ends.ts";
import { type JsonObject, normaliseArguments } from "../contract/normalise-arguments.ts";
import { useDescribedNames } from "../contract/other-names.ts";
import type { RegisteredTool } from "../contract/tool-registry.ts";
import { CallError } from "../kit/errors.ts";
import { isObject } from "../kit/is-object.ts";
import { findPlaceholder } from "./mask-personal-data.ts";

/** The arguments in the form in which they are sent. Throws a CallError if they do not fit the tool. */
export function checkArguments({ definition, validate }: RegisteredTool, args: unknown): JsonObject {
  const { inputSchema, isDestructive, dayEnds = [], otherNames = {} } = definition;
  if (!isObject(args ?? {})) {
    throw new CallError("input", "nothing was sent. arguments must be an object");
  }
  const given = withoutClientArguments(inputSchema, (args ?? {}) as JsonObject);
  const named = useDescribedNames(given, otherNames);
  const normalised = normaliseArguments(inputSchema, named, isDestructive);
  const problems = validate(normalised);
  if (problems.length > 0) {
    throw new CallError("input", `nothing was sent. ${problems.join("; ")}`);
  }
  return endDays(normalised, dayEnds);
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
