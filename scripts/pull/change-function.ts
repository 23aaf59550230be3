import { addArgument } from "./add-argument.ts";
import type { Change, ChangeKind } from "./change.ts";
import { deleteIn, deleteItem, renameKey, setIn } from "./edit-yaml.ts";
import type { FunctionFacts } from "./facts.ts";
import { isObject, type JsonObject } from "./json.ts";
import { type Found, findArgument, valueAt, whyNot } from "./our-places.ts";
import { toOurSchema } from "./our-schema.ts";
import { PullError } from "./pull-error.ts";
import { setRequired } from "./set-required.ts";

/** The text of our file with a change applied. Throws if it has to be made by hand. */
export function changeFunction(text: string, change: Change, ours: FunctionFacts, theirs: FunctionFacts): string {
  switch (change.kind) {
    case "method changed":
      return renameKey(text, [ours.method], theirs.method);
    case "operationId changed":
      return theirs.operationId === undefined
        ? deleteIn(text, [ours.method, "operationId"])
        : setIn(text, [ours.method, "operationId"], theirs.operationId);
    case "argument added":
      return addArgument(text, change.argument ?? "", ours, theirs);
    default: {
      const found = findArgument(text, ours.method, change.argument ?? "");
      if (!found || (isShared(text, found) && !MEMBERSHIP.includes(change.kind))) {
        throw new PullError(whyNot(text, ours.method, change.argument ?? ""));
      }
      return changeArgument(text, change, found, theirs);
    }
  }
}

/** Changes of the argument itself rather than of its schema, or that replace the schema. */
const MEMBERSHIP: readonly ChangeKind[] = [
  "argument removed",
  "argument now required",
  "argument no longer required",
  "argument retyped",
];

function isShared(text: string, { schema }: Found): boolean {
  const ours = valueAt(text, schema);
  return isObject(ours) && "$ref" in ours;
}

function changeArgument(text: string, { kind, argument = "" }: Change, found: Found, theirs: FunctionFacts): string {
  const facts = theirs.arguments.get(argument);
  switch (kind) {
    case "argument removed":
      return removeArgument(text, found);
    case "argument retyped":
      return setIn(text, found.schema, retyped(valueAt(text, found.schema), theirs.schemas.get(argument)));
    case "argument now required":
      return setRequired(text, found, true);
    case "argument no longer required":
      return setRequired(text, found, false);
    case "default changed":
      return facts?.default === undefined
        ? deleteIn(text, [...found.schema, "default"])
        : setIn(text, [...found.schema, "default"], facts.default);
    default:
      return setValues(text, found.schema, facts?.enum);
  }
}

/** Another type has other keywords; only our description stays. */
function retyped(ours: unknown, theirs: JsonObject | undefined): JsonObject {
  const description = isObject(ours) ? ours["description"] : undefined;
  return { ...toOurSchema(theirs), ...(description !== undefined && { description }) };
}

/** The values of a list are those of its items. */
function setValues(text: string, schema: readonly (string | number)[], values: readonly string[] | undefined): string {
  const isList = isObject(valueAt(text, [...schema, "items"]));
  const place = [...schema, ...(isList ? ["items"] : []), "enum"];
  return values === undefined ? deleteIn(text, place) : setIn(text, place, values);
}

function removeArgument(text: string, found: Found): string {
  const { schema, parameter } = found;
  if (parameter === undefined) {
    return deleteIn(setRequired(text, found, false), schema);
  }
  const { list, index } = parameter;
  const left = valueAt(text, list);
  return Array.isArray(left) && left.length === 1 ? deleteIn(text, list) : deleteItem(text, list, index);
}
