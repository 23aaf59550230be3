import type { Argument } from "./arguments.ts";
import type { JsonObject } from "./json.ts";
import { FORM } from "./our-places.ts";
import { toOurSchema } from "./our-schema.ts";

const BRACKETS = { style: "deepObject", explode: true };

/** An argument as an item of our list of parameters. */
export function toParameter({ name, schema, isRequired, isInPath }: Argument): JsonObject {
  const ours = toOurSchema(schema);
  return {
    name,
    in: isInPath ? "path" : "query",
    ...(isRequired && { required: true }),
    ...(isNested(ours) && BRACKETS),
    schema: ours,
  };
}

/** Arguments as the form that they are on the wire. */
export function toForm(args: readonly Argument[]): JsonObject {
  const properties = Object.fromEntries(args.map(({ name, schema }) => [name, toOurSchema(schema)]));
  const required = args.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const nested = Object.entries(properties).filter(([, schema]) => isNested(schema));
  const schema = { type: "object", ...(required.length > 0 && { required }), additionalProperties: false, properties };
  const encoding = Object.fromEntries(nested.map(([name]) => [name, BRACKETS]));
  return { required: true, content: { [FORM]: { schema, ...(nested.length > 0 && { encoding }) } } };
}

function isNested({ type }: JsonObject): boolean {
  return type === "object" || type === "array";
}
