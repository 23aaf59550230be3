import type { Aspect, SchemaChange } from "../../codegen/diff/change.ts";
import { diffSchemas } from "../../codegen/diff/diff-schemas.ts";
import type { InputSchema } from "../../codegen/model/api-model.ts";
import type { Change, ChangeKind } from "./change.ts";
import type { ArgumentFacts } from "./facts.ts";
import { isSameType } from "./same-type.ts";

type Arguments = ReadonlyMap<string, ArgumentFacts>;

/** In the order in which the changes of one argument are reported. */
const KINDS = new Map<Aspect, ChangeKind>([
  ["removed", "argument removed"],
  ["added", "argument added"],
  ["type", "argument retyped"],
  ["required", "argument now required"],
  ["optional", "argument no longer required"],
  ["values added", "values added"],
  ["values removed", "values removed"],
  ["default", "default changed"],
]);
const ORDER = [...KINDS.keys()];

/** Differences in a function's arguments: first those that are gone, then the new ones, then the changed ones. */
export function compareArguments(functionName: string, ours: Arguments, theirs: Arguments): Change[] {
  return diffSchemas(toSchema(ours, theirs, ours), toSchema(theirs, theirs, ours))
    .toSorted(byGroup)
    .flatMap(({ kind, place: argument, aspect }) => {
      const change = KINDS.get(aspect);
      const detail = detailOf(aspect, ours.get(argument), theirs.get(argument));
      const breaks = kind === "incompatible";
      return change ? [{ kind: change, functionName, argument, ...(detail !== undefined && { detail }), breaks }] : [];
    });
}

function byGroup(a: SchemaChange, b: SchemaChange): number {
  const [left, right] = [a, b].map(({ aspect }) => Math.min(ORDER.indexOf(aspect), ORDER.indexOf("type"))) as [
    number,
    number,
  ];
  return left - right || (a.place === b.place ? ORDER.indexOf(a.aspect) - ORDER.indexOf(b.aspect) : 0);
}

/** All arguments next to each other by their dotted places, so that each is compared by itself. */
function toSchema(side: Arguments, theirs: Arguments, ours: Arguments): InputSchema {
  const entries = [...side].map(([name, facts]): [string, InputSchema] => [
    name,
    comparable(facts, ours.get(name) ?? facts, theirs.get(name) ?? facts),
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(entries),
    required: [...side].filter(([, { isRequired }]) => isRequired).map(([name]) => name),
    additionalProperties: false,
  };
}

/** The facts of one side as a schema, without differences that do not count. */
function comparable(facts: ArgumentFacts, ours: ArgumentFacts, theirs: ArgumentFacts): InputSchema {
  if (!isSameType(ours.type, theirs.type)) {
    // Another type implies other values and another default.
    return { type: (facts.type === "flag" ? "boolean" : facts.type) as NonNullable<InputSchema["type"]> };
  }
  // A flag stays a flag, however its two values are written.
  const hasValues = ![ours.type, theirs.type].some((type) => type === "flag" || type === "any");
  // We leave out defaults that say nothing an agent needs, so only one that we state can have changed.
  const hasDefault = ours.default !== undefined && theirs.type !== "any" && facts.default !== undefined;
  return {
    type: "string",
    ...(hasValues && facts.enum && { enum: facts.enum }),
    ...(hasDefault && { default: plain(facts.default) }),
  };
}

/** Flags are written true or Y, numbers as text or not. */
function plain(value: unknown): string {
  return String(value === true ? "Y" : value === false ? "N" : value);
}

function detailOf(aspect: Aspect, ours?: ArgumentFacts, theirs?: ArgumentFacts): string | undefined {
  const [our, their] = [ours?.enum, theirs?.enum];
  switch (aspect) {
    case "added":
      return theirs?.isRequired ? "required" : undefined;
    case "type":
      return `${ours?.type} became ${theirs?.type}`;
    case "values added":
      return their ? their.filter((value) => !our?.includes(value)).join(", ") : `any, not only ${our?.join(", ")}`;
    case "values removed":
      return our ? our.filter((value) => !their?.includes(value)).join(", ") : `all but ${their?.join(", ")}`;
    case "default":
      return `${JSON.stringify(ours?.default)} became ${theirs?.default === undefined ? "none" : JSON.stringify(theirs.default)}`;
    default:
      return undefined;
  }
}
