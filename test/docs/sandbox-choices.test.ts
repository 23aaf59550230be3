import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "src/sandbox");

function numbersIn(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map(([, digits]) => Number(digits));
}

function inCode(): number[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => numbersIn(readFileSync(join(FOLDER, name), "utf8"), /\[S(\d+)\]/g))
    .toSorted((a, b) => a - b);
}

test("every choice in the code has its row in docs/sandbox.md, and every row its place in the code", () => {
  const inDocs = numbersIn(readFileSync(join(ROOT, "docs/sandbox.md"), "utf8"), /^\| S(\d+) \|/gm);
  expect(inDocs.length).toBeGreaterThan(30);
  expect(inDocs).toEqual(inDocs.map((_, index) => index + 1));
  expect(inCode()).toEqual(inDocs);
});
