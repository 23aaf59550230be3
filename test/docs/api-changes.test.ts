import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/api-changes.md", "utf8");
const report = readFileSync("test/golden/pull/report.md", "utf8").split("\n");

test("the example in docs/api-changes.md has only lines of the report that openapi:pull writes", () => {
  const example = /```\n# Changes of the API's description\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  // The line with the numbers names the address that was read.
  const lines = example.split("\n").filter((line) => line !== "" && !line.includes(" differences between "));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !report.includes(line))).toEqual([]);
});
