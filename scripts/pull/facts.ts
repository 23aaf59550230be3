import { functionName } from "../../codegen/model/function-path.ts";
import { type Argument, collectArguments } from "./arguments.ts";
import { isObject, type JsonObject, member } from "./json.ts";
import { merged, typeOf, valuesOf } from "./schema.ts";

export const METHODS = ["get", "post", "put", "delete", "patch"] as const;

/** The facts about an argument that matter to callers. */
export interface ArgumentFacts {
  /** `flag` for Y and N however they are written; `any` if no type or several are given. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

export interface FunctionFacts {
  readonly path: string;
  readonly method: string;
  /** Other methods of the same path, which are not compared. */
  readonly otherMethods: readonly string[];
  readonly operationId: string | undefined;
  /** By their dotted place on the wire, `[]` standing for the items of a list: `data.name_de`, `addons[].amount`. */
  readonly arguments: ReadonlyMap<string, ArgumentFacts>;
  /** The schemas of the same arguments. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** The arguments as the operation has them, outermost only. */
  readonly declared: readonly Argument[];
  readonly tags: readonly string[];
}

/** Functions by their path without its first slash. */
export type DescriptionFacts = ReadonlyMap<string, FunctionFacts>;

const MAX_LEVELS = 12;

/** For a path with several methods, the one in `known` is used, since they are the same on the wire. */
export function collectFacts(document: JsonObject, known?: DescriptionFacts): DescriptionFacts {
  const items = Object.entries(member(document, "paths"));
  return new Map(
    items.map(([path, item]) => {
      const name = functionName(path);
      return [name, functionFacts(path, isObject(item) ? item : {}, known?.get(name)?.method)];
    }),
  );
}

function functionFacts(path: string, item: JsonObject, knownMethod: string | undefined): FunctionFacts {
  const methods = METHODS.filter((name) => isObject(item[name]));
  const method = methods.find((name) => name === knownMethod) ?? methods[0] ?? "post";
  const operation = member(item, method);
  const declared = collectArguments(operation, item["parameters"]);
  const found: Found = { facts: new Map(), schemas: new Map() };
  for (const { name, schema, isRequired } of declared) {
    addArgument(found, name, schema, isRequired, 0);
  }
  return {
    path,
    method,
    otherMethods: methods.filter((name) => name !== method),
    operationId: typeof operation["operationId"] === "string" ? operation["operationId"] : undefined,
    arguments: found.facts,
    schemas: found.schemas,
    declared,
    tags: Array.isArray(operation["tags"]) ? operation["tags"].map(String) : [],
  };
}

interface Found {
  readonly facts: Map<string, ArgumentFacts>;
  readonly schemas: Map<string, JsonObject>;
}

function addArgument(found: Found, place: string, schema: JsonObject, isRequired: boolean, level: number): void {
  const whole = merged(schema);
  const values = valuesOf(whole);
  found.schemas.set(place, whole);
  found.facts.set(place, {
    type: typeOf(whole),
    isRequired,
    ...(values && { enum: values }),
    ...("default" in whole && { default: whole["default"] }),
  });
  if (level < MAX_LEVELS) {
    addMembers(found, `${place}.`, whole, level + 1);
    addMembers(found, `${place}[].`, merged(member(whole, "items")), level + 1);
  }
}

function addMembers(found: Found, prefix: string, schema: JsonObject, level: number): void {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  for (const [name, inner] of Object.entries(member(schema, "properties"))) {
    addArgument(found, `${prefix}${name}`, isObject(inner) ? inner : {}, required.includes(name), level);
  }
}
