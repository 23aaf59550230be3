import { type Document, isMap, isNode, isSeq, type Pair } from "yaml";
import type { JsonObject } from "./json.ts";
import { printDocument, readDocument, toFlow, toNode } from "./our-layout.ts";

const MAX_LINE_WIDTH = 100;
/** These are easier to edit on separate lines. */
const ALWAYS_IN_LINES = new Set(["content", "encoding", "example", "properties", "200"]);

/** A new file in the layout of ours: small values on one line, all others in a block. */
export function printYaml(value: JsonObject): string {
  const document = readDocument("");
  document.contents = toNode(value) as Document["contents"];
  breakIntoLines(document.contents, 0);
  return printDocument(document);
}

function breakIntoLines(node: unknown, level: number): void {
  if (isMap(node)) {
    node.flow = false;
    for (const pair of node.items) {
      breakPair(pair, level);
    }
  } else if (isSeq(node)) {
    node.flow = false;
    for (const item of node.items) {
      if (isMap(item) && !item.has("$ref")) {
        breakIntoLines(item, level + 1);
      }
    }
  }
}

function breakPair({ key, value }: Pair, level: number): void {
  const name = String(key);
  const line = `${"  ".repeat(level)}${name}: ${isNode(value) ? toFlow(value.toJSON()) : ""}`;
  const isSmall = line.length <= MAX_LINE_WIDTH && !ALWAYS_IN_LINES.has(name) && !holdsMaps(value);
  const isEmpty = (isMap(value) || isSeq(value)) && value.items.length === 0;
  if (!isSmall && !isEmpty) {
    breakIntoLines(value, level + 1);
  }
}

/** Maps in a list, at any depth of maps. */
function holdsMaps(node: unknown): boolean {
  return isSeq(node)
    ? node.items.some((item) => isMap(item))
    : isMap(node) && node.items.some((pair) => holdsMaps(pair.value));
}
