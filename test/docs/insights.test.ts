import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { INSIGHT_TOOLS } from "../../src/server/insights/insight-tools.ts";
import { VARIABLES } from "../../src/server/start/config/variables.ts";

const page = readFileSync("docs/insights.md", "utf8");

function rowsOf(text: string): string[][] {
  const lines = text.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) => line.split("|").map((cell) => cell.trim()));
}

function names(cell = ""): string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
}

test("docs/insights.md has a row for each insight, with its arguments", () => {
  const rows = rowsOf(page).map((cells) => [names(cells[1]), names(cells[3]).sort()]);
  const tools = INSIGHT_TOOLS.map(({ name, inputSchema }) => [[name], Object.keys(inputSchema.properties).sort()]);
  expect(rows).toEqual(tools);
});

test("docs/insights.md names the default number of calls", () => {
  expect(page).toContain(
    `\`INSIGHTS_MAX_CALLS\` calls to Digistore24 (${VARIABLES.INSIGHTS_MAX_CALLS.default} by default)`,
  );
});

test("TOOLS.md has the insights in a section of their own, after the generated tools", () => {
  const [generated = "", insights = ""] = readFileSync("src/generated/TOOLS.md", "utf8").split("\n## Insights");
  const own = INSIGHT_TOOLS.map(({ name }) => name);
  expect(rowsOf(insights).flatMap((cells) => names(cells[1]))).toEqual(own);
  expect(
    rowsOf(generated)
      .flatMap((cells) => names(cells[1]))
      .filter((name) => own.includes(name)),
  ).toEqual([]);
});
