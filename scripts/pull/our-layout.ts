import { toFlow } from "./edit-yaml.ts";
import { isObject, type JsonObject } from "./json.ts";

const WIDEST_LINE = 100;
/** What a person edits next is easier to edit in lines. */
const ALWAYS_IN_LINES = new Set(["content", "encoding", "example", "properties", "200"]);

/** A value in the layout of our files: what is small in one line, all else in a block. */
export function printYaml(value: JsonObject, level = 0): string {
  return Object.entries(value)
    .map(([key, inner]) => printPair(key, inner, level))
    .join("");
}

function printPair(key: string, value: unknown, level: number): string {
  const start = `${"  ".repeat(level)}${toFlow(key)}:`;
  const line = `${start} ${toFlow(value)}`;
  const isEmpty = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  const isSmall = line.length <= WIDEST_LINE && !ALWAYS_IN_LINES.has(key) && !holdsObjects(value);
  if (isEmpty || isSmall) {
    return `${line}\n`;
  }
  const inner = Array.isArray(value)
    ? value.map((item) => printItem(item, level + 1)).join("")
    : printYaml(value as JsonObject, level + 1);
  return `${start}\n${inner}`;
}

function printItem(item: unknown, level: number): string {
  const text = isObject(item) && !("$ref" in item) ? printYaml(item, level + 1).trimStart() : `${toFlow(item)}\n`;
  return `${"  ".repeat(level)}- ${text}`;
}

function holdsObjects(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isObject) : isObject(value) && Object.values(value).some(holdsObjects);
}
