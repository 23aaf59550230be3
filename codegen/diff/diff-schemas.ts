import type { InputSchema } from "../model/api-model.ts";
import { canonical, canonicalSchema } from "./canonical.ts";
import { compatible, incompatible, type SchemaChange } from "./change.ts";

/** A value has to be at least, or at most, these: raising the first or lowering the second refuses what was taken. */
const LOWER_BOUNDS = ["minimum", "minLength", "minItems", "minProperties"];
const UPPER_BOUNDS = ["maximum", "maxLength", "maxItems", "maxProperties"];
const EXACT = ["format", "pattern"];
const HANDLED = new Set([
  ...["type", "description", "default", "enum", "anyOf", "properties", "required", "additionalProperties", "items"],
  ...LOWER_BOUNDS,
  ...UPPER_BOUNDS,
  ...EXACT,
]);

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
    ...diffAnnotations(before, after, place),
    ...diffEnums(before, after, place),
    ...diffBounds(before, after, place),
    ...diffProperties(before, after, place),
    ...diffOpenness(before, after, place),
    ...(before.items && after.items ? diffSchemas(before.items, after.items, `${place}[]`) : []),
    ...diffRest(before, after, place),
  ];
}

/** Changes that only inform agents: no call is refused because of them. */
function diffAnnotations(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  const changes: SchemaChange[] = [];
  if (before.description !== after.description) {
    changes.push(compatible(place, "description", "description changed"));
  }
  if (!isSame(before.default, after.default)) {
    changes.push(compatible(place, "default", `default ${shown(before.default)} → ${shown(after.default)}`));
  }
  return changes;
}

function diffEnums({ enum: before }: InputSchema, { enum: after }: InputSchema, place: string): SchemaChange[] {
  if (!before || !after) {
    const fresh = after ? [incompatible(place, "values removed", `takes only ${after.join(", ")}`)] : [];
    return before && !after ? [compatible(place, "values added", "takes any value, no longer a list of them")] : fresh;
  }
  const gone = before.filter((value) => !after.includes(value));
  const fresh = after.filter((value) => !before.includes(value));
  return [
    ...(gone.length > 0 ? [incompatible(place, "values removed", `no longer takes ${gone.join(", ")}`)] : []),
    ...(fresh.length > 0 ? [compatible(place, "values added", `also takes ${fresh.join(", ")}`)] : []),
  ];
}

function diffBounds(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  const changed = (name: string) => !isSame(before[name], after[name]);
  const text = (name: string) => `${name} ${shown(before[name])} → ${shown(after[name])}`;
  const isRelaxed = (name: string, sign: number) =>
    after[name] === undefined ||
    (before[name] !== undefined && sign * (Number(after[name]) - Number(before[name])) < 0);
  const judge = (names: readonly string[], sign: number) =>
    names
      .filter(changed)
      .map((name) => (isRelaxed(name, sign) ? compatible : incompatible)(place, "limit", text(name)));
  const exact = EXACT.filter(changed).map((name) =>
    (after[name] === undefined ? compatible : incompatible)(place, "limit", text(name)),
  );
  return [...judge(LOWER_BOUNDS, 1), ...judge(UPPER_BOUNDS, -1), ...exact];
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

/** Variants are compared as wholes, since nothing tells which one a value was meant for. */
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

/** A keyword that this file does not know may mean anything. */
function diffRest(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !HANDLED.has(key) && !isSame(before[key], after[key]))
    .map((key) => incompatible(place, "limit", `${key} ${shown(before[key])} → ${shown(after[key])}`));
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function shown(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
