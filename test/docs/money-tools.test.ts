import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { AnyToolDefinition } from "../../src/server/contract/tool-definition.ts";
import { tools } from "../support/generated-tools.ts";

const definitions: readonly AnyToolDefinition[] = tools;
const moving = definitions.filter(({ money }) => money === "moves");
const published = moving.filter(({ isPublished }) => isPublished).map(({ name }) => name);
const unpublished = moving.filter(({ isPublished }) => !isPublished).map(({ name }) => name);

/** The names of tools from the beginning of a sentence to the end of its paragraph, or of the table that follows it. */
function namesAfter(file: string, beginning: string): string[] {
  const text = readFileSync(file, "utf8");
  const start = text.indexOf(beginning);
  expect(start, `${file} says: ${beginning}`).toBeGreaterThan(-1);
  const [paragraph = ""] = text.slice(start).split(/\n\n(?!\|)/);
  const known = new Set(definitions.map(({ name }) => name));
  return [...paragraph.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name).filter((name) => known.has(name));
}

test("docs/security.md names the published tools that move money, and no others", () => {
  expect(namesAfter("docs/security.md", "These published tools move money").sort()).toEqual(published);
});

test("docs/security.md names those of the full surface", () => {
  expect(namesAfter("docs/security.md", "On the surface `full` these move money too").sort()).toEqual(unpublished);
});

test("the table of tools says of each whether it moves money", () => {
  const [generated = ""] = readFileSync("src/generated/TOOLS.md", "utf8").split("\n## Insights");
  const rows = generated
    .split("\n")
    .filter((line) => /^\| `/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const marked = rows.filter((cells) => cells[6] === "moves").map(([, name = ""]) => name.replaceAll("`", ""));
  expect(rows).toHaveLength(definitions.length);
  expect(marked.sort()).toEqual(moving.map(({ name }) => name).sort());
});
