import { appendIn, setIn } from "./edit-yaml.ts";
import type { FunctionFacts } from "./facts.ts";
import { isObject, type JsonObject } from "./json.ts";
import { findArgument, formSchema, valueAt, whyNot } from "./our-places.ts";
import { toOurSchema } from "./our-schema.ts";
import { toParameter } from "./parameters.ts";
import { PullError } from "./pull-error.ts";
import { nameRequired } from "./set-required.ts";

/** The text of our file with a new argument. Throws if the object that holds it cannot be edited. */
export function addArgument(text: string, argument: string, { method }: FunctionFacts, theirs: FunctionFacts): string {
  const cut = argument.lastIndexOf(".");
  const [outer, name] = [argument.slice(0, Math.max(cut, 0)), argument.slice(cut + 1)];
  const declared = theirs.declared.find((candidate) => candidate.name === argument);
  if (declared?.isInPath) {
    return addParameter(text, method, toParameter(declared));
  }
  const holder = outer === "" ? formSchema(text, method) : findArgument(text, method, outer)?.schema;
  if (holder && isObject(valueAt(text, [...holder, "properties"]))) {
    const isRequired = theirs.arguments.get(argument)?.isRequired === true;
    const added = setIn(text, [...holder, "properties", name], toOurSchema(theirs.schemas.get(argument)));
    return isRequired ? nameRequired(added, holder, name, true) : added;
  }
  if (!declared) {
    throw new PullError(whyNot(text, method, outer));
  }
  return addParameter(text, method, toParameter(declared));
}

function addParameter(text: string, method: string, parameter: JsonObject): string {
  const place = [method, "parameters"];
  return Array.isArray(valueAt(text, place))
    ? appendIn(text, place, parameter)
    : setIn(text, place, [parameter], (key) => key === "requestBody" || key === "responses");
}
