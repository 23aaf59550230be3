import type { InputSchema } from "../model/api-model.ts";
import { isSame } from "./canonical.ts";
import { compatible, incompatible, type SchemaChange } from "./change.ts";

/** A value has to be at least, or at most, these: raising the first or lowering the second refuses what was taken. */
const LOWER_BOUNDS = ["minimum", "minLength", "minItems", "minProperties"];
const UPPER_BOUNDS = ["maximum", "maxLength", "maxItems", "maxProperties"];
const EXACT = ["format", "pattern"];
/** The keywords that `diffSchemas` compares, here or with the schemas in a schema. */
const HANDLED = new Set([
  ...["type", "description", "default", "enum", "anyOf", "properties", "required", "additionalProperties", "items"],
  ...LOWER_BOUNDS,
  ...UPPER_BOUNDS,
  ...EXACT,
]);

/** Differences in the keywords that hold for a value itself, and not for the schemas in it. */
export function diffKeywords(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  return [
    ...diffAnnotations(before, after, place),
    ...diffEnums(before, after, place),
    ...diffBounds(before, after, place),
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

/** A keyword that nothing here handles may mean anything. */
export function diffUnknownKeywords(before: InputSchema, after: InputSchema, place: string): SchemaChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !HANDLED.has(key) && !isSame(before[key], after[key]))
    .map((key) => incompatible(place, "limit", `${key} ${shown(before[key])} → ${shown(after[key])}`));
}

function shown(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
