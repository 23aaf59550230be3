import type { InputSchema } from "../model/api-model.ts";
import { canonicalSchema, isSame } from "./canonical.ts";
import { compatible, incompatible, type SchemaChange } from "./change.ts";
import { diffKeywords, diffUnknownKeywords } from "./diff-keywords.ts";

/** Differences in the values that a schema accepts. `place` is dotted, from the arguments; empty for all of them. */
export function diffSchemas(before: InputSchema, after: InputSchema, place = ""): SchemaChange[] {
  if (before.anyOf || after.anyOf) {
    return diffChoices(before, after, place);
  }
  const isWidened = before.type === "integer" && after.type === "number";
  if (before.type !== after.type && !isWidened) {
    return [incompatible(place, "type", `type ${before.type} → ${after.type}`)];
  }
  return [
    ...(isWidened ? [compatible(place, "type", "type integer → number")] : []),
    ...diffKeywords(before, after, place),
    ...diffProperties(before, after, place),
    ...diffOpenness(before, after, place),
    ...(before.items && after.items ? diffSchemas(before.items, after.items, `${place}[]`) : []),
    ...diffUnknownKeywords(before, after, place),
  ];
}

function diffProperties(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  // An argument may be called `constructor`, which every object has.
  const [old, current] = [before, after].map(({ properties = {} }) => new Map(Object.entries(properties))) as [
    Map<string, InputSchema>,
    Map<string, InputSchema>,
  ];
  const names = [...new Set([...old.keys(), ...current.keys()])];
  return names.flatMap((name) => {
    const at = place === "" ? name : `${place}.${name}`;
    const [was, is] = [old.get(name), current.get(name)];
    const isRequired = after.required?.includes(name) ?? false;
    if (!is) {
      return [
        after.additionalProperties === true
          ? compatible(at, "removed", "no longer described")
          : incompatible(at, "removed", "removed"),
      ];
    }
    if (!was) {
      return [isRequired ? incompatible(at, "added", "added, required") : compatible(at, "added", "added")];
    }
    return [...diffRequired(before.required?.includes(name) ?? false, isRequired, at), ...diffSchemas(was, is, at)];
  });
}

function diffRequired(was: boolean, is: boolean, place: string): SchemaChange[] {
  if (was === is) {
    return [];
  }
  return [is ? incompatible(place, "required", "is required now") : compatible(place, "optional", "is optional now")];
}

/** Whether members that the schema does not name are taken. */
function diffOpenness(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  const [was, is] = [before.additionalProperties ?? true, after.additionalProperties ?? true];
  if (typeof was === "object" && typeof is === "object") {
    return diffSchemas(was, is, `${place}.*`);
  }
  if (was === is || before.type !== "object") {
    return [];
  }
  return was === false || is === true
    ? [compatible(place, "limit", "takes further members")]
    : [
        incompatible(
          place,
          "limit",
          is === false ? "takes no further members" : "takes further members of one type only",
        ),
      ];
}

/** Variants are compared as wholes, since nothing shows which one a value was meant for. */
function diffChoices(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  const [old, current] = [before, after].map((schema) => (schema.anyOf ?? [schema]).map(canonicalSchema)) as [
    string[],
    string[],
  ];
  const isLost = old.some((variant) => !current.includes(variant));
  const isWider = current.some((variant) => !old.includes(variant));
  return [
    ...(isLost ? [incompatible(place, "type", "the choice of types changed")] : []),
    ...(isWider && !isLost ? [compatible(place, "type", "takes one more type")] : []),
    ...(isLost || isWider || isSame(before, after) ? [] : [compatible(place, "description", "description changed")]),
  ];
}
