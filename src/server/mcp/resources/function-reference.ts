import type { AnyToolDefinition, ArgumentSchema } from "../../contract/tool-definition.ts";
import type { AnswerReference } from "../../contract/tool-registry.ts";
import { markdownTable } from "./markdown.ts";
import { warnings } from "./tools-table.ts";

/** Describes one function to a reader who is about to call it: its arguments, its marks and its answer. */
export function functionReference(definition: AnyToolDefinition, answer: AnswerReference): string {
  const { functionName, name, title, description } = definition;
  return [
    `# ${functionName}`,
    `${title}. Tool: \`${name}\`, toolset ${definition.toolset}.`,
    description,
    marks(definition),
    "## Arguments",
    argumentsTable(definition),
    "## Answer",
    answerPart(definition, answer),
    "",
  ].join("\n\n");
}

function marks(definition: AnyToolDefinition): string {
  const { access, keyRight, isIdempotent, timeoutSeconds } = definition;
  const notes = [
    access === "read" ? "Reads only" : "Changes the account",
    ...warnings(definition),
    `API key: ${keyRight} access`,
    ...(access === "write" && !isIdempotent ? ["a repeated call takes effect again"] : []),
    ...(timeoutSeconds === undefined ? [] : [`may take ${timeoutSeconds} seconds`]),
  ];
  return `${notes.join("; ")}.`;
}

function argumentsTable({ inputSchema, sentDefaults }: AnyToolDefinition): string {
  const rows = argumentRows(inputSchema, "");
  if (rows.length === 0) {
    return "None.";
  }
  const table = markdownTable(["argument", "type", "required", "meaning"], rows);
  const sent = Object.entries(sentDefaults).map(([name, value]) => `\`${name}\` ${value}`);
  return sent.length === 0 ? table : `${table}\n\nSent if left out: ${sent.join(", ")}.`;
}

type Fields = Pick<ArgumentSchema, "properties" | "required" | "additionalProperties">;

function argumentRows({ properties = {}, required = [], additionalProperties }: Fields, parent: string): string[][] {
  const rows = Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${parent}${name}`;
    const row = [`\`${path}\``, typeOf(schema), required.includes(name) ? "yes" : "", meaningOf(schema)];
    return [row, ...innerRows(schema, path)];
  });
  const others = parent !== "" && additionalProperties === true;
  return others ? [...rows, [`\`${parent}…\``, "any", "", "Further fields are sent as they are"]] : rows;
}

function innerRows(schema: ArgumentSchema, path: string): string[][] {
  return schema.type === "array" && schema.items
    ? innerRows(schema.items, `${path}[]`)
    : argumentRows(schema, `${path}.`);
}

function typeOf({ type, items, anyOf }: ArgumentSchema): string {
  if (anyOf) {
    return anyOf.map(typeOf).join(" or ");
  }
  return type === "array" && items ? `array of ${typeOf(items)}` : (type ?? "any");
}

function meaningOf(schema: ArgumentSchema): string {
  const { description, enum: values } = schema;
  const limits = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"].flatMap((name) =>
    schema[name] === undefined ? [] : [`${name} ${schema[name]}`],
  );
  const parts = [
    description,
    values && `one of ${values.join(", ")}`,
    ...limits,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}

function answerPart(
  { path: isGenerated, foreignTexts = [] }: AnyToolDefinition,
  { fields, example }: AnswerReference,
): string {
  const rows = fields.map(([path, type, text = ""]) => [`\`${path}\``, type, text]);
  const none = isGenerated
    ? "Nothing beyond success."
    : "One object, made from several calls, with `rules` that explain it.";
  const table = rows.length === 0 ? none : markdownTable(["field", "type", "meaning"], rows);
  const foreign = foreignTexts.map((name) => `\`${name}\``).join(", ");
  const data = (example as { data?: unknown } | undefined)?.data;
  return [
    table,
    ...(foreign === "" ? [] : [`Strangers write these, not the seller: ${foreign}.`]),
    ...(data === undefined ? [] : [`\`\`\`json\n${JSON.stringify(data, null, 2)}\n\`\`\``]),
  ].join("\n\n");
}
